"""What goes wrong while setting up is said in a sentence that can be acted on."""

import errno
from pathlib import Path

import pytest
from launch.dashboard import suits
from launch.home import Home, env_file
from launch.words import explained, from_os


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("error: failed to write: No space left on device (os error 28)", "The disk is full."),
        ("npm error code EAI_AGAIN", "no package registry answered"),
        ("NewConnectionError: [Errno -3] Temporary failure in name resolution", "no package registry answered"),
        ("error TS2304: Cannot find name 'x'", "The lines above say why"),
    ],
)
def test_a_tools_last_words_become_a_sentence(said: str, sentence: str) -> None:
    failure = explained("The dashboard", said)
    assert sentence in failure.message
    assert failure.detail == said


def test_a_full_disk_and_another_refusal_of_the_system_are_told_apart() -> None:
    assert "The disk is full." in from_os(OSError(errno.ENOSPC, "No space left on device")).message
    assert "Permission denied" in from_os(PermissionError(errno.EACCES, "Permission denied")).message


@pytest.mark.parametrize(
    ("version", "good"),
    [
        ((20, 19, 0), True),
        ((20, 18, 3), False),
        ((21, 7, 0), False),
        ((22, 12, 0), True),
        ((22, 11, 0), False),
        (None, False),
    ],
)
def test_which_node_can_build(version: tuple[int, ...] | None, good: bool) -> None:
    assert suits(version) is good


def test_the_lines_of_an_env_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# REDIS_URL=no\nREDIS_URL='redis://a/0?x=1'\n\nSTUDIO_HTTPS = 1\n")
    assert env_file(file) == {"REDIS_URL": "redis://a/0?x=1", "STUDIO_HTTPS": "1"}
    assert env_file(tmp_path / "none") == {}


def test_a_secret_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    home = Home(tmp_path)
    secret = home.secret("signing")
    assert len(secret) >= 64
    assert home.secret("signing") == secret
    assert home.secret("other") != secret
    assert (tmp_path / "signing.secret").stat().st_mode & 0o777 == 0o600


def test_a_long_log_is_put_aside(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.make()
    with home.log("web").open("wb") as log:
        log.truncate(11 * 1024 * 1024)
    assert not home.log("web").exists()
    assert (home.logs / "web.log.1").exists()
