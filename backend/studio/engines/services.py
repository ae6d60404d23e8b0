"""Writes the switches of engines."""

from __future__ import annotations

from imaging.engine import Engine
from studio.accounts.models import User
from studio.engines import selectors
from studio.engines.errors import AlwaysOn
from studio.engines.models import EngineSwitch


def switch(engine: Engine, on: bool, *, by: User) -> None:
    """Offer an engine to everybody, or to nobody; runs that were accepted with it go on.

    Raises AlwaysOn (409) for what no user chooses: the screens and the age gate above all.
    """
    if not on and not selectors.may_be_switched(engine):
        raise AlwaysOn(f"{engine.label} looks at every picture and cannot be switched off. Nothing was changed.")
    EngineSwitch.objects.update_or_create(engine=engine.key, defaults={"is_on": on, "changed_by": by})
