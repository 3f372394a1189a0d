"""A process beside this one that applies a function to items, one by one, and may die without harm.

Its death costs the item that it had in hand; the next item starts a new one. It needs no ``__main__`` guard, works
in threads, pools and cluster workers, and ends by itself when this process ends, however that ends.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_START = (
    "import sys; fd = int(sys.argv[1]); sys.path[:] = sys.argv[2:];"
    "from cablepress.cleaning.child import serve; serve(fd)"
)
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Pages are cleaned side by side; threads of a number library would only hold memory."""
_PARTING = 10
"""Seconds on the clock that a process at rest may take to end."""
TIRED_BYTES = 256 << 20
"""Memory that a process may keep when its items are done: a hostile page can leave much behind it."""


class ChildDiedError(Exception):
    """The process ended while it had an item in hand."""

    def __init__(self, code: int, timed_out: bool = False) -> None:
        how = f"ended by {_signal_name(-code)}" if code < 0 else f"ended with exit code {code}"
        super().__init__(f"{how}: no answer in time" if timed_out else how)
        self.code = code
        """The exit code; minus the signal's number if a signal ended it."""
        self.timed_out = timed_out
        """Whether it was ended from here, because no result came in time."""


class ChildError(Exception):
    """The function raised something; the message names it."""


class Child:
    """One process, started when it is first needed and again after it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def each(
        self, function: Callable[[_Item], _Result], items: Sequence[_Item], timeout: float | None = None
    ) -> Iterator[_Result]:
        """Yield the function's result for each item, in order.

        Args:
            function: importable by name; called in the main thread of the process.
            items: picklable, as are the results.
            timeout: seconds on the clock to wait for a result before the process is ended by force.

        Raises:
            ChildDiedError: the process died over the item whose result is due.
            ChildError: the function raised an exception for it.
        """
        connection = self._connect()
        timed_out = tired = False
        try:
            connection.send((function, items))
            for _ in items:
                if not connection.poll(timeout):
                    timed_out = True
                    self.kill()
                result, error, tired = connection.recv()
                if error:
                    raise ChildError(error)
                yield result
        except (EOFError, OSError):
            raise ChildDiedError(self._bury(), timed_out) from None
        except BaseException:  # given up half way: what is still to come must not be taken for the next answer
            self.kill()
            self._bury()
            raise
        if tired:
            self.close()

    def close(self) -> None:
        """Let the process end by itself, so that it ends its own; by force if it is busy."""
        process = self._process
        if self._connection:
            self._connection.close()
        if process:
            try:
                process.wait(_PARTING)
            except subprocess.TimeoutExpired:
                process.kill()
            self._bury()

    def kill(self) -> None:
        """End the process by force; whoever waits for its result learns that it died. From any thread."""
        if self._process:
            self._process.kill()

    def _connect(self) -> Connection:
        if self._connection is None:
            ours, theirs = Pipe()
            with theirs:
                descriptor = theirs.fileno()
                self._process = subprocess.Popen(  # noqa: S603  # our own interpreter on our own module
                    [sys.executable, "-c", _START, str(descriptor), *sys.path],
                    stdin=subprocess.DEVNULL,
                    pass_fds=(descriptor,),
                    env={**_ONE_THREAD, **os.environ},
                    process_group=0,  # Ctrl-C is for the process that the user sees
                )
            self._connection = ours
        return self._connection

    def _bury(self) -> int:
        """Take leave of a process that is ending; return its exit code."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if connection:
            connection.close()
        return process.wait() if process else 0


def serve(descriptor: int) -> None:
    """Be the process: answer requests until the other side is gone."""
    from .limits import resident_bytes  # noqa: PLC0415  # the side that starts processes has no use for it

    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    os.dup2(2, 1)  # whatever prints must not end up among the results of a command
    connection = Connection(descriptor)
    rested = resident_bytes() or 0
    while True:
        try:
            function, items = connection.recv()
            for item in items:
                result, error = _apply(function, item)
                connection.send((result, error, (resident_bytes() or 0) > rested + TIRED_BYTES))
        except (EOFError, OSError):
            return


def _apply(function: Callable[[_Item], _Result], item: _Item) -> tuple[_Result | None, str]:
    try:
        return function(item), ""
    except Exception as error:
        return None, f"{type(error).__name__}: {error}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
