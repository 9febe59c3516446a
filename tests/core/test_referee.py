"""The referee of 8D reports: what it refuses, what it lets pass, where it points, and that its rules are sound rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from amends.core.checker import check
from amends.core.eight_d import PARTS
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.pack_rows import EightDField
from amends.core.plain_language import sentence
from amends.core.referee import EarlierText, RefereeObjection, referee
from amends.core.referee_content import alike, runs, runs_of_many, stands_in
from amends.core.referee_text import Written
from amends.core.referee_weighing import HEAVY, HEAVY_ALONE, weigh
from amends.regulations import folders
from benchmarks.referee import HALVES, judge_report, judge_sentence, labelled
from tests.core.small_packs import FOUR_GRADES, HEAD, T
from tests.shipped import pack_in, pack_named

THREE_ANSWERS = (
    "密封面划痕深度不超过 0.02 mm，附接收与拒收照片；客户质量工程师 6 月 3 日签字；"
    "操作工看图讲解并考核，新员工由师傅带教，互检两周。"
)
TAKERS = ("manufacturing", "iatf-grievance", "grievance-instruction", "iatf-8d-customer")


@pytest.fixture(scope="module")
def library() -> Pack:
    return pack_in(folders.LIBRARIES / "eight-d")


def judged(
    pack: Pack, report: Mapping[str, str], *, earlier: Iterable[EarlierText] = ()
) -> tuple[RefereeObjection, ...]:
    return referee(pack.referee, report, words=pack.referee_words, earlier=earlier)


def objections(pack: Pack, **report: str) -> tuple[RefereeObjection, ...]:
    return judged(pack, report)


def codes(pack: Pack, **report: str) -> set[str]:
    return {one.code for one in judged(pack, report)}


def test_weak_quality_sense_and_more_training_meet_the_first_two_points(library: Pack) -> None:
    """FR-109: 'Weak quality sense, strengthen training' → HE1 and HE2."""
    zh = codes(library, cause_occurrence="操作员质量意识薄弱。", corrective="加强培训。")
    en = codes(library, cause_occurrence="Weak quality sense of the operator.", corrective="Strengthen training.")

    assert {"HE1", "HE2"} <= zh
    assert {"HE1", "HE2"} <= en


@pytest.mark.parametrize(
    "fine", ["罚款 300 元。", "罰款 ３００ 元。", "Fine 300 yuan.", "The operator was fined 300 yuan."]
)
@pytest.mark.parametrize("field", ["corrective", "carried_out", "preventive"])
def test_a_fine_is_no_corrective_action(library: Pack, field: str, fine: str) -> None:
    """FR-105, FR-109: 'fine 300' → HE3, in simplified and traditional characters, half and full width."""
    assert "HE3" in codes(library, **{field: fine})


@pytest.mark.parametrize("said", ["见限度样品。", "See limit sample."])
def test_a_limit_sample_without_words_is_refused(library: Pack, said: str) -> None:
    """FR-109: 'see limit sample' → HE5; it says what the sample does not tell."""
    found = [one for one in objections(library, standard=said) if one.code == "HE5"]

    assert [(one.article, one.field) for one in found] == [("8D.HE5", "standard")]
    assert "which aspect and defect" in found[0].says.en
    assert "判定尺度" in found[0].says.zh


def test_a_standard_by_surface_with_pictures_test_and_mentor_passes(library: Pack) -> None:
    """FR-109: surface standard with accept/reject pictures plus test and mentor → passes."""
    assert objections(library, standard=THREE_ANSWERS) == ()


@pytest.mark.parametrize(
    ("standard", "open_question"),
    [
        ("毛刺高度不超过 0.05 mm，配照片；操作工看图讲解。", "agreed with the customer"),
        ("毛刺高度不超过 0.05 mm，配照片；客户已签字。", "told clearly to the staff"),
        ("", "whether it is concrete"),
    ],
)
def test_an_open_question_about_the_standard_leaves_the_report_incomplete(
    library: Pack, standard: str, open_question: str
) -> None:
    """FR-110: standard question unanswered → report incomplete."""
    found = [one for one in objections(library, standard=standard) if one.rule == "three-questions"]

    assert [one.code for one in found] == ["unanswered"]
    assert open_question in found[0].says.en


def test_an_objection_stands_beside_its_words_and_says_what_would_pass(library: Pack) -> None:
    text = "料盒已换成两种颜色。当事人 罚 款 300 元。"

    found = [one for one in objections(library, corrective=text) if one.code == "HE3"]

    assert [one.sentence for one in found] == ["当事人 罚 款 300 元。"]
    assert text[found[0].start : found[0].end].startswith("罚")
    assert found[0].passes.zh
    assert found[0].passes.en


@pytest.mark.parametrize(
    "cause",
    [
        "不是操作员不认真：定位销磨损 0.4 mm 后，零件偏到极限位置也能夹紧。",
        "The operator is not to blame: the worn pin lets the part sit 0.4 mm off and still clamps.",
        "操作员漏拧一颗，是因为电批计数器被旁路，漏拧也会亮绿灯。",
    ],
)
def test_a_cause_that_looks_past_the_person_passes(library: Pack, cause: str) -> None:
    assert "HE1" not in codes(library, cause_occurrence=cause)


def test_a_field_that_is_not_there_yet_is_not_judged_and_an_empty_one_is(library: Pack) -> None:
    """FR-108: an 8D is written discipline by discipline."""
    begun = objections(library, containment="成品库 1,240 件、在途 300 件，挑出 12 件。")
    empty = codes(library, containment="", cause_escape="", cause_system="", verification="", standard="")

    assert begun == ()
    assert empty == {"bare_containment", "no_escape", "no_system", "no_criterion", "no_sample", "unanswered"}


def test_what_stands_word_for_word_in_another_8d_is_named_with_its_number(library: Pack) -> None:
    text = "出货检验只看外侧 A 面，内侧要拆托盘才看得到，指导书没有写这一步。"

    found = judged(library, {"cause_escape": text}, earlier=[EarlierText("Q-5512", text)])

    assert [one.code for one in found] == ["copied"]
    assert "Q-5512" in found[0].says.zh
    assert "Q-5512" in found[0].says.en


@pytest.mark.parametrize("share", [0.2, 0.6, 1.0])
@pytest.mark.parametrize("kept", [0, 4, 12, 20, 32, 40])
def test_runs_by_their_hashes_tell_the_same_share_as_the_runs(kept: int, share: float) -> None:
    mine = " ".join(f"word{chr(97 + nth // 26)}{chr(97 + nth % 26)}" for nth in range(40))
    other = " ".join(mine.split()[:kept]) + " and something else that nobody wrote before"

    assert stands_in(frozenset(runs(mine)), runs(other), share) is (alike(mine, other) >= share)


def test_many_texts_read_together_have_the_runs_that_each_has_alone() -> None:
    """FR-109: what was copied is known by its words, however they are cut into sentences or written."""
    told = [text for one in labelled(HALVES / "development") for text in one["fields"].values()][:400]
    odd = [
        "",
        "one\ntwo three\tfour five six",
        "投訴處理單沒有寫明 ＡＢＣ…½",
        "a\0b c d e f",
        "Ende. Weiter so, gut und gern",
    ]

    for text, found in runs_of_many([*told, *odd]).items():
        assert set(found) == set(runs(Written("", text).folded)), text


def test_the_same_report_gets_the_same_objections(library: Pack) -> None:
    report = {"cause_occurrence": "操作员粗心。", "corrective": "罚款，加强培训。", "verification": "效果良好。"}

    assert objections(library, **report) == objections(library, **report)


@pytest.mark.parametrize(
    "text", ["，。；", "。" * 5_000, "a" * 20_000, "操作员" * 5_000, "🙂\u200b\n\t", "<b>x</b>" * 500]
)
def test_odd_and_long_texts_are_read_to_the_end(library: Pack, text: str) -> None:
    fields = ("containment", "cause_occurrence", "corrective", "standard", "verification")

    for one in objections(library, **dict.fromkeys(fields, text)):
        assert 0 <= one.start <= one.end <= len(text)


@pytest.mark.parametrize("name", TAKERS)
def test_the_regulations_of_manufacturers_take_the_referee(name: str) -> None:
    pack = pack_named(name)

    assert "HE3" in codes(pack, corrective="罚款 300 元。")
    assert all(row.article in pack.articles for row in pack.referee)


def test_rules_read_the_fields_that_an_8d_has() -> None:
    assert set(EightDField.__args__) == {part for parts in PARTS.values() for part in parts}  # type: ignore[attr-defined]


def test_a_rule_is_read_aloud_with_its_fields_words_and_what_would_pass(library: Pack) -> None:
    fine = next(row for row in library.referee if row.id == "fine-as-action")
    shown = sentence(library, fine)

    assert all(said in shown.zh for said in ("HE3", "纠正措施", fine.passes.zh))
    assert all(said in shown.en for said in ("HE3", "corrective action", fine.passes.en))


def referee_row(rest: str, *, words: str = "") -> Pack:
    row = f'[[referee]]\nid = "x"\narticle = "1"\ncode = "X"\nsays = {T}\npasses = {T}\n{rest}\n'
    return load({"pack.toml": HEAD, "grading.toml": FOUR_GRADES + row + words})


@pytest.mark.parametrize(
    ("rest", "words", "kind", "key"),
    [
        ('looks_for = "said"\nreads = ["corrective"]', "", "missing_key", "words"),
        ('looks_for = "lacking"\nreads = ["corrective"]', "", "missing_key", "needs"),
        ('looks_for = "untouched"\nreads = ["corrective"]', "", "missing_key", "beside"),
        ('looks_for = "said"\nreads = []\nwords = ["a"]', "", "missing_key", "reads"),
        ('looks_for = "said"\nreads = ["corrective"]\nwords = ["<nobody>"]', "", "unknown_words", "words"),
        ('looks_for = "said"\nreads = ["corrective"]\nwords = ["…"]', "", "value", "words"),
        ('looks_for = "said"\nreads = ["corrective"]\nwords = ["a…b…c…d…e"]', "", "value", "words"),
        (
            'looks_for = "said"\nreads = ["corrective"]\nwords = ["<round>"]',
            '[[referee_words]]\nid = "round"\nwords = ["<round> <round>"]\n',
            "value",
            "words",
        ),
    ],
)
def test_a_rule_that_could_judge_nothing_or_would_be_slow_is_found(rest: str, words: str, kind: str, key: str) -> None:
    """FR-049: every fault names its row and key before a regulation is published."""
    found = [(one.kind, one.key, one.row) for one in check(referee_row(rest, words=words)) if one.table == "referee"]

    assert (kind, key, "x") in found


def test_a_rule_without_an_article_is_found() -> None:
    pack = referee_row('looks_for = "said"\nreads = ["corrective"]\nwords = ["a"]')
    bare = pack.model_copy(update={"referee": (pack.referee[0].model_copy(update={"article": ""}),)})

    assert ("missing_key", "article") in [(one.kind, one.key) for one in check(bare) if one.table == "referee"]


def test_an_organisation_adds_a_rule_of_its_own_in_its_own_words() -> None:
    pack = referee_row(
        'looks_for = "said"\nreads = ["corrective"]\nwords = ["<later>", "to be decided"]\nunless = ["by <number> june"]',
        words='[[referee_words]]\nid = "later"\nwords = ["以后再", "later on"]\n',
    )

    assert [one.rule for one in objections(pack, corrective="夹具以后再改。")] == ["x"]
    assert [one.rule for one in objections(pack, corrective="New jig later on.")] == ["x"]
    assert objections(pack, corrective="New jig later on, by 3 June.") == ()
    assert objections(pack, corrective="New jig fitted.") == ()


def test_reports_that_the_rules_were_made_with_stay_judged(library: Pack) -> None:
    """FR-109: at least 95 of 100 bad reports are refused and at most 5 good ones; `untouched` is measured by a script."""
    written = [one for part in ("styles", "styles_2", "styles_3") for one in labelled(HALVES / "development" / part)]
    refused = {label: [bool(judge_report(library, one, written)) for one in written if one["label"] == label]
               for label in ("bad", "good")}  # fmt: skip

    assert min(map(len, refused.values())) >= 12
    assert sum(refused["bad"]) >= 0.95 * len(refused["bad"])
    assert sum(refused["good"]) <= 0.05 * len(refused["good"])


def test_of_the_hands_read_so_far_next_to_all_is_judged_as_labelled(library: Pack) -> None:
    """FR-109: at least 97 of 100 bad reports are refused and at most 3 good; `untouched` is measured by a script."""
    parts = [labelled(HALVES / "development" / part) for part in ("second", "third", "fourth")]
    judged = [(one["label"], bool(judge_report(library, one, part))) for part in parts for one in part]
    refused = {label: [said for of, said in judged if of == label] for label in ("bad", "good")}

    assert min(map(len, refused.values())) >= 108
    assert sum(refused["bad"]) >= 0.97 * len(refused["bad"])
    assert sum(refused["good"]) <= 0.03 * len(refused["good"])


@pytest.mark.parametrize("part", ["hand_1", "hand_2", "hand_3", "hand_7", "hand_8", "hand_9", "hand_10", "hand_22"])
def test_of_eight_more_hands_at_most_one_report_is_judged_wrongly_either_way(library: Pack, part: str) -> None:
    """FR-109: of one of them thirty good reports and fourteen bad, of the others twenty each."""
    written = labelled(HALVES / "development" / part)
    passed = [one["id"] for one in written if one["label"] == "bad" and not judge_report(library, one, written)]
    refused = [one["id"] for one in written if one["label"] == "good" and judge_report(library, one, written)]

    assert len(written) in (40, 44)
    assert len(passed) <= 1
    assert len(refused) <= 1


def test_of_single_sentences_at_most_3_in_100_are_judged_wrongly_either_way(library: Pack) -> None:
    """FR-109: those of the parts that were measured on before; `untouched` is measured by a script."""
    parts = ("fourth", "hand_9", "hand_10")
    written = [one for part in parts for one in labelled(HALVES / "development" / part, "sentence")]
    refused = {label: [bool(judge_sentence(library, one)) for one in written if one["label"] == label]
               for label in ("bad", "good")}  # fmt: skip

    assert min(map(len, refused.values())) >= 250
    assert sum(refused["bad"]) >= 0.97 * len(refused["bad"])
    assert sum(refused["good"]) <= 0.03 * len(refused["good"])


@pytest.mark.parametrize(
    ("field", "bad", "good"),
    [
        ("cause_occurrence", "那天他心里有事，就这样流过去了。", "定位销磨损 0.4 mm，偏位的零件也能夹紧。"),
        (
            "corrective",
            "We keep a sharper eye at the dispatch in the future.",
            "Locating pin of fixture 3 replaced on 3 March, its diameter is checked weekly by the toolmaker.",
        ),
        ("containment", "仓库 3 箱都看过了，没有大问题。", "仓库 310 箱、在途 40 箱、客户处 25 箱，挑出 3 箱。"),
    ],
)
def test_a_field_in_which_no_rule_finds_anything_is_weighed(library: Pack, field: str, bad: str, good: str) -> None:
    found = objections(library, **{field: bad})

    assert [one.rule.split("-")[0] for one in found] == ["weighed"]
    assert found[0].sentence == bad
    assert objections(library, **{field: good}) == ()


def test_a_field_to_which_a_rule_objects_is_not_weighed(library: Pack) -> None:
    rules = {one.rule for one in objections(library, corrective="今后大家都上点心，罚款 300 元。")}

    assert "fine-as-action" in rules
    assert not [rule for rule in rules if rule.startswith("weighed")]


def test_a_field_that_reads_like_good_ones_is_not_misread_by_a_word(library: Pack) -> None:
    """A rule with `unless_light` gives way to the weights; without it it objects."""
    cause = "Flour lot changed protein from 11.2 to 9.6 % and the mixer time table has no column for protein, careless."
    rules = [row.model_copy(update={"unless_light": False}) for row in library.referee if row.id == "blames-attitude"]

    assert "HE1" not in codes(library, cause_occurrence=cause)
    assert referee(rules, {"cause_occurrence": cause}, words=library.referee_words)


def test_a_field_alone_is_refused_sooner_than_one_of_a_whole_report(library: Pack) -> None:
    """Of ten fields one seems heavy by chance sooner than one of two."""
    said = "夜班按旧标签发料，交接时没有说明。"
    rules = [one for one in library.referee if one.id == "weighed-cause"]
    whole = dict.fromkeys(("problem", "containment", "corrective"), "夹具换了。") | {"cause_occurrence": said}

    assert HEAVY_ALONE < weigh(Written("cause_occurrence", said)) < HEAVY
    assert referee(rules, {"cause_occurrence": said}, words=library.referee_words)
    assert not referee(rules, whole, words=library.referee_words)


def test_a_prevention_is_compared_only_where_a_cause_is_written(library: Pack) -> None:
    """What prevents need not touch the symptom, only what caused it."""
    written = {
        "problem": "Nine rooms were booked twice.",
        "preventive": "The lobby got two air conditioners on 3 June.",
    }

    assert "untouched_cause" not in codes(library, **written)
    assert "untouched_cause" in codes(
        library, **written, cause_occurrence="The interface repeats a request after 30 s."
    )


def test_a_rule_of_one_language_judges_no_field_of_the_other(library: Pack) -> None:
    weighed = next(row for row in library.referee if row.id == "weighed-action")
    chinese = [weighed.model_copy(update={"language": "zh"})]

    assert referee(chinese, {"corrective": "今后大家都上点心。"}, words=library.referee_words)
    assert not referee(chinese, {"corrective": "We keep a sharper eye in future."}, words=library.referee_words)


@pytest.mark.parametrize(
    ("field", "code", "bad", "good"),
    [
        ("verification", "no_sample", "以同轴度 ≤0.03 判定，均高于 10N。", "同轴度 ≤0.03，测 125 件。"),
        ("verification", "no_sample", "零投诉，6/18–8/31 跟踪。", "零投诉，6/18–8/31 跟踪 80 单。"),
        ("cause_escape", "no_escape", "It slipped through final inspection.", "Final inspection measures diameters only."),
        ("cause_system", "no_system", "天气原因。", "冷却塔夏季能力没评估。"),
        ("containment", "bare_containment", "挑出 12 件。", "南京 70 单、苏州 50 单转人工双核。"),
        ("standard", "HE4", "Friendly and quick; agreed with the customer; all staff told.",
         "Order to door ≤ 4 hours, signed by Ms. Hale (customer) on 3 June; each of the 9 riders tried the timer."),
    ],
)  # fmt: skip
def test_a_field_is_judged_by_what_it_shows(library: Pack, field: str, code: str, bad: str, good: str) -> None:
    """FR-109: units, dates and places are told apart, whatever words stand around them."""
    assert code in codes(library, **{field: bad})
    assert code not in codes(library, **{field: good})


@pytest.mark.parametrize(
    ("cause", "action"),
    [
        (
            "新外箱比旧箱高了 3 厘米，蛋糕托在箱里可以上下跳，颠簸没有任何试验。",
            "内托加高 30mm 卡住顶盖；新增模拟骑行振动试验。",
        ),
        (
            "Jaw of the corker is scored, it folds a crease down the cork.",
            "The jaws of the corkers are ground every week.",
        ),
    ],
)
def test_an_action_that_speaks_of_its_cause_in_other_words_passes(library: Pack, cause: str, action: str) -> None:
    """FR-109: compared are characters and beginnings of words (decision 0022)."""
    assert "untouched_cause" not in codes(library, cause_occurrence=cause, corrective=action)
    assert "untouched_cause" in codes(
        library, cause_occurrence=cause, corrective="Two projectors for the sales office."
    )


@pytest.mark.parametrize(
    ("standard", "agreed"),
    [
        ("缝隙 ≤0.35 mm；厂里老师傅商量定的，地产公司那边用不着问；质检 6 人讲解并考核。", False),
        ("静不平衡 ≤30 g，内控各减 5 g；经销商罗部长 6 月 7 日书面认可；检测两班讲清。", True),
        ("止规不过 2 圈，不用放大镜，客户 6 月 7 日签样；检测两班讲清。", True),
    ],
)
def test_only_an_admission_is_read_as_a_standard_that_nobody_agreed(
    library: Pack, standard: str, *, agreed: bool
) -> None:
    assert ("HE6" not in codes(library, standard=standard)) is agreed


def test_one_word_in_common_with_a_short_cause_is_a_good_part_of_it(library: Pack) -> None:
    cause = "Kinked drain hose of the dehumidifier, powder became damp."
    action = "Drain re-routed in rigid pipe, dew point sensor stops the feeder at 55% r.h."

    assert "untouched_cause" not in codes(library, cause_occurrence=cause, corrective=action)
    assert "untouched_cause" in codes(
        library, cause_occurrence=cause, corrective="A second projector for the sales office."
    )
