"""Files of others are read in a process of its own, with bounds on its memory and its time.

Parsers are large programs, and a file may be made to crash them or to eat all memory. Here that
ends a process which holds nothing but the file, and the caller gets a clear error. The process
stays for the next file; it answers in JSON, so that nothing which a file does to it runs here.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import caveat
from caveat.errors import MissingExtra
from caveat.screening.documents import bounds
from caveat.screening.documents.formats.content import Content, Unreadable

_TURN = threading.Lock()
_WARM: dict[int, subprocess.Popen[bytes]] = {}
_FILES = 500
"""After so many files, a new process: what parsers leak goes with the old one."""


def content(data: bytes, name: str) -> tuple[str, Content]:
    """Read a file's bytes elsewhere.

    Args:
        data: the file.
        name: its name: a hint at its kind where its content leaves that open.

    Returns:
        Its kind (`document.FileKind`) and content.

    Raises:
        Unreadable: the file cannot be read within the bounds.
        MissingExtra: its format needs an optional part that is not installed.
    """
    with _TURN:
        process = _process()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(bounds.SECONDS, stop)
        clock.start()
        try:
            answer = _ask(process, data, name)
        finally:
            clock.cancel()
        if answer is None or answer.get("spent"):
            code = _end(process)
    if answer is None and late.is_set():
        raise Unreadable(
            f"reading it took more than {bounds.SECONDS:.0f} seconds",
            "It may be damaged or made to do harm; split it, or save it anew from its program.",
        )
    if answer is None:
        raise Unreadable(
            f"it broke the reader (exit {code}): it needs more than {bounds.MEMORY >> 20} MB of "
            "memory, or is damaged",
            "It may be made to do harm; split it, or save it anew from its program.",
        )
    if "missing" in answer:
        raise MissingExtra(answer["missing"])
    if "reason" in answer:
        raise Unreadable(answer["reason"], answer["remedy"])
    found = answer["content"]
    found["parts"] = [tuple(part) for part in found["parts"]]
    found["days"] = [tuple(one) for one in found["days"]]
    return answer["kind"], Content(**found)


def _process() -> subprocess.Popen[bytes]:
    """The process that reads, begun if there is none, or only a parent's of a fork."""
    process = _WARM.get(os.getpid())
    if process is None or process.poll() is not None:
        if process is not None:
            _end(process)
        source = str(Path(caveat.__file__).parent.parent)
        paths = [source, *filter(None, [os.environ.get("PYTHONPATH")])]
        # -P: a folder of documents may hold a file named like a module.
        process = _WARM[os.getpid()] = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(paths),
                "OPENBLAS_NUM_THREADS": "1",
                "OMP_NUM_THREADS": "1",
            },
        )
    return process


def _ask(process: subprocess.Popen[bytes], data: bytes, name: str) -> Any:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        _write(process.stdin, json.dumps(name).encode(), data)
        return json.loads(_read(process.stdout))
    except (OSError, EOFError, ValueError):
        return None


def _end(process: subprocess.Popen[bytes]) -> int:
    """End the process that reads; its exit code."""
    if _WARM.get(os.getpid()) is process:
        del _WARM[os.getpid()]
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(OSError):
        process.stdin.close()
    try:
        process.wait(1)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
    return process.returncode


@atexit.register
def _end_all() -> None:
    process = _WARM.get(os.getpid())
    if process is not None:
        _end(process)


def _write(stream: IO[bytes], *frames: bytes) -> None:
    for frame in frames:
        stream.write(len(frame).to_bytes(8, "big"))
        stream.write(frame)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    head = stream.read(8)
    size = int.from_bytes(head, "big")
    frame = stream.read(size)
    if len(head) < 8 or len(frame) < size:
        raise EOFError
    return frame


def _answer(data: bytes, name: str) -> dict[str, Any]:
    """What the process that reads says to one file."""
    from caveat.screening.documents.formats import parse

    try:
        kind, found = parse.content(data, name)
    except Unreadable as error:
        return {"reason": error.reason, "remedy": error.remedy}
    except MissingExtra as error:
        return {"missing": str(error)}
    except MemoryError:
        return {
            "reason": f"reading it needs more than {bounds.MEMORY >> 20} MB of memory",
            "remedy": "It may be made to do harm; split it, or save it anew from its program.",
        }
    except RecursionError:
        return {
            "reason": "its parts are nested too deep",
            "remedy": "It may be made to do harm; save it anew from its program.",
        }
    except Exception as error:
        return {
            "reason": f"it is damaged ({type(error).__name__}: {str(error)[:200]})",
            "remedy": "Save it anew from its program, and try again.",
        }
    return {"kind": kind, "content": asdict(found)}


def _bound_memory() -> None:
    """Refuse this process more memory than `bounds.MEMORY`, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what in (resource.RLIMIT_DATA, resource.RLIMIT_CORE):
        most = bounds.MEMORY if what == resource.RLIMIT_DATA else 0
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _held() -> int:
    """The most bytes of memory that this process has held."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _serve() -> None:
    """Answer one file after another, until the other side hangs up."""
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that a parser prints gets among the answers
    _bound_memory()
    for count in range(1, _FILES + 1):
        try:
            name, data = json.loads(_read(sys.stdin.buffer)), _read(sys.stdin.buffer)
        except EOFError:
            return
        answer = _answer(data, name)
        answer["spent"] = count == _FILES or _held() > bounds.MEMORY // 2
        _write(answers, json.dumps(answer).encode())


if __name__ == "__main__":
    _serve()
