"""Where editions are shared: a folder, or a bucket of object storage, behind one small door.

``fsspec`` (the extra ``caveat[remote]``) speaks to the storage. Object storage shows an object
whole or not at all; in a folder, files are written aside and renamed, as in the library.
Credentials come from the environment, as each storage's own tools take them; they never stand in
an address, and no error repeats what a storage said beyond its kind.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from caveat.errors import BadInput, MissingExtra, NothingPublished, StoreBusy, StoreFailed
from caveat.library.disk import file_aside

_OPTIONS: dict[str, dict[str, Any]] = {
    "s3": {
        "use_listings_cache": False,
        "config_kwargs": {
            "connect_timeout": 5,
            "read_timeout": 20,
            "retries": {"max_attempts": 2, "mode": "standard"},
        },
    },
    "gs": {"use_listings_cache": False},
}
_CLASHES = ("PreconditionFailed", "ConditionalRequestConflict", "412", "409")
"""What an object storage answers when a condition of a write does not hold."""


class Store:
    """Files under names such as ``files/ab/abcd``, at one address.

    Attributes:
        address: as the user said it.
    """

    def __init__(self, address: str) -> None:
        """Open a store; nothing is asked of it yet.

        Args:
            address: ``s3://BUCKET/FOLDER``, ``gs://BUCKET/FOLDER``, ``file:///FOLDER`` or a path.

        Raises:
            BadInput: the address says a password, or is of a kind that nothing here can read.
            MissingExtra: what reads it is not installed.
        """
        scheme = re.match(r"([a-z0-9+.-]+)://", address)
        if re.match(r"[a-z0-9+.-]+://[^/]*@", address):
            raise BadInput(
                "The address says who asks, or a password. Take that out, and say it in the "
                "environment (of S3: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)."
            )
        self.address = address
        kind = scheme[1] if scheme else "file"
        try:
            from fsspec.core import url_to_fs

            self._fs, root = url_to_fs(address, skip_instance_cache=True, **_OPTIONS.get(kind, {}))
        except ImportError as error:
            raise MissingExtra(
                f"{kind}:// needs {_missing(error, kind)}, which is not installed. "
                "Install it with pip install 'caveat[remote]'"
                f"{' and pip install gcsfs' if kind in ('gs', 'gcs') else ''}."
            ) from None
        except ValueError:
            raise BadInput(
                f"Nothing here can read {kind}:// addresses. "
                "Say s3://, gs://, file:// or the path of a folder."
            ) from None
        self._root = str(root).rstrip("/")
        protocols = self._fs.protocol
        self._protocols = (protocols,) if isinstance(protocols, str) else tuple(protocols)
        self._local = "file" in self._protocols

    def read(self, name: str) -> bytes:
        """A small file, whole.

        Raises:
            NothingPublished: there is none of this name.
            StoreFailed: the store cannot be asked.
        """
        with self._asked(name):
            return bytes(self._fs.cat_file(self._place(name)))

    def part(self, name: str, start: int, stop: int) -> bytes:
        """The bytes of a file from ``start`` to before ``stop``."""
        with self._asked(name):
            return bytes(self._fs.cat_file(self._place(name), start=start, end=stop))

    def mark(self, name: str) -> str:
        """What changes when a file does, as the storage says; empty where there is no file, or
        the storage marks nothing."""
        try:
            with self._asked(name):
                found = self._fs.info(self._place(name))
        except NothingPublished:
            return ""
        return str(found.get("ETag", "") or "")

    def sizes(self, folder: str) -> dict[str, int]:
        """Name -> size in bytes, of every file under a folder."""
        with suppress(NothingPublished), self._asked(folder):
            self._fs.invalidate_cache()
            found = self._fs.find(self._place(folder), detail=True)
            start = len(self._root) + 1
            return {str(place)[start:]: int(facts["size"]) for place, facts in found.items()}
        return {}

    def put(self, name: str, file: Path) -> None:
        """Write a file; large ones in parts. Nobody sees half of it."""
        with self._asked(name):
            if self._local:
                with file.open("rb") as source, file_aside(self._path(name)) as target:
                    shutil.copyfileobj(source, target, 1 << 20)
            else:
                self._fs.put_file(str(file), self._place(name))

    def write(self, name: str, content: bytes, *, over: str | None = None) -> None:
        """Write a small file in one step.

        Args:
            name: of the file.
            content: its bytes.
            over: the `mark` of what it takes the place of: if that has changed since, nothing is
                written. Only S3 can hold to it; elsewhere `create` must keep others away.

        Raises:
            StoreBusy: the file has changed since.
        """
        with self._asked(name):
            if self._local:
                with file_aside(self._path(name)) as stream:
                    stream.write(content)
            elif over is None or "s3" not in self._protocols:
                self._fs.pipe_file(self._place(name), content)
            else:
                held = {"IfMatch": over} if over else {"IfNoneMatch": "*"}
                self._fs.pipe_file(self._place(name), content, **held)

    def create(self, name: str, content: bytes) -> bool:
        """Write a small file where there is none; False if there is one.

        Only one of several callers is told True, whoever they are: by the storage's conditional
        writes, or in a folder by the file system.
        """
        if self._local:
            place = self._path(name)
            with self._asked(name):
                place.parent.mkdir(parents=True, exist_ok=True)
                try:
                    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
                except FileExistsError:
                    return False
                with os.fdopen(handle, "wb") as stream:
                    stream.write(content)
                return True
        try:
            with self._asked(name):
                self._fs.pipe_file(self._place(name), content, mode="create")
        except (StoreBusy, FileExistsError):
            return False
        return True

    def remove(self, names: Iterable[str]) -> None:
        """Remove files; one that is not there is no mistake."""
        for name in names:
            with suppress(NothingPublished), self._asked(name):
                self._fs.rm_file(self._place(name))

    def _place(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def _path(self, name: str) -> Path:
        return Path(self._place(name))

    @contextmanager
    def _asked(self, name: str) -> Iterator[None]:
        """Turn whatever a storage's library raises into a sentence of ours."""
        try:
            yield
        except FileNotFoundError:
            raise NothingPublished(
                f"There is no {name or 'folder'} at {self.address}. "
                "Check the address, or publish there with caveat publish."
            ) from None
        except FileExistsError:
            raise
        except Exception as error:
            code = _code(error)
            if code in _CLASHES:
                raise StoreBusy(
                    f"{name} at {self.address} was written by somebody else meanwhile. "
                    "Publish again."
                ) from None
            kind = type(error).__name__ if not code else f"{type(error).__name__}, {code}"
            raise StoreFailed(
                f"{name} at {self.address} cannot be read or written ({kind}). Check that it is "
                "reachable, and that the credentials in the environment are good."
            ) from None


def _code(error: BaseException | None) -> str:
    """What the storage called an error; empty if it was not the storage that raised it."""
    while error is not None:
        response = getattr(error, "response", None)
        if isinstance(response, dict):
            return str(response.get("Error", {}).get("Code", ""))
        error = error.__cause__ or error.__context__
    return ""


def _missing(error: ImportError, kind: str) -> str:
    return error.name or {"s3": "s3fs", "gs": "gcsfs", "gcs": "gcsfs"}.get(kind, "fsspec")
