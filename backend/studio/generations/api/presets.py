"""Words that a workspace keeps: prompts to begin with, and styles."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.generations import services
from studio.generations.errors import GenerationNotFound
from studio.generations.models import PromptPreset
from studio.generations.selectors import presets
from studio.generations.serializers import (
    NewPromptPresetSerializer,
    PromptPresetChangeSerializer,
    PromptPresetSerializer,
)


class PresetList(APIView):
    """All presets."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="prompt_presets", responses=PromptPresetSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The workspace's own by name, then those that come with the studio."""
        return Response(presets.listed(accounts.workspace(request)))

    @extend_schema(
        operation_id="prompt_preset_make", request=NewPromptPresetSerializer, responses={201: PromptPresetSerializer}
    )
    def post(self, request: Request) -> Response:
        """Keep words under a name."""
        sent = NewPromptPresetSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        made = services.make_preset(accounts.workspace(request), **sent.validated_data)
        return Response(presets.shown(made), status=status.HTTP_201_CREATED)


class Preset(APIView):
    """One preset of the workspace."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="prompt_preset_change", request=PromptPresetChangeSerializer, responses=PromptPresetSerializer
    )
    def patch(self, request: Request, preset_id: UUID) -> Response:
        """Another name or other words."""
        sent = PromptPresetChangeSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return Response(presets.shown(services.change_preset(_preset(request, preset_id), **sent.validated_data)))

    @extend_schema(operation_id="prompt_preset_delete", responses={204: None})
    def delete(self, request: Request, preset_id: UUID) -> Response:
        """Forget it."""
        services.delete_preset(_preset(request, preset_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _preset(request: Request, preset_id: UUID) -> PromptPreset:
    found = PromptPreset.objects.filter(workspace=accounts.workspace(request), id=preset_id).first()
    if found is None:
        raise GenerationNotFound("There is no such preset in this workspace. It may have been deleted; reload.")
    return found
