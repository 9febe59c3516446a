"""What happened, as a complainant would say it. An event that is not here is the staff's own business."""

from __future__ import annotations

from amends.core.text import Text


def _says(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


HAPPENED = {
    "received": _says("我们收到了您的投诉", "We received your complaint"),
    "not_accepted": _says("未予受理", "It was not accepted"),
    "acknowledged": _says("已告知您收到", "We confirmed that we received it"),
    "converted": _says("按投诉办理", "It is handled as a complaint"),
    "dispatched": _says("已交{unit}办理", "Passed to {unit}"),
    "order_received": _says("{unit}已接手", "{unit} has taken it on"),
    "order_returned": _says("正在另行安排承办部门", "It is being passed to another department"),
    "progress_reported": _says("{unit}报告了进展", "{unit} reported progress"),
    "progress_told": _says("已向您说明进展", "We told you how it stands"),
    "investigation_opened": _says("开始调查", "The investigation began"),
    "visited": _says("已上门", "We visited"),
    "checked": _says("已到现场查看", "We looked at the place"),
    "contacted": _says("我们与您联系", "We contacted you"),
    "contact_failed": _says("我们没能联系上您", "We could not reach you"),
    "evidence_asked": _says("请您提供照片或材料", "We asked you for photos or papers"),
    "time_agreed": _says("与您约定了时间", "A time was agreed with you"),
    "promised": _says("我们向您作了承诺", "We made you a promise"),
    "promise_kept": _says("我们兑现了承诺", "We kept a promise"),
    "extended": _says("办理期限已延长", "The time limit was extended"),
    "parked": _says("暂时挂起，到期再办", "Put aside until a set date"),
    "unparked": _says("恢复办理", "Taken up again"),
    "repaired": _says("已维修", "It was repaired"),
    "handled": _says("{unit}报告已处理完成", "{unit} reported that it is done"),
    "redone": _says("要求重新处理", "It is being done again"),
    "finding_made": _says("已查明情况", "The facts were established"),
    "decided": _says("已作出决定", "A decision was made"),
    "remedy_offered": _says("向您提出了处理方案", "A remedy was offered to you"),
    "remedy_agreed": _says("您接受了处理方案", "You accepted the remedy"),
    "goods_arrived": _says("为您补的货已到店", "Your replacement has arrived"),
    "remedy_done": _says("处理方案已兑现", "The remedy was carried out"),
    "replied": _says("我们答复了您", "We answered you"),
    "supervision_issued": _says("主管已督办", "A supervisor is watching over it"),
    "settled_on_site": _says("已当场解决", "Settled on the spot"),
    "followed_up": _says("我们回访了您", "We asked you whether it is solved"),
    "rated": _says("记录了您的评价", "Your rating was noted"),
    "closed": _says("已结案", "The case was closed"),
    "reopened": _says("已重新办理", "The case was opened again"),
    "merged": _says("与相同的投诉合并办理", "Joined with a complaint about the same matter"),
    "unmerged": _says("重新单独办理", "Handled on its own again"),
    "withdrawn": _says("投诉已撤回", "The complaint was withdrawn"),
}

OWN = {
    "noted": _says("您补充了情况", "You added something"),
    "noted/objection": _says("您指出这里写得不对", "You said that something here is wrong"),
    "evidence_added": _says("您添加了照片或文件", "You added photos or files"),
    "rated": _says("您评价了处理结果", "You rated the outcome"),
    "withdrawn": _says("您撤回了投诉", "You withdrew the complaint"),
}

AHEAD = {
    "dispatch": _says("交给能解决的部门", "It goes to those who can put it right"),
    "accept": _says("承办部门接手", "They take it on"),
    "handle": _says("处理", "It is put right"),
    "reply": _says("给您答复", "You get an answer"),
    "follow_up": _says("结案前问您是否解决", "We ask you whether it is solved before it is closed"),
    "follow_up/other": _says(
        "另一位同事问您，您说解决了才结案", "Another colleague asks you; only when you say it is solved is it closed"
    ),
    "close": _says("结案", "It is closed"),
}
"""What is still to come, by the kind of the step that leads there."""

OWED = {
    "acknowledged": _says("告知您我们已收到", "We confirm that we received it"),
    "dispatched": _says("交给能解决的部门", "It goes to those who can put it right"),
    "order_received": _says("承办部门接手", "They take it on"),
    "sheet_issued": _says("交给能解决的部门", "It goes to those who can put it right"),
    "classified": _says("判断由谁处理", "We decide who deals with it"),
    "reported": _says("报上级知道", "It is reported upwards"),
    "instruction_given": _says("由负责人亲自过问", "The head of the department looks into it"),
    "contacted": _says("与您联系", "We contact you"),
    "progress_reported": _says("办好，或报告进展", "It is put right, or they report how far it is"),
    "plan_returned": _says("查明原因，拿出办法", "The cause is found, and what will be done"),
    "containment_proposed": _says("先采取临时措施", "A first measure, until the cause is found"),
    "permanent_replied": _says("给您答复", "You get an answer"),
    "replied": _says("给您答复", "You get an answer"),
    "handled": _says("办好", "It is put right"),
    "checked": _says("到现场查看", "We look at the place"),
    "visited": _says("上门", "We visit you"),
    "promise_kept": _says("兑现对您的承诺", "We keep what we promised you"),
    "followed_up": _says("问您是否解决", "We ask you whether it is solved"),
    "unparked": _says("恢复办理", "It is taken up again"),
    "redone": _says("重新处理", "It is done again"),
}
"""What we owe, by the event that meets the duty. A duty that is not here is called as the regulation calls it."""
