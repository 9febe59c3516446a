"""The reply compiler: figures that equal the case, rules named, two languages that agree, a second person's eyes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amends.core.ledger import Done
from amends.core.reply_compiler import Answer, answer_of, compile_reply, compile_whole
from amends.core.reply_review import unread, waiting
from amends.core.reply_templates import fill, offered_templates, phrases_for
from amends.core.reply_versions import language_of
from amends.core.wording import Objection
from amends.regulations import folders
from tests.core.small_packs import T, scene, small_pack
from tests.shipped import pack_in, pack_named

ROWS = f"""
[[role]]
id = "head"
article = "3.2"
title = {{ zh = "主管", en = "the head" }}
[[field]]
id = "bought_on"
article = "3.2"
[[part]]
id = "remedy"
article = "3.2"
title = {{ zh = "处理办法", en = "Remedy" }}
states = ["amount"]
near = ["退款", "refund"]
[[part]]
id = "when"
article = "3.2"
title = {{ zh = "再议日期", en = "Comes back on" }}
has = "time"
states = ["return_date", "number"]
when = {{ solvability = "not_at_present" }}
[[part]]
id = "rule"
article = "3.2"
title = {{ zh = "依据", en = "Rule" }}
has = "rule"
when = {{ demand_met = false }}
[[part]]
id = "contact"
article = "3.2"
title = {{ zh = "联系方式", en = "Contact" }}
has = "contact"
when = {{ anonymous = false }}
[[phrase]]
id = "thanks"
article = "3.2"
rule = "prescribed"
use = "reply_phrases"
texts = ["谢谢您告诉我们", "thank you for telling us"]
says = {T}
[[review]]
id = "read"
article = "3.2"
title = {{ zh = "复核", en = "Second reading" }}
by = ["head"]
when = {{ conduct = {{ any = ["threatens_exposure"] }} }}
[[template]]
id = "answer"
article = "3.2"
title = {T}
text = {{ zh = "{{complainant}}您好", en = "Dear {{complainant}}" }}
[template.parts]
remedy = {{ zh = "退款 {{amount}}，购于 {{bought_on}}。", en = "We refund {{amount}}; bought on {{bought_on}}." }}
when = {{ zh = "{{return_date}} 再议。", en = "We come back on {{return_date}}." }}
"""
PACK = small_pack(ROWS)
MARCH_8 = datetime(2024, 3, 8, 4, tzinfo=UTC)


def against(facts: dict[str, Any], **parts: str) -> list[Objection]:
    words = {"text": parts.pop("text", "您好"), **{f"part/{name}": said for name, said in parts.items()}}
    known = {"number": "CS-2024-000123"}
    return list(compile_reply(PACK, answer_of(words), scene(PACK, **facts), known=known))


def test_the_amount_of_an_answer_is_that_of_the_case() -> None:
    assert against({"amount": 3000}, remedy="我们退还您三千元") == []
    assert against({"amount": 3000}, remedy="We pay you RMB 3k") == []
    (one,) = against({"amount": 3000}, remedy="我们退还您 5,000 元")
    assert (one.kind, one.phrase, one.expected, one.field) == ("contradicts", "5,000 元", "3,000", "part/remedy")
    assert (one.start, one.says.zh) == (6, "第 7 字起“5,000 元”与本案不符：金额是 3,000")
    (one,) = against({"amount": 3000}, remedy="我们同意您的要求")
    assert (one.kind, one.expected) == ("unstated", "3,000")


def test_an_amount_beside_its_word_anywhere_in_the_answer_is_held_against_the_case() -> None:
    (one,) = against({"amount": 3000}, text="关于退款 4,000 元一事", remedy="退还三千元")

    assert (one.kind, one.row, one.article, one.field, one.phrase) == (
        "contradicts", "remedy", "3.2", "text", "4,000 元",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "您要求退款 10,000 元，我们理解",  # what was demanded, a fact of the case too
        "您支付的货款是 8,800 元",  # no word of granting beside it
        "退款之事已办。另，运费 30 元由我们承担",  # another clause
        "退款将在 5 个工作日内到账，请留意 95559 的短信",  # other kinds of figures
        "退款编号 20240308001",
        "退款手续费 5 元由我们承担",
        "the refund fee of RMB 5 is ours",
    ],
)
def test_figures_that_are_not_meant_to_be_the_amount_raise_no_alarm(text: str) -> None:
    assert (
        against({"amount": 3000, "demand_amount": 10000}, text=text, remedy="退还 3,000 元，其中工时费 1,200 元") == []
    )


def test_nothing_is_held_against_a_fact_that_is_not_known() -> None:
    assert against({}, remedy="我们将退还运费 30 元") == []


def test_the_day_and_the_number_of_the_case_are_stated_and_right() -> None:
    facts = {"solvability": "not_at_present", "return_date": MARCH_8}
    right = "编号 CS-2024-000123 的事项，我们 2024年3月8日再议"

    assert against(facts, remedy="无", when=right) == []
    assert against(facts, remedy="none", when="CS-2024-000123: we come back on 8 March") == []
    (one,) = against(facts, remedy="无", when=right.replace("8日", "9日"))
    assert (one.kind, one.phrase, one.expected) == ("contradicts", "2024年3月9日", "2024-03-08")
    (one,) = against(facts, remedy="无", when=right.replace("123", "124"))
    assert (one.kind, one.phrase, one.expected) == ("contradicts", "CS-2024-000124", "CS-2024-000123")


@pytest.mark.parametrize(
    ("said", "passes"),
    [
        ("公司规定不能退", False),
        ("we are unable to do so for policy reasons", False),
        ("依据《消费者权益保护法》", True),
        ("依据本制度第3.2条，超过七日不予退货", True),
        ("under article 3.2 of our policy", True),
        ("合同第十三条约定", True),
    ],
)
def test_a_refusal_without_a_rule_is_refused(said: str, passes: bool) -> None:
    """FR-141."""
    found = against({"demand_met": False}, remedy="优惠换片", rule=said)

    assert [(one.kind, one.row, one.article) for one in found] == ([] if passes else [("lacks", "rule", "3.2")])


@pytest.mark.parametrize(
    ("said", "passes"),
    [("请找小李", False), ("电话 0755-88881234", True), ("小李 13812341234", True), ("help@example.org", True), ("95559", True)],
)  # fmt: skip
def test_whom_to_call_comes_with_a_way_to_reach_them(said: str, passes: bool) -> None:
    assert [one.kind for one in against({"anonymous": False}, remedy="无", contact=said)] == (
        [] if passes else ["lacks"]
    )


@pytest.mark.parametrize("blank", ["{amount}", "____", "〔联系人〕"])
def test_what_a_template_left_open_does_not_leave(blank: str) -> None:
    (one,) = against({}, remedy=f"我们退还 {blank}")

    assert (one.kind, one.phrase, one.field) == ("unfilled", blank, "part/remedy")
    assert against({}, remedy="依据银保监发〔2019〕38号") == []


def both(first: str, second: str) -> list[tuple[str, str, str]]:
    answer = Answer({"part/remedy": first}, {"part/remedy": second})
    return [(one.kind, one.field, one.phrase) for one in compile_whole(answer)]


def test_both_languages_say_the_same_figures_and_days() -> None:
    """FR-143."""
    zh = "我们将于2024年3月8日前退还三千元，分两次，三个工作日内回电，电话 0755-88881234，赔付比例百分之五。"
    en = (
        "By 8 March 2024 we refund RMB 3,000 in two payments and call within three working days (0755-88881234); "
        "the share is 5%."
    )

    assert both(zh, en) == []
    assert both(zh, en.replace("8 March", "9 March")) == [
        ("differs", "part/remedy", "2024年3月8日"), ("differs", "second/part/remedy", "9 March 2024"),
    ]  # fmt: skip
    assert both(zh, en.replace("3,000", "3,500")) == [
        ("differs", "part/remedy", "三千元"), ("differs", "second/part/remedy", "RMB 3,500"),
    ]  # fmt: skip
    assert both(zh, en.replace("; the share is 5%", "")) == [("differs", "part/remedy", "百分之五")]


def test_what_is_missing_or_wrong_in_the_second_version_is_said_of_the_second() -> None:
    words = {
        "text": "您好",
        "part/remedy": "退还三千元",
        "second/text": "Hello",
        "second/part/remedy": "We refund RMB 300",
    }
    found = compile_reply(PACK, answer_of(words), scene(PACK, amount=3000))
    assert [(one.kind, one.field, one.phrase) for one in found] == [("contradicts", "second/part/remedy", "RMB 300")]
    del words["second/part/remedy"]
    found = compile_reply(PACK, answer_of(words), scene(PACK, amount=3000))
    assert [(one.kind, one.field, one.article) for one in found] == [("missing_part", "second/part/remedy", "3.2")]


@pytest.mark.parametrize(
    ("language", "zh", "en", "passes"),
    [
        ("en", "我们已经为您更换了门机", "", False),
        ("en", "我们已经为您更换了门机", "We have replaced the door machine", True),
        ("en", "We have replaced the door machine", "", True),
        ("zh-hans", "We have replaced the door machine", "", False),
        ("zh-hans", "我们已经为您更换了 ABB 门机", "", True),
        ("fr", "我们已经为您更换了门机", "", True),
        ("en", "", "", True),
    ],
)
def test_the_customer_is_answered_in_their_language(language: str, zh: str, en: str, passes: bool) -> None:
    """FR-143."""
    found = compile_whole(Answer({"text": zh}, {"text": en} if en else {}), language=language)

    assert [one.kind for one in found] == ([] if passes else ["language"])


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("依据本制度第3.2条，不予退货", []),
        ("依据本公司投诉处理规定第9.9条，不予退货", ["第9.9条"]),
        ("under article 9.9 of our complaint policy", ["article 9.9"]),
        ("依据《消费者权益保护法》第五十五条", []),
        ("under article 9.9 of the Act", []),
        ("合同第九十九条", []),
    ],
)
def test_an_article_of_ours_that_does_not_exist_is_not_cited(said: str, found: list[str]) -> None:
    """FR-141: the rule that a refusal names is there."""
    answer = Answer({"text": said})

    assert [one.phrase for one in compile_whole(answer, articles=frozenset({"3.2", "4.1"}))] == found
    assert compile_whole(answer) == ()


def test_too_few_words_have_no_language() -> None:
    assert (language_of("OK"), language_of("3,000"), language_of("谢谢您的来信"), language_of("We thank you for it")) == (
        "", "", "zh", "en",
    )  # fmt: skip


def test_a_foreign_guest_is_offered_the_english_of_phrase_5() -> None:
    """FR-143: thanks for telling us, shall look into it, shall solve soon."""
    library = pack_named("courtesy")
    (row,) = offered_templates(library, scene(library))

    assert fill(library, row, scene(library), "en") == {
        "text": "Thank you for telling us. We will look into it and put it right for you soon."
    }
    assert fill(library, row, scene(library), "zh-hans")["text"].startswith("谢谢您告诉我们")


def test_prescribed_phrases_are_offered_in_the_wording_of_the_customers_language() -> None:
    """FR-143."""
    offered = {way: phrases_for(PACK, way, of="reply_phrases") for way in ("en", "zh-hans")}

    assert [[text for _row, text in one] for one in offered.values()] == [
        ["thank you for telling us"],
        ["谢谢您告诉我们"],
    ]


def test_a_template_is_filled_from_the_case_and_leaves_blanks_where_the_case_is_silent() -> None:
    (row,) = offered_templates(PACK, scene(PACK))
    told = scene(PACK, amount=3000.5, return_date=MARCH_8, solvability="not_at_present")

    assert fill(PACK, row, told, "zh", {"complainant": "王先生"}) == {
        "text": "王先生您好", "part/remedy": "退款 3,000.50 元，购于 〔购买日期〕。", "part/when": "2024年3月8日 再议。",
    }  # fmt: skip
    assert fill(PACK, row, told, "en")["part/when"] == "We come back on 8 March 2024."
    assert "part/when" not in fill(PACK, row, scene(PACK), "zh")


REPLYING = [
    folder.name
    for folder in folders.shipped()
    if (pack := pack_in(folder)) and not pack.stands_beside and any(one.kind == "reply" for one in pack.step)
]


@pytest.mark.parametrize("name", REPLYING)
def test_no_regulation_that_answers_lets_an_insult_leave(name: str) -> None:
    """FR-139."""
    pack = pack_named(name)

    found = compile_reply(pack, answer_of({"text": "你真没素质", "second/text": "You are an idiot"}), scene(pack))

    assert {(one.row, one.field) for one in found if one.row == "insults"} == {
        ("insults", "text"), ("insults", "second/text"),
    }  # fmt: skip


@pytest.mark.parametrize("insult", ["您这是无理取闹", "您這是無理取鬧", "You are a LIAR", "please shut up"])
def test_an_insult_does_not_leave(insult: str) -> None:
    """FR-139."""
    pack = pack_named("property-instruction")

    found = compile_reply(pack, answer_of({"text": insult}), scene(pack))

    assert [(one.row, one.article) for one in found if one.kind == "forbidden"] == [("insults", "G.4")]


def test_a_forbidden_phrase_is_placed_in_the_field_in_which_it_stands() -> None:
    """FR-139: '这不可能的' is found with position."""
    pack = small_pack(
        f'[[phrase]]\nid = "W"\narticle = "3.2"\nrule = "forbidden"\ntexts = ["这不可能的"]\nsays = {T}\n'
    )

    (one,) = compile_reply(pack, answer_of({"part/b": "先生，这不可能的", "text": "您好"}), scene(pack))

    assert (one.field, one.start, one.end) == ("part/b", 3, 8)


def note(by: str, *roles: str, **marks: str) -> Done:
    return Done("noted", datetime(2024, 3, 1, tzinfo=UTC), detail=marks, by=by, roles=frozenset(roles))


def test_a_second_person_has_read_these_very_words_and_did_not_write_them() -> None:
    """FR-142: under threat of exposure the leader approves the text."""
    answer = answer_of({"text": "您好"})
    mark, changed = answer.fingerprint, answer_of({"text": "您好！"}).fingerprint
    drafted = note("lan", "clerk", drafted=mark)

    def stands(*done: Any, mark: str = mark, conduct: tuple[str, ...] = ("threatens_exposure",)) -> list[str]:
        return [one.row for one in unread(PACK, scene(PACK, conduct=conduct, done=done), {mark})]

    assert stands() == stands(drafted) == ["read"]
    assert stands(drafted, note("he", "head", reviewed=mark)) == []
    assert stands(drafted, note("lan", "head", reviewed=mark)) == ["read"]  # the writer's own eyes
    assert stands(drafted, note("he", "clerk", reviewed=mark)) == ["read"]  # not a role of the row
    assert stands(drafted, note("he", "head", reviewed=mark), mark=changed) == ["read"]  # changed afterwards
    assert stands(conduct=()) == []


def test_a_draft_waits_until_it_is_read_or_returned() -> None:
    drafted, later = note("lan", drafted="a"), note("lan", drafted="b")

    assert waiting(()) is None
    assert waiting((drafted,)) is drafted
    assert waiting((drafted, note("x"), later)) is later
    assert waiting((drafted, note("he", reviewed="a"))) is None
    assert waiting((drafted, note("he", returned="a"))) is None
