"""What the writer of a mail wrote now: without the mail that it answers and without a signature.

Line by line, so that no text makes it slow, and only where the mark is certain: cutting a
complainant's own words is worse than keeping a greeting. The original is kept whole.
"""

from __future__ import annotations

import re

_ORIGINAL = re.compile(
    r"^[ >]*[-_—=]{2,} ?(?:原始邮件|原邮件|转发的邮件|回复的原邮件|原始郵件|Original Message|Forwarded message|"
    r"Ursprüngliche Nachricht|元のメッセージ|Original) ?[-_—=]{2,}$", re.IGNORECASE,
)  # fmt: skip
_WROTE = re.compile(r"(?:写道|寫道|wrote|schrieb[^:：]{0,80}|a écrit|escribió) ?[:：]$", re.IGNORECASE)
_ON = re.compile(r"^[ >]*(?:On |Am |Le |El |在 ?|于 ?|於 ?|\d{4}[-年/.]|[^ ]{1,60}@|[\"“'<])", re.IGNORECASE)
_WHO = re.compile(r"<[^<>\s]{1,200}@[^<>\s]{1,200}>")
_HEADS = re.compile(
    r"^[ >*]*(?:发件人|寄件者|寄件人|From|Von|发送时间|日期|傳送時間|Sent|Date|Gesendet|收件人|收件者|To|An|抄送|Cc|"
    r"主题|主旨|主題|Subject|Betreff)\*? ?[:：]", re.IGNORECASE,
)  # fmt: skip
_SENT_FROM = re.compile(
    r"^(?:发自|發自|来自|從我的|从我的|Sent from (?:my|Outlook|Mail)|Get Outlook for)[^。！？!?]{0,60}$",
    re.IGNORECASE,
)
FOLLOWING, HEADS = 4, 3


def written_now(text: str) -> tuple[str, bool]:
    """Return what was written now, and whether anything was left away.

    A mail that answers below or between the lines of the quotation keeps everything that is not quoted.
    """
    lines = text.split("\n")
    end = next((nth for nth in range(len(lines)) if _is_end(lines, nth)), len(lines))
    kept = [line for line in lines[:end] if not line.lstrip().startswith(">")]
    if not "".join(kept).strip():  # answered below the quotation: what is not quoted of the rest
        kept = [line for line in lines[end:] if not line.lstrip().startswith(">") and not _is_mark(line)]
    words = "\n".join(kept).strip()
    if not words:
        return text.strip(), False
    return words, len(words) < len(text.strip())


def _is_end(lines: list[str], nth: int) -> bool:
    """Return whether from this line on it is a quotation or a signature."""
    line = lines[nth].rstrip()[:400]
    if line == "--" or lines[nth][:400].rstrip("\r\n") == "-- ":
        return True
    if _is_mark(line, _following(lines, nth)) or (nth and _SENT_FROM.match(line.strip()) and _is_last(lines, nth)):
        return True
    return sum(bool(_HEADS.match(one[:200])) for one in lines[nth : nth + FOLLOWING]) >= HEADS and bool(
        _HEADS.match(line)
    )


def _is_mark(line: str, following: str = "") -> bool:
    """Return whether a line announces a quotation; "you wrote:" alone may be the writer's own words."""
    line = line.strip()[:400]
    named = "@" in line or following.startswith(">")
    wrote = _WROTE.search(line) and (_WHO.search(line) or (_ON.match(line) and named))
    return bool(_ORIGINAL.match(line) or wrote)


def _following(lines: list[str], nth: int) -> str:
    return next((one.lstrip() for one in lines[nth + 1 : nth + FOLLOWING] if one.strip()), "")


def _is_last(lines: list[str], nth: int) -> bool:
    """Return whether nothing of the writer's own follows: blank lines and quotations only, or a mark."""
    places = range(nth + 1, len(lines))  # no copy of what follows: a mail may be ten thousand such lines
    after = next((lines[one] for one in places if lines[one].strip()), "")
    return not after or after.lstrip().startswith(">") or _is_mark(after) or bool(_HEADS.match(after[:200]))
