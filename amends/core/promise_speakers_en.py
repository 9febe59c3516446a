"""Who an English clause speaks of and for: us, who complained, or somebody else who is quoted."""

from __future__ import annotations

import re


def any_of(*parts: str) -> re.Pattern[str]:
    """Return one pattern of several, whatever the case of the letters."""
    return re.compile("|".join(parts), re.IGNORECASE)


_THEM = (
    r"(?:customer|complainant|client|guest|caller|passenger|patient|tenant|resident|owner|buyer"
    r"|policyholder|cardholder|shopper|traveller|member|subscriber|supplier|insurer|police|court|cust|parent|wife"
    r"|council|cx|insured|family|relatives|parents|residents|seller|retailer|tribunal|judge|arbitrator"
    r"|ombudsman|regulator"
    r"|haulier|vendor|landlord|municipality|ministry"
    r"|husband|son|daughter|mother|father|mum|dad|student|neighbour|lawyer)"
)


LABEL = any_of(rf"^(?:the )?{_THEM}$")
"""Who speaks, before the colon of a transcript."""
OTHERS_SAY = any_of(
    rf"\b(?:the |our |this |that |your )?{_THEM}s?\b(?! service| care| relations| support)(?:\s(?:also|then"
    rf"|now|still|has|had|himself|herself|again|repeatedly))*\s(?:says?|said|claims?|claimed|wants?|wanted"
    rf"|asks?|asked|demands?|demanded|insists?|insisted|threatens?|threatened|expects?|expected|requires?"
    rf"|required|requests?|requested|needs?|states?|stated|reports?|reported|alleges?|thinks?|hopes?|wishes"
    rf"|complains?|complained|promises?|promised|agrees to|agreed to|will|would|'ll|is going to|undertook"
    rf"|must|mentioned|told|recalls?)\b",
    r"\b(?:mr|mrs|ms|miss)\.? [\w'-]+(?: \([^)]*\))? (?:also |then |still )?(?:says?|said|claims?|wants?|asks?"
    r"|thinks?|hopes?|insists?|expects?|demands?|told us|told me)\b",
    r"^(?!i\b|we\b|manager|supervisor|boss|team|who\b)(?:the |our )?(?!told|our|the)[\w-]+ (?:says|reckons"
    r"|claims|thinks|advises)\b",
    r"^(?:says|claims|states|reports|alleges|wants|demands|asks|insists|thinks|hopes|expects|requests|threatens)\b",
    r"\b(?:he|she|they)\s(?:also |then |now |still |again )?(?:says?|said|claims?|claimed|wants?|wanted"
    r"|asks?|asked|demands?|demanded|insists?|insisted|threaten(?:s|ed)|expect(?:s|ed)|request(?:s|ed)"
    r"|hopes?|promised to (?:send|bring|pay|return|come)|told|mentioned|reckons?|thinks?|believes?|assumes?|figures?"
    r"|understands?|heard|knows?|swears?|swore|threatens?|complains?)\b",
    r"\byou(?:'ve| have| had)?\s(?:also |then |already |just |all )?(?:said|told|promised|claimed|wrote"
    r"|asked|want|wanted|demand|demanded|mentioned|insist|agreed|stated|expect|requested)\b",
    r"^(?!.*\b(?:I|we)\b).*\b(?:(?:intends|threatens|proposes|means|hopes|wishes) to|expects|demands|insists|wants)\b",
    r"\byour (?:\w+ )?(?:letter|e-?mail|message|note|complaint|form|text|review)\b.{0,24}\b(?:says?|said|states?"
    r"|claims?|mentions?|quotes?|refers?)\b",
    r"\b(?:he|she|they|you)\s(?:\w+ly )?(?!agreed|promised|undertook|offered|confirmed)\w+ed that\b",
    r"\baccording to (?!our\b|my\b|plan\b)",
    r"\b(?:he|she|they|you)(?:'ll| will| would)? (?:has|have|had|needs?) to\b|\b(?:he|she|they)(?:'ll"
    r"| will) (?:want|need|expect|insist)\b",
    r"^(?:so |and |but )?your (?:\w+ ){1,3}(?:has to|have to|must|needs? to|should)\b",
    r"\b(?:according to|as per) (?:the |our |your )?(?:customer|complainant|client|guest|caller|contract"
    r"|advert|website|brochure|you)\b|\b(?:contract|advert|advertisement|website|brochure|leaflet|terms"
    r"|label|ticket)\s(?:says?|said|states?|stated|promises?|promised)\b",
)
TOLD_THEM = any_of(
    r"^(?:told|assured|informed|confirmed to) (?:him|her|them|cust\w*|customer|guest|insured|caller|tenant"
    r"|mr \w+|mrs \w+|ms \w+)\b(?! (?:to|not)\b)"
)
"""In our own notes: what was told so is what we do."""
TOLD_US = any_of(r"\b(?:told|tells|informed|assured) (?:us|me)\b")
SAID_AFTER = any_of(
    r"^says (?:the |our |their )?\w+[.!]?$",
    rf"^(?:he|she|they|(?:the |our )?{_THEM}s?) (?:says?|said|claims?|claimed|insists?|reckons?)[.!]?$",
    r"^(?:but |and )?(?:which )?(?:he|she|that|nobody|no one|nothing|was)\b (?:should(?:n't| not)|(?:was "
    r"|were )?(?:wrong|a mistake|an error)|never|didn't|did not|came|happened)\b",
    r"^(?:但|可|结果)?(?:没说死|没答应|暂无|未果|未接|没人接|无人接|转语音|占线|[他她]?不该|没[打回来]|落空"
    r"|搞错|没有?兑现)",
)
"""What stands before these words is theirs: he will pay on Friday, he says."""
EARLIER = any_of(
    r"\bin (?:our|my) (?:e-?mail|letter|message|reply)\b.*\b(?:I|we) (?:said|wrote|told)\b",
    r"\b(?:promised|tells?|told|assured|guaranteed) (?:us|me)\b|\bpredecessor\b|^(?:it|tracking|dhl|ups|fedex"
    r"|(?:the )?(?:website|site|system"
    r"|carrier|app|tracker))"
    r" (?:says|shows|states|gives|said|showed|stated|reads?)\b",
    r"\b(?:wrote|said|stated|read)\b[^,.;]{0,20}\s['‘\"](?!d\b|ll\b)",
    r"^(?:which|that|who) (?:had )?(?:promised|said|offered|guaranteed|stated|announced)\b",
    r"\b(?:told|promised) (?:you|him|her|them) (?:last|yesterday|earlier|before|already)\b",
    r"\b(?:apparently|allegedly|supposedly|reportedly)\b",
    r"\b(?:somebody|someone|one of (?:our|your|the) \w+|you people|nobody|they) (?:here |there |at \w+ |had |once )*"
    r"(?:promised|said|told|swore|assured|guaranteed)\b",
    r"\b(?:sales\w*|shop assistant|assistant|dealer|supplier|manufacturer|carrier|contractor|builder"
    r"|insurer|airline|broker)"
    r"\s(?:has |had |also )?(?:promise[ds]|said|says|told|claim(?:s|ed)|assured|guarantee[ds])\b",
    r"\b(?:was|were|been|being|got)\s(?:originally |first |previously |already |repeatedly )?(?:told"
    r"|promised|assured|given|quoted|informed|advised)\b",
    r"\b(?:had|did|originally|previously|earlier|initially|once|last (?:week|month|time|year|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday)|yesterday"
    r"|(?:other|previous|first|last|former|earlier|sales|shop|your|another)\s(?:colleague|agent|adviser"
    r"|advisor|operator|assistant|man|woman|person|manager|rep|team|staff|clerk|letter|email|reply|answer"
    r"|call))\b[^.;]{0,30}\b(?:promised?|said|told|assured|guaranteed|agreed|undertook|undertaken"
    r"|committed|stated)\b(?! (?:the |him|her|them|Mr|Mrs|Ms)[^.;]{0,30}\b(?:we|I)\b)",
    r"\b(?:the|your|our|this|that|a) (?:promised|guaranteed)\s(?:call|reply|refund|visit|delivery|date"
    r"|answer|replacement"
    r"|repair|letter)\b|\bbroken promise|\bbroke (?:its|your|our|their) promise|\bwas (?:due|to have"
    r"|supposed)|\bshould have\b|\bwould have\b",
)
WE_SAY = any_of(
    r"\b(?:I|we|have|has|manager|supervisor|agent|desk|colleague)?\s?(?:told|assured|advised|informed"
    r"|promised|confirmed to|agreed with|explained to|let)\s(?:the |our )?(?:customer|complainant|client"
    r"|guest|caller|passenger|patient|tenant|resident|him|her|them|you|Mr|Mrs|Ms|know)\b",
    r"\b(?:I|we)(?:'ve| have)?\s(?:promised|agreed|undertook|committed|arranged|said|booked|scheduled|told"
    r"|assured|apologised|apologized|explained)\b",
    r"^(?:the )?(?:cust(?:omer)?|guest|client|caller|complainant|tenant|patient)\.? (?:told|informed|advised"
    r"|notified|assured)\b(?! (?:us|me|him|her|that he|that she|he|she))",
    r"^(?:promised|agreed|undertook|committed|arranged|told|assured|advised|said|confirmed)\b",
)
YOU_GET = any_of(
    r"\byou(?:['’]re| are) (?:now )?(?:first|next|on the list|at the top)\b",
    r"\byou (?:may|can|should|will|['’]ll)? ?(?:now |safely )?(?:expect|count on|rely on) (?!to\b)",
    r"(?<!not )(?<!n't )(?<!n’t )\b(?:you can )?count on\b(?! (?:it|that) (?:though|yet))|\bconsider it (?:done|sorted"
    r"|settled)\b",
    r"\byou have my word\b|^(?:please )?(?:expect|look out for|watch out for)\b",
    r"\b(?:got|have|put|booked|pencilled) (?:you|him|her|them) (?:down|in|booked)\b",
    r"^(?:told|promised|assured|informed|advised)\b.*\b(?:he|she|they|\w+)(?:['’]d| would) (?:hear|have|get|receive"
    r"|be)\b",
    r"^(?:(?:and|so|then|from now on) )?you get (?:(?:from|by|in|with|on) )?(?:us|it|them|an?|the|your|our|new|\d+)\b",
    r"\byou(?:['’]re| are) (?:booked|down|scheduled|getting)\b",
    r"\b(?:customer|complainant|client|guest|caller|patient|tenant|resident|passenger|he|she|they) (?:will"
    r"|is to|are to) (?:receive|get|have(?! (?:him|her|them|to)\b)|be (?:called|contacted|refunded|informed|told"
    r"|notified|paid"
    r"|reimbursed|credited|compensated|sent|given))\b",
    r"\byou(?:['’]ll| will| shall| are going to| are to)\s(?:then |also |definitely |certainly "
    r"|surely )?(?:have(?! to\b)|receive|get|hear|see (?:it|them|that|this|the|your|a)\b|be (?:getting"
    r"|receiving|hearing|seeing"
    r"|called|contacted|refunded|informed|told|notified|paid"
    r"|reimbursed|credited|phoned|visited|sent|given|compensated|updated|rung|e-?mailed)|find (?:it"
    r"|the)(?! \w+ (?:closed|shut|open))"
    r"|see the (?:money|refund))\b",
    r"\b(?:look(?: out)?|watch) for (?:my|our|an? .{0,20}\bfrom (?:me|us|our))\b",
    r"\b(?:please )?expect (?:a|our|my|the|an) (?:\w+ )?(?:call|reply|answer|letter|e-?mail|visit|refund"
    r"|update|response|engineer|technician|delivery|parcel)\b",
)
THEIR_DEED = any_of(
    r"^(?:many )?thanks?\b|\byou (?:would|were to)\b|\b(?:for|your) (?:confirming|promising|agreeing|offering"
    r"|sending)\b",
    rf"^(?:if |once |when |after |unless |provided |so |as soon as |until |because |since |as )*(?:you"
    rf"|(?:the |our |this )?{_THEM}s?)\b(?! service| care| relations| support)(?!'s| query"
    rf"| complaint)(?! (?:told|informed|advised|notified|assured)\b(?! (?:us|me|him|her|that he|that she|he|she)))",
    r"^(?:(?:the|their|his|her|an?) )?(?:\w+ )?(?:vendor|subcontractor|sub-supplier|contractor|builder|landlord"
    r"|foundry|supplier|manufacturer|airline|insurer|forwarder|shipping line|customs"
    r"|dhl|ups|fedex|plater|broker|operator|dealer|auditor|adjuster|underwriter|issuer|regulator|caterer"
    r"|mediator|(?:ferry|bus|rail|phone|water|gas|insurance|courier|transport) company)s?"
    r" (?!(?:told|promised|assured) (?:us|me))\w+",
    r"^(?:the |our )?(?:cust\.?|customer['’]?s?|client['’]?s?) (?:auditor|engineer|manager|inspector|lawyer|buyer|team"
    r"|driver|carrier)\b",
    r"^(?:call|ring|phone|contact|write to|e-?mail|visit|reply to) (?:us|me|this|our|the (?:hotline|number"
    r"|office|desk))\b",
    r"^(?:please|kindly|do|make sure|be sure|feel free)\b",
    r"^(?:if|once|unless|provided|as soon as(?!.* (?:I|we) \w+ (?:you|it|them)\b)"
    r"|until(?! (?:mon|tue|wed|thu|fri|sat|sun|tom|next|noon|end|the end"
    r"|close|cob|eod|calendar|latest|the \d|\d))"
    r"|should)\b[^,]*$",
    r"^(?:your|his|her|their) (?:\w+ ){0,2}?(?:engineer|manager|solicitor|lawyer|buyer|auditor|inspector"
    r"|colleague|team|driver|carrier"
    r"|landlord|neighbour|insurer|bank|plant|warehouse|site|company|shop|store|hospital|husband|wife|son"
    r"|daughter|mother|father|agent|broker|quality|sqe"
    r"|purchasing|accountant)s?\b(?! service)",
    r"\b(?:his|her|their) (?:solicitor|lawyer|insurer|landlord) will\b|^(?:the )?(?:insurer|customer|supplier"
    r"|council|landlord|garage)'s\b|^our (?:tier-?\d|sub-?supplier|supplier"
    r"|forwarder|carrier)\b",
    r"\bvisit(?:s|ing)? (?:us\b|our (?:plant|works|site|office|factory))|^(?:pay|use|store|consume|eat|drink"
    r"|apply|shake|refrigerate)\b",
    r"\bat your end\b|^(?:the )?\w+ from (?:the )?(?:council|police|insurer|supplier|manufacturer|ministry"
    r"|landlord|airline)\b",
    r"^(?:then |just |and )?(?:bring|drop|take|hand|pop) (?:it|them|(?:the|your) \w+) (?:back )?(?:in|by|round"
    r"|over|along)\b",
    r"^(?!.*\b(?:I|we|our)\b).*(?:(?:['’]s|\btheir|\bhis|\bher) own \w+ |\bby (?:the|an?|his|her|their)"
    r" (?:contractor|insurer|carrier|operator|landlord|council|manufacturer|supplier|airline|bank|network|auditor)\b)",
    r"\blet us know\b|\bsend us\b|\bgive us\b|\bcall us\b|\bpay us\b|\bcontact us\b"
    r"|\bbring (?:it|the|your)\b.*\bto us\b",
)
THEIR_VOICE = any_of(
    r"\b(?:I|we)(?: will| shall|['’]ll|['’]m| am|['’]d| would)?\b.{0,24}\bmy (?:contract|lawyer|solicitor|money|refund"
    r"|order|subscription|account"
    r"|custom|membership|policy)\b|\bgive me my\b|\byou people\b"
)
"""Words that only who complained says: the I of that sentence is theirs."""
REQUEST = any_of(
    r"^(?:and |so |then |but )?(?:please|kindly|make sure|be sure|you (?:can|may|should|must|need)"
    r"|could you|would you|would it|(?:could|would|may) we)\b"
)
"""What is joined to it with “and” is asked too."""
GIVEN_TO_THEM = any_of(
    r"\b(?:you|your|him|her|them|customer|complainant|client|guest|caller|tenant|resident|patient"
    r"|passenger)\b"
)
THEY_GET = any_of(
    r"(?<!if )(?<!once )(?<!when )(?<!as )(?<!what )(?<!that )\byou (?:know|get|hear|receive|see|have(?! (?:to"
    r"|until|till|\d|been"
    r"|had|any|a right|the right|not|\w+ed)))\b",
    r"\byou should (?:get|receive|hear|have (?:the|an?|it|your|our|my|both|all|them))\b(?! \w+ed\b)",
    rf"^(?:and |but |so |then )*(?:the |our )?(?:{_THEM}|he|she|they) (?:now |then |also )?(?:gets?|receives?|ha(?:s"
    rf"|ve)(?! to\b| \w+ed\b)"
    rf"|hears?)"
    r" (?:(?:a|an|the|our|his|her|their|new|free|full|one|two|back) |\w+ \w+ )(?!to\b)(?!.*\bfrom (?:the|his|her|a)\b)",
)
"""With a time ahead this is what we do for who complained."""
NEW_SUBJECT = any_of(
    r"^(?:and |but |so |then |this time |now )*(?:it|this|that|(?:the|an?|our|your|my"
    r"|one of our) (?:\w+ ){1,3}?)\s?(?:will|['’]ll|is to|is going to|is being)\b"
)
"""A clause with a subject of its own takes the word back from whoever was quoted before it."""
