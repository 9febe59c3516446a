"""Who does what in which tense: each structure that is, or is not, a promise, with a sentence in each language (FR-140)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from amends.core.official_years import cn_office
from amends.core.promises import Promise, find_promises

THURSDAY = datetime(2024, 3, 7, 11, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def found(text: str) -> tuple[Promise, ...]:
    return find_promises(text, said_at=THURSDAY, calendar=cn_office())


UNDATED = {
    "we will, whatever the verb": ("We will write off the interest.", "利息我们给您核销。"),
    "we undertake to": ("I undertake to bear the whole of your storage charges.", "我司将于下一份订单中扣减货款。"),
    "we are doing it": ("I'm taking that bridge off your account.", "我这就把那批货冻结。"),
    "we do it free": ("We add the 60 to your next order, no charge.", "划痕我们免费给您补漆。"),
    "it comes off what is yours": ("The two nights will come off your bill.", "运费算我的。"),
    "an object stands first": ("The costs of your rework we will take over completely.", "检测费用由我方承担。"),
    "told that we would": ("Duty manager told guest we'd knock the night off his bill.", "答应给客户换一台新机。"),
    "as soon as something else is": (
        "Once the paint has dried we'll refit the handles.",
        "坏的那把修好了再给你换回来。",
    ),
    "it is on us": ("The call-out is on us.", "两天的房费我们不收您的。"),
}

DATED = {
    "you should have it by": ("You should have the new kettle by Friday at the latest.", "新的水壶最晚周五到您手上。"),
    "look for it from us": ("Look for an email from me before five.", "五点前您会收到我的邮件。"),
    "what was asked for in passing": ("The report you asked for reaches you on Friday.", "报告周五发您邮箱。"),
    "our people in the present": ("Our fitters replace all 36 chairs on Wednesday.", "我们的安装师傅周三到。"),
    "and what we do next": ("We make the measurement and send you the curves until Friday.", "下周二我们到贵厂返工。"),
    "no verb at all": ("8D to you by 14 June.", "8D报告6月14日前发贵司。"),
    "a month named May": ("Promised the credit on her May bill dated 8 May.", "29日补送合格品1500套。"),
    "as agreed with them": ("Cust informed that report follows by Wed.", "说好周六我亲自把配件捎过去。"),
}

NONE = {
    "a kind word": ("We will use your feedback to train our staff.", "我们会加强对司机的管理。"),
    "said in the talk itself": ("I'll hand you over to my supervisor.", "我帮您转主管。"),
    "being done now": ("We are checking with the warehouse.", "同事们正在加紧处理。"),
    "a weekday that is over": ("Your router shows 31 drops since Sunday.", "那批样品当天取了三次样。"),
    "the time of day it was": ("Parcel signed for 10:03 by neighbour.", "垃圾房10:40清完。"),
    "dated far ahead, so meant as over": ("The 12 December batch was measured once.", "复现试验12月30日做过第一轮。"),
    "as was promised": ("As promised on Thursday here is the result.", "之前答应您周一回电，结果没人打。"),
    "called wrong in the next breath": (
        "My colleague promised you a call for Tuesday, which he should not have done.", "同事跟您说周二回电，他不该这么说的。",
    ),
    "what happens anyway": ("Your contract renews on 1 July.", "门票明天十点开售。"),
    "who is away or back": ("My manager is back on Monday.", "我明天不在。"),
    "what many get": ("Most customers hear back within a day.", "多数客户当天就能收到答复。"),
    "what whoever does": ("Anyone who cancels within 24 hours gets the money back.", "24小时内取消的都能退。"),
    "a duty of theirs": ("You will have to wait two hours.", "表格您得周五前签。"),
    "a supplier": ("Vendor 40021 to return SCAR by 30 Apr.", "镀锌外协厂口头称3天内给整改。"),
    "a public body": ("The tribunal will hear the case on 9 September.", "街道的检查员周四过来。"),
    "by name": ("Ms Adeyemi says she will email the invoice on Monday.", "客户要书面答复，周五前。"),
    "a demand of ours": ("Asked ops to check tape by 3pm.", "我方要求贵司于5月20日前提供8D。"),
    "among ourselves": ("Internal: QA to close NCR by Friday.", "内部：品质周五前关闭NCR。"),
    "opening hours": ("The refund window closes on 31 May.", "我们人工客服是早9点到晚10点哦。"),
    "a wish": ("I doubt we can do it by Friday.", "周五之前能拿到这个件那得烧高香。"),
    "the earliest there is": ("Told her the earliest is Friday but nothing fixed.", "告诉她最早周五，但没说死。"),
    "nobody": ("No one will be in the shop tomorrow.", "周一我交不出来。"),
    "not done": ("We're not coming out again Thursday.", "元旦当天不送货。"),
    "an apology for the hour": ("We apologise that you had to wait until 9 pm.", "不好意思啊这么晚打给您。"),
    "a day that is something": ("The gala is on Friday, so I see why you need it.", "周五就是晚会，难怪您急。"),
    "what a paper says": ("It said on the site that it ships within 24 hours.", "网页上写24小时内发货。"),
    "thanks for theirs": ("Thanks for letting us know that you return it by Friday.", "谢谢您告知周五前把电钻还回来。"),
}  # fmt: skip


@pytest.mark.parametrize("texts", [pytest.param(texts, id=name) for name, texts in UNDATED.items()])
def test_what_we_say_we_do_is_a_promise_without_a_time(texts: tuple[str, str]) -> None:
    assert [[one.due for one in found(text)] for text in texts] == [[None], [None]]


@pytest.mark.parametrize("texts", [pytest.param(texts, id=name) for name, texts in DATED.items()])
def test_what_is_there_by_a_time_is_a_promise_with_it(texts: tuple[str, str]) -> None:
    assert [[one.due is not None for one in found(text)] for text in texts] == [[True], [True]]


@pytest.mark.parametrize("texts", [pytest.param(texts, id=name) for name, texts in NONE.items()])
def test_what_is_no_deed_of_ours_still_to_come_is_no_promise(texts: tuple[str, str]) -> None:
    assert [found(text) for text in texts] == [(), ()]


OTHERS = {
    "another house runs it": (
        "The operator will run a second bus from 20 July.",
        "企业表示将于4月15日前增派调度人员。",
    ),
    "theirs to do it": ("The bins shall be emptied by the contractor from 1 April.", "体检报告由您在4月15日前提供。"),
    "ordered among ourselves": (
        "INT: packing to re-tape all cartons before Thursday.",
        "会议纪要（内部）：张工周四完成检测。",
    ),
    "nobody was told": ("Lucia to confirm stock by 4 pm. Cust. not informed.", "质量部周四复测，未回复客户。"),
    "only then": ("Would it be acceptable if we delivered 400 by Friday?", "检验报告出来我方才会安排退货。"),
    "told us so": ("Mr Pryce has told us he will have an answer by the 12th.", "平台将于3月21日关闭售后单。"),
}


@pytest.mark.parametrize("texts", [pytest.param(texts, id=name) for name, texts in OTHERS.items()])
def test_what_others_do_or_we_order_among_ourselves_is_no_promise(texts: tuple[str, str]) -> None:
    assert [found(text) for text in texts] == [(), ()]


def test_a_clause_without_a_subject_goes_on_about_whoever_the_one_before_spoke_of() -> None:
    assert found("She'll think it over and ring again by Friday.") == ()
    assert len(found("I'll think it over and ring you again by Friday.")) == 1


ONE = {
    "when it is done": (
        "We will replace the 12 rolls, the truck will be at your dock on Tuesday.",
        "坏的给您换个新的，后天上午来换。",
    ),
    "without a subject of its own": (
        "I'll order it in for you and give you a ring once it's here.",
        "我给您补上，跟下一批货一起走。",
    ),
}


@pytest.mark.parametrize("texts", [pytest.param(texts, id=name) for name, texts in ONE.items()])
def test_what_goes_on_about_the_same_deed_is_one_promise(texts: tuple[str, str]) -> None:
    assert [len(found(text)) for text in texts] == [1, 1]


def test_two_clauses_of_a_sentence_are_two_promises_only_where_their_times_differ() -> None:
    assert [one.due is None for one in found("We pay the refund, and the new report comes on 29 March.")] == [False]
    assert len(found("We ship the new trays on 20 March and the report comes to you on 29 March.")) == 2
    assert len(found("样件我们3月20日寄给您，完整报告3月29日发您邮箱。")) == 2


def test_a_deed_and_its_time_are_shown_as_one_with_both_their_words() -> None:
    text = "We will fit a new fan under guarantee, and bring the appliance back to you on Friday morning. Sorry again."

    (one,) = found(text)

    assert one.quote == text[: text.index(". Sorry")]
    assert one.due == datetime(2024, 3, 8, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert one.kind == "deed"


def test_a_typographic_apostrophe_is_read_like_a_plain_one() -> None:
    assert [len(found(f"We{mark}ll refund you tomorrow.")) for mark in "'’"] == [1, 1]
    assert found("We can’t refund you tomorrow.") == ()
