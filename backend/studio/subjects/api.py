"""Subjects and their consent over HTTP."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.accounts.models import User
from studio.subjects import selectors, services
from studio.subjects.models import Consent, Subject
from studio.subjects.serializers import (
    ConsentSerializer,
    NewConsentSerializer,
    NewSubjectSerializer,
    SubjectChangesSerializer,
    SubjectSerializer,
)


class SubjectsView(ListAPIView[Subject]):
    """The subjects of the workspace."""

    permission_classes = (accounts.IsMember,)
    serializer_class = SubjectSerializer
    queryset = Subject.objects.none()

    def get_queryset(self) -> QuerySet[Subject]:
        """Newest first."""
        return selectors.of(accounts.workspace(self.request))

    @extend_schema(request=NewSubjectSerializer, responses={201: SubjectSerializer})
    def post(self, request: Request) -> Response:
        """Create a subject. A synthetic one needs an attestation: 422 `attestation_required`."""
        wanted = NewSubjectSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        subject = services.create(accounts.workspace(request), **wanted.validated_data)
        return Response(SubjectSerializer(subject).data, status=status.HTTP_201_CREATED)


class SubjectView(APIView):
    """One subject."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(responses=SubjectSerializer)
    def get(self, request: Request, subject: str) -> Response:
        """Look at a subject, by its id or its slug."""
        return Response(SubjectSerializer(_subject(request, subject)).data)

    @extend_schema(request=SubjectChangesSerializer, responses=SubjectSerializer)
    def patch(self, request: Request, subject: str) -> Response:
        """Change the name, the trigger word or the settings."""
        found = _subject(request, subject)
        wanted = SubjectChangesSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        return Response(SubjectSerializer(services.change(found, **wanted.validated_data)).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, subject: str) -> Response:
        """Delete a subject that has no photos and no runs; 409 `subject_in_use` otherwise."""
        services.delete(_subject(request, subject))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConsentsView(APIView):
    """Consents of one subject."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(request={"multipart/form-data": NewConsentSerializer}, responses={201: ConsentSerializer})
    def post(self, request: Request, subject: str) -> Response:
        """Record a consent with its evidence. It is kept as it is: to change it, revoke it and record another."""
        found = _subject(request, subject)
        services.refuse_synthetic(found)
        wanted = NewConsentSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        fields = wanted.validated_data
        fields["uses"] = services.wanted_uses(fields["uses"])
        consent = _recorded(request, found, fields, fields.pop("evidence", None))
        return Response(ConsentSerializer(consent).data, status=status.HTTP_201_CREATED)


class RevokeView(APIView):
    """The end of a consent."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(request=None, responses=ConsentSerializer)
    def post(self, request: Request, subject: str, consent: UUID) -> Response:
        """End a consent now. Runs that need it stop before their next picture."""
        found = Consent.objects.filter(subject=_subject(request, subject), pk=consent).first()
        if found is None:
            raise Http404
        return Response(ConsentSerializer(services.revoke_consent(found)).data)


def _subject(request: Request, name: str) -> Subject:
    subject = selectors.by_id_or_slug(accounts.workspace(request), name)
    if subject is None:
        raise Http404
    return subject


def _recorded(request: Request, subject: Subject, fields: dict[str, Any], file: UploadedFile | None) -> Consent:
    by = request.user
    assert isinstance(by, User)
    if file is None:
        return services.grant_consent(subject, **fields, evidence=None, by=by)
    with tempfile.TemporaryDirectory(prefix="studio-evidence-") as folder:
        path = Path(folder) / "received"
        with path.open("wb") as received:
            for chunk in file.chunks():
                received.write(chunk)
        stored = services.keep_evidence(subject, path, filename=file.name or "evidence")
    with transaction.atomic():
        evidence = services.record_evidence(subject, stored)
        return services.grant_consent(subject, **fields, evidence=evidence, by=by)
