"""Rules of one unit on top of a regulation in force, by forms alone: begun, a row made stricter, weaker refused."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from amends.people.models import Membership
from amends.people.tenancy import organisation
from amends.regulations import drafts
from amends.regulations.models import Binding, PackDraft, PublishedPack
from amends.regulations.toml_rows import head_of, rows_in
from amends.web.desk.regulation_asks import asks_of
from amends.web.desk.regulation_row_values import read_row
from tests.makers import START, Town, govern, town, viewer
from tests.web.desk.test_regulation_row_values import browser
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
SIGNERS = ("cs_supervisor", "centre_leader")
NEW = "/regulation/drafts/new/"
TITLE = {"title.zh": "湖畔细则", "title.en": "Rules of the lake"}


@pytest.fixture
def lake() -> Town:
    """A property group under its instruction; Lan writes a branch's rules, Mo signs for both roles."""
    made = town("lake")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        for name, role in (("lan", drafts.RULE_OWNER), *(("mo", role) for role in SIGNERS)):
            Membership.objects.create(
                org=made.org, person=made.people[name], unit=made.office, role=role, from_date=START
            )
    return made


def client(made: Town, name: str = "lan") -> Client:
    with organisation(made.org.id):
        return signed_in(made.people[name], "en")


def kept(made: Town) -> PackDraft:
    with organisation(made.org.id):
        return PackDraft.objects.order_by("-made_at")[0]


def begun(made: Town, **values: str) -> Any:
    with organisation(made.org.id):
        above = PublishedPack.objects.get()
    return client(made).post("/regulation/drafts/below/", {"above": str(above.pk), **TITLE, **values})


def own(made: Town, row: str, table: str = "duty") -> Any:
    """Press the button beside a row of the regulation above."""
    draft = kept(made)
    file, nth = next(
        (file, nth)
        for file, text in draft.files.items()
        for nth, one in enumerate(rows_in(text, table), start=1)
        if one.get("id") == row
    )
    address = f"/regulation/drafts/{draft.pk}/rows/{table}/own/?file={file}&nth={nth}"
    return client(made).post(address, {"draft_version": draft.version})


def saved(made: Town, address: str, **changed: Any) -> Any:
    """Save the row's form as a browser sends it, with some values changed."""
    draft = kept(made)
    [row] = rows_in(draft.files["duties.toml"], "duty")
    asks = asks_of("duty")
    sent = browser(asks, read_row(asks, {**row, **changed}), QueryDict(mutable=True))
    sent["draft_version"] = str(draft.version)
    return client(made).post(address, sent.urlencode(), content_type="application/x-www-form-urlencoded")


def test_the_rules_of_a_unit_are_begun_from_what_is_in_force_above(lake: Town) -> None:
    """FR-251: nobody packs a folder by hand to add to the group's regulation."""
    assert "property-instruction" not in kept_or_none(lake)
    page = client(lake).get(NEW).content.decode()
    assert "on top of a regulation in force" in page

    answer = begun(lake)

    draft = kept(lake)
    assert answer.headers["Location"] == f"/regulation/drafts/{draft.pk}/"
    head = head_of(draft.files["pack.toml"])
    assert (head["extends"], head["id"]) == ("property-instruction", "property-instruction-local")
    page = client(lake).get(f"/regulation/drafts/{draft.pk}/").content.decode()
    assert "rows sound" in page
    assert "Rules of the lake" in page


def kept_or_none(made: Town) -> str:
    with organisation(made.org.id):
        return ",".join(PackDraft.objects.values_list("pack", flat=True))


def test_a_second_one_gets_a_name_of_its_own_and_one_without_a_title_is_refused(lake: Town) -> None:
    begun(lake)
    begun(lake)
    assert sorted(kept_or_none(lake).split(",")) == ["property-instruction-local", "property-instruction-local-2"]

    assert begun(lake, **{"title.en": "  "}).headers["Location"] == NEW
    assert len(kept_or_none(lake).split(",")) == 2


def test_a_row_of_the_regulation_above_is_made_ones_own_and_may_be_stricter_only(lake: Town) -> None:
    """FR-251: 24 h against the group's 12 h is refused with both articles; 8 h comes into force."""
    begun(lake)
    draft = kept(lake)
    table = f"/regulation/drafts/{draft.pk}/rows/duty/"
    assert "Write our own" in client(lake).get(table).content.decode()

    address = own(lake, "C02").headers["Location"]

    assert "file=duties.toml&nth=1" in address
    assert client(lake).get(address).status_code == 200
    [row] = rows_in(kept(lake).files["duties.toml"], "duty")
    assert (row["id"], row["article"]) == ("C02", "4.2")
    listed = client(lake).get(table).content.decode()
    assert len(re.findall(r"<b>C02</b>", listed)) == 1

    saved(lake, address, within="24 h")
    page = client(lake).get(f"/regulation/drafts/{draft.pk}/").content.decode()
    assert re.search(r"1 fault\b", page)
    sign_and_publish(lake)
    with organisation(lake.org.id):
        assert Binding.objects.count() == 1

    saved(lake, address, within="8 h")
    sign_and_publish(lake)
    with organisation(lake.org.id):
        assert Binding.objects.filter(published__pack="property-instruction-local").exists()


def sign_and_publish(made: Town) -> Any:
    draft = kept(made)
    address, version = f"/regulation/drafts/{draft.pk}/", {"draft_version": draft.version}
    for role in SIGNERS:
        client(made, "mo").post(f"{address}sign/", {**version, "role": role, "content": draft.content_hash})
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    values = {"unit": str(made.desk.pk), "position": "lead", "from_date": day}
    return client(made).post(f"{address}publish/", {**version, **values})


def test_what_of_a_library_is_not_taken_is_no_row_of_the_draft(lake: Town) -> None:
    begun(lake)
    draft = kept(lake)
    gates = client(lake).get(f"/regulation/drafts/{draft.pk}/rows/gate/").content.decode()
    overview = client(lake).get(f"/regulation/drafts/{draft.pk}/").content.decode()

    shown = re.findall(r'<li id="parent/', gates)
    assert shown
    assert re.search(rf'rows/gate/">Gates</a><span><span class="quiet small">{len(shown)}</span>', overview)


def test_nobody_else_begins_them_and_an_article_is_quoted_and_not_reworded(lake: Town) -> None:
    with organisation(lake.org.id):
        above = str(PublishedPack.objects.get().pk)
    assert client(lake, "wu").post("/regulation/drafts/below/", {"above": above, **TITLE}).status_code == 404

    begun(lake)
    draft = kept(lake)
    file = next(one for one in draft.files if one.startswith("parent/") and rows_in(draft.files[one], "article"))
    address = f"/regulation/drafts/{draft.pk}/rows/article/own/?file={file}&nth=1"
    assert client(lake).post(address, {"draft_version": draft.version}).status_code == 404


def test_local_rules_are_held_against_what_is_in_force_above_and_not_what_came_along(lake: Town) -> None:
    """FR-251: whoever rewrites the group's text inside the folder does not publish 24 h against its 12 h."""
    begun(lake)
    draft = kept(lake)
    with organisation(lake.org.id):
        name = next(one for one, text in draft.files.items() if 'id = "C02"' in text)
        slack = draft.files[name].replace('within = "12 h"', 'within = "24 h"')
        assert slack != draft.files[name]
        writer = viewer(lake, "lan", at=timezone.now())
        drafts.change(writer, draft.pk, version=draft.version, at=timezone.now(), files={name: slack})
    assert "rows sound" in client(lake).get(f"/regulation/drafts/{draft.pk}/").content.decode()

    answer = sign_and_publish(lake)

    with organisation(lake.org.id):
        assert Binding.objects.count() == 1
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert f"from_date={day}" in answer.headers["Location"]
    page = client(lake).get(answer.headers["Location"]).content.decode()
    assert f'value="{day}"' in page
