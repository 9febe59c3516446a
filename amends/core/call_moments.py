"""The moments of a telephone call that measures speak of; a call is not a case, so these are no events of one."""

from __future__ import annotations

from amends.core.text import Text

CALL_MOMENTS: dict[str, Text] = {
    "call_ringing": Text(zh="振铃", en="First ring"),
    "call_answered": Text(zh="接听", en="Call answered"),
    "caller_put_on_hold": Text(zh="请来电人等候", en="Caller put on hold"),
    "hold_status_told": Text(zh="告知仍在接通", en="Caller told that the line is open"),
    "choice_offered": Text(zh="请来电人选择等候或回电", en="Waiting or a call back offered"),
    "message_offered": Text(zh="请来电人留言或约回电", en="A message or a call back offered"),
    "line_diverted": Text(zh="设置呼叫转移", en="Line diverted"),
    "diversion_verified": Text(zh="验证呼叫转移", en="Diversion verified"),
    "call_ended": Text(zh="通话结束", en="Call ended"),
}
