"""The protocol of an upload: open, PUT the parts, ask which are there, complete, give up."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.uploads import kinds, selectors, services
from studio.uploads.api import access
from studio.uploads.models import Upload, UploadStatus
from studio.uploads.serializers import (
    KnownAnswerSerializer,
    KnownRequestSerializer,
    OpenedSerializer,
    OpenRequestSerializer,
    UploadSerializer,
    upload_dict,
)


class Sending(APIView):
    """What the views of uploads share."""

    authentication_classes = access.AUTHENTICATION
    permission_classes = (access.MaySend,)
    throttle_classes = access.THROTTLES

    def upload(self, request: Request, upload_id: UUID) -> Upload:
        """The upload, of this phone where a phone asks."""
        return selectors.get(access.workspace(request), upload_id, access.phone(request))

    def answer(self, request: Request, upload: Upload) -> dict[str, Any]:
        """The upload with what was made, which a phone is not shown."""
        made = [entry["made"] for entry in upload.entries if entry["made"]]
        place = kinds.find(upload.to)
        shown = place.show(upload.subject, made) if place and made and access.phone(request) is None else {}
        return upload_dict(upload, shown)


class UploadList(Sending):
    """Begins uploads."""

    @extend_schema(request=OpenRequestSerializer, responses={201: OpenedSerializer, 200: OpenedSerializer})
    def post(self, request: Request) -> Response:
        """Begin an upload (201), go on with the open one of the same file, or hear that the file is known (both 200).

        The answer says for each part that is missing where to PUT it and with which headers. Addresses that begin with
        a slash are the studio's own. They are good for an hour; asking for the upload gives fresh ones.
        """
        sent = OpenRequestSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = dict(sent.validated_data)
        to, subject_id = asked.pop("to"), asked.pop("subject")
        subject = access.subject(request, subject_id, to)
        by_phone = access.phone(request)
        opened = services.open_upload(subject, to, by=access.sender(request), hand_off=by_phone, **asked)
        place = services.opening.destination(to)
        shown = place.show(subject, [opened.known]) if opened.known and by_phone is None else {}
        answer = {
            "upload": self.answer(request, opened.upload) if opened.upload else None,
            "known": {"id": opened.known, "shown": shown.get(opened.known)} if opened.known else None,
        }
        return Response(answer, status=status.HTTP_201_CREATED if opened.new else status.HTTP_200_OK)


class Known(Sending):
    """Asks for many files at once before anything is sent."""

    @extend_schema(request=KnownRequestSerializer, responses=KnownAnswerSerializer)
    def post(self, request: Request) -> Response:
        """Say which of these files the model has already, by the SHA-256 of the files as they are on your side."""
        sent = KnownRequestSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        to, asked = sent.validated_data["to"], sent.validated_data["sha256"]
        subject = access.subject(request, sent.validated_data["subject"], to)
        known = services.opening.destination(to).known(subject, asked)
        rows = [{"sha256": sha256, "id": known[sha256]} for sha256 in dict.fromkeys(asked) if sha256 in known]
        return Response({"known": rows})


class UploadDetail(Sending):
    """One upload."""

    @extend_schema(responses=UploadSerializer)
    def get(self, request: Request, upload_id: UUID) -> Response:
        """Which parts are there, and fresh addresses for those that are not."""
        return Response(self.answer(request, self.upload(request, upload_id)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, upload_id: UUID) -> Response:
        """Give it up. What was handed over already stays."""
        services.give_up(self.upload(request, upload_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Complete(Sending):
    """All parts were sent."""

    @extend_schema(request=None, responses={201: UploadSerializer, 200: UploadSerializer, 202: UploadSerializer})
    def post(self, request: Request, upload_id: UUID) -> Response:
        """Prove the file and hand it over: 201 when something is new, 200 when not. Asking again changes nothing.

        202: an archive of which some pictures are in (``left`` says how many are not). Ask again to go on.
        """
        upload = services.complete(self.upload(request, upload_id))
        added = any(entry["outcome"] == "added" for entry in upload.entries)
        code: int = status.HTTP_201_CREATED if added else status.HTTP_200_OK
        if upload.status == UploadStatus.UNPACKING:
            code = status.HTTP_202_ACCEPTED
        return Response(self.answer(request, upload), status=code)


class Bytes(BaseParser):
    """A body as it comes."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The stream itself."""
        return stream


class PartDetail(APIView):
    """One part; whoever was given its address may send it, as with storage that is far away."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()
    parser_classes = (Bytes,)

    @extend_schema(
        parameters=[
            OpenApiParameter("signature", str, required=True, description="As in the address that was given."),
            OpenApiParameter(
                "Content-Digest", str, OpenApiParameter.HEADER, description="RFC 9530, sha-256; checked when sent."
            ),
        ],
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses={204: None},
    )
    def put(self, request: Request, upload_id: UUID, number: int) -> Response:
        """Send a part, in any order; the same again changes nothing. What is cut off on the way does not count."""
        # REST framework gives an empty dictionary where there is no body.
        content = request.data if hasattr(request.data, "read") else io.BytesIO()
        services.keep_part(
            upload_id,
            number,
            content,
            signature=request.query_params.get("signature", ""),
            digest=request.headers.get("Content-Digest", ""),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
