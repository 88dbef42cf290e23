"""Runs a case in this process, and says what is wrong with how the program took it."""

from __future__ import annotations

import io
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import typer.main

import cnncount.analysis.printed  # noqa: F401  (one of those that know the bundled folder)
from cnncount.cli import app as program
from cnncount.spec.index import index
from tests.fuzz.case import Case
from tests.fuzz.watch import WATCH

LONGEST_ERROR = 2**16
"""Characters on standard error, whatever is wrong with how much of a file."""

COMMAND = typer.main.get_command(program.app)
"""The command line, built once: at each call typer would build it again, which takes longer."""

_PAGE = resource.getpagesize()


class Failure(NamedTuple):
    """What is wrong.

    Attributes:
        kind: the same for failures of one cause: the exception, and where it was raised.
        details: the traceback, or the figures.
    """

    kind: str
    details: str


class Done(NamedTuple):
    """How a case ended.

    Attributes:
        status: the exit status, unless an exception was raised.
        raised: an exception that the program did not catch.
        seconds: of processor time.
        err: what was written to standard error.
    """

    status: Any
    raised: BaseException | None
    seconds: float
    err: str


class _TooSlow(BaseException):
    """Raised in whatever code is running when the time is over."""


_NAMES: dict[type[BaseException], str] = {_TooSlow: "too slow", MemoryError: "too much memory"}


class Judge:
    """Runs cases in a folder, each under limits of its own.

    Args:
        folder: where the files of a case are written, and where it runs.
        seconds: of processor time.
        mebibytes: by which the process may grow.
    """

    def __init__(self, folder: Path, seconds: float = 1, mebibytes: int = 200) -> None:
        self._folder = folder
        self._seconds = seconds
        self._bytes = mebibytes * 2**20

    @contextmanager
    def ready(self) -> Iterator[None]:
        """The command built once, PyTorch out of reach, and this process in the folder."""
        app, here = program.app, Path.cwd()
        loaded = {name: sys.modules.get(name) for name in ("torch", "fvcore")}
        handler = signal.signal(signal.SIGPROF, _stop)
        no_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        program.app = COMMAND  # type: ignore[assignment]
        sys.modules.update(dict.fromkeys(loaded))  # type: ignore[arg-type]
        os.chdir(self._folder)
        try:
            yield
        finally:
            os.chdir(here)
            sys.dont_write_bytecode = no_bytecode
            for name, module in loaded.items():
                if module is None:
                    del sys.modules[name]
                else:
                    sys.modules[name] = module
            program.app = app
            signal.signal(signal.SIGPROF, handler)

    def failure(self, case: Case) -> Failure | None:
        """Run a case; what is wrong, if anything is."""
        done = self.run(case)
        if done.raised is not None:
            name = _NAMES.get(type(done.raised), type(done.raised).__name__)
            details = "".join(traceback.format_exception(done.raised))
            return Failure(f"{name} in {_where(done.raised.__traceback__)}", details)
        if done.seconds > self._seconds:
            return Failure("too slow", f"{done.seconds:.2f} s of processor time")
        if done.status not in (0, 1, 2):
            return Failure(f"exit status {done.status}", "")
        if done.status == 2 and not done.err.strip():
            return Failure("exit status 2 without a message", "")
        if WATCH.seen:
            return Failure(f"it should not {WATCH.seen[0]}", "\n".join(WATCH.seen))
        if len(done.err) > LONGEST_ERROR:
            return Failure("a long message", f"{len(done.err)} characters")
        return None

    def run(self, case: Case) -> Done:
        """Run a case as a process would be run, but in this one."""
        self._write(case.files)
        out = _Stream(case.encoding, "strict", case.terminal)
        err = _Stream("utf-8", "backslashreplace", False)
        before = sys.stdin, sys.stdout, sys.stderr, sys.argv
        sys.stdin = io.TextIOWrapper(io.BytesIO(case.stdin), "utf-8")
        sys.stdout, sys.stderr, sys.argv = out, err, ["cnncount", *case.arguments]
        status: Any = None
        raised: BaseException | None = None
        began = time.process_time()
        try:
            with self._bounded(), _bundled(self._folder if case.bundled else None):
                WATCH.begin(self._folder, by_user=case.names_files)
                program.main()
        except KeyboardInterrupt:
            raise
        except SystemExit as exit:
            status = exit.code or 0
        except BaseException as error:
            raised = error
        finally:
            WATCH.end()
            sys.stdin, sys.stdout, sys.stderr, sys.argv = before
        took = time.process_time() - began
        return Done(status, raised, took, "" if err.closed else err.text())

    def _write(self, files: Mapping[str, bytes]) -> None:
        """Write the files of a case, and remove those of the case before."""
        for path in self._folder.iterdir():
            if path.name not in files:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for name, data in files.items():
            (self._folder / name).write_bytes(data)

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        """Whatever runs inside is stopped when it takes too long, or grows too much."""
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        size = int(Path("/proc/self/statm").read_text().split()[0]) * _PAGE
        resource.setrlimit(resource.RLIMIT_AS, (size + self._bytes, hard))
        signal.setitimer(signal.ITIMER_PROF, self._seconds, self._seconds / 4)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _stop(*_: Any) -> None:
    raise _TooSlow


class _Stream(io.TextIOWrapper):
    """Standard output or standard error, kept."""

    def __init__(self, encoding: str, errors: str, terminal: bool) -> None:
        self.kept = io.BytesIO()
        super().__init__(self.kept, encoding, errors, write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        """What was written."""
        self.flush()
        return self.kept.getvalue().decode(self.encoding, "replace")


@contextmanager
def _bundled(folder: Path | None) -> Iterator[None]:
    """The folder in the place of the bundled architectures; for None those themselves."""
    if folder is None:
        yield
        return
    name = "archs_dir"
    modules = [m for n, m in sys.modules.items() if n.startswith("cnncount") and hasattr(m, name)]
    before = [getattr(module, name) for module in modules]
    for module in modules:
        setattr(module, name, lambda: folder)
    index.cache_clear()
    try:
        yield
    finally:
        index.cache_clear()
        for module, function in zip(modules, before, strict=True):
            setattr(module, name, function)


def _where(trace: TracebackType | None) -> str:
    """The innermost function of the package in a traceback."""
    frames = traceback.extract_tb(trace)
    own = [frame for frame in frames if "cnncount/" in frame.filename]
    if not own:
        return "the program"
    at = own[-1]
    return f"{at.filename.rpartition('cnncount/')[2]}:{at.name}"
