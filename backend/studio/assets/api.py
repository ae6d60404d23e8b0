"""Serves stored files to members of their workspace: immutable, typed by content, never run by a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, BinaryIO, cast
from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.files.storage import default_storage
from django.http import HttpResponse, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import content_disposition_header, parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.assets import selectors
from studio.assets.errors import AssetNotFound
from studio.assets.models import Asset

_CHUNK = 1 << 18
_DOWNLOAD = OpenApiParameter("download", OpenApiTypes.BOOL, description="Ask the browser to save it instead.")


class Trickle:
    """An iterator of bytes, read in a thread a piece at a time, so that the server holds one piece in memory.

    ``rows``: the pieces come from the database, so they are read in the thread of the request, which has a connection.
    """

    def __init__(self, pieces: Iterator[bytes], file: BinaryIO | None = None, *, rows: bool = False) -> None:
        self._pieces = pieces
        self._file = file
        self._rows = rows

    async def __aiter__(self) -> AsyncIterator[bytes]:
        following = sync_to_async(self._next, thread_sensitive=self._rows)
        while piece := await following():
            yield piece

    def _next(self) -> bytes:
        return next(self._pieces, b"")

    def close(self) -> None:
        """Let go of the file; Django calls it however the response ends."""
        if self._file is not None:
            self._file.close()


def stream(
    pieces: Iterator[bytes],
    *,
    content_type: str,
    filename: str,
    attachment: bool,
    length: int | None,
    file: BinaryIO | None = None,
    rows: bool = False,
) -> StreamingHttpResponse:
    """A response that streams bytes nobody's browser will run as a page."""
    answer = StreamingHttpResponse(Trickle(pieces, file, rows=rows), content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(attachment, filename) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if length is not None:
        answer["Content-Length"] = str(length)
    return answer


class AssetFile(APIView):
    """The file of an asset."""

    @extend_schema(
        operation_id="asset",
        parameters=[_DOWNLOAD],
        responses={
            (200, "*/*"): OpenApiTypes.BINARY,
            304: OpenApiResponse(description="The copy you have is the file."),
        },
    )
    def get(self, request: Request, asset_id: UUID) -> HttpResponseBase:
        """Give the file as it is stored. Another workspace's, or one that is withheld: 404."""
        asset = _asset(request, asset_id)
        attachment = "download" in request.query_params or not selectors.is_shown_in_pages(asset)
        return _serve(
            request,
            key=asset.key,
            tag=asset.sha256,
            content_type=asset.content_type,
            filename=asset.filename,
            attachment=attachment,
        )


class AssetThumbnail(APIView):
    """A webp thumbnail of a picture."""

    @extend_schema(
        operation_id="asset_thumbnail",
        responses={
            (200, "image/webp"): OpenApiTypes.BINARY,
            304: OpenApiResponse(description="The copy you have is the file."),
        },
    )
    def get(self, request: Request, asset_id: UUID, size: int) -> HttpResponseBase:
        """Give the thumbnail whose longest side is 160, 480 or 1200 px at most."""
        asset = _asset(request, asset_id)
        if size not in selectors.THUMBNAILS or not selectors.is_shown_in_pages(asset):
            raise AssetNotFound("There is no thumbnail of that size. Ask for 160, 480 or 1200.")
        name = f"{asset.filename.rpartition('.')[0]}-{size}.webp"
        key = selectors.thumbnail_key(asset.key, size)
        tag = f"{asset.sha256}.{size}"
        return _serve(request, key=key, tag=tag, content_type="image/webp", filename=name, attachment=False)


def _asset(request: Request, asset_id: UUID) -> Asset:
    asset = selectors.shown(accounts.workspace(request), asset_id)
    if asset is None:
        raise AssetNotFound("There is no such file in this workspace. It may have been deleted; go back and reload.")
    return asset


def _serve(
    request: Request, *, key: str, tag: str, content_type: str, filename: str, attachment: bool
) -> HttpResponseBase:
    answer: HttpResponseBase
    if f'"{tag}"' in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponseNotModified()
    else:
        answer = _opened(key, content_type, filename, attachment)
    answer["ETag"] = f'"{tag}"'
    answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


def _opened(key: str, content_type: str, filename: str, attachment: bool) -> HttpResponse | StreamingHttpResponse:
    try:
        file = default_storage.open(key)
    except FileNotFoundError as problem:
        raise AssetNotFound("The file is gone from storage. Ask whoever runs this studio to look into it.") from problem
    raw = cast(BinaryIO, file)
    pieces: Any = iter(lambda: raw.read(_CHUNK), b"")
    return stream(
        pieces, content_type=content_type, filename=filename, attachment=attachment, length=file.size, file=raw
    )
