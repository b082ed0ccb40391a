"""What the site has beside docs/: measured results, which the benchmarks write beside themselves.

A hook of mkdocs (``mkdocs.yml``). Links that are right in the repository are made right here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

_ROOT = Path(__file__).parents[1]
_RESULTS = re.compile(r"\]\((?:\.\./)+benchmarks/(\w+)/results\.md((?:#[\w-]+)?)\)")
_OUTSIDE = re.compile(
    r"\[([^\]]+)\]\((?:\.\./)+(?!benchmarks/\w+\.html)((?:src|scripts|tests|benchmarks|deploy|\w+\.md)[^)]*)\)"
)
_BESIDE = re.compile(r"\[([^\]]+)\]\((?!http)[^)#]*\.py\)")


def on_files(files: Any, config: Any) -> Any:
    """Add the results of each benchmark as a page of its own."""
    for place in sorted((_ROOT / "benchmarks").glob("*/results.md")):
        text = _BESIDE.sub(r"`\1`", place.read_text())
        name = f"benchmarks/{place.parent.name}.md"
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Lead links to results to those pages; leave the words of links to what is not in the site."""
    up = "../" * page.file.src_uri.count("/")
    markdown = _RESULTS.sub(rf"]({up}benchmarks/\1.md\2)", markdown)
    if not page.file.src_uri.startswith("benchmarks/"):
        markdown = _OUTSIDE.sub(lambda one: _left(one, page.file.src_uri), markdown)
    return markdown


def _left(link: re.Match[str], source: str) -> str:
    """A link that goes out of docs/ is its words alone; one within stays."""
    target = (_ROOT / "docs" / source).parent / link[0].rpartition("(")[2].rstrip(")")
    inside = target.resolve().is_relative_to(_ROOT / "docs")
    return link[0] if inside else link[1]
