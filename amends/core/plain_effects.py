"""What is said of an action and its promise, in plain words with the figures (FR-116)."""

from __future__ import annotations

from amends.core.effects import Judgement, Promise, Side
from amends.core.text import Text

MONTH = 30.0
THOUSAND = 1000.0


def promised(promise: Promise) -> Text:
    """Return what an action promises."""
    day = promise.from_day.isoformat()
    if promise.criterion == "none":
        return Text(
            zh=f"自 {day} 起 {promise.days} 天内无再发", en=f"no repeat within {promise.days} days from {day} on"
        )
    return Text(
        zh=f"自 {day} 起减少 {promise.reduction} %，每 {promise.days} 天看一次，共 {promise.looks} 次",
        en=f"{promise.reduction} % fewer from {day} on, looked at every {promise.days} days, {promise.looks} times",
    )


def found(promise: Promise, of: Judgement, *, exposed_by: str = "days") -> Text:
    """Return what the figures say of an action, and how sure that is."""
    zh, en = _sides(of, exposed_by)
    more = _why(promise, of)
    return Text(zh=zh + more.zh, en=en + more.en)


def _sides(of: Judgement, exposed_by: str) -> tuple[str, str]:
    before, after = _side(of.before, exposed_by), _side(of.after, exposed_by)
    if not of.after.exposure:
        return f"措施前{before.zh}，措施后尚无数据。", f"Before: {before.en}; nothing to count after it yet. "
    zh, en = f"措施前{before.zh}，措施后{after.zh}。", f"Before: {before.en}; after: {after.en}. "
    if of.change is not None:
        share = round(abs(of.change) * 100)
        zh += f"{'减少' if of.change <= 0 else '增加'} {share} %。"
        en += f"{share} % {'fewer' if of.change <= 0 else 'more'}. "
    return zh, en


def _side(of: Side, exposed_by: str) -> Text:
    if exposed_by == "pieces":
        rate, pieces = of.rate * THOUSAND, round(of.exposure)
        return Text(
            zh=f" {of.count} 起/{pieces} 件（每千件 {rate:.2f} 起）",
            en=f"{of.count} in {pieces} pieces ({rate:.2f} per thousand)",
        )
    rate, days = of.rate * MONTH, round(of.exposure)
    return Text(
        zh=f" {days} 天 {of.count} 起（每 30 天 {rate:.1f} 起）",
        en=f"{of.count} in {days} days ({rate:.1f} per 30 days)",
    )


def _why(promise: Promise, of: Judgement) -> Text:
    useless, kept = chance(of.if_useless), chance(of.if_kept)
    match of.verdict:
        case "no_data":
            return Text(
                zh="措施前没有可比的投诉或交货数量，无法比较。",
                en="Before it there are no complaints, or no quantities delivered, to compare with.",
            )
        case "works" if promise.criterion == "none":
            return Text(
                zh=f"期内没有再发；即使措施毫无作用，也有 {useless} 的机会如此。",
                en=f"No repeat in that time; a useless action would be followed by as little in {useless} of cases.",
            )
        case "works":
            return Text(
                zh=f"若措施毫无作用，这么少的机会只有 {useless}。",
                en=f"Had the action done nothing, so few would come in only {useless} of cases.",
            )
        case "fails" if promise.criterion == "none":
            return Text(zh="期内又发生了。", en="It came back within that time.")
        case "fails":
            return Text(
                zh=f"若措施兑现了承诺，这么多的机会只有 {kept}。",
                en=f"Had the action kept its promise, so many would come in only {kept} of cases.",
            )
    return _undecided(promise, of)


def _undecided(promise: Promise, of: Judgement) -> Text:
    if promise.criterion == "none":
        return Text(zh="期限未满，至今没有再发。", en="The time is not over; no repeat so far.")
    if of.more_looks:
        days = of.more_looks * promise.days
        zh, en = f"约需再看 {days} 天才能判断。", f"About {days} days more would tell."
    else:
        zh, en = "投诉太少，按此承诺难以判断。", "There are too few complaints to tell by this promise."
    if of.verdict == "unclear":
        return Text(
            zh=f"约定的次数已看完，数字仍说明不了。{zh}", en=f"The looks are over and the figures do not tell. {en}"
        )
    return Text(zh=zh, en=en)


def chance(of: float) -> str:
    """Return a probability as people read it; never a flat nothing or certainty."""
    if of < 0.001:
        return "< 0.1 %"
    return "> 99 %" if of > 0.99 else f"{of * 100:.1f} %" if of < 0.1 else f"{of * 100:.0f} %"
