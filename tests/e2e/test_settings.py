"""The settings in browsers: members and roles, letters, keys, the operator, a model's defaults, costs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.mailbox import link_in_letter
from e2e.operator_commands import manage
from e2e.shots import addresses
from e2e.visitor import Visitor

pytestmark = pytest.mark.browser

WRITES = re.compile(
    r"^(New|Add|Upload|Make|Save|Record|Withdraw|Delete|Keep|Reject|Start|Crop|Judge|Tag|Favourite|Cancel|Pause|"
    r"Invite|Remove|Role of|Run again)\b"
)
"""How controls begin that change something; chips such as "Rejected 3" and "Paused" only choose what is shown."""
PAGES = ("home", "model", "photo", "model-settings", "swaps", "new-swap", "run", "result", "members")
CONTROLS = "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled])"


@pytest.fixture
def newcomer(browser: Browser, base: str) -> Iterator[Callable[[], Visitor]]:
    """Makes people with browsers of their own."""
    contexts = []

    def come() -> Visitor:
        contexts.append(browser.new_context(viewport={"width": 1440, "height": 900}, base_url=base))
        contexts[-1].set_default_timeout(20_000)
        return Visitor(contexts[-1].new_page())

    yield come
    for context in contexts:
        context.close()


def writing(page: Page, path: str) -> set[str]:
    """Names of the controls of a page that change something."""
    page.goto(path)
    expect(page.locator("main h1").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    names: list[str] = (
        page.locator("main")
        .locator(CONTROLS)
        .evaluate_all(
            "all => all.filter(one => one.checkVisibility())"
            ".map(one => (one.ariaLabel || one.innerText || one.labels?.[0]?.innerText || '').trim())"
        )
    )
    return {name for name in names if WRITES.match(name)}


def test_who_is_invited_looks_first_and_works_later(demo: Visitor, newcomer: Callable[[], Visitor], base: str) -> None:
    """By link as a viewer, then an editor, then out: at once each time, also for the page that is open."""
    owner, guest = demo.page, newcomer()
    demo.open_sample()
    owner.goto("/settings/members")
    owner.get_by_label("They join as").select_option("viewer")
    owner.get_by_role("button", name="Make link").click()
    link = owner.get_by_label("Link to send", exact=True).input_value()

    guest.page.goto(urlsplit(link).path)
    guest.page.get_by_role("link", name="Make an account").click()
    email = guest.fill_sign_up()
    expect(guest.page.get_by_role("link", name=re.compile("Andie"))).to_be_visible()
    found = addresses(owner, base)
    seen = {name: (writing(owner, found[name]), writing(guest.page, found[name])) for name in PAGES}
    assert {name for name, (owners, _) in seen.items() if not owners} == set(), "the test looks for the wrong words"
    assert {name: viewers for name, (_, viewers) in seen.items() if viewers} == {}
    refused = guest.send("/api/subjects/", {"name": "Mine", "kind": "real"})
    assert (refused.status, refused.json()["code"]) == (403, "permission_denied")

    guest.page.goto("/")
    owner.goto("/settings/members")
    name = email.partition("@")[0]
    owner.get_by_label(f"Role of {name}").select_option("editor")
    expect(owner.get_by_text("Editor from now on.")).to_be_visible()
    expect(guest.page.get_by_role("link", name="New model").first).to_be_visible()
    allowed = guest.send("/api/subjects/", {"name": "", "kind": "real"})
    assert (allowed.status, allowed.json()["code"]) == (400, "invalid")

    owner.get_by_role("button", name=f"Remove {name}").click()
    owner.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(owner.get_by_label(f"Role of {name}")).to_have_count(0)
    expect(guest.page.get_by_role("link", name=re.compile("Andie"))).to_have_count(0)


def test_a_password_and_an_address_change_by_letter(visitor: Visitor) -> None:
    """The letters are where a studio without a mail server puts them: in the log of the web server."""
    email = visitor.sign_up()
    page = visitor.page
    page.get_by_role("button", name=re.compile("account", re.IGNORECASE)).click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Forgot your password?").click()
    # The page that is being left has a field of the same name.
    expect(page.get_by_role("button", name="Send the link")).to_be_visible()
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_text("Look into your mail")).to_be_visible()
    page.goto(link_in_letter(email, "reset"))
    page.get_by_label("New password").fill("three quite new words")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill("three quite new words")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Models", exact=True)).to_be_visible()

    page.goto("/settings/profile")
    page.get_by_label("New e-mail").fill(f"new-{email}")
    page.get_by_role("button", name="Change e-mail").click()
    expect(page.get_by_text(f"sent to new-{email}")).to_be_visible()
    page.goto(link_in_letter(f"new-{email}", "verify-email"))
    page.get_by_role("button", name="Confirm your e-mail").click()
    expect(page.get_by_text("Your e-mail is confirmed")).to_be_visible()
    page.goto("/settings/profile")
    expect(page.get_by_text(f"new-{email}", exact=True)).to_be_visible()
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()


def test_a_key_does_what_it_may_until_it_ends(visitor: Visitor, browser: Browser, base: str) -> None:
    visitor.sign_up()
    page = visitor.page
    page.goto("/settings/keys")
    page.get_by_role("button", name="Make a key").click()
    page.get_by_label("Name").fill("Backup")
    page.get_by_role("dialog").get_by_role("button", name="Make key").click()
    key = page.get_by_role("dialog").get_by_label("Key", exact=True).input_value()
    page.get_by_role("button", name="I have copied it").click()
    program = browser.new_context(base_url=base, extra_http_headers={"Authorization": f"Bearer {key}"})
    assert program.request.get("/api/subjects/").status == 200
    refused = program.request.post("/api/swaps/", data={"subject": "", "sources": [], "targets": []})
    assert (refused.status, refused.json()["code"]) == (403, "scope_missing")
    ended = "from datetime import *; from studio.accounts.models import ApiKey; "
    ended += (
        f"ApiKey.objects.filter(prefix='{key.partition('.')[0]}').update(expiry_date=datetime(2026, 1, 1, tzinfo=UTC))"
    )
    manage("shell", "-c", ended)
    assert program.request.get("/api/subjects/").status == 401
    page.reload()
    expect(page.get_by_role("row", name=re.compile("Backup"))).to_contain_text("Expired")
    program.close()


def test_the_operator_grants_and_switches(visitor: Visitor, newcomer: Callable[[], Visitor], base: str) -> None:
    """What an operator does is seen in the studio of the one it is done for."""
    email = visitor.sign_up()
    manage("make_operator", email)
    page = visitor.page
    user = newcomer()
    user.sign_in_as_demo()
    before = user.page.request.get("/api/credits/").json()["balance"]
    page.goto("/settings/operator")
    page.get_by_label("Find by name or e-mail").fill("demo@studio.local")
    page.get_by_role("button", name="Grant credits to Demo").click()
    page.get_by_role("dialog").get_by_label("Credits").fill("70")
    page.get_by_role("dialog").get_by_label("Why").fill("For the settings test")
    page.get_by_role("dialog").get_by_role("button", name="Grant 70 credits to Demo").click()
    user.page.goto("/credits")
    row = user.page.get_by_role("row", name=re.compile("For the settings test")).first
    expect(row).to_contain_text("+70")
    assert user.page.request.get("/api/credits/").json()["balance"] == before + 70

    new_swap = addresses(user.page, base)["new-swap"]
    enhance = user.page.get_by_role("switch", name="Enhance")
    user.page.goto(new_swap)
    expect(enhance).to_be_checked()
    page.get_by_role("switch", name="Photo x2").click()
    expect(page.get_by_text("Photo x2 is no longer offered.")).to_be_visible()
    try:
        user.page.goto(new_swap)
        expect(user.page.get_by_role("button", name=re.compile("^Start swap"))).to_be_enabled()
        expect(enhance).to_have_count(0)
    finally:
        page.get_by_role("switch", name="Photo x2").click()
    expect(page.get_by_text("Photo x2 is offered again.")).to_be_visible()
    user.page.goto(new_swap)
    expect(enhance).to_be_checked()


@pytest.fixture
def plain_model(demo: Visitor) -> Iterator[dict[str, Any]]:
    """The sample's model with a target set of one photo; left without it and without settings."""
    model: dict[str, Any] = demo.page.request.get("/api/overview/").json()["subjects"][0]
    target = demo.page.request.get(f"/api/subjects/{model['id']}/target-photos/").json()["results"][0]["id"]
    path = f"/api/subjects/{model['id']}/"
    before = demo.page.request.get(path).json()
    made = demo.send(f"{path}target-sets/", {"name": "Only the first", "photos": [target]}).json()
    yield model
    demo.send(path, {"settings": before["settings"], "trigger_word": before["trigger_word"]}, method="PATCH")
    demo.send(f"/api/target-sets/{made['id']}/", {}, method="DELETE")


def test_a_new_swap_begins_with_the_models_settings(demo: Visitor, plain_model: dict[str, Any]) -> None:
    page = demo.page
    page.goto(f"/models/{plain_model['slug']}/settings")
    page.get_by_label("Trigger word").fill("andie_tok")
    page.get_by_role("switch", name="Choose engines for this model").click()
    page.locator("summary").first.click()
    page.get_by_label("Likeness").fill("0.5")
    page.get_by_role("switch", name="Enhance the pictures").click()
    page.get_by_label("Start with").select_option(label="Only the first, 1 photo")
    page.get_by_role("button", name="Save settings").click()
    expect(page.get_by_text("Settings saved.")).to_be_visible()

    page.goto(f"/models/{plain_model['slug']}/swaps/new")
    expect(page.get_by_role("switch", name="Enhance")).not_to_be_checked()
    page.locator("summary").first.click()
    expect(page.get_by_label("Likeness")).to_have_value("0.5")
    expect(page.get_by_role("button", name=re.compile("^Only the first"))).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name=re.compile("^Start swap"))).to_be_enabled()
    page.goto(f"/models/{plain_model['slug']}")
    expect(page.get_by_role("main")).to_contain_text("andie_tok")


def test_what_it_cost_and_would_cost(demo: Visitor) -> None:
    """The CSV sums to what the page shows, and the calculator to what the API estimates."""
    demo.open_sample()
    page = demo.page
    page.goto("/credits")
    months = page.get_by_role("region", name="By month").get_by_role("row")
    expect(months).not_to_have_count(0)
    shown = sum(int(row.get_by_role("cell").nth(1).inner_text().replace(",", "")) for row in months.all()[1:])
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the ledger as CSV").click()
    rows = list(csv.DictReader(io.StringIO(coming.value.path().read_text())))
    assert shown == -sum(int(row["held"]) for row in rows if row["kind"] == "capture") > 0
    free = page.request.get("/api/credits/").json()
    assert free == {"balance": sum(int(row["free"]) for row in rows), "held": sum(int(row["held"]) for row in rows)}

    model = page.request.get("/api/overview/").json()["subjects"][0]["id"]
    photos = {
        role: [one["id"] for one in page.request.get(f"/api/subjects/{model}/{role}-photos/").json()["results"]]
        for role in ("source", "target")
    }
    asked = {"subject": model, "sources": photos["source"], "targets": photos["target"], "enhance": True}
    estimate = demo.send("/api/swaps/estimate/", asked).json()
    calculator = page.get_by_role("region", name="What would it cost?")
    calculator.get_by_label("Source photos").fill("1")
    calculator.get_by_label("Target photos").fill(str(estimate["pictures"]))
    expect(calculator.locator("dl")).to_contain_text(f"{estimate['price']:,}")
