"""The documentation at ``/docs``: Swagger UI out of a package, from our own address."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.exceptions import HTTPException
from starlette.responses import Response

_FILES = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "favicon-32x32.png": "image/png",
}

_START = """window.addEventListener("load", function () {
  SwaggerUIBundle({url: "../openapi.json", dom_id: "#ui", deepLinking: true,
                   validatorUrl: null, presets: [SwaggerUIBundle.presets.apis]});
});
"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</head>
<body><div id="ui"></div></body>
</html>
"""


def router(app: FastAPI) -> APIRouter:
    """The pages of the documentation."""
    place = _place()
    found = APIRouter(include_in_schema=False)

    @found.get("/docs")
    async def page() -> Response:
        return Response(_PAGE.format(title=escape(app.title)), media_type="text/html")

    @found.get("/docs/start.js")
    async def start() -> Response:
        return Response(_START.replace("../", "./"), media_type="text/javascript")

    @found.get("/docs/{name}")
    async def part(name: str) -> Response:
        if name not in _FILES:
            raise HTTPException(404, "There is no such page.")
        content = (place / name).read_bytes()
        kept = {"cache-control": "public, max-age=86400"}
        return Response(content, headers=kept, media_type=_FILES[name])

    return found


def _place() -> Path:
    vendor = Path(str(files("swagger_ui_bundle"))) / "vendor"
    return max(vendor.glob("swagger-ui-*"))
