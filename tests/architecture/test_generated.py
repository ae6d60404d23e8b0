"""Files made from code are the ones this code makes: .env.example and the table in the README."""

from pathlib import Path

from config.env import Environment, example

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- settings: made by tests/architecture/test_generated.py -->\n", "<!-- end of settings -->"


def table() -> str:
    """Every variable of the studio as a Markdown table."""
    rows = ["| Variable | Default | Meaning |", "|---|---|---|"]
    for name, field in Environment.model_fields.items():
        default = "./.studio" if name == "studio_data" else str(field.default)
        rows.append(f"| `{name.upper()}` | {f'`{default}`' if default else ''} | {field.description} |")
    return "\n".join(rows) + "\n"


def test_the_example_environment_is_fresh() -> None:
    written = (ROOT / ".env.example").read_text()
    assert written == example(), "Run `.venv/bin/python backend/config/env.py > .env.example`."


def test_the_settings_in_the_readme_are_fresh() -> None:
    written = (ROOT / "README.md").read_text().split(BEGIN, 1)[1].split(END, 1)[0]
    assert written == table(), f"Put this into README.md:\n{table()}"
