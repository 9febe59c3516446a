"""What somebody of us will do, read by agent, mark of the future and deed (Chinese).

Somebody of ours acts (我们, 本店, 店长, 由我司), a mark looks ahead (会, 将, 来, 这就, 给您, 把) or the deed gives
something, nothing says that it is done (了, 过, 已) or not done (不, 没, 未), and the deed is none of the closed
class that only soothes, finds out, passes on or is done against who complained.
"""

from __future__ import annotations

import re

_UNIT = "方|司|公司|店|行|院|校|厂|处|部门?|中心|社|局|所|馆|库|会|支行|分行|分店|商城|酒店|单位"
OURS = (
    rf"(?:(?<![给让叫要请对跟和向为问打还赔退送寄])我(?:们|哋|这边|们这边|们?两个人|自己|本人|个人"
    rf"|{_UNIT})?(?:部)?|[本敝弊](?:人|{_UNIT})"
    r"|(?:^|(?<=[由，,]))(?:公司|酒店|医院|学校|银行|工厂)|物业|商场|总部|(?<!业)院长|校长|店长|经理|主管|主任"
    r"|护士长|师傅|工程师|技术员|专员|车间"
    r"|仓库|财务|客服|售后|同事|工程部|品质部?|质量部|老板)"
)
_AGREED = r"^(?:已|当场|口头|经理)?(?:同意|答应|承诺|应承)"
"""In our own notes, who pledges is one of us."""
_CLEAN = r"[^，。不没未别已曾想能可应须被]"
_AGENT = re.compile(OURS)
_AHEAD = (
    r"(?:(?<![机社误体学协工委理聚宴早])会(?!员|议|计|所|场|费|晤|面|谈)|将(?!近|来)|定于|决定|同意(?!的话)|愿意?"
    r"|负责(?!人)|一定|保证"
    r"|这就|马上|立即|立刻|现在就|亲自|上?去(?!年)|过去|来(?!电|函|信|访|件|的)|先|再|另|重新|免费|全额|整批|照价"
    r"|(?:给|为|帮|替|同|陪|送|俾|畀|还|退|赔|补|寄|发)(?:您|你|贵|客户|顾客)|叫(?!我?们?(?:同事|主管|经理"
    r"|领导)[^，]{0,2}来)[他她它\u4e00-\u9fff]{1,4}"
    r"|让[^，]{1,6}?(?=[给帮送先把])"
    r"|把|单独|好给|给[^，]{1,8}?附)"
)
_GIVING = (
    r"(?:[补换退赔送寄扣减免加派修拆装抵垫][^，。]|[补换退赔付修报][。！]?$|承担|负担|吸收|掏|报销"
    r"|重[做制印装提发写喷铺检修新]|更换"
    r"|取消|撤销|撤回|恢复"
    r"|冻结|开[具出]|写进|写入|演示|出(?:具|钱|资|$|[。！])|[打发][^，。]{0,8}(?:[您你]|贵|客户|一份)|发 ?[A-Z]"
    r"|制作|作废|下架|停[用售]|登门|上门|带|道歉信"
    r"|加[上装派进入]|返工|返修|收回|拉走|买单|我司派|贴通知|短信告知|凭[^，]*结算|换成)"
)
_SOFT = (
    r"查|看|核[实对查]|问|了解|处理|反映|转[达告接交述]|转(?:给(?!您|你|贵)|主管|到)|放在|首位|心[上里]|虚心"
    r"|检讨|管理|流程|得先|[调对查看问核登说讲转]一下|记[录着下住]|登记|说明|解释|跟进|申请|安排|协调|沟通|考虑|研究"
    r"|努力|尽|认真|积极|继续|加强|改进|改善|跟踪|关注|重视|吸取|注意|珍惜|珍视|想|理解|支持|保留|总结|配合|催"
    r"|持续|一直|避免|杜绝"
    r"|提[高升]|完善|优化|学习|反思|培训|教育|加大|监督|督促|依法|严格|确保|力争|争取|参考|等[候待您你]|体[会谅]|生气"
    r"|讨论|商量|评估|分析|追究|追偿|起诉|报警|收取|加收|扣[除您]|拒绝|停[止线]|索赔|履行|要求|骗|报上|服务"
    r"|顾客当|酌情|视|相应|满意|带来"
    r"|造成|添|争取|竭|全力|致歉|道歉(?!信)|抱歉|遗憾|谢|盼|希望|开会|休息|放假|加急|白跑|升级|让您|上报|汇报|承诺书"
)
_DONE = re.compile(
    r"(?<![为除])了(?!结|解|吧|$|[。！])|[\u4e00-\u9fff]了[。！]?$|过(?!来|去|程|户|目|期|两|几)|[已曾](?!决定"
    r"|同意|答应|承诺|安排|定)|刚|昨"
    r"|上周|上个?月|去年|前天"
)
_NOT = re.compile(
    r"不(?!良|锈|合格|同|符|收|少|另|足|用您|动产|遮|盖|跟别|管|超过|晚于)|没|未(?!来)|别(?![人的处])|无法|尚"
    r"|并非|无从|无权|是由|是[^，]*的[。！]?$|与[^，]*不符"
)
_ACTS = re.compile(rf"{OURS}{_CLEAN}{{0,14}}?{_AHEAD}(?P<deed>[^，。]{{2,}})")
_GIVES = re.compile(rf"(?:{OURS}|{_AGREED}){_CLEAN}{{0,10}}?(?P<deed>{_GIVING}[^，。]*)")
_BORNE = re.compile(
    r"(?:算|归|由|挂)(?:在)?我(?:们|方|司)?(?:的|头上|账上)?(?:$|[。！]|出|付|赔|承担|负担|来)"
    r"|(?<![要让叫逼求])我[方司们](?:来)?出(?:$|[。！])|由我(?:们|方)?去|我[^，]{0,6}不(?:再)?收(?:您|你|了|费|钱)"
    r"|里[^，。]{0,2}会[加写放]"
)
_TO_YOU = re.compile(
    rf"(?:^|[^，。给请让要叫由]{{0,12}})(?:(?:给|替|帮|为)(?:您|你|客户|顾客)(?:{_GIVING})|(?:退|发|寄|送|补|赔"
    rf"|还|打)(?:给|到|回|至)?(?:您|你)(?!的[^手邮卡账微]|们))"
)
"""What is given to who complained, whoever gives it."""
_ASKED = re.compile(
    r"最多|漏|忘|[吗呢么？?]|要不要|可以|能|想|如果|若|要是|的话|(?:您|你"
    r"|客户)[^，。给]{0,4}(?:说|要|想|问|的时候)"
)
_SOFTENS = re.compile(_SOFT)
_ONCE = re.compile(
    r"(?:[好完到晴干出后](?:了|以后|之后|后)?)[，]?(?:就|再|便|即|第一时间|马上|立即|立刻"
    r"|我们?)[^，。不没未]{0,10}?(?:(?:[发寄送退换补装做拿转传修打]"
    r"[^，。了过]{0,8}(?:您|你|贵|客户|顾客|他|她))|(?:给|帮|替|为)(?:您|你|贵|客户|顾客|他"
    r"|她)[^，。了过]{1,8}[。！]?$)"
)
"""What is done as soon as something else is: 修好了就给您送去."""
_SPOKEN = re.compile(r"(?:就|马上|回头|去|来)(?:给(?:您|你))?把[^，。]{2,}了[。！]?$")
"""How people say that they are about to: 我回去就把这事办了."""

_TOWARDS = re.compile(
    r"[您你贵他她]|客户|顾客|业主|家属|住户|对方|给|会(?![员议])|将|一定|必|保证|承诺|答应|应下|负责|约|定[于在]|安排"
    r"|退|补|换|寄|送|修|装|拆|派|赔|返|免|撤|重|验|带|搬|拉|刷|铺|焊|搭|疏|消杀|冲正|减免|交[付货到给房车]"
    r"|发(?![生现动])|上[门线]"
    r"|完成|完[。！]?$|更[换正新改]|到(?:账|货|位|场|达|现场|店|仓|家|厂)|到[。！]?$|提[供交]|[答回]复|书面"
    r"|开(?:具|出|票|好|始修)|呈|奉上"
    r"|[汇打]款?|清[理运空走洗]|放到|取[走件镜货车]|来[水电气]|[了结]结|结清|出(?!现|生|了|门|差|来|诊|席|发点)"
    r"|修复|恢复供|告知|通知|[回致去]电|联系"
    r"|落实|整改|入账|查[清明]|复[测检查核]|检[测修]|处理|贴|升|交$|交[。]|动工|进场|施工|走(?:特快|快递|顺丰"
    r"|车|空运)|[a-zA-Z]{3}"
)
"""What makes a clause with a time ours: somebody of us, who complained, the future, or a deed that mends."""


def is_owed(text: str) -> bool:
    """Return whether a clause with a time says a word of us, of who complained, or of mending."""
    return bool(_TOWARDS.search(text) or _AGENT.search(text))


def is_deed_of_ours(text: str) -> bool:
    """Return whether somebody of us is said to do something still to come that is more than a kind word."""
    if _ONCE.search(text):
        return not _NOT.search(text)
    if _NOT.search(text) or (_DONE.search(text) and not _SPOKEN.search(text)):
        return False
    if _BORNE.search(text):
        return True
    for pattern in (_ACTS, _GIVES):
        for found in pattern.finditer(text):
            until = found.start("deed") if pattern is _GIVES else len(text)
            if not _SOFTENS.search(text, found.start(), until) and not _SOFTENS.match(found["deed"]):
                return True
    return bool(_TO_YOU.search(text)) and not (_ASKED.search(text) or _SOFTENS.search(text))
