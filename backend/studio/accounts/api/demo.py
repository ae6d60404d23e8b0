"""The demo login over HTTP."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import services
from studio.accounts.services import signing


class DemoLoginSerializer(serializers.Serializer[dict[str, str]]):
    """The demo login."""

    email = serializers.EmailField(read_only=True)
    password = serializers.CharField(read_only=True)


class DemoView(APIView):
    """The demo login, shown to a browser on this very machine when the studio was started for trying it out."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(responses=DemoLoginSerializer)
    def get(self, request: Request) -> Response:
        """404 anywhere else, so that it cannot be told from a studio without a demo."""
        path = settings.DATA / services.DEMO_PASSWORD_FILE
        if not signing.demo_is_offered_to(request) or not path.is_file():
            raise Http404
        answer = {"email": services.DEMO_EMAIL, "password": path.read_text().strip()}
        return Response(answer, headers={"Cache-Control": "no-store"})
