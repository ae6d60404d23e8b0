"""Where accounts are."""

from django.urls import path

from studio.accounts.api.demo import DemoView
from studio.accounts.api.keys import KeysView, KeyView
from studio.accounts.api.members import (
    AcceptView,
    InvitationsView,
    LeaveView,
    MembersView,
    MemberView,
    OfferView,
    TakeBackView,
)
from studio.accounts.api.operator import UsersView, UserView
from studio.accounts.api.workspaces import ChooseWorkspaceView, WorkspacesView, WorkspaceView

urlpatterns = [
    path("demo/", DemoView.as_view(), name="demo"),
    path("workspace/", WorkspaceView.as_view(), name="workspace"),
    path("workspaces/", WorkspacesView.as_view(), name="workspaces"),
    path("workspaces/choose/", ChooseWorkspaceView.as_view(), name="choose-workspace"),
    path("members/", MembersView.as_view(), name="members"),
    path("members/leave/", LeaveView.as_view(), name="leave"),
    path("members/<uuid:member>/", MemberView.as_view(), name="member"),
    path("invitations/", InvitationsView.as_view(), name="invitations"),
    path("invitations/look/", OfferView.as_view(), name="offer"),
    path("invitations/accept/", AcceptView.as_view(), name="accept"),
    path("invitations/<uuid:invitation>/take-back/", TakeBackView.as_view(), name="take-back"),
    path("keys/", KeysView.as_view(), name="keys"),
    path("keys/<str:prefix>/", KeyView.as_view(), name="key"),
    path("operator/users/", UsersView.as_view(), name="operator-users"),
    path("operator/users/<uuid:user>/", UserView.as_view(), name="operator-user"),
]
