"""What can go wrong with a picture, as one tree; the caller reads ``code`` and ``retryable``, never the class.

    ImagingError
    ├── UnusableInput            this picture cannot be used: say why, charge nothing, do not retry
    │   ├── UnsupportedType      not a JPEG, PNG, WebP or HEIC by its content
    │   ├── UnreadablePicture    truncated or damaged
    │   ├── ArchiveRefused       a zip that is damaged, or unfolds to too much
    │   ├── TooManyBytes         the file is larger than the limit
    │   ├── TooManyPixels        the header declares more pixels than the limit
    │   ├── TooSmall             the shortest side is below the limit
    │   ├── NoFaceFound          no face where one is needed
    │   ├── TurnedTooFar         the two heads are turned too differently to be swapped
    │   ├── UnreadableTensors    no safetensors file, or one whose header does not agree with it
    │   ├── WrongBase            a LoRA that was made for another base than the one it is for
    │   ├── ContentRefused       sexually explicit
    │   └── AgeRefused           may show a minor
    ├── EngineFailed             the engine broke, not the picture: retry
    │   ├── OutOfMemory          retry once with less
    │   ├── DiskFull             there is no room for what was made: no retry helps
    │   └── MissingWeights       a weight file is not there or not the pinned one: no retry helps
    ├── Cancelled                somebody asked to stop; not a failure
    └── PipelineMismatch         a pipeline is wired wrongly; raised when the module is imported

A message is two sentences for a photographer: what happened, and what to do. What it cost is said by the studio.
"""

from typing import ClassVar


class ImagingError(Exception):
    """Base of the tree. ``facts`` are the numbers behind the message, ready for JSON."""

    code: ClassVar[str] = "imaging_error"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class UnusableInput(ImagingError):
    """The picture cannot be used."""

    code = "unusable_input"


class UnsupportedType(UnusableInput):
    """The content is not one of the types we open."""

    code = "unsupported_type"


class UnreadablePicture(UnusableInput):
    """The file starts like a picture and cannot be decoded to the end."""

    code = "unreadable_picture"


class ArchiveRefused(UnusableInput):
    """A zip that is damaged, or would unfold to more than is taken."""

    code = "archive_refused"


class TooManyBytes(UnusableInput):
    """The file is larger than the limit."""

    code = "too_many_bytes"


class TooManyPixels(UnusableInput):
    """The header declares more pixels than the limit; nothing was decoded."""

    code = "too_many_pixels"


class TooSmall(UnusableInput):
    """The shortest side is below the limit."""

    code = "too_small"


class NoFaceFound(UnusableInput):
    """No face where one is needed."""

    code = "no_face_found"


class TurnedTooFar(UnusableInput):
    """Source and target look in directions that differ by more than the engine can bridge."""

    code = "turned_too_far"


class UnreadableTensors(UnusableInput):
    """The file holds no tensors that may be read: a pickle, another kind of file, or a damaged one."""

    code = "lora_unreadable"


class WrongBase(UnusableInput):
    """The LoRA's layers are not those of the base."""

    code = "lora_of_another_base"


class ContentRefused(UnusableInput):
    """A content screen found the picture sexually explicit, or was in doubt."""

    code = "content_refused"


class AgeRefused(UnusableInput):
    """The age estimate cannot rule out a minor."""

    code = "age_refused"


class EngineFailed(ImagingError):
    """The engine broke; the picture may be fine."""

    code = "engine_failed"
    retryable = True


class OutOfMemory(EngineFailed):
    """The engine ran out of memory."""

    code = "out_of_memory"


class DiskFull(EngineFailed):
    """There is no room for what was made."""

    code = "disk_full"
    retryable = False


class MissingWeights(EngineFailed):
    """A weight file is absent or is not the pinned one."""

    code = "missing_weights"
    retryable = False


class Cancelled(ImagingError):
    """Somebody asked to stop."""

    code = "cancelled"


class PipelineMismatch(ImagingError):
    """A pipeline gives a stage what it does not take, or not all that it takes."""

    code = "pipeline_mismatch"


def of_code(code: str) -> type[UnusableInput]:
    """The class of a refusal that was written down; UnusableInput for a code of an older version."""
    waiting: list[type[UnusableInput]] = [UnusableInput]
    while waiting:
        kind = waiting.pop()
        if kind.code == code:
            return kind
        waiting += kind.__subclasses__()
    return UnusableInput
