"""Every environment variable the studio reads, typed and explained; nothing else reads the environment."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

ROOT = Path(__file__).resolve().parents[2]


class Environment(BaseModel):
    """The whole configuration. The name of a field in capitals is the variable."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    studio_data: Path = Field(ROOT / ".studio", description="Folder for the database, pictures and logs.")
    studio_secret_key: str = Field(
        "", description="Signs sessions and links. `./studio up` makes one; production must set its own."
    )
    studio_debug: bool = Field(False, description="Show tracebacks in the browser. Never on a public address.")
    studio_hosts: str = Field(
        "127.0.0.1,localhost,[::1]", description="Host names the web server answers to, separated by commas."
    )
    studio_origins: str = Field(
        "", description="Origins allowed to send forms, such as https://studio.example.org, separated by commas."
    )
    studio_https: bool = Field(False, description="Set when served over HTTPS: secure cookies and HSTS.")
    studio_demo: bool = Field(
        False, description="Offer the demo login. Honoured for requests from this very machine only."
    )
    studio_open_signup: bool = Field(True, description="Let anybody who reaches the address sign up.")
    studio_welcome_credits: int = Field(500, ge=0, description="Credits granted to a new workspace.")
    studio_consent_level: Literal["recorded", "self", "invited", "organisation"] = Field(
        "recorded", description="The least consent a run for a real person needs."
    )
    studio_email_url: str = Field(
        "",
        pattern=r"^$|^smtp(\+tls|s)?://([^/@]*@)?[^/@:]+(:\d+)?/?$",
        description="The mail server, such as smtp+tls://user:password@host:587; also smtp:// and smtps://. Empty: "
        "letters are printed to the log instead.",
    )
    studio_email_from: str = Field(
        "AI Model Studio <studio@localhost>", description="Who the studio's letters come from."
    )
    studio_email_verification: Literal["none", "optional", "mandatory"] = Field(
        "none",
        description="Whether new users prove that their e-mail is theirs: none, optional (a letter is sent), or "
        "mandatory (nobody gets in before).",
    )
    studio_public_url: str = Field(
        "",
        description="Where users find the studio, such as https://studio.example.org: links in letters start with it.",
    )
    database_url: str = Field(
        "", description="Such as postgres://user:password@host/name. Empty: SQLite in STUDIO_DATA."
    )
    redis_url: str = Field("redis://127.0.0.1:6379/0", description="The doorbell and the live channel.")
    studio_lease_seconds: float = Field(
        6, gt=1, description="A worker not heard of for so long loses its stage to another."
    )
    studio_stall_seconds: float = Field(
        180, gt=1, description="An engine silent for so long on one picture is killed and tried again."
    )
    studio_child_memory_mb: int = Field(
        6144, ge=512, description="Address space of the process that runs engines, in MiB."
    )
    studio_scratch_seconds: float = Field(
        30, ge=0, description="About how much of a training a crash may cost: its state is written so often."
    )
    studio_engine_threads: int = Field(1, ge=1, description="Threads an engine may use on the CPU.")

    @property
    def public_url(self) -> str:
        """Where links in letters start, without a slash at the end; empty when the operator did not say."""
        return self.studio_public_url.rstrip("/")

    @classmethod
    def read(cls, variables: Mapping[str, str] = os.environ) -> Environment:
        """Read the variables that are set and not empty. Exits with one sentence per mistake."""
        known = {name: variables[name.upper()] for name in cls.model_fields if variables.get(name.upper())}
        try:
            return cls(**known)
        except ValidationError as problem:
            lines = [f"{str(e['loc'][0]).upper()}: {e['msg']}" for e in problem.errors()]
            raise SystemExit("The environment cannot be used. " + " ".join(lines)) from problem

    def listed(self, text: str) -> list[str]:
        """Split a comma list."""
        return [part for part in re.split(r"[,\s]+", text) if part]


def example() -> str:
    """The text of .env.example: every variable with its meaning and its default."""
    lines = [
        "# Every variable of AI Model Studio with its default. Made by `python backend/config/env.py`; do not edit."
    ]
    for name, field in Environment.model_fields.items():
        default = "" if name == "studio_data" else field.default
        lines += ["", f"# {field.description}", f"#{name.upper()}={default}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(example())
