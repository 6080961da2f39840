"""The Docker engine, where one answers: its images, and containers that keep their port and can be killed."""

from __future__ import annotations

import os
from functools import cache

import docker
from docker.errors import DockerException, ImageNotFound, NotFound
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer

KAFKA_IMAGE = os.environ.get("KAFKA_IMAGE", "apache/kafka:4.3.1")
POSTGRES_IMAGE = os.environ.get("POSTGRES_IMAGE", "postgres:15")
OWNER_LABEL = "simpul.test.owner"

# Ryuk is one more image to pull; the label and sweep() below do its work.
testcontainers_config.ryuk_disabled = True


@cache
def engine() -> docker.DockerClient | None:
    """Return the engine, or None when none answers."""
    try:
        client = docker.from_env(timeout=60)
        client.ping()
    except (DockerException, OSError):
        return None
    sweep(client)
    return client


@cache
def has_image(name: str) -> bool:
    """Tell whether the engine has the image, or could pull it now."""
    client = engine()
    if client is None:
        return False
    try:
        client.images.get(name)
    except ImageNotFound:
        try:
            client.images.pull(name)
        except DockerException:
            return False
    return True


def sweep(client: docker.DockerClient) -> None:
    """Remove the containers of test runs whose process is gone."""
    for container in client.containers.list(all=True, filters={"label": OWNER_LABEL}, ignore_removed=True):
        if not _lives(int(container.labels[OWNER_LABEL])):
            _remove(container)


class Container:
    """A container with one port, the same on this machine after each start."""

    def __init__(self, image: str, *, port: int, host_port: int, variables: dict[str, str], command: str = "") -> None:
        """Name what to run; nothing starts yet."""
        self._definition = DockerContainer(image).with_envs(**variables)
        self._definition.ports[str(port)] = ("127.0.0.1", host_port)  # type: ignore[assignment]  # docker takes a pair
        self._definition.with_kwargs(labels={OWNER_LABEL: str(os.getpid())})
        if command:
            self._definition.with_command(command)
        self._made = False

    def start(self) -> None:
        """Make the container, or start it again with what it had stored."""
        if self._made:
            self._definition.get_wrapped_container().start()
        else:
            self._definition.start()
            self._made = True

    def stop(self) -> None:
        """Let it stop in good order."""
        self._definition.get_wrapped_container().stop(timeout=30)

    def kill(self) -> None:
        """Kill its processes at once."""
        self._definition.get_wrapped_container().kill("SIGKILL")
        self._definition.get_wrapped_container().wait()

    def pause(self) -> None:
        """Let its processes stand still."""
        self._definition.get_wrapped_container().pause()

    def resume(self) -> None:
        """Let them go on."""
        self._definition.get_wrapped_container().unpause()

    def remove(self) -> None:
        """Throw it away with its volumes."""
        if self._made:
            _remove(self._definition.get_wrapped_container())


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove(container: docker.models.containers.Container) -> None:
    try:
        container.remove(force=True, v=True)
    except NotFound:
        return
