"""What can go wrong with a dataset."""

from __future__ import annotations

from studio.accounts.errors import StudioError


class DatasetNotFound(StudioError):
    """No such dataset, picture or version in this workspace."""

    code = "not_found"
    status = 404
    title = "Not found"


class DatasetNameTaken(StudioError):
    """Another dataset of the subject has that name."""

    code = "name_taken"
    status = 409
    title = "The name is taken"


class CaptionMoved(StudioError):
    """Somebody else changed the caption meanwhile; ``extra`` holds what it is now."""

    code = "caption_moved"
    status = 409
    title = "The caption was changed elsewhere"


class TemplateRefused(StudioError):
    """A template that asks for what no caption has."""

    code = "template_refused"
    status = 422
    title = "The template cannot be filled"


class DatasetEmpty(StudioError):
    """Nothing is kept in it."""

    code = "dataset_empty"
    status = 422
    title = "There is no picture to learn from"


class DatasetUnready(StudioError):
    """A kept picture has no caption, or is not screened yet."""

    code = "dataset_unready"
    status = 409
    title = "The dataset is not ready"


class DatasetFrozen(StudioError):
    """Something was trained on it, so it cannot be deleted."""

    code = "dataset_frozen"
    status = 409
    title = "The dataset is in use"


class NothingToCaption(StudioError):
    """Every picture that was named has words already, or cannot have any."""

    code = "nothing_to_caption"
    status = 422
    title = "There is no picture to caption"


class NothingToImport(StudioError):
    """No picture of an archive can be taken; ``extra.report`` says why not, one by one."""

    code = "nothing_to_import"
    status = 422
    title = "No picture can be taken from this archive"


class TooManyPictures(StudioError):
    """More than one archive, or one dataset, may have."""

    code = "too_many_pictures"
    status = 422
    title = "Too many pictures at once"


class PictureUnready(StudioError):
    """The picture is still being checked, or was refused, so it cannot be edited."""

    code = "picture_unready"
    status = 409
    title = "The picture is not ready"
