"""Words of time in Chinese: 周五中午前, 三个工作日内, 下周三上午十点, 月底前."""

from __future__ import annotations

import re

from amends.core.promise_days import AFTERNOON, CLOSE, DAY, EVENING, NOON, Said, after_span
from amends.core.promise_tokens import Pattern, Token, clock_of, number, token

N = r"(?:\d{1,3}(?:\.\d)?|[一二三四五六七八九十两俩半]{1,3})"
RANGE = rf"(?:{N}\s*(?:[-–~～至到]\s*{N})?)"
UNITS = {
    "自然日": "day",
    "工作日": "working_day", "工作天": "working_day", "分钟": "minute", "刻钟": "quarter",
    "小时": "hour", "钟头": "hour", "天": "day",
    "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month",
}  # fmt: skip
AFTER_EVENT = r"(?:之日|之后|以后|后|次日)(?:起|的|算起|计)?[，,]?\s*(?:我们|我司|我方)?\s*(?:会|将)?\s*(?:在|于)?\s*"
DAYS = {"大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨": -1, "今天": 0,
        "今日": 0, "今儿": 0, "当天": 0, "当日": 0, "同日": 0, "同一天": 0, "同一时间": 0, "同一时": 0, "今": 0,
        "明天": 1, "听日": 1, "明日": 1, "明儿": 1, "明儿个": 1, "今儿个": 0,
        "次日": 1, "第二天": 1, "明": 1, "后天": 2, "后日": 2, "大后天": 3}  # fmt: skip
WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6, "末": 6}
JUST_GONE_DAYS = 15
"""A day of the month no further back is the one that is over."""
PARTS = {
    "凌晨": NOON, "清晨": NOON, "一早": NOON, "一大早": NOON, "早上": NOON, "早晨": NOON, "早": NOON, "上午": NOON,
    "午前": NOON, "中午": NOON, "午间": NOON, "正午": NOON, "午饭": NOON, "午休": NOON,
    "下午": AFTERNOON, "下昼": AFTERNOON, "午后": AFTERNOON, "傍晚": AFTERNOON,
    "晚上": EVENING, "晚间": EVENING, "晚": EVENING, "夜里": EVENING, "今夜": EVENING,
}  # fmt: skip


def _weeks(word: str) -> int | None:
    if not word:
        return None
    return 0 if word[0] in "本这" else -1 if word[0] == "上" else word.count("下")


def _span(found: re.Match[str], said: Said) -> Token | None:
    if found["n"] == "半" and found["unit"] == "月":
        return token(found, whole=after_span(said, 15, "day"), awaits=False)
    amount = number(found["n"]) + (0.5 if found["half"] else 0)
    if found["event"]:
        return token(found, awaits=True)
    return token(found, whole=after_span(said, amount, UNITS[found["unit"]]), runs=True)


def _half_day(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=after_span(said, 0.5, "day"))


def _full_date(found: re.Match[str], said: Said) -> Token | None:
    day = said.dated(int(number(found["m"])), int(number(found["d"])), int(found["y"]) if found["y"] else None)
    return token(found, day=day) if day else None


def _day_of_month(found: re.Match[str], said: Said) -> Token | None:
    word = found["month"] or ""
    if not word and 0 < said.day.day - int(number(found["d"])) < JUST_GONE_DAYS:
        return token(found, day=said.day.replace(day=int(number(found["d"]))))
    day = said.day_of_month(int(number(found["d"])), months=1 if word.startswith("下") else 0)
    return token(found, day=day) if day else None


def _bare_day(found: re.Match[str], said: Said) -> Token | None:
    back = said.day.day - int(found["d"])
    if 0 < back < JUST_GONE_DAYS:
        return token(found, day=said.day - DAY * back)
    day = said.day_of_month(int(found["d"]))
    return token(found, day=day) if day else None


def _day(found: re.Match[str], said: Said) -> Token:
    return token(found, day=said.day + DAY * DAYS[found[0]])


def _weekday(found: re.Match[str], said: Said) -> Token:
    return token(found, day=said.weekday(WEEKDAYS[found["d"]], weeks=_weeks(found["week"] or "")))


def _week(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=said.end_of_week(_weeks(found["week"]) or 0))


def _weekend(found: re.Match[str], said: Said) -> Token:
    weeks = _weeks(found["week"] or "") or 0
    if found["before"]:
        return token(found, whole=said.before_weekend(weeks))
    return token(found, day=said.weekday(6, weeks=weeks))


def _month_end(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=said.end_of_month(1 if found[0].startswith("下") else 0))


def _year_end(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=said.close_of(said.day.replace(month=12, day=31)))


def _part(found: re.Match[str], said: Said) -> Token:
    return token(found, part=PARTS[found[0]])


def _working_day(found: re.Match[str], said: Said) -> Token:
    nth = 1 if found["n"] in ("首", "一", "头", "头一", "第一") else int(number(found["n"] or "1"))
    after = said.before_next_holiday() if found["holiday"] else said.day
    return token(found, whole=said.close_of(said.calendar.add_working_days(after, max(1, nth))))


def _before_holiday(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=said.last_before_holiday(found[0]))


def _this_time(found: re.Match[str], said: Said) -> Token:
    return token(found, clock=said.calendar.local(said.at).time().replace(tzinfo=None))


def _close(found: re.Match[str], said: Said) -> Token:
    return token(found, part=CLOSE)


def _event(found: re.Match[str], said: Said) -> Token:
    return token(found, awaits=True)


def _clock(found: re.Match[str], said: Said) -> Token | None:
    clock = clock_of(found["h"], found["m"] or "")
    return token(found, clock=clock) if clock else None


def _pattern(regex: str) -> re.Pattern[str]:
    return re.compile(regex)


_PARTS = "|".join(sorted(PARTS, key=len, reverse=True))
PATTERNS = (
    Pattern(_pattern(
        rf"(?:(?:自|从)?(?:即日|今[日天]|本日|当日|现在|此刻)起(?:的|算|计)?)?(?P<event>(?:收到|签收|到货|到店|入库"
        rf"|审核|核实|确认|批准|通过|审批|检测|提供"
        rf"|提交|寄回|退回|验收)[^，。；]{{0,12}}?{AFTER_EVENT})?"
        rf"(?P<n>{RANGE})\s*个?(?P<half>半)?\s*(?P<unit>工作日|工作天|自然日|刻钟|分钟|小时|钟头|天|日|周|星期|礼拜|月)"
        r"(?:的时间)?(?:之内|以内|内|之后|以后|后|过后|左右)"
    ), _span),
    Pattern(_pattern(
        rf"(?P<event>\b\B)?(?:不超过|不到|用不了|最多|至多|顶多|最[长迟慢]|给我(?:们)?|容我(?:们)?|等我(?:们)?|再有"
        rf"|再过|只要|只需)\s*(?P<n>{RANGE})\s*个?(?P<half>半)?\s*"
        r"(?P<unit>工作日|工作天|自然日|刻钟|分钟|小时|钟头|天|日|周|星期|礼拜|月)(?!\s*\d|的?(?:租|工资|物业|费|量"
        r"|房))"
    ), _span),
    Pattern(_pattern(r"(?:(?:春节|国庆|五一|十一|元旦|中秋|端午|清明|劳动节|过)(?:节|年)?(?:长?假期?|放假)?|放假"
                     r"|长?假期"
                     r"|节假?日?|年)(?:之|以)?前(?!台|面|夕|[一两几]天)"), _before_holiday),
    Pattern(_pattern(
        r"(?:随|跟|同)着?下(?:一|个)?(?:批|车|次|趟|单|期)货?|(?:自|从)下(?:一|个)?(?:批|车|单|期|次|版)货?(?:起|开始)?"
        r"|一(?:有|出|拿到|收到)"
        r"[^，。]{0,6}?(?=就|马上|立即|立刻|便|即|第一)|一旦?有(?=就|马上)|(?:有|出)了?(?:消息|结果|准信|说法|定论|进展"
        r"|数据)(?:了|后|之后|以后)?(?=就|我|马上|立即|立刻|即|再|会|第一)"
    ), _event),
    Pattern(_pattern(r"半天(?:之内|以内|内|后)"), _half_day),
    Pattern(_pattern(r"(?:(?P<y>20\d\d)\s*[年/.-]\s*)?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*"
                     r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]?"), _full_date),
    Pattern(_pattern(r"(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"), _full_date),
    Pattern(_pattern(
        r"(?:(?P<month>本月|这个月|当月|下个?月)\s*)?(?P<d>\d{1,2}"
        r"|[一二三四五六七八九十]{1,3})\s*号(?![会楼门线店柜机房院馆厅桌仓库床窗口车位台样文码球塔梯井炉])"
    ),
            _day_of_month),
    Pattern(_pattern(
        r"(?<![\d/])(?P<y>)(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=\s*(?:之前|以前|前|日|号|上午|下午|中午|晚|早|[（(]"
        r"|\d{1,2}[:：]|[\u4e00-\u9fff]))(?!\s*(?:的|份|片|件|页|个|台|只|套|层|次|箱))"
    ), _full_date),
    Pattern(_pattern(
        r"(?P<month>本月|这个月|当月|下个?月)(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
    ), _day_of_month),
    Pattern(_pattern(
        r"(?<![、月年周\d/.:：~～至到-])(?P<d>\d{1,2})日(?!内|之内|以内|后|之后|左右|元|均|期|常|龄|游|间)"
    ), _bare_day),
    Pattern(_pattern(
        r"(?P<holiday>(?:节|假|长假|假期|春节|国庆|五一|元旦)(?:日|假日)?之?后的?)(?P<n>第一|头一?|首)(?:天|日)"
    ), _working_day),
    Pattern(_pattern(
        r"大前天|(?<!之)前天|前日|昨[天日]|昨(?=[早晚晨夜])|大后天|后天|后日|明天|听日|明日|明儿个?"
        r"|次日(?!\s*\d{1,2}\s*月)"
        r"|第二天|同一[天时]间?|今天|今日|今儿个?|当天|当日|同日"
        r"|[今明](?=[早晚晨夜])"
    ), _day),
    Pattern(_pattern(r"(?P<week>本|这个?|下下个?|下个?)?(?:周|星期|礼拜)末(?P<before>之前|以前|前)?"), _weekend),
    Pattern(_pattern(r"(?P<week>本|这个?|下下个?|下个?|上个?)?(?:周|星期|礼拜)(?P<d>[一二三四五六日天])"), _weekday),
    Pattern(_pattern(r"(?P<week>本|这个?|下下个?|下个?)(?:周|星期|礼拜)(?:之内|以内|内|里|底)?"), _week),
    Pattern(_pattern(r"(?<![一两三四五六七八九十\d])(?P<week>本?)周内"), _week),
    Pattern(_pattern(r"(?P<month>本|这个|下个?)?月(?:底|末)|(?P<m2>本月|这个月|当月)(?:之内|以内|内)"
                     r"|(?P<m3>下个?月)(?![底末初中份上下\d一二三四五六七八九十])"), _month_end),
    Pattern(_pattern(r"(?<=[天日])的?(?:这个?时候|这个点|这个时间|此时)"), _this_time),
    Pattern(_pattern(r"年底|(?<![一两三四五六七八九十半\d])年内"), _year_end),
    Pattern(_pattern(
        rf"(?P<holiday>(?:节|假|节假日|假期|长假|五一|国庆|春节|元旦|清明|端午|中秋"
        rf"|十一)(?:节|假期?)?(?:结束|过)?之?后的?)?(?:第?(?P<n>首|头一?|{N})个"
        rf"|[下次]一?个?)(?:工作|上班)日"
    ), _working_day),
    Pattern(_pattern(r"下班(?:之前|以前|前)?|收工前|打烊前|营业结束前"), _close),
    Pattern(_pattern(rf"(?<![最周期拜])(?!晚(?<=[一两二三四五几每]晚))(?!下午茶|晚上菜|[早晚]餐|午餐)(?!早(?<![今明后天日号一二三四五六大]早)(?![上晨饭]))(?:{_PARTS})"
                     r"(?!(?<=[早晚])(?<!一早)(?:就|已|日|了|[点些](?!钟|半|前|[一二三四五六七八九十\d]))"
                     r"|(?<!今晚)(?<!明晚)(?<!今早)(?<!明早)(?<=[早晚])[点些])"), _part),
    Pattern(_pattern(r"(?P<h>\d{1,2})[:：](?P<m>\d{2})(?!\d)"), _clock),
    Pattern(_pattern(
        rf"(?<!第)(?:(?<=[午天晚上早晨日号])|(?!一点(?![半钟整前左之以一三\d])))(?P<h>\d{{1,2}}"
        rf"|[一二两三四五六七八九十]{{1,3}})\s*(?:点钟?"
        rf"|时)(?:(?P<m>半|一刻|三刻|{N}分|\d{{2}})|整)?(?!间|候|期)"
    ), _clock),
)  # fmt: skip
GLUE = re.compile(r"\s*(?:的|之前|以前|前|[（(]|[）)]|在|于|，?最[晚迟]|,)?\s*")
"""What may stand between two words of one time."""
