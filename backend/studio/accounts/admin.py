"""The operator's pages for accounts."""

from __future__ import annotations

from django.contrib import admin

from studio.accounts.models import ApiKey, Membership, User, Workspace


class Members(admin.TabularInline):  # type: ignore[type-arg]
    """Who is in a workspace."""

    model = Membership
    extra = 0
    raw_id_fields = ("user",)


@admin.register(Workspace)
class WorkspacePages(admin.ModelAdmin):  # type: ignore[type-arg]
    """Workspaces and their members."""

    list_display = ("name", "slug", "is_demo", "created_at")
    search_fields = ("name", "slug", "memberships__user__email")
    readonly_fields = ("slug", "created_at")
    inlines = (Members,)

    def has_delete_permission(self, request: object, obj: Workspace | None = None) -> bool:
        """Deleting rows would leave their files; withdrawing a workspace is a work of its own."""
        return False


@admin.register(User)
class UserPages(admin.ModelAdmin):  # type: ignore[type-arg]
    """Users: shut out by taking `active` away."""

    list_display = ("email", "is_active", "is_staff", "last_login")
    search_fields = ("email",)
    fields = ("email", "first_name", "last_name", "is_active", "is_staff", "is_superuser", "last_login", "date_joined")
    readonly_fields = ("last_login", "date_joined")


@admin.register(ApiKey)
class ApiKeyPages(admin.ModelAdmin):  # type: ignore[type-arg]
    """API keys: an operator may revoke one, never make or read one."""

    list_display = ("prefix", "name", "user", "workspace", "revoked", "expiry_date", "created")
    search_fields = ("prefix", "name", "user__email")
    fields = ("prefix", "name", "user", "workspace", "revoked", "expiry_date", "created")
    readonly_fields = ("prefix", "name", "user", "workspace", "created")

    def has_add_permission(self, request: object) -> bool:
        """Keys are made by `manage.py create_key`, which shows them once."""
        return False
