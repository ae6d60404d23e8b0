"""A studio that answers in a network lets phones in, and nobody by mistake."""

from __future__ import annotations

import pytest
from launch.command import parser

from launch import lan


def test_the_address_is_added_and_nobody_signs_up() -> None:
    made = lan.environment({}, "192.168.1.5", 8000)
    assert made == {
        "STUDIO_HOSTS": "127.0.0.1,localhost,[::1],192.168.1.5",
        "STUDIO_PUBLIC_URL": "http://192.168.1.5:8000",
        "STUDIO_OPEN_SIGNUP": "0",
    }


def test_what_the_operator_said_stays() -> None:
    said = {
        "STUDIO_HOSTS": "studio.home",
        "STUDIO_PUBLIC_URL": "https://studio.home",
        "STUDIO_OPEN_SIGNUP": "1",
    }
    assert lan.environment(said, "192.168.1.5", 8000) == {**said, "STUDIO_HOSTS": "studio.home,192.168.1.5"}


def test_a_machine_in_no_network_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nowhere:
        def __init__(self, *_: object) -> None: ...

        def __enter__(self) -> Nowhere:
            return self

        def __exit__(self, *_: object) -> None: ...

        def connect(self, _: object) -> None:
            raise OSError

    monkeypatch.setattr(lan.socket, "socket", Nowhere)
    with pytest.raises(lan.Failure, match="in no network"):
        lan.address()


def test_it_must_be_asked_for() -> None:
    assert parser().parse_args(["up"]).lan is False
    assert parser().parse_args(["up", "--lan"]).lan is True
