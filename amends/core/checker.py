"""What is wrong with a pack as a whole: names, stages, duties, conditions, examples, open points.

Errors stand in the way of publishing; ``open`` findings are questions that the
organisation has to answer; notes are worth a look. Each names file, row and article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from amends.core.check_beside import check_beside
from amends.core.check_checks import check_checks
from amends.core.check_disciplines import check_disciplines
from amends.core.check_duties import check_duties
from amends.core.check_examples import check_examples
from amends.core.check_fingerprints import check_fingerprints
from amends.core.check_inquiry import check_inquiry
from amends.core.check_logs import check_logs
from amends.core.check_marks import check_marks
from amends.core.check_measures import check_measures
from amends.core.check_names import check_names
from amends.core.check_papers import check_papers
from amends.core.check_parts import check_parts
from amends.core.check_referee import check_referee
from amends.core.check_rights import check_rights
from amends.core.check_samples import check_samples
from amends.core.check_scripts import check_scripts
from amends.core.check_stages import check_by_itself, check_stages
from amends.core.check_templates import check_templates
from amends.core.check_times import check_times
from amends.core.check_unread import check_unread
from amends.core.fact_types import rows_of
from amends.core.finding import NOT_FINISHED, BrokenPack, Finding
from amends.core.later_letters import check_later_letters
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.places import about
from amends.core.references import check_references
from amends.core.taking import PARENT


def check(pack: Pack, *, enough: Callable[[], bool] | None = None) -> tuple[Finding, ...]:
    """Return everything wrong or open in a pack; empty: it is sound.

    ``enough``: asked again and again, it stops the search for cases; a finding then says that it is not finished.
    """
    from amends.core.analysis import never
    from amends.core.check_conditions import check_conditions  # brings z3: 16 MiB that most processes never need

    named = tuple(check_names(pack))
    misnamed = {_place(finding) for finding in named}
    return (
        *named,
        *check_beside(pack),
        *check_stages(pack),
        *check_by_itself(pack),
        *check_parts(pack),
        *check_templates(pack),
        *check_papers(pack),
        *check_logs(pack),
        *check_duties(pack),
        *check_times(pack),
        *check_checks(pack),
        *check_rights(pack),
        *check_marks(pack),
        *check_measures(pack),
        *check_fingerprints(pack),
        *check_disciplines(pack),
        *check_inquiry(pack),
        *check_samples(pack),
        *check_later_letters(pack),
        *check_referee(pack),
        *check_scripts(pack),
        *check_unread(pack),
        # A row that speaks of what does not exist cannot fire; that is no second fault.
        *(finding for finding in check_conditions(pack, enough=enough or never) if _place(finding) not in misnamed),
        *check_examples(pack),
        *check_references(pack),
        *_open_settings(pack),
        *_uncited(pack),
    )


def check_texts(
    files: Mapping[str, str], pack: Pack, *, enough: Callable[[], bool] | None = None
) -> tuple[Finding, ...]:
    """Return everything wrong or open in a pack, and what weakens the parent that its texts bring along (FR-251)."""
    found = check(pack, enough=enough)
    stopped = any(one.kind == NOT_FINISHED for one in found)
    return found if stopped else (*found, *_against_parent(files, pack, enough))


def _against_parent(files: Mapping[str, str], pack: Pack, enough: Callable[[], bool] | None) -> tuple[Finding, ...]:
    folder = f"{PARENT}{pack.extends}/"
    above = {name.removeprefix(folder): text for name, text in files.items() if name.startswith(folder)}
    if not (pack.extends and above):
        return ()
    from amends.core.analysis import NotFinished, never  # brings z3, as do these
    from amends.core.check_conditions import not_finished
    from amends.core.check_weaker_rows import weaker_rows

    try:
        return weaker_rows(load(above), pack, enough=enough or never)
    except NotFinished:
        return (not_finished(),)


def _place(finding: Finding) -> tuple[str, str, int]:
    return finding.file, finding.table, finding.nth


def errors_of(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return those that stand in the way of publishing."""
    return tuple(finding for finding in findings if finding.level == "error")


def load_sound(files: Mapping[str, str], chosen: Mapping[str, Any] | None = None) -> Pack:
    """Return a pack that loads and has no errors; raises BrokenPack with all of them (FR-049, FR-251, FR-254)."""
    pack = load(files, chosen)
    if errors := errors_of(check_texts(files, pack)):
        raise BrokenPack(errors)
    return pack


def _open_settings(pack: Pack) -> Iterator[Finding]:
    for row in pack.setting:
        if pack.setting_value(row.id) is None:
            yield about(
                "setting", row, "open_setting", level="open", key="default", zh=row.question.zh, en=row.question.en
            )


def _uncited(pack: Pack) -> Iterator[Finding]:
    cited = {getattr(row, "article", "") for table, row in rows_of(pack) if table != "article"}
    cited |= {extension.article for duty in pack.duty for extension in duty.extension}
    for article in pack.article:
        if article.no not in cited:
            yield about(
                "article", article, "uncited", level="note", zh="没有行引用这一条", en="no row cites this article"
            )
