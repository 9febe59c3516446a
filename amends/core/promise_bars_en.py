"""What keeps an English clause from being a promise: a refusal, a rule, what will be so anyway, what is only hoped."""

from __future__ import annotations

from amends.core.promise_speakers_en import any_of

_IRREGULAR = (
    "was|were|had|did|went|came|saw|got|took|made|found|knew|thought|kept|left|felt|brought|began|held|wrote"
    "|stood|heard|meant|met|ran|paid|sat|spoke|led|grew|lost|fell|sent|built|understood|drew|broke|spent|rang"
    "|chose|caught"
    "|dealt|won|taught|sold|forgot|bought|threw|flew|drove|rode|rose|shook|woke|wore|ate|drank|slept|learnt"
    "|spelt|lent|bent"
)
"""The pasts that do not end in -ed and are no other form."""
PAST = any_of(
    rf"^(?:[\w'-]+ ){{1,3}}?(?<!be )(?<!being )(?<!is )(?<!are )(?<!get )(?<!gets )(?:{_IRREGULAR})\b",
    rf"^(?:and |but |so )?(?:I|we|he|she|they|it|you|who)(?: \w+ly| only| just| also| first| then| even| all"
    rf"| both)* (?:{_IRREGULAR})\b",
    r"^(?:[\w.,#/&-]+ ){0,4}?(?:attempted|processed|issued|escalated|reported|logged|declined|tried|raised"
    r"|checked|inspected|received|resolved"
    r"|discovered|noticed|contacted|confirmed receipt)\b(?!.*\b(?:by|before|within|tomorrow|tmrw|next|tonight"
    r"|later|will|be)\b)",
    r"^(?:(?:the|your|our|my|an?|his|her|this|that)(?:\s[\w'’-]+){1,3}?|it|he|she|they|we|I)\s(?:left|came|took"
    r"|went|rang"
    r"|began|fell|broke|saw|gave|got|found|held|ran|stood|met|lost"
    r"|(?<!be )(?<!is )(?<!are )(?<!being )(?<!gets )(?<!get )(?!promised|agreed|committed|arranged|booked|scheduled"
    r"|confirmed|assured|need|informed|advised|indeed|pencilled|speed)[a-z]+(?:[^e]ed|ied))\b",
    r"^(?:the )?\w+ (?:was |has been )?(?:issued|sent|made|paid|done|processed|completed|credited|received"
    r"|declined|refused|kept)\b|\b(?:yesterday|last (?:week|month|night|monday|tuesday|wednesday|thursday"
    r"|friday|year)|ago|already|was|were|had|did|has been|have been|(?:have|has|'ve) (?:now |just "
    r"|already |since |also )?(?:sent|called|refunded|replaced|written|paid|repaired|rung|spoken|issued"
    r"|credited|shipped|posted|told you|emailed|replied|answered|transferred|delivered|visited|resolved"
    r"|fixed|closed|completed|left))\b",
)
REFUSES = any_of(
    r"^(?:whatever|no matter)\b|\bno (?:\w+ ){1,2}(?:will|shall|can) be\b",
    r"\b(?:cannot|can't|can ?not|unable|not able|won't|(?:will|shall) (?:\w+ )?not|shan't|wouldn't|would not|never"
    r"|not (?:going|in a position|possible|yet|sure|certain)|no (?:reason|point|need|promise|guarantee|way"
    r"|obligation|idea)"
    r"|hard to say|too early|refused?|declined?|impossible|nothing|nor|nobody|no[ -]one|none of|there(?:'ll"
    r"| will| is| are|'s) (?:be )?no"
    r"|whether (?:it|we|that|the)|without promising)\b",
)
DENIES = any_of(
    r"\b(?:don't|do not|doesn't|does not|didn't|did not|isn't|aren't|am not|are not|is not|wasn't"
    r"|weren't)\b|['’](?:re|m|s) not\b"
)
"""A denial beside the deed, not of it, where somebody of us will do it."""
HARMLESS_NOT = any_of(
    r"\b(?:no|not) later than\b|\bwon't (?:be later|take longer|have to wait)\b|\bwill not take longer\b"
    r"|\bno longer than\b|\bnot (?:more|longer) than\b|\bif not\b|\bmay expect\b|\bdo not hesitate\b|\bdon't worry\b"
)
RULES = any_of(
    r"\b(?:may|can|could) (?:be )?(?:return|exchange|claim|cancel|ask|appeal|apply|request|refer|go|choose"
    r"|use|call|ring"
    r"|collect|withdraw|lodge|complain|contact|visit|reach|write)(?:ed)?\b",
    r"\b(?:entitled|right to|guarantee period|years?['’]? guarantee|months?['’]? guarantee|eligible"
    r"|opening hours|visiting hours|(?<!at )(?<!these )visiting times"
    r"|office hours|open (?:from|until|till|daily|every|on|at)|hours are|lines? (?:are|is) open|(?:it|the|this"
    r"|that) (?:\w+ ){0,3}?needs (?:at least |about |another )?\w+ (?:minutes|hours|days|weeks)|(?:that"
    r"|which)? ?(?:we|they) (?:advertise|publish|quote)|anyone who|anybody who|everyone who|whoever"
    r"|every (?:customer|guest|client|passenger|patient|complaint|case)"
    r"|those who|usually|normally"
    r"|generally|typically|as a rule|in most cases|on average|tends? to|is valid|expires?|valid until"
    r"|mon(?:day)?s?\s?[-–]\s?(?:fri|sat|sun)|every (?:day|week|month|monday|tuesday|wednesday|thursday|friday)|daily"
    r"|weekdays"
    r"|mondays?\s(?:to|through|-)|monday to)\b",
)
"""What holds for everybody is no promise to one."""
TERMS = any_of(
    r"\b(?:warranty|policy(?! (?:document|number|schedule|papers))|policies|terms|standard|average|always"
    r"|(?:returns|claims|complaints|items|goods|parcels) must|(?:must|should|has to|have to) be|by law"
    r"|regulations? (?:says?|requires?|gives?)|rules? (?:says?|requires?)|under (?:\w+ ){0,2}?(?:rules|law"
    r"|code|act|contract|agreement|lease|scheme|charter|statute|licence"
    r"|regulation)s?)\b|\bby (?:the|a) (?:tribunal|court|council|police|authorit(?:y|ies)|ombudsman|regulator|ministry"
    r"|government|union)\b"
)
"""What reads like a rule, unless we are who does it."""
NOT_OURS = any_of(
    r"\b(?:minutes|hours|days|weeks|months|years),? (?:is|was)\b|^(?:we are|I am|I'm|we're) (?:\w+ )?sorry\b"
    r"|\bby (?:the )?cust(?:omer)?\b",
    r"^(?:and |but )?(?!.*\b(?:I|we|you)\b).*\bto us\b"
    r"|\bdecision of\b|\byour (?:[\w.]+ )?\w+ [a-z]+ed (?:on|at|in)\b",
    r"\b(?:terms|prices|fees|rates|hours|tariffs?|conditions|rules) (?:will|shall|are going to)\b",
    r"\b(?:will |shall )?(?:be )?(?<!to )(?:closes?|reopens?|ends?|lasts?|departs?|expires?|renews?|lapses?"
    r"|rises?|increases?"
    r"|diverted|stops|forecast|expected to (?:last|end|continue|reopen)|falls? due|goes? (?:up|down)|go on sale"
    r"|(?:opens|remains|will open|will remain)(?! (?:up|it|the|an?|your)\b))"
    r"(?= (?:on|at|from|until|till|by|tomorrow|today|in|for|this|next)\b|\s*[.!]?\s*$)",
    r"\b(?:(?:manager|colleague|boss|supervisor|director) (?:is|will be)|I am|I'm|I'll be|I will be) (?:back"
    r"|in(?! touch| \w+ing)|here|around"
    r"|available|reachable)\b(?! (?:to|with) you)",
    r"\b(?:I|we) (?:charge|bill|require|accept)\b|\b(?:I|we)(?:'ll| will| would|'d)? need (?:you|your|the|to)\b"
    r"|\bit(?:'ll| will) take (?!us|me)"
    r"|\b(?:am|are|'m|'re) (?:writing|replying|responding|referring|calling"
    r"|contacting)(?: to)?(?: you)? (?:about|regarding|concerning|on behalf|in (?:response|reply|reference)"
    r"|with (?:reference|regard))\b|\b(?:he|she)(?:'ll| will) be \d",
    r"^(?:and |but |so )?(?:most|many|some|few|all) (?:of (?:our|the) )?(?:customers|clients|guests|passengers|people"
    r"|cases|complaints|orders|returns|claims)\b",
    r"^(?:that|this)(?:'s| is) (?:by|a|an|the|one|two|three|four|why|what|how|it|all|not|because)\b|\bruns? from\b",
    r"\bby the (?:network|operator|carrier|supplier|manufacturer|insurer|airline)\b|\b(?:is|are) from the\b"
    r"|\bstock[- ]?(?:count|take)",
    r"\b(?:among ourselves|internally)\b|\b(?:am|are|'m|'re) (?:a?waiting|expecting|looking forward)\b"
    r"|\bcommittee (?:has|have) to\b",
    r"\blet (?:us|me) know\b|\b(?:by itself|on its own|of its own accord|by themselves)\b",
    r"\b(?:takes? effect|comes? into (?:force|effect)|(?:is|are) in force)\b",
    r"\b(?:will be|['’]ll be|is|are|be) (?:closed|open|shut|away|out of office|on leave|valid|over"
    r"|(?:in|at|on|out (?:for|at|to)) (?:(?:his|her|their|a|the|my) )?(?:lunch|break|meeting|vacation)|off sick"
    r"|on holiday|busy|fully booked|full|sold out|out of stock|public holiday|bank holiday"
    r"|suspended|down|off(?! your| the (?:bill|invoice|account)))\b|\bfully booked\b|\b(?:public"
    r"|bank) holiday\b|\bnothing (?:I|we) can\b"
    r"|\bwill (?:be )?(?:end(?:ing)?|expired?|rain)\b"
    r"|\b(?:concert|menu|season|promotion|show|match|film|event|class|course|lesson|meeting|hearing|session"
    r"|shift) (?:will )?(?:starts?"
    r"|begins?|is)\b|\btakes? place\b"
    r"|^if you\b.*\byou (?:get|have|receive)\b"
    r"|\b(?:sale|offer|promotion|season|lease|contract|subscription|policy|membership|insurance"
    r"|term) (?:will )?(?:automatically )?(?:ends?|expires?|runs?|renews?|lapses?)\b",
)
"""What will be so, but is nothing done for who complained."""
VAGUE = any_of(
    r"\b(?:as soon as (?:possible|we can|I can|practicable)|asap|in due course|at (?:the|our) earliest"
    r"|when(?:ever)? (?:we|I) can|at some point|one day|in (?:the )?future|best|look into (?:it|this|that"
    r"|your)|do everything|do all|take (?:this|it|your)[^.]{0,20}seriously|bear (?:with|in)|keep (?:an eye|working"
    r"|trying)|continue|improve|learn|strive|as quickly as|promptly|speedily|without (?:undue )?delay)\b"
)
HEDGED = any_of(
    r"\b(?:(?:was|were) (?:thinking|planning|hoping|meant)|ask around|I'd be (?:lying|a liar)|the (?:earliest"
    r"|soonest|best) (?:\w+ ){0,4}?(?:is|would be)"
    r"|would be (?:happy|glad|delighted"
    r"|pleased)|try|trying|hope|hopes|hoped|hoping|hopefully|aim|aims|aiming|might|perhaps|maybe|probably|possibly"
    r"|(?<!you )should(?! you)|(?<!\d )(?<!\dth )(?-i:may)(?! \d)|could|ideally|attempt|endeavou?r|with luck"
    r"|likely|think"
    r"|guess|reckon|doubt|unlikely|not sure"
    r"|in principle|all being well|see (?:if|whether|what)|consider(?! (?:it|the|that|your) .{0,30}\b(?:done"
    r"|gone|cancelled|waived|sorted|settled|refunded|dropped)))\b"
    r"|^(?:I |we )?(?:would |['’]d )?(?:recommend|suggest|propose|advise)\b"
    r"|\b(?:I|we)(?:['’]d| would) (?:love|like(?! to (?:assure|confirm|inform|tell|offer|promise|let))|rather|prefer"
    r"|have to|be \w+ing it|be (?:happy|glad|delighted|pleased|grateful))\b"
)
EXPECTED = any_of(r"\b(?:expected|expect to|estimated|estimate|plan to|planned)\b")
OBLIGES = any_of(
    r"^(?:in general|as a general rule|on the whole|by and large)\b",
    r"\bper (?:our |the )?(?:standard )?(?:terms|policy|contract|conditions)\b",
    r"\b(?:obliges?|requires?|entitles?|stipulates?|provides (?:that|for)|allows?|permits?|prescribes?)\b",
)
"""What stands in such a clause, and in the next without a subject of ours, is a rule."""
DEMANDS = any_of(
    r"\b(?:ask(?:ed|ing)?|expect(?:ed|ing)?|want(?:ed)?|need(?:ed)?|request(?:ed|ing)?|remind(?:ed)?|urged?"
    r"|require[ds]?"
    r"|invited?|advised?|told|allow(?:ed)?|beg(?:ged)?|grateful if|appreciate it if|like) (?:you|him|her|them|me|us"
    r"|(?:the|our|your) (?:\w+ )?\w+|accounts|finance|ops|qa|quality|legal|stores|purchasing|mr \w+|mrs \w+"
    r"|ms \w+)(?: kindly)? (?:to|not to)\b"
)
"""Somebody is asked to do it; who asks does not promise it."""
