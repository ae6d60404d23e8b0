"""`manage.py import_tree`: brings models of another tool in, from a folder or from an S3 prefix."""

from __future__ import annotations

import sys
from pathlib import PurePosixPath
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from studio.accounts import selectors as accounts
from studio.accounts.errors import StudioError
from studio.accounts.models import Membership, Role, User, Workspace
from studio.loras.management import bringing
from studio.loras.management.bringing import Permission
from studio.loras.management.tree import Model, models, opened
from studio.subjects.models import Kind

NOTHING = "Nothing was read or kept."


class Command(BaseCommand):
    """Brings models in; asks for what makes it right before it reads a file."""

    help = (
        "Brings in models/NAME/{source,targets,results}, captions, config.json, costs.json and LoRAs from FOLDER or "
        "s3://bucket/prefix. Photos are screened like any upload, and consent is recorded first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where from, where to, and the permissions."""
        parser.add_argument("folder", help="a folder, or s3://bucket/prefix")
        parser.add_argument("--workspace", required=True, help="slug or id of the workspace")
        parser.add_argument("--by", default="", help="e-mail of the member who answers for it; default: its owner")
        parser.add_argument("--only", default="", help="name of one model of the tree")
        parser.add_argument("--kind", choices=Kind.values, default="", help="whether the models are real people")
        parser.add_argument("--attestation", default="", help="synthetic: that it is nobody's likeness")
        parser.add_argument("--given-by", default="", help="real: the name of whoever consented")
        parser.add_argument("--statement", default="", help="real: the words that were agreed to")
        parser.add_argument("--targets-attestation", default="", help="your right to use the targets")
        parser.add_argument("--base", default="", help="key of the base that its LoRAs were made for")
        parser.add_argument("--endpoint-url", default="", help="of an S3 server that is not Amazon's")

    def handle(self, *args: Any, **options: Any) -> None:
        """One model after the other; each is told of."""
        workspace = accounts.workspace_named(options["workspace"])
        if workspace is None:
            raise CommandError(f"There is no such workspace. {NOTHING} Check the slug.")
        by = _answers_for(workspace, options["by"])
        found = self._models(options)
        asked = [(model, self._permission(workspace, model, options)) for model in found]
        for model, permission in asked:
            try:
                told = bringing.bring(workspace, model, permission, by=by, base=options["base"])
            except StudioError as problem:
                raise CommandError(problem.detail) from problem
            self.stdout.write("\n".join(told))

    def _models(self, options: dict[str, Any]) -> list[Model]:
        called = PurePosixPath(options["folder"].rstrip("/")).name
        found = models(opened(options["folder"], endpoint=options["endpoint_url"]), called=called)
        if options["only"]:
            found = [model for model in found if model.name == options["only"]]
        if not found:
            raise CommandError(f"No model was found there: none has a folder source or results. {NOTHING}")
        return found

    def _permission(self, workspace: Workspace, model: Model, options: dict[str, Any]) -> Permission:
        """From the options, else asked for on the terminal; a CommandError before anything is read."""
        subject = bringing.subject_of(workspace, model)
        kind = (
            Kind(subject.kind)
            if subject
            else _kind(self._asked(options["kind"], f"Is {model.name} real or synthetic?"))
        )
        targets = options["targets_attestation"]
        if bringing.is_permitted(subject):
            return Permission(kind, of_targets=targets, attestation=options["attestation"])
        if kind is Kind.SYNTHETIC:
            words = self._asked(options["attestation"], f"Why is {model.name} nobody's likeness?")
            return Permission(kind, attestation=words, of_targets=targets)
        return Permission(
            kind,
            given_by=self._asked(
                options["given_by"], f"Who consented to swaps, training and pictures of {model.name}?"
            ),
            statement=self._asked(options["statement"], "To which words?"),
            of_targets=targets,
        )

    def _asked(self, known: str, question: str) -> str:
        answer = known.strip() or (input(f"{question} ").strip() if sys.stdin.isatty() else "")
        if not answer:
            raise CommandError(f"{question} Without an answer nothing comes in. {NOTHING} See --help.")
        return answer


def _kind(word: str) -> Kind:
    if word not in Kind.values:
        raise CommandError(f"Say real or synthetic. {NOTHING}")
    return Kind(word)


def _answers_for(workspace: Workspace, email: str) -> User:
    rows = Membership.objects.filter(workspace=workspace).exclude(role=Role.VIEWER).select_related("user")
    found = (rows.filter(user__email__iexact=email) if email else rows.filter(role=Role.OWNER)).order_by("created_at")
    member = found.first()
    if member is None:
        raise CommandError(f"No such member may bring anything into this workspace. {NOTHING} Check --by.")
    return member.user
