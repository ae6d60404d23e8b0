"""How accounts look in JSON, and what may be written of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from django.utils import timezone
from rest_framework import serializers

from studio.accounts import selectors
from studio.accounts.models import ApiKey, Invitation, Membership, Role, Scope, User

LIFETIMES = (30, 90, 365)

InvitationState = Literal["open", "used", "expired", "taken_back"]
INVITATION_STATES = get_args(InvitationState)


class WorkspaceSerializer(serializers.Serializer[Any]):
    """A workspace, and what the one who asks may do in it."""

    id = serializers.UUIDField(source="workspace.id", read_only=True)
    name = serializers.CharField(source="workspace.name", read_only=True)
    role = serializers.ChoiceField(choices=Role.choices, read_only=True)


class WorkspaceChangesSerializer(serializers.Serializer[Any]):
    """What may change of a workspace."""

    name = serializers.CharField(max_length=80)


class ChooseWorkspaceSerializer(serializers.Serializer[Any]):
    """Where to work."""

    workspace = serializers.UUIDField()


class MemberSerializer(serializers.ModelSerializer[Membership]):
    """A member."""

    email = serializers.EmailField(source="user.email", read_only=True)
    name = serializers.SerializerMethodField()
    is_me = serializers.SerializerMethodField()

    class Meta:
        model = Membership
        fields = ("id", "email", "name", "role", "created_at", "is_me")
        read_only_fields = fields

    def get_name(self, member: Membership) -> str:
        """How they are called."""
        return selectors.called(member.user)

    def get_is_me(self, member: Membership) -> bool:
        """Whether it is the one who asks."""
        return bool(member.user_id == self.context["request"].user.pk)


class RoleSerializer(serializers.Serializer[Any]):
    """A role to give."""

    role = serializers.ChoiceField(choices=Role.choices)


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    """An invitation as owners see it; its link is not kept."""

    state = serializers.SerializerMethodField()
    invited_by = serializers.SerializerMethodField()

    class Meta:
        model = Invitation
        fields = ("id", "role", "email", "most", "used", "state", "invited_by", "created_at", "expires_at")
        read_only_fields = fields

    def get_state(self, invitation: Invitation) -> InvitationState:
        """Whether somebody can still join with it."""
        if invitation.revoked_at is not None:
            return "taken_back"
        if invitation.used >= invitation.most:
            return "used"
        return "expired" if invitation.expires_at <= timezone.now() else "open"

    def get_invited_by(self, invitation: Invitation) -> str:
        """Who made it."""
        return selectors.called(invitation.invited_by)


class NewInvitationSerializer(serializers.Serializer[Any]):
    """What an invitation is made from."""

    role = serializers.ChoiceField(choices=Role.choices, default=Role.EDITOR)
    email = serializers.EmailField(required=False, allow_blank=True, default="", help_text="Send the link there.")
    most = serializers.IntegerField(min_value=1, max_value=20, default=1, help_text="How many may join with it.")


class MadeInvitationSerializer(InvitationSerializer):
    """A fresh invitation with its link, which is shown now or never."""

    link = serializers.SerializerMethodField()
    sent = serializers.SerializerMethodField()

    class Meta(InvitationSerializer.Meta):
        fields = (*InvitationSerializer.Meta.fields, "link", "sent")  # type: ignore[assignment]
        read_only_fields = fields  # type: ignore[assignment]

    def get_link(self, invitation: Invitation) -> str:
        """The address to give to whoever is invited."""
        return str(self.context["link"])

    def get_sent(self, invitation: Invitation) -> bool:
        """Whether the mail server took the letter; printing it to the log is not sending."""
        return bool(self.context["sent"])


class TokenSerializer(serializers.Serializer[Any]):
    """The last part of an invitation's link."""

    token = serializers.CharField(max_length=100)


class OfferSerializer(serializers.Serializer[Any]):
    """What an invitation offers to whoever has its link."""

    workspace = serializers.CharField(source="workspace.name", read_only=True)
    role = serializers.ChoiceField(choices=Role.choices, read_only=True)
    invited_by = serializers.SerializerMethodField()
    expires_at = serializers.DateTimeField(read_only=True)

    def get_invited_by(self, invitation: Invitation) -> str:
        """Who made it."""
        return selectors.called(invitation.invited_by)


class KeySerializer(serializers.ModelSerializer[ApiKey]):
    """An API key without its secret."""

    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices), read_only=True)
    owner = serializers.SerializerMethodField()
    is_mine = serializers.SerializerMethodField()
    has_expired = serializers.BooleanField(read_only=True)

    class Meta:
        model = ApiKey
        fields = (
            "prefix", "name", "scopes", "owner", "is_mine", "created", "expiry_date", "has_expired", "last_used_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_owner(self, key: ApiKey) -> str:
        """Whose key it is."""
        return selectors.called(key.user)

    def get_is_mine(self, key: ApiKey) -> bool:
        """Whether it is a key of the one who asks."""
        return bool(key.user_id == self.context["request"].user.pk)


class NewKeySerializer(serializers.Serializer[Any]):
    """What a key is made from."""

    name = serializers.CharField(max_length=50)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Scope.choices), min_length=1, help_text="`read` comes with each of them."
    )
    days = serializers.ChoiceField(
        choices=LIFETIMES, required=False, allow_null=True, default=None, help_text="How long it works; null: for ever."
    )

    def validate(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """With the moment at which it ends."""
        days = wanted.pop("days")
        return {**wanted, "expires": None if days is None else timezone.now() + timedelta(days=int(days))}


class MadeKeySerializer(KeySerializer):
    """A fresh key in clear, which is shown now or never."""

    key = serializers.SerializerMethodField()

    class Meta(KeySerializer.Meta):
        fields = (*KeySerializer.Meta.fields, "key")  # type: ignore[assignment]
        read_only_fields = fields  # type: ignore[assignment]

    def get_key(self, row: ApiKey) -> str:
        """What a program sends as its bearer token."""
        return str(self.context["key"])


class UserSerializer(serializers.ModelSerializer[User]):
    """A user as an operator sees them."""

    name = serializers.SerializerMethodField()
    is_me = serializers.SerializerMethodField()
    workspaces = serializers.IntegerField(read_only=True)

    class Meta:
        model = User
        fields = ("id", "email", "name", "is_active", "is_staff", "is_me", "workspaces", "date_joined", "last_login")
        read_only_fields = fields

    def get_name(self, user: User) -> str:
        """How they are called."""
        return selectors.called(user)

    def get_is_me(self, user: User) -> bool:
        """Whether it is the operator who asks."""
        return bool(user.pk == self.context["request"].user.pk)


class UserChangesSerializer(serializers.Serializer[Any]):
    """What an operator decides about a user."""

    is_active = serializers.BooleanField(required=False)
    is_staff = serializers.BooleanField(required=False)


def moment(at: datetime) -> str:
    """A time in UTC as Django REST framework writes it, for lists that are written out without fields."""
    return at.isoformat().replace("+00:00", "Z")
