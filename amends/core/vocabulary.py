"""The closed vocabulary: what can happen, what a person can do, and what is known of a case.

Packs name their own steps, grades and fields, but only on these events, step kinds
and built-in facts. A word that is not here and not in the pack's forms is an error
named by file, row and article (FR-069: an unknown event name is refused).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from amends.core.text import Text


class Type(StrEnum):
    """The type of a fact; a fact never changes it."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    SET = "set"
    YES_NO = "yes_no"
    NUMBER = "number"
    MONEY = "money"
    INSTANT = "instant"
    TIME = "time"
    TREE = "tree"
    PERSON = "person"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class FactWord:
    """One built-in fact: its type, where its value comes from, its choices when they are closed."""

    type: Type
    source: str
    title: Text
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventWord:
    """One event: what it is about (``of``) and its name for people."""

    of: str
    title: Text


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind of step: the events it causes when it succeeds."""

    causes: tuple[str, ...]
    title: Text


def _fact(type_: Type, source: str, zh: str, en: str, *choices: str) -> FactWord:
    return FactWord(type_, source, Text(zh=zh, en=en), choices)


def _event(of: str, zh: str, en: str) -> EventWord:
    return EventWord(of, Text(zh=zh, en=en))


def _kind(zh: str, en: str, *causes: str) -> StepKind:
    return StepKind(causes, Text(zh=zh, en=en))


COMPLAINANT = "complainant"
"""The one role that no pack declares: who complained, acting at the portal with the secret of the case."""

OUTSIDE = ("media", "court", "police", "lawyer", "consumer_body", "authority", "trade_body")
MATTERS = ("complaint", "opinion", "suggestion", "enquiry", "repair", "help", "accusation_letter")
CHANNELS = (
    "phone", "visit", "letter", "fax", "email", "network", "portal", "box", "centre_system",
    "media", "external_body", "superior_body", "returned_goods", "api", "import",
)  # fmt: skip
OF_UNITS = frozenset({"interested_units"})
"""Facts whose values are codes of the organisation's units."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_KINDS = ("working_day", "rest_day", "holiday")
EMOTIONS = ("calm", "disappointed", "angry", "anxious", "asks_for_leader")

FACTS: dict[str, FactWord] = {
    "channel": _fact(Type.CHOICE, "form", "渠道", "Channel", *CHANNELS),
    "source": _fact(
        Type.CHOICE, "form", "来源", "Sent by",
        "customer", "agent", "staff", "superior_body", "authority", "industry_body", "platform",
    ),
    "matter": _fact(Type.CHOICE, "form", "事项", "Kind of matter", *MATTERS),
    "category": _fact(Type.TREE, "form", "类别", "Category"),
    "product": _fact(Type.TEXT, "form", "产品", "Product"),
    "product_kind": _fact(Type.CHOICE, "form", "产品种类", "Kind of product"),
    "parts": _fact(Type.SET, "form", "部件", "Parts"),
    "fault": _fact(Type.CHOICE, "form", "故障", "Fault"),
    "site": _fact(Type.TEXT, "form", "地点", "Place"),
    "object": _fact(Type.TEXT, "form", "对象", "Object complained of"),
    "description": _fact(Type.LONG_TEXT, "form", "发生了什么", "What happened"),
    "complainant": _fact(Type.TEXT, "form", "投诉人", "Complainant"),
    "phone": _fact(Type.TEXT, "form", "电话", "Phone"),
    "complainants": _fact(Type.NUMBER, "form", "投诉人数", "Number of complainants"),
    "anonymous": _fact(Type.YES_NO, "form", "匿名", "Anonymous"),
    "customer_class": _fact(Type.SET, "form", "客户类别", "Class of customer"),
    "complainant_is_staff": _fact(Type.YES_NO, "form", "投诉人为员工", "Complainant is staff"),
    "accused": _fact(Type.PEOPLE, "form", "被投诉人", "Person complained of"),
    "interested": _fact(Type.PEOPLE, "form", "有利害关系的人员", "Persons with an interest in it"),
    "interested_units": _fact(Type.SET, "form", "有利害关系的部门", "Units with an interest in it"),
    "wish": _fact(Type.TEXT, "form", "诉求", "What the complainant wants"),
    "hidden_wish": _fact(Type.TEXT, "form", "隐含诉求", "Hidden demand"),
    "interview_note": _fact(Type.TEXT, "form", "访谈记录", "Interview note"),
    "demands": _fact(Type.SET, "form", "要求事项", "Stated demands"),
    "demand_amount": _fact(Type.MONEY, "form", "索赔金额", "Amount demanded"),
    "conditions_met": _fact(Type.YES_NO, "judged", "符合更换条件", "Conditions for the demand are met"),
    "demand_met": _fact(Type.YES_NO, "judged", "要求已满足", "Demand is met"),
    "outside": _fact(Type.SET, "form", "外部已介入", "Outside bodies involved", *OUTSIDE),
    "outside_risk": _fact(Type.SET, "judged", "外部可能介入", "Outside bodies that may come in", *OUTSIDE),
    "harm": _fact(Type.SET, "form", "危害", "Harm"),
    "damage": _fact(Type.MONEY, "form", "损失金额", "Damage"),
    "conduct": _fact(Type.SET, "form", "投诉人行为", "Conduct"),
    "emotion": _fact(Type.CHOICE, "form", "情绪", "Emotion", *EMOTIONS),
    "breach": _fact(Type.SET, "finding", "违反", "Breach of"),
    "cause": _fact(Type.CHOICE, "finding", "原因", "Cause"),
    "liable": _fact(
        Type.CHOICE, "finding", "责任方", "Liable",
        "ours", "supplier", "dealer", "developer", "customer", "outside", "nobody",
    ),
    "nature": _fact(Type.CHOICE, "finding", "性质", "Nature", "valid", "to_assist", "invalid"),
    "dealer_caused": _fact(Type.YES_NO, "finding", "经销商引起", "Caused by the dealer"),
    "dealer_worsened": _fact(Type.YES_NO, "finding", "经销商处理不当", "Made worse by the dealer's handling"),
    "solvability": _fact(
        Type.CHOICE, "judged", "可解决性", "Solvability", "now", "shortly", "not_at_present",
    ),
    "interview_at": _fact(Type.INSTANT, "judged", "约谈时间", "Time of the interview"),
    "return_date": _fact(Type.INSTANT, "judged", "再议日期", "Comes back on"),
    "complexity": _fact(
        Type.CHOICE, "judged", "复杂程度", "Complexity",
        "ordinary", "complex", "specially_complex", "special",
    ),
    "judged": _fact(Type.SET, "judged", "专项判断", "Named judgements"),
    "delay_cause": _fact(
        Type.CHOICE, "judged", "延误原因", "Cause of the delay", "ours", "customer", "third_party",
    ),
    "needs_outside_help": _fact(Type.YES_NO, "judged", "需外部协助", "Needs outside help"),
    "late_delivery_risk": _fact(Type.YES_NO, "judged", "可能延期交付", "May cause late delivery"),
    "strong_effect": _fact(Type.YES_NO, "judged", "严重影响品质", "Strong effect on quality"),
    "bought_on": _fact(Type.INSTANT, "form", "购买日期", "Bought on"),
    "in_warranty": _fact(Type.YES_NO, "form", "在保修期内", "In warranty"),
    "repair_cost": _fact(Type.MONEY, "form", "维修费用", "Repair cost"),
    "amount": _fact(Type.MONEY, "event", "金额", "Amount offered"),
    "items": _fact(Type.NUMBER, "event", "让步项数", "Things conceded at once"),
    "satisfaction": _fact(Type.CHOICE, "event", "满意度", "Satisfaction", "satisfied", "dissatisfied"),
    "waiver": _fact(Type.YES_NO, "form", "不再就此投诉", "No further complaint on this matter"),
    "reason": _fact(Type.TEXT, "step", "理由", "Reason"),
    "result": _fact(Type.TEXT, "step", "处理结果", "Result"),
    "second_time": _fact(Type.YES_NO, "computed", "二次投诉", "Second complaint on the same problem"),
    "concession_larger": _fact(Type.YES_NO, "computed", "让步比上次大", "The last concession is a larger one"),
    "concession_faster": _fact(Type.YES_NO, "computed", "让步比上次快", "The last concession came faster"),
    "told_weekday": _fact(Type.CHOICE, "computed", "首报是星期几", "Day of the week when first told", *WEEKDAYS),
    "told_day": _fact(Type.CHOICE, "computed", "首报当天的性质", "Kind of day when first told", *DAY_KINDS),
    "told_time": _fact(Type.TIME, "computed", "首报的钟点", "Time of day when first told"),
    "registered_by": _fact(Type.TEXT, "computed", "登记单位的职能", "Function of the unit that registered it"),
    "settled": _fact(Type.YES_NO, "computed", "已解决", "Settled"),
    "overdue": _fact(Type.YES_NO, "computed", "有逾期", "Something is late"),
    "grade": _fact(Type.CHOICE, "computed", "等级", "Grade"),
    "highest_grade": _fact(Type.CHOICE, "computed", "曾达最高等级", "Heaviest grade so far"),
    "becomes": _fact(Type.CHOICE, "computed", "等级变化", "Regrade direction", "heavier", "lighter", "same"),
}  # fmt: skip

EVENTS: dict[str, EventWord] = {
    "told": _event("case", "首报", "First told"),
    "received": _event("case", "受理收到", "Received"),
    "registered": _event("case", "登记", "Registered"),
    "read_back": _event("case", "复述确认", "Read back and confirmed"),
    "acknowledged": _event("case", "告知已收到", "Acknowledged"),
    "accepted": _event("case", "受理", "Accepted"),
    "not_accepted": _event("case", "不予受理", "Not accepted"),
    "converted": _event("case", "转为投诉", "Became a complaint"),
    "withdrawn": _event("case", "撤诉", "Withdrawn"),
    "classified": _event("case", "分类", "Classified"),
    "graded": _event("case", "定级", "Graded"),
    "judged": _event("case", "判断", "Judged"),
    "complainant_joined": _event("case", "加入群体", "Complainant joined"),
    "time_agreed": _event("case", "约定时间", "Time agreed"),
    "contacted": _event("case", "联系投诉人", "Complainant contacted"),
    "contact_failed": _event("case", "未联系上", "Contact failed"),
    "coordinated": _event("case", "协调联系", "Coordination contact"),
    "introduced": _event("case", "向投诉人介绍接手人", "Next person introduced"),
    "progress_told": _event("case", "告知进展", "Progress told"),
    "wish_recorded": _event("case", "记录诉求", "Wish recorded"),
    "settled_on_site": _event("case", "当场解决", "Settled on the spot"),
    "evidence_asked": _event("case", "索取证据", "Evidence asked for"),
    "evidence_added": _event("case", "收存证据", "Evidence added"),
    "evidence_held": _event("case", "封存证据", "Evidence held"),
    "investigation_opened": _event("case", "开始调查", "Investigation opened"),
    "dispatched": _event("order", "派单", "Dispatched"),
    "order_received": _event("order", "接单", "Order received"),
    "order_returned": _event("order", "退单", "Order returned"),
    "order_accepted": _event("order", "确认归口", "Order accepted"),
    "progress_reported": _event("order", "报进展", "Progress reported"),
    "plan_returned": _event("order", "反馈方案", "Plan returned"),
    "plan_reviewed": _event("order", "方案预审", "Plan reviewed"),
    "handled": _event("order", "处理完成", "Handled"),
    "redone": _event("order", "返工", "Ordered again"),
    "sheet_issued": _event("order", "签发处理单", "Handling sheet issued"),
    "received_by_quality": _event("order", "品质部签收", "Received by quality"),
    "reported": _event("case", "上报", "Reported"),
    "instruction_given": _event("case", "批示", "Instruction given"),
    "checked": _event("case", "现场检查", "Checked"),
    "proposed": _event("case", "提出方案", "Proposed"),
    "approved": _event("case", "批准", "Approved"),
    "refused": _event("case", "不批准", "Refused"),
    "signed": _event("case", "签字", "Signed"),
    "return_asked": _event("lot", "申请退货", "Return asked for"),
    "return_refused": _event("lot", "不予退货", "Return refused"),
    "goods_returned": _event("lot", "退货到达", "Goods returned"),
    "return_confirmed": _event("lot", "确认退货", "Return confirmed"),
    "test_finished": _event("lot", "检测完成", "Test finished"),
    "goods_counted": _event("lot", "清点退货", "Returned goods counted"),
    "stocked_in": _event("lot", "退货入库", "Booked into stock"),
    "replacement_planned": _event("lot", "定下返工或补料", "Rework or re-order planned"),
    "reworked": _event("lot", "返工完成", "Reworked"),
    "reordered": _event("lot", "补料到货", "Re-ordered parts arrived"),
    "good_parts_ready": _event("lot", "良品交付出货", "Good parts handed over for shipment"),
    "shipped": _event("lot", "良品发出", "Good parts shipped"),
    "booked": _event("lot", "财务入账", "Booked by finance"),
    "sample_kept": _event("lot", "留样", "Sample kept"),
    "service_charged": _event("case", "收费或领料", "Service charged or parts drawn"),
    "repaired": _event("case", "维修一次", "Repaired"),
    "finding_made": _event("case", "作出结论", "Finding made"),
    "finding_objected": _event("case", "退回结论", "Finding sent back"),
    "outside_finding": _event("case", "外部结论", "Outside finding"),
    "containment_proposed": _event("case", "提出临时对策", "Containment proposed"),
    "plan_sent": _event("case", "方案送客户", "Plan sent"),
    "discipline_sent": _event("case", "8D 的一步送客户", "A discipline of an 8D sent"),
    "permanent_replied": _event("case", "答复永久对策", "Permanent measure answered"),
    "action_done": _event("case", "措施完成", "Action done"),
    "effect_confirmed": _event("case", "效果确认", "Effect confirmed"),
    "effect_failed": _event("case", "效果不成立", "Measures found without effect"),
    "standardised": _event("case", "纳入标准", "Made standard"),
    "decided": _event("case", "作出决定", "Decided"),
    "decided_by_analogy": _event("case", "比照处理", "Decided by analogy"),
    "remedy_offered": _event("case", "提出补偿", "Remedy offered"),
    "remedy_agreed": _event("case", "接受补偿", "Remedy agreed"),
    "goods_arrived": _event("case", "补货到店", "Replacement arrived"),
    "remedy_done": _event("case", "补偿兑现", "Remedy done"),
    "replied": _event("case", "答复", "Replied"),
    "reply_drafted": _event("case", "拟好答复", "Answer drafted"),
    "reply_reviewed": _event("case", "审阅答复", "Answer read by a second person"),
    "reply_returned": _event("case", "退回拟稿", "Draft of the answer returned"),
    "decision_told": _event("case", "告知决定", "Decision told"),
    "delay_announced": _event("case", "告知延期", "Delay announced"),
    "extended": _event("case", "延长时限", "Extended"),
    "paused": _event("case", "暂停计时", "Clock paused"),
    "resumed": _event("case", "恢复计时", "Clock resumed"),
    "visit_decided": _event("case", "决定上门", "Visit decided"),
    "visited": _event("case", "上门", "Visited"),
    "followed_up": _event("case", "回访", "Followed up"),
    "rated": _event("case", "评价", "Rated"),
    "closed": _event("case", "结案", "Closed"),
    "reopened": _event("case", "重开", "Reopened"),
    "merged": _event("case", "并案", "Merged"),
    "unmerged": _event("case", "撤销并案", "Unmerged"),
    "parked": _event("case", "挂起", "Parked"),
    "unparked": _event("case", "恢复办理", "Taken up again"),
    "archived": _event("case", "归档", "Archived"),
    "transferred": _event("case", "转办", "Transferred"),
    "shifted": _event("case", "推诿", "Refused, shifted or delayed"),
    "marked": _event("case", "标记", "Marked"),
    "supervision_issued": _event("case", "发督办单", "Supervision issued"),
    "node_set": _event("node", "设节点", "Node set"),
    "node_done": _event("node", "节点完成", "Node done"),
    "promised": _event("promise", "作出承诺", "Promised"),
    "promise_kept": _event("promise", "承诺已兑现", "Promise kept"),
    "promise_declined": _event("promise", "认定不是承诺", "Found to be no promise"),
    "noted": _event("case", "备注", "Noted"),
    "outside_received": _event("case", "外部机构收到", "An outside body received it"),
    "outside_accepted": _event("case", "外部机构受理", "An outside body took it on"),
    "outside_told": _event("case", "外部机构告知", "An outside body told both sides"),
    "mediation_ended": _event("case", "调解终止", "Mediation ended"),
    "interview_planned": _event("case", "安排约谈", "Interview planned"),
    "interview_noticed": _event("case", "告知约谈", "Interview announced"),
    "sheet_sent": _event("unit", "报送报表", "Sheet sent"),
}

STEP_KINDS: dict[str, StepKind] = {
    "register": _kind("登记", "Register", "told", "received", "registered"),
    "acknowledge": _kind("告知收到", "Acknowledge", "acknowledged"),
    "classify": _kind("分类", "Classify", "classified"),
    "convert": _kind("转为投诉", "Make it a complaint", "converted"),
    "regrade": _kind("调整等级", "Regrade", "graded"),
    "judge": _kind("判断", "Judge", "judged"),
    "mark": _kind("标记", "Mark", "marked"),
    "dispatch": _kind("派单", "Dispatch", "dispatched"),
    "accept": _kind("接单", "Receive the order", "order_received"),
    "return_order": _kind("退单", "Return the order", "order_returned"),
    "progress": _kind("报进展", "Report progress", "progress_reported"),
    "handle": _kind("办结", "Report as handled", "handled"),
    "transfer": _kind("转办", "Transfer", "transferred"),
    "contact": _kind("联系投诉人", "Contact the complainant", "contacted"),
    "agree_time": _kind("约定时间", "Agree a time", "time_agreed"),
    "investigate": _kind("调查", "Investigate", "investigation_opened"),
    "find": _kind("作结论", "Conclude the finding", "finding_made"),
    "propose": _kind("提出补偿", "Propose a remedy", "proposed"),
    "approve": _kind("批准", "Approve", "approved"),
    "refuse": _kind("不批准", "Refuse", "refused"),
    "sign": _kind("签字", "Sign", "signed"),
    "decide": _kind("决定", "Decide", "decided"),
    "act": _kind("执行措施", "Act", "action_done"),
    "reply": _kind("答复", "Reply", "replied"),
    "draft": _kind("拟写答复", "Draft the answer", "reply_drafted"),
    "review": _kind("审阅答复", "Read the answer as a second person", "reply_reviewed"),
    "return_draft": _kind("退回拟稿", "Return the draft", "reply_returned"),
    "follow_up": _kind("回访", "Follow up", "followed_up"),
    "rate": _kind("评价", "Rate", "rated"),
    "settle": _kind("当场解决", "Settle on the spot", "settled_on_site"),
    "close": _kind("结案", "Close", "closed"),
    "archive": _kind("归档", "Archive", "archived"),
    "reopen": _kind("重开", "Reopen", "reopened"),
    "join": _kind("加入群体", "Join", "complainant_joined"),
    "merge": _kind("并案", "Merge", "merged"),
    "unmerge": _kind("撤销并案", "Un-merge", "unmerged"),
    "park": _kind("挂起", "Park", "parked"),
    "unpark": _kind("恢复办理", "Take up again", "unparked"),
    "withdraw": _kind("撤诉", "Withdraw", "withdrawn"),
    "extend": _kind("延长时限", "Extend", "extended"),
    "pause": _kind("暂停计时", "Pause the clock", "paused"),
    "resume": _kind("恢复计时", "Resume the clock", "resumed"),
    "supervise": _kind("督办", "Supervise", "supervision_issued"),
    "record": _kind("记录", "Record"),
}
"""A pack's step may name other events; ``record`` causes the event that the pack or the person names."""
