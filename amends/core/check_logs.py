"""Can the logs of a unit be filled in: a form with fields, nothing personal, a check that reads what is asked?"""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.conditions import facts_of
from amends.core.fact_types import conditions_in
from amends.core.finding import Finding
from amends.core.pack import LogRow, Pack
from amends.core.places import about


def check_logs(pack: Pack) -> Iterator[Finding]:
    """Yield logs without fields, with personal data (an entry stays for ever), or checked by what nobody fills in."""
    for row in pack.log:
        fields = {one.id: one for one in pack.field if one.form == row.form}
        if not fields:
            zh, en = f"表单“{row.form}”没有字段", f"no field is on the form “{row.form}”"
            yield _fault(row, "empty_form", "form", zh, en)
            continue
        if row.about and row.about not in fields:
            zh, en = f"“{row.about}”不在表单上", f"“{row.about}” is not on the form"
            yield _fault(row, "unknown_field", "about", zh, en)
        for name in (name for name, one in fields.items() if one.personal):
            zh, en = f"“{name}”是个人信息，台账不得保存", f"“{name}” is personal data, which no log of a unit may keep"
            yield _fault(row, "personal", "form", zh, en)
        asked = pack.steps[row.linked_by].asks if row.linked_by in pack.steps else tuple(fields)
        for name in (name for name in fields if name not in asked):
            zh, en = f"关联案件的步骤不询问“{name}”", f"the step that links to a case does not ask “{name}”"
            yield _fault(row, "unasked", "linked_by", zh, en)
        read = {name for _key, condition in conditions_in(row) for name in facts_of(condition)}
        for name in sorted(read - set(fields)):
            zh, en = f"检查要看“{name}”，表单没有问", f"the check reads “{name}”, which the form does not ask"
            yield _fault(row, "unasked", "fails", zh, en)


def _fault(row: LogRow, kind: str, key: str, zh: str, en: str) -> Finding:
    return about("log", row, kind, key=key, zh=zh, en=en)
