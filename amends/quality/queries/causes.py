"""Why people complain: causes ranked by class, product and department (FR-113); the input of the review (FR-121)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any, Literal
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from amends.cases.models import Case
from amends.cases.queries.lines import lead_of
from amends.cases.queries.visible import seen, visible
from amends.core.cause_reading import read_analysis
from amends.core.causes import classes_of
from amends.core.pack import Pack
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.quality.causing import gone
from amends.quality.models import CasePrint, CauseAnalysis, EightD, Look
from amends.regulations.shelf import pack as pack_by_hash

By = Literal["class", "product", "department"]
FACTS: dict[By, str] = {"class": "", "product": "product", "department": "responsible_department"}
"""The fact beside the cause; the department is the one found responsible, else the unit of the case."""
DEPARTMENTS = "responsible_departments"
"""Where several may be found responsible: a case counts with each."""
CAUSE = "cause"
NONE = [("", Text(zh="", en=""))]
MOST = 200


@dataclass(frozen=True, slots=True)
class Ranked:
    """So many cases of a cause, with one product or department. Without a cause: none was found yet."""

    cause: str
    title: Text
    of: str
    of_title: Text
    count: int


@dataclass(frozen=True, slots=True)
class Review:
    """What the management review is told of a period (FR-121)."""

    received: int
    closed: int
    recurring: int
    eight_ds: int
    closed_eight_ds: int
    failed: int
    working: int


def causes(viewer: Viewer, first: datetime, until: datetime, *, by: By = "class") -> tuple[Ranked, ...]:
    """Return the causes of the visible complaints received in a time, the most frequent first (FR-113).

    What was merged counts once, in the case it went into; what left the counts is not counted.
    """
    fact = FACTS[by]
    rows = _complaints(viewer, first, until).annotate(lead=lead_of("pk"), found=KeyTextTransform(CAUSE, "facts"))
    rows = rows.annotate(beside=KeyTextTransform(fact, "facts") if fact else F("matter"), home=F("unit"))
    rows = rows.annotate(several=KeyTransform(DEPARTMENTS, "facts"))
    found: Counter[tuple[str, str, str, str, str, str]] = Counter()
    listed = list(rows.order_by().values("pk", "lead", "found", "beside", "several", "home"))
    drawn = classes_found(rows, {row["pk"]: row["lead"] for row in listed})
    for row in listed:
        pack = pack_by_hash(row["lead"])
        named = [(row["found"], choice(pack, CAUSE, row["found"]))] if row["found"] else drawn.get(row["pk"], NONE)
        for (code, title), (beside, of) in product(named, _beside(viewer, pack, by, row)):
            found[code, title.zh, title.en, beside, of.zh, of.en] += 1
    ranked = sorted(found.items(), key=lambda one: (one[0][0] == "", -one[1], one[0]))
    return tuple(
        Ranked(code, Text(zh=zh, en=en), beside, Text(zh=of_zh, en=of_en), many)
        for (code, zh, en, beside, of_zh, of_en), many in ranked[:MOST]
    )


def _beside(viewer: Viewer, pack: Pack, by: By, row: Mapping[str, Any]) -> list[tuple[str, Text]]:
    """Return the product, or each department found responsible, else the unit of the case."""
    fact, units = FACTS[by], viewer.directory.units
    if by == "department" and not row["beside"]:
        if row["several"]:
            return [(one, choice(pack, DEPARTMENTS, one)) for one in row["several"]]
        if row["home"] in units:
            home = units[row["home"]]
            return [(home.code, Text(zh=home.name("zh"), en=home.name("en")))]
    beside = (row["beside"] or "") if fact else ""
    return [(beside, choice(pack, fact, beside))]


def classes_found(cases: QuerySet[Case], leads: Mapping[UUID, str]) -> dict[UUID, list[tuple[str, Text]]]:
    """Return the classes of the main causes in the finished fishbone of each case's 8D (FR-107), in their order.

    ``leads``: the content hash of each case's leading pack.
    """
    rows = CauseAnalysis.objects.filter(eight_d__case__in=cases.values("pk"), kind="fishbone", is_finished=True)
    newest = rows.order_by("eight_d", "-version").distinct("eight_d").values_list("eight_d__case", "content")
    told = ((case, _main_classes(pack_by_hash(leads[case]), content)) for case, content in newest)
    return {case: found for case, found in told if found}


def _main_classes(pack: Pack, content: Mapping[str, Any]) -> list[tuple[str, Text]]:
    own = classes_of(pack, "fishbone")
    analysis = read_analysis("fishbone", content, (*own, *gone(own, content.get("causes", ()))))
    wanted = {analysis.class_of(one) for one in analysis.roots}
    return [(one.id, one.title) for one in analysis.classes if one.id in wanted]


def review(viewer: Viewer, first: datetime, until: datetime) -> Review:
    """Return the input of the management review for a time: five queries, visible cases only (FR-121).

    A complaint recurs where a visible one on the same defect came before it.
    """
    cases = _complaints(viewer, first, until)
    known = cases.aggregate(received=Count("pk"), closed=Count("pk", filter=Q(stage_kind="closed")))
    earlier = CasePrint.objects.filter(
        seen(viewer, "case__"), is_counted=True, defect=OuterRef("defect"), received_at__lt=OuterRef("received_at")
    )
    prints = CasePrint.objects.filter(case__in=cases.values("pk"), is_counted=True).exclude(defect="")
    eight_ds = EightD.objects.filter(seen(viewer, "case__"))
    begun = eight_ds.filter(opened_at__gte=first, opened_at__lt=until).count()
    ended = eight_ds.filter(closed_at__gte=first, closed_at__lt=until).count()
    looks = Look.objects.filter(
        seen(viewer, "promise__action__eight_d__case__"), at__gte=first, at__lt=until
    ).aggregate(
        failed=Count("pk", filter=Q(verdict="fails")), working=Count("pk", filter=Q(verdict="works"))
    )  # fmt: skip
    recurring = prints.filter(Exists(earlier)).count()
    return Review(known["received"], known["closed"], recurring, begun, ended, looks["failed"], looks["working"])


def choice(pack: Pack, fact: str, code: str) -> Text:
    """Return what a value of a fact is called in a pack; the value itself where it is no choice."""
    row = pack.fields.get(fact)
    found = next((one.text for one in row.choices if one.id == code), None) if row else None
    return found or Text(zh=code, en=code)


def _complaints(viewer: Viewer, first: datetime, until: datetime) -> QuerySet[Case]:
    of = visible(viewer).filter(received_at__gte=first, received_at__lt=until, matter="complaint")
    return of.filter(merged_into=None, is_counted=True)
