"""The examples of docs/subscribing.md run as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import grpc
from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import TopicAlreadyExistsError
from sqlalchemy import Engine

from chassis.bus.kafka import KafkaPublisher
from chassis.feed import EventFeed
from chassis.outbox import LogTail
from simpul.feed.v1 import feed_pb2_grpc
from tests.support.fixtures import Kafka
from tests.support.uji.peristiwa import make_entri, make_pesan, write_log
from tests.support.uji.thread import running_task
from tests.support.waiting import wait_until

PAGE = Path(__file__).resolve().parents[5] / "docs" / "subscribing.md"


def test_the_example_for_kafka_prints_what_is_published(kafka: Kafka, tmp_path: Path) -> None:
    topic = "perizinan.peristiwa"
    admin = KafkaAdminClient(bootstrap_servers=kafka.address)
    try:
        admin.create_topics([NewTopic(topic, 6, 1)])
    except TopicAlreadyExistsError:
        pass
    finally:
        admin.close()
    pesan = make_pesan(1, sumber="/simpul/perizinan", nomor=f"SIP-{uuid.uuid4().hex}")
    publisher = KafkaPublisher(topic, {"bootstrap_servers": kafka.address})
    publisher.publish([pesan])
    publisher.close()

    with running_example("kafka.py", tmp_path, SIMPUL_KAFKA_BOOTSTRAP=kafka.address) as printed:
        wait_until(lambda: pesan.id in printed.read_text(), timeout=60)


def test_the_example_for_the_feed_prints_the_log_and_what_comes(engine: Engine, tmp_path: Path) -> None:
    write_log(engine, [make_entri("berkas-lama")])
    tail, stop = LogTail(engine), threading.Event()
    server = grpc.server(ThreadPoolExecutor(4))
    feed_pb2_grpc.add_EventFeedServiceServicer_to_server(EventFeed(engine, "perizinan", tail, stop), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()

    with (
        running_task(tail.run),
        running_example("feed.py", tmp_path, FEED=f"127.0.0.1:{port}", TOKEN="x") as printed,
    ):
        wait_until(lambda: "berkas-lama" in printed.read_text(), timeout=60)
        write_log(engine, [make_entri("berkas-baru")])
        wait_until(lambda: "berkas-baru" in printed.read_text(), timeout=60)
    stop.set()
    server.stop(1).wait()


@contextmanager
def running_example(name: str, folder: Path, **variables: str) -> Iterator[Path]:
    """Run one example of the page; give the file that it prints to."""
    [code] = [
        block for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL) if f"# {name}:" in block
    ]
    script, printed = folder / f"contoh_{name}", folder / "printed"
    script.write_text(code)
    with printed.open("w") as out:
        process = subprocess.Popen([sys.executable, str(script)], env=os.environ | variables, stdout=out, stderr=out)
    try:
        yield printed
    finally:
        process.kill()
        process.wait()
