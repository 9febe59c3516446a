"""What was promised, in one word: it decides which event keeps the promise."""

from __future__ import annotations

import re

KINDS: tuple[tuple[str, str], ...] = (
    (
        "money",
        (
            r"退款|退还|退费|退钱|退回|退给|到账|打款|打到|转账|赔|补偿|返还|返现|入账|冲正|减免|refund|reimburs"
            r"|credit|repay|\bpa(?:y|id)\b|transfer|compensat|money back|waive"
        ),
    ),
    (
        "visit",
        (
            r"上门|登门|派(?:人|师傅|工|专|技|员|工程)|到(?:您家|府上|现场|场)|勘|面谈|见面|拜访|visit|\bcome\b"
            r"|be (?:there|with you|on site|round)|engineer|technician|appointment|inspect(?!ion report)"
        ),
    ),
    (
        "goods",
        (
            r"换|寄|发货|发出|补发|送|配送|到货|修|维修|安装|交付|交货|replac|exchang|\bsend|\bsent|ship"
            r"|post(?:ed)?\b|deliver|repair|\bfix|mend|install|collect|parcel"
        ),
    ),
    (
        "call",
        (
            r"回(?:您|你|他|她|客户|个|一个)?(?:电|电话|话)|致电|电联|打电话|联系|回访|打给|通话|call|\bring|phone"
            r"|contact|get back|in touch|speak|\btext you"
        ),
    ),
    (
        "answer",
        (
            r"答复|回复|告知|告诉|通知|反馈|说明|结果|说法|方案|书面|短信|邮件|repl|respon|answer|writ|e-?mail"
            r"|let \w+ know|inform|tell|confirm|update|report|hear|decision"
        ),
    ),
)
OTHER = "deed"


def kind_of(text: str) -> str:
    """Return ``call``, ``answer``, ``visit``, ``goods``, ``money`` or ``deed`` for the words of a promise."""
    found = ((kind, re.search(pattern, text, re.IGNORECASE)) for kind, pattern in KINDS)
    return next((kind for kind, match in found if match), OTHER)
