"""Apache Kafka for tests: one KRaft node, from a container or from the jars. The tests are the same."""

from __future__ import annotations

import base64
import fcntl
import shutil
import signal
import subprocess
import uuid
from pathlib import Path

from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import KafkaError

from tests.support.engine import KAFKA_IMAGE, Container, has_image
from tests.support.server import Pausable, free_port
from tests.support.waiting import wait_until

VERSION = "4.3.1"
_POM = Path(__file__).parent / "pom.xml"
_BUILD = Path(__file__).resolve().parents[2] / "build"
_HEAP = "-Xmx512m -Xms256m"


def make_kafka(folder: Path) -> Pausable:
    """Return a broker, not started: a container when an engine and its image are there, else from the jars."""
    return ContainerKafka() if has_image(KAFKA_IMAGE) else JarKafka(folder)


def create_topic(address: str, *, prefix: str = "uji", partitions: int = 6) -> str:
    """Make a topic whose name nobody else uses, and return the name."""
    name = f"{prefix}.{uuid.uuid4().hex[:12]}"
    admin = KafkaAdminClient(bootstrap_servers=address)
    try:
        admin.create_topics([NewTopic(name, num_partitions=partitions, replication_factor=1)])
    finally:
        admin.close()
    return name


class ContainerKafka:
    """A broker in a container."""

    source = f"container {KAFKA_IMAGE}"

    def __init__(self) -> None:
        """Choose its port; nothing starts yet."""
        port = free_port()
        self.address = f"127.0.0.1:{port}"
        variables = {f"KAFKA_{key.replace('.', '_').upper()}": value for key, value in _settings(port).items()}
        variables |= {"KAFKA_LOG_DIRS": "/var/lib/kafka/data", "KAFKA_HEAP_OPTS": _HEAP, "CLUSTER_ID": _cluster_id()}
        self._container = Container(KAFKA_IMAGE, port=port, host_port=port, variables=variables)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._container.start()
        _wait(self.address)

    def stop(self) -> None:
        """Stop it in good order."""
        self._container.stop()

    def kill(self) -> None:
        """Stop it with SIGKILL."""
        self._container.kill()

    def pause(self) -> None:
        """Let its processes stand still."""
        self._container.pause()

    def resume(self) -> None:
        """Let them go on."""
        self._container.resume()

    def remove(self) -> None:
        """Stop it and throw its data away."""
        self._container.remove()


class JarKafka:
    """A broker as a Java process of ours."""

    source = f"jars of Apache Kafka {VERSION} (no Docker engine with its image answers)"

    def __init__(self, folder: Path) -> None:
        """Take ``folder`` for its files; nothing starts yet."""
        self._folder = folder / f"kafka-{uuid.uuid4().hex[:8]}"
        self._port = free_port()
        self.address = f"127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, formatting its storage first if there is none, and wait until it answers."""
        configuration = self._folder / "server.properties"
        if not configuration.exists():
            self._format(configuration)
        with (self._folder / "kafka.log").open("ab") as log:
            self._process = subprocess.Popen(_java("kafka.Kafka", str(configuration)), stdout=log, stderr=log)
        _wait(self.address)

    def stop(self) -> None:
        """Stop it in good order."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=30)

    def kill(self) -> None:
        """Stop it with SIGKILL."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def pause(self) -> None:
        """Let it stand still."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def remove(self) -> None:
        """Stop it and throw its data away."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _format(self, configuration: Path) -> None:
        self._folder.mkdir(parents=True)
        settings = _settings(self._port, controller=free_port()) | {"log.dirs": str(self._folder / "data")}
        configuration.write_text("".join(f"{key}={value}\n" for key, value in settings.items()))
        command = _java("kafka.tools.StorageTool", "format", "-t", _cluster_id(), "-c", str(configuration))
        subprocess.run(command, check=True, capture_output=True)


def _settings(port: int, *, controller: int = 9093) -> dict[str, str]:
    """Return every KRaft setting: an image drops its defaults once one is named."""
    return {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@localhost:{controller}",
        "listeners": f"PLAINTEXT://:{port},CONTROLLER://:{controller}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}",
        "inter.broker.listener.name": "PLAINTEXT",
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "5",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "group.initial.rebalance.delay.ms": "0",
        "auto.create.topics.enable": "false",
    }


def _cluster_id() -> str:
    """Return a random id; as Kafka's own, it never begins with a dash, for it stands on command lines."""
    id_ = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    return _cluster_id() if id_.startswith("-") else id_


def _java(main: str, *arguments: str) -> list[str]:
    logging = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
    return ["java", *_HEAP.split(), logging, "-cp", f"{_jars()}/*", main, *arguments]


def _jars() -> Path:
    """Return the folder of the jars; Maven brings them once, whoever comes first."""
    folder = _BUILD / f"kafka-{VERSION}"
    _BUILD.mkdir(exist_ok=True)
    with (_BUILD / "kafka.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            part = folder.with_suffix(".part")
            command = ["mvn", "-q", "-B", "-f", str(_POM), "dependency:copy-dependencies", f"-DoutputDirectory={part}"]
            subprocess.run(command, check=True)
            part.rename(folder)
    return folder


def _wait(address: str) -> None:
    wait_until(lambda: _answers(address), timeout=60, every=0.2, what=f"Kafka at {address}")


def _answers(address: str) -> bool:
    try:
        admin = KafkaAdminClient(bootstrap_servers=address, request_timeout_ms=3000, bootstrap_timeout_ms=2000)
    except (KafkaError, OSError):
        return False
    try:
        admin.describe_cluster()
    except KafkaError:
        return False
    finally:
        admin.close()
    return True
