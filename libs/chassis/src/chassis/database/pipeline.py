"""Statements on the road of every request: prepared once a connection, several of them in one round trip.

A cursor spends more on a short statement than the server does; this speaks to the driver's lower half instead.
Values travel as text (bytes as they are), and the server infers their types, so a value that stands in two places of
a statement needs a cast where its type is not plain.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from typing import Any, Self, cast

from psycopg import Connection, abc, adapt, waiting
from psycopg.abc import PQGen
from psycopg.errors import OperationalError, error_from_result
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

_NAMED = re.compile(r"%\((\w+)\)s")
_LOOK = 0.1
"""Seconds between two looks at whether a signal has come, while the server works."""

_BINARY, _TEXT = adapt.PyFormat.BINARY, adapt.PyFormat.TEXT
_GOOD = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)


class Statement:
    """A statement whose parameters are written ``%(name)s``; make it once, at import."""

    def __init__(self, sql: str) -> None:
        """Number the parameters, as the server wants them."""
        self.names = list(dict.fromkeys(_NAMED.findall(sql)))
        self.columns: tuple[str, ...] = ()
        """The names of what it returns, once it has returned something."""
        self.sql = _NAMED.sub(lambda found: f"${self.names.index(found[1]) + 1}", sql).encode()


Step = tuple[Statement, Mapping[str, Any]]


class PipelineConnection(Connection[Any]):
    """The driver's connection, which also knows what :func:`run` has prepared on it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with nothing prepared."""
        super().__init__(*args, **kwargs)
        self.prepared: dict[Statement, bytes] = {}
        self.converter: abc.Transformer = adapt.Transformer(self)
        """Values to the wire and back; it remembers the types that it has met."""

    def _deallocate(self, name: bytes | None) -> PQGen[None]:
        """Forget with the driver: after a rollback or a change of tables it has the server drop every statement."""
        if name is None:
            self.prepared.clear()
        return super()._deallocate(name)


class Answer:
    """What one statement brought."""

    def __init__(self, statement: Statement, result: PGresult, reader: abc.Transformer) -> None:
        """Read the result with the converters of its connection."""
        self._statement = statement
        self._result = result
        self._reader = reader

    def check(self) -> Self:
        """Return itself; raises the driver's error when the statement failed."""
        _check(self._result)
        return self

    @property
    def count(self) -> int:
        """Return how many rows were written, or read."""
        return self._result.command_tuples or 0

    def rows(self) -> list[tuple[Any, ...]]:
        """Return the rows."""
        self._reader.set_pgresult(self._result)
        return self._reader.load_rows(0, self._result.ntuples, tuple)

    def first(self) -> dict[str, Any] | None:
        """Return the first row by the names of its columns, or None."""
        rows = self.rows()
        if not rows:
            return None
        if not self._statement.columns:
            names = (cast(bytes, self._result.fname(at)).decode() for at in range(self._result.nfields))
            self._statement.columns = tuple(names)
        return dict(zip(self._statement.columns, rows[0], strict=True))


def run(connection: PipelineConnection, *steps: Step, begin: bool = True) -> list[Answer]:
    """Send the statements together and return their answers; raises the driver's error of the first that failed."""
    return [answer.check() for answer in fly(connection, *steps, begin=begin)]


def fly(connection: PipelineConnection, *steps: Step, begin: bool = True) -> list[Answer]:
    """Send the statements together, in order, and return the answer of each, to be checked: none runs after a failure.

    A transaction is begun where none is open, unless ``begin`` is False: then all of them stand or fall as one.
    """
    pgconn = connection.pgconn
    names = [_prepare(connection, statement) for statement, _ in steps]
    opens = begin and pgconn.transaction_status == TransactionStatus.IDLE
    converter = connection.converter
    # A value that cannot travel is refused here: half a flight on its way would leave the connection of no use.
    bound = [_bind(converter, [values[key] for key in statement.names]) for statement, values in steps]
    pgconn.enter_pipeline_mode()
    try:
        if opens:
            pgconn.send_query_params(b"BEGIN", None)
        for name, (texts, formats) in zip(names, bound, strict=True):
            pgconn.send_query_prepared(name, texts, formats)
        pgconn.pipeline_sync()
        results = waiting.wait(_collect(pgconn), pgconn.socket, interval=_LOOK)
    finally:
        if pgconn.status == ConnStatus.OK:
            pgconn.exit_pipeline_mode()
    if opens:
        _check(results.pop(0))
    return [Answer(step[0], result, converter) for step, result in zip(steps, results, strict=True)]


def _prepare(connection: PipelineConnection, statement: Statement) -> bytes:
    """Return the name of the statement on this connection."""
    name = connection.prepared.get(statement)
    if name is None:
        name = b"simpul_%d" % len(connection.prepared)
        _check(connection.pgconn.prepare(name, statement.sql))
        connection.prepared[statement] = name
    return name


def _check(result: PGresult) -> None:
    """Raise the driver's error when the statement failed; one without a code is no answer of the server: it is gone."""
    if result.status in _GOOD:
        return
    if result.error_field(DiagnosticField.SQLSTATE) is None:
        raise OperationalError(result.error_message.decode(errors="replace"))
    raise error_from_result(result, encoding="utf-8")


def _bind(converter: abc.Transformer, values: list[Any]) -> tuple[Sequence[Any], Sequence[int] | None]:
    """Return the values and their formats as the wire has them."""
    formats = [_BINARY if type(value) is bytes else _TEXT for value in values]
    return converter.dump_sequence(values, formats), converter.formats


def _collect(pgconn: PGconn) -> Generator[waiting.Wait, waiting.Ready | int, list[PGresult]]:
    """Send what is in the buffer, and take in results until all have come."""
    while pgconn.flush():
        if (yield waiting.Wait.RW) & waiting.Ready.R:
            pgconn.consume_input()
    results: list[PGresult] = []
    while True:
        while pgconn.is_busy():
            yield waiting.Wait.R
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is None:
            continue
        if result.status == ExecStatus.PIPELINE_SYNC:
            return results
        results.append(result)
