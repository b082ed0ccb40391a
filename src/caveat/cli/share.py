"""``caveat publish`` and ``caveat pull``: an edition shared through a folder or object storage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from caveat.cli.opened import library

Address = Annotated[
    str, typer.Argument(help="s3://BUCKET/FOLDER, gs://BUCKET/FOLDER, file:///FOLDER or a path.")
]


def publish(
    context: typer.Context,
    to: Address,
    archive: Annotated[
        bool,
        typer.Option("--archive", help="With the raw files, to rebuild and replay from them."),
    ] = False,
    keep: Annotated[int, typer.Option(min=1, help="How many publications to keep there.")] = 3,
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Read every file there again; send those that are damaged."),
    ] = False,
    take_over: Annotated[
        bool,
        typer.Option("--take-over", help="Publish although another one began, and died."),
    ] = False,
) -> None:
    """Publish the edition in force, with its index and stakes, for replicas to pull."""
    from caveat.library.publish import publish as send
    from caveat.library.store import Store

    store = Store(to)
    with _shown("publish") as progress:
        done = send(
            library(context).root,
            store,
            at=datetime.now(UTC),
            archive=archive,
            keep=keep,
            verify=verify,
            take_over=take_over,
            progress=progress,
        )
    how = "is published" if done.new else "was published before; nothing has changed"
    typer.echo(f"Edition {done.edition} {how}: number {done.number} at {to}.")
    pruned = f", {done.pruned} earlier removed" if done.pruned else ""
    typer.echo(f"{done.files:,} files, {_mb(done.size)}; {_mb(done.sent)} sent{pruned}.")


def pull(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help="As caveat publish takes it.")],
    archive: Annotated[
        bool, typer.Option("--archive", help="With the raw files, if they were published.")
    ] = False,
) -> None:
    """Bring this library to what was published last. It must be empty, or pulled before."""
    from caveat.library.pull import pull as bring
    from caveat.library.store import Store

    store = Store(source)
    with _shown("pull") as progress:
        done = bring(library(context).root, store, archive=archive, progress=progress)
    how = "is in force" if done.new else "was here already"
    typer.echo(f"Edition {done.edition} {how}: number {done.number} of {done.at}.")
    typer.echo(f"{_mb(done.size)}; {_mb(done.fetched)} fetched.")


@contextmanager
def _shown(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, gone at the end."""
    from rich.progress import BarColumn, DownloadColumn, TextColumn

    from caveat.cli import terminal

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with terminal.bar(*columns) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
