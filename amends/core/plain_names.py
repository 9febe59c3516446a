"""Names that packs share, in Chinese and English: parts in a case, functions of units, built-in codes, settings."""
# ruff: noqa: E501  (pairs of Chinese and English read best side by side)

ODD_ROLES = {
    "owner": ("责任人", "whoever owes it"), "handler": ("承办人", "the handler"), "holder": ("经办人", "whoever holds it"),
    "first_asked": ("首问责任人", "the first-asked person"), "accused": ("被投诉人", "the person complained of"),
    "proposer": ("提出人", "the proposer"),
    "interested": ("有利害关系的人员", "persons with an interest in it"), "admin": ("管理员", "the administrator"),
    "complainant": ("投诉人", "the complainant"),
}  # fmt: skip
SUBJECTS = {
    "order": ("每张派单", "for each order"),
    "lot": ("每批退货", "for each lot"),
    "node": ("每个节点", "for each node"),
    "promise": ("每项承诺", "for each promise"),
}
FUNCTIONS = {
    "management": ("管理层", "Management"),
    "headquarters": ("总部", "Headquarters"), "customer_service": ("客服部", "Customer service"),
    "engineering": ("工程部", "Engineering"), "security": ("秩序部", "Security"), "environment": ("环境部", "Environment"),
    "quality": ("品质部", "Quality"), "production": ("生产部", "Production"), "project": ("项目部", "Project"),
    "design": ("设计部", "Design"), "purchasing": ("采购部", "Purchasing"), "marketing": ("营销部", "Marketing"),
    "sales": ("销售部", "Sales"), "finance": ("财务部", "Finance"), "legal": ("法务部", "Legal"),
    "audit": ("审计监察部", "Audit"), "branch": ("分支机构", "Branch"), "dealer": ("经销商", "Dealer"),
    "property_company": ("物业公司", "the property company"), "operations": ("经营部门", "Operations"), "other": ("其他部门", "Other"),
}  # fmt: skip
"""What units are for, where no role of the pack says it."""
DAYS = {
    "mon": ("周一", "Monday"), "tue": ("周二", "Tuesday"), "wed": ("周三", "Wednesday"), "thu": ("周四", "Thursday"),
    "fri": ("周五", "Friday"), "sat": ("周六", "Saturday"), "sun": ("周日", "Sunday"),
}  # fmt: skip
CODES = {
    **DAYS,
    "calm": ("平静", "Calm"), "disappointed": ("失望", "Disappointed"), "angry": ("愤怒", "Angry"),
    "anxious": ("焦急", "Anxious"), "asks_for_leader": ("要求见领导", "Asks for the leader"),
    "statistics": ("统计表", "statistics sheet"),
    "satisfied": ("满意", "Satisfied"), "dissatisfied": ("不满意", "Dissatisfied"), "heavier": ("上调", "heavier"),
    "lighter": ("下调", "lighter"), "same": ("不变", "the same"), "ours": ("我方", "Ours"), "supplier": ("供应商", "Supplier"),
    "dealer": ("经销商", "Dealer"), "developer": ("开发商", "Developer"), "customer": ("客户", "Customer"),
    "outside": ("外部", "Outside"), "nobody": ("无", "Nobody"), "third_party": ("第三方", "Third party"),
    "valid": ("有效", "Valid"), "to_assist": ("协助解决", "To assist"), "invalid": ("无效", "Invalid"),
    "not_at_present": ("暂时不能解决", "Not at present"), "complaint": ("投诉", "Complaint"),
    "opinion": ("意见", "Opinion"), "suggestion": ("建议", "Suggestion"), "enquiry": ("咨询", "Enquiry"),
    "repair": ("报修", "Repair"), "help": ("求助", "Help"), "accusation_letter": ("举报信件", "Accusation letter"),
    "media": ("媒体", "Media"), "court": ("法院", "Court"), "police": ("公安", "Police"), "lawyer": ("律师", "Lawyer"),
    "authority": ("主管部门", "Authority"), "consumer_body": ("消费者组织", "Consumer body"),
    "phone": ("电话", "Phone"), "visit": ("来访", "Visit"), "letter": ("来信", "Letter"), "fax": ("传真", "Fax"),
    "email": ("电子邮件", "E-mail"), "network": ("网络", "Internet"), "portal": ("网上门户", "Portal"),
    "box": ("意见箱", "Suggestion box"), "centre_system": ("呼叫中心", "Call centre"),
    "external_body": ("外部机构", "Outside body"), "superior_body": ("上级机构", "Superior body"),
    "returned_goods": ("退货", "Returned goods"),
    "working_day": ("工作日", "Working day"), "rest_day": ("休息日", "Rest day"), "holiday": ("节假日", "Holiday"),
    "ombudsman": ("申诉专员机构", "Ombudsman"), "superior": ("上级机构", "the superior body"),
}  # fmt: skip
"""Built-in codes that a pack's forms may leave without words."""
KINDS_OF = {
    "promised": {
        "call": ("回电", "a call"), "visit": ("上门", "a visit"), "answer": ("答复", "an answer"),
        "goods": ("更换或修理", "goods or a repair"), "money": ("付款", "money"), "deed": ("其他", "another deed"),
    },
    "node_set": {
        "interim": ("临时措施", "interim action"), "corrective": ("纠正措施", "corrective action"),
        "preventive": ("预防措施", "preventive action"), "check": ("检查", "a check"), "spread": ("横向展开", "spreading"),
        "question": ("询问", "a question"), "fetch": ("调取", "fetching"), "test": ("检测", "a test"),
        "hear": ("听取陈述", "a hearing"), "main": ("主要原因", "a main cause"),
        "d4_question": ("D4 询问", "a question of D4"), "d4_evidence": ("D4 取证", "evidence for D4"),
        "d4_test": ("D4 试验", "a test for D4"),
    },
    "evidence_held": {
        "food": ("食品", "food"), "part": ("退回零件", "the returned part"), "recording": ("录音录像", "a recording"),
    },
    "reported": {
        "branch": ("分行", "to the branch"), "head_office": ("总行", "to head office"), "company": ("公司", "to the company"),
        "regulator": ("监管部门", "to the regulator"), "police": ("公安机关", "to the police"),
    },
}  # fmt: skip
"""What the kinds are called that an event may carry, where the word of the code alone would not say it."""
SETTINGS = {
    "inclusive": ("含本数", "included"),
    "strict": ("不含本数", "not included"),
    "rolling": ("滚动计算", "rolling"),
    "calendar_month": ("自然月", "calendar month"),
    "calendar_year": ("自然年", "calendar year"),
    "none": ("无", "none"),
    **DAYS,
}
"""Choices of settings that packs share."""
