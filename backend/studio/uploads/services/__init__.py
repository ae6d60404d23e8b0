"""Writes uploads: open, keep a part, complete, give up; and hand-offs to a phone."""

from studio.uploads.services.completing import complete
from studio.uploads.services.handing_off import hand_off, revoke, use
from studio.uploads.services.opening import Opened, give_up, keep_part, open_upload

__all__ = ["Opened", "complete", "give_up", "hand_off", "keep_part", "open_upload", "revoke", "use"]
