"""What makes an English clause a promise, and what makes it something else."""

from __future__ import annotations

from amends.core.promise_speakers_en import any_of

SPOKEN = any_of(r"\bgonna\b|\bgoin['’]? to\b")
"""How people say that they are going to."""
NOTE_THAT = any_of(r"^(?:(?:please|kindly) )+(?:note|be (?:informed|advised|assured)|rest assured)(?: that)? ")
"""A courtesy before what is said."""
ASIDE = any_of(
    r"(?<=[a-z]) (?:(?:that|which) )?you(?:['’]ve| have)? (?:asked (?:us )?for|requested|ordered|sent(?: (?:us"
    r"|in))?|returned"
    r"|bought|wanted|mentioned|reported|complained (?:about|of)|paid(?: for)?)(?= (?!that\b|the\b|me\b|us\b|to\b)\w)"
)
"""What is told of a thing in passing: the report you asked for."""


def plainly(text: str) -> str:
    """Return a clause without what it tells in passing, its colloquial future in full."""
    return ASIDE.sub("", SPOKEN.sub("going to", NOTE_THAT.sub("", text)))


TAG = any_of(
    r"^(?:is|would|will|does|are|shall|if) (?:that|this|it|you)\b[^?]{0,40}\?|^(?:ok|okay|all right"
    r"|alright|right|agreed|yes)\s*\?"
)
FOR_YOU = any_of(r"\b(?:to|for|with) (?:you|him|her|them|your \w+)\b")
WILL = any_of(
    r"\b(?:will|shall)\b|(?<=\w)['’]ll\b|(?:\b(?:am|are|is)|['’](?:m|re|s)) going to\b|\b(?:I|we) going to\b|\b(?:I"
    r"|we) (?:hereby )?(?:promise|undertake|commit|guarantee|agree|assure|pledge|give you my word)\b",
    r"\b(?:I am|we are|I['’]m|we['’]re) (?:\w+ly |now |also )?(?:extend|waiv|cancel|revers|upgrad|exchang"
    r"|remov)\w*ing\b",
    r"(?<!it)(?<!that)(?<!he)(?<!she)['’]s (?:coming|calling|bringing|ringing|phoning|popping)\b",
    r"\b(?:I am|we are|I'm|we're|I’m|we’re|engineer is|technician is|driver is|manager is|courier is"
    r"|team is|colleague is)\s(?:\w+\s)?(?:calling|sending|coming|visiting|refunding|replacing|shipping"
    r"|posting|delivering|returning|paying|transferring|ringing|phoning|writing|meeting|dispatching"
    r"|repairing|fixing|collecting|crediting|e-?mailing)\b",
    r"\b(?:has|have|['’]ve|had)? ?(?:undertaken|decided|agreed|committed|resolved|offered|undertakes"
    r"|agrees) to (?!be\b|look|the\b)",
    r"\b(?:I|we) (?:did |do |have |can |hereby )*(?:commit|promise|undert[ao]|guarantee|pledge)\w*\b",
    r"\b(?:promised|agreed|undertook|committed|arranged|booked|scheduled|confirmed|(?<!was )(?<!were )(?<!been )set"
    r")\b(?=.{0,60}\b(?:to|for|that|on|by|at|within|a|him|her|them|the|tomorrow)\b)",
    r"\b(?:told|assured|advised|informed|said|promised|confirmed|explained)\b[^.;]{0,50}\b(?:would|'d|will"
    r"|'ll|is|are)\b",
    r"^(?:but |and |so )?(?:I|we) (?:call|ring|phone|answer|reply|send|refund|pay|replace|deliver|visit"
    r"|write|e-?mail|come|collect|get back)\b",
    r"\b(?:refund|reply|answer|replacement|parcel|repair|visit|credit|payment|letter|report)\s(?:is"
    r"|are)\s(?:to be|due|booked|set|promised|scheduled)\b",
    r"\bmy word\b|\b(?:can|do|am able to) (?:promise|confirm|assure|guarantee)\b",
    r"\blet me\b(?! know)|\b(?:undertakes|commits|promises|guarantees|pledges)\b|\bowes? (?:him|her|them"
    r"|the \w+|cust\w*) an?\b",
)
FINITE = any_of(
    r"\b(?:is|are|was|were|am|be|been|being|has|have|had|do|does|did|can|could|may|might|must|should|would|will|shall"
    r"|(?<!\bto )(?<!\bwith )(?<!\bfor )(?<!\bfrom )(?<!\bof )(?:i|we|you|he|she|they|it)|who|which|that|if"
    r"|because|since|until|till|from|about|per|every|no|not|never|nobody"
    r"|nothing|took|came|went|left|rang|said|told|made|sent|got|gave|kept|saw|found|began|says|wants|needs|asks|why"
    r"|what"
    r"|when|where|how|complaint|call from|back from|due|valid|open|closed|notice)\b|['’](?:s|ll|re|ve|d|m)\s"
    r"|\b\w+(?<!ne)ed\b"
)
"""With one of these words a clause says more than what is to be there by a time."""
DEADLINE = any_of(r"\b(?:by|before|within|inside|w/in|no later than|not later than|tomorrow|tmrw|tonight|latest)\b")
_ACTS = (
    r"(?:^|\bthat )(?:and |but |so |then |ok |now )?(?:(?:the|our|my|an?|one of our|another|this"
    r"|new)\s(?:[\w'’-]+\s){1,4}?"
    r"|[A-Z][\w'’.]*\s(?:[A-Z]\w+\s|from \w+\s|in \w+\s)?|(?:someone|somebody|he|she|who)\s|[a-z]+\s)"
    r"(?:then |also |personally )?(?!(?:is|was|has|does|opens|closes|begins|starts|ends|runs|expires|falls|remains"
    r"|stays"
    r"|applies|says|wants|needs|asks|insists|claims|works|looks|sounds|seems|means|depends|belongs|lasts|reopens|thinks"
    r"|knows|gets|expects|hopes|complains|threatens|demands|flies|travels|lives|his|its|us|as|yes|this|states|requires"
    r"|obliges|allows|leaks|fails|breaks|smells|believes|feels|hears|sees|understands|refuses|accepts|agrees|serves"
    r"|takes|departs|counts|shows|bears|carries|has|dates|refers|relates|concerns|includes|covers|contains"
    r"|meets|sits|convenes|arrives"
    r"|lasts|reckons|believes)\b)[a-z-]+(?:s|es)\s(?:you|your|him|her"
    r"|them|it|the|an?|his|their|at|on|to|onto"
    r"|into|by|from|back|out|off|over|round|tomorrow|today|tonight|within|this|next|for|up|two|three|all)\b"
)
ANNOUNCED = any_of(
    r"^(?:call ?-?back|callback|refund|reply|visit|site visit|home visit|replacement|delivery|repair"
    r"|appointment|collection|written (?:answer|reply)|our (?:answer|reply))\b(?!.*\b(?:issued|sent|made"
    r"|paid|done|processed|completed|credited|received|declined|refused|kept|took place)\b)",
    r"\bin(?: (?:the|\w+['’]s))?\s+(?:post|mail)\b|(?:\b(?:is|are|be)|['’](?:s|re)) back (?:in|with|at|on) your?\b",
    r"\b(?:with you|in your (?:hands|inbox|account|mailbox|letterbox)|at your (?:door|desk|house|flat|home)"
    r"|on your (?:desk|dock|doorstep|card))(?: by| on| at| before| within)?\s*$",
    r"^(?:to )?(?:call|ring|phone|reply|refund|visit|send|deliver|replace|repair|e-?mail|write|update|answer"
    r"|contact|follow up"
    r"|credit|post|ship|collect|get back|text|fix|resend|re-send|re-?issue|re-?deliver|re-?ship)\b(?! (?:was|is"
    r"|has|in|to us|us|me)\b)",
    r"^(?:an?|the|our|your|two|three|one|full|new|first|final|interim|written) (?:[\w-]+ ){0,3}?(?:report|reply|answer"
    r"|decision|refund|replacement|visit|call|letter|parcel|voucher|quotation|update|proposal|plan|repair|readings?"
    r"|statement|analysis|invoice|credit|apology)\b(?!.*\b(?:\w+ed|sent|made|paid|done|was|were|is|came|went|took"
    r"|told|said|due|can|could|may|must)\b)",
    r"^[A-Z][\w'’/]*(?: [\w'’/]+){0,3} to (?!be\b|which\b|the\b|you\b|our\b|a\b|date\b|\w+ing\b)[a-z]+ ",
    r"^(?!waiting|looking|hoping|following|regarding|according|having|being|during|concerning|thanking|asking"
    r"|wanting|going|including|starting|beginning|nothing|something|anything|everything|morning|evening|wedding"
    r"|meeting|building|opening|closing|complaining|threatening|demanding|expecting|leaving|arriving)[a-z]+ing (?:the"
    r"|a|an|him|her|them|it|you|your|his|their|two|three|new|one|back|round|out)\b",
    rf"{_ACTS}",
    r"\b(?:I|we) can (?!not\b|only\b|confirm|see\b|understand|tell\b|say\b|assure)\w+",
    r"^(?:and |so )?(?:I|we)(?:['’]ve| have)? (?:said|offered|fixed|settled)\s+(?:(?:on|at|by|for|him|her|them"
    r"|in)\b\s*)*(?:$|the )",
    r"\b(?:go|goes|going|come|comes) (?:out|up|down|off|back|over|round|in)\b",
    r"\b(?:gets?|(?:is|are) (?:being|getting)) (?:\w+ed|sent|paid|done|rebuilt|put)\b",
    r"\b(?:that|how) (?:we|I)(?: would|['’]d)\b|\b(?:did|do|does|can) commit\b|\bcommit(?:ted|s)? to \w+",
    r"^(?:promised|agreed|undertook)\b|^(?:\w+ )?(?:cb|c/b|rtn call|return call)\b|\b(?:I|we|I am|we are)['’]?(?:m"
    r"|re)? (?:\w+ )?\w+ing\b",
    r"\b(?:I|we) (?:call|phone|ring|text|message|e-?mail|write|send|post|ship|pay|refund|credit|replace|repair|fix"
    r"|deliver|bring|come|visit|collect|pick|drop|pull|check|report|answer|reply|tell|meet)\b",
    r"\b(?:is|are)(?! (?:due|required|needed|payable|expected|to be (?:sent|paid|returned) by you))\b.*\bby\b"
    r"|^(?:reminder|diary|diarised|todo|f/up)\b",
    r"\b(?:phones|lands|reaches|hits|brings|sends|picks|drops|replaces|writes|takes|(?:is|are) (?:back"
    r"|being \w+ed))\b",
    r"\b(?:he|she|they|who)(?:['’]s|['’]re| is| are) (?:\w+ )?(?:coming|calling|bringing|sending|ringing"
    r"|phoning|dropping)\b",
    r"\bour (?:own )?(?:\w+ )?\w+s (?!is\b|was\b|are\b|were\b|have\b|had\b|need\b|must\b|can\b|should\b|at\b"
    r"|in\b|on\b|of\b|for\b|and\b|usually|normally)(?!\w+ed\b)[a-z]+ (?:the|all|you|your|it|them|at|to|a|an|\d)",
    r"\b(?:has|have) (?:it|them|that|(?:the|your) \w+) (?:\w+ )?(?:running|ready|back|fixed|done|finished"
    r"|working|there|with you|off|out)\b",
    r"\b(?:is|are) (?:fitted|installed|repaired|replaced|delivered|shipped|posted|refunded|credited|collected"
    r"|couriered|mailed|mounted|swapped|changed|corrected|returned|picked up)\b",
    r"\b(?:is|are) (?:\w+ed|sent|brought|paid|put) (?:back |over |out )?to (?:you|your|him|her|them)\b",
    r"^(?!you\b|they\b|we\b|i\b|if\b)(?:[\w-]+ ){1,4}(?:ship|leave|go out|go back|arrive|follow) (?:tomorrow"
    r"|tmrw|today|tonight|on|by|this|next)\b",
    r"^(?:accounts|finance|billing|stores|dispatch|head office) (?:are|is) (?!\w*(?:look|check|wait|work"
    r"|review)ing)\w+ing\b",
    r"\bour \w+ (?:is|are) \w+ing\b|\b(?:next update|answer follows|update to you)\b|\bI can do\b",
    r"\b(?:leave|ship from|go out of) (?:our|the) (?:house|works|plant|factory|warehouse)\b",
    r"\b(?:booked|arranged|scheduled|confirmed|pencilled in|to be \w+ed|to be (?:paid|sent|done|told|given))\b",
    r"\b(?:is|are|sits?|lies?|waits?) (?:in|with|at|on|there|ready)\b(?= (?:your?|his|her|their|the customer)\b)",
    r"\b(?:follows?|takes? (?:us|me)|comes|goes (?:out|back)|ships|leaves|arrives|collects?|delivers|calls|visits|rings"
    r"|returns"
    r"|starts|collect|is ready|are ready)\b",
    r"^(?:the |our )?(?:supervisor|manager|engineer|technician|team|accounts|finance|billing|warehouse"
    r"|workshop|agent|colleague|driver|plumber|electrician|fitter|I|we|duty \w+|\w+ (?:team|desk|manager"
    r"|department)) to (?!be\b)\w+",
    r"\b(?:told|assured|emailed|texted|wrote to|informed|let)\b.*\b(?:we|I)(?: would|['’]d)\b",
)
"""With a time these announce a deed, although no word says that it will be done."""
_OURS = (
    r"(?:I|we|(?:my|our) (?:\w+ )?\w+|(?:the|a|an|one of our) (?:\w+ )?(?:manager|engineer|technician|team"
    r"|desk|office"
    r"|department|workshop|warehouse|driver|courier|plumber|electrician|fitter|nurse|doctor|colleague|supervisor"
    r"|agent|officer|director|head|specialist|mechanic|inspector|crew|shop|branch|bank|hotel|clinic|firm|company"
    r"|refund|replacement|parcel|letter|money|cheque|payment|report|repair|credit)|someone|somebody)"
)
WE_WILL = any_of(
    r"^(?:and |but |so )?(?:will|shall|['’]ll)\b(?! (?:you|that|this|it|not|never))",
    rf"\b{_OURS}(?: (?:personally|also|then|now|certainly|definitely|gladly))?(?:['’]ll| will| shall|['’]re going to"
    r"| are going to| is going to| am going to|['’]m going to| going to)(?! not\b)\b",
)
DEED = any_of(
    r"\b(?:call(?:ing|ed|s)?(?: ?-?back)?|callback|ring(?:ing)?|phon(?:e|ing|ed)|contact(?:ed|ing)?"
    r"|get(?:ting)? back|come back to|coming back to|back to you|in touch|repl(?:y|ies|ied)|respon[ds]e?d?"
    r"|answer(?:ed)?|writ(?:e|ing|ten)|e-?mail(?:ed|ing)?|text|update[d]?|let (?:you|him|her|them"
    r"|the \w+) know|inform(?:ed)?|tell|told|confirm(?:ed)?|report|notif(?:y|ied)|explain|speak|talk"
    r"|hear)\b",
    r"\b(?:refund(?:ed|ing)?|reimburs(?:e|ed)|credit(?:ed|ing)?|repay|repaid|pay(?:ing)?|paid"
    r"|transfer(?:red|ring)?|compensat(?:e|ed|ion)|waive[d]?|reverse[d]?|money back|deduct(?:ed)?"
    r"|cancel(?:led)?)\b",
    r"\b(?:send(?:ing)?|sent|ship(?:ped|ping)?|post(?:ed|ing)?|mail(?:ed)?|deliver(?:ed|ing|y)?"
    r"|dispatch(?:ed|ing)?|replac(?:e|ed|ing|ement)|exchang(?:e|ed)|swap(?:ped)?|repair(?:ed|ing)?"
    r"|fix(?:ed|ing)?|mend(?:ed)?|rectif(?:y|ied)|visit(?:ing|ed)?|com(?:e|ing)|be (?:there|with you"
    r"|at (?:your|the)|on site|round|back|here|in (?:your|service|place))|goes? (?:out|back)|comes|leaves?"
    r"|ships|booked|scheduled|see to it|make sure|ensure|hand(?:ed)?|collect(?:ed|ing|ion)?"
    r"|pick(?:ed)? (?:it |them |up)|fetch|install(?:ed)?|fit(?:ted)?|inspect(?:ed|ion)?|examin(?:e|ed)"
    r"|test(?:ed)?|check(?:ed)?|look (?:at|into)|investigat(?:e|ed|ion)|resolv(?:e|ed)|solv(?:e|ed)"
    r"|settl(?:e|ed)|sort(?:ed)?|complet(?:e|ed)|finish(?:ed)?|clos(?:e|ed)|issu(?:e|ed)|provid(?:e|ed)"
    r"|give|hand|bring|drop|review(?:ed)?|decid(?:e|ed)|decision|correct(?:ed)?|follow(?:ed)? up"
    r"|return(?:ed|ing)?|start(?:ed)?|begin|process(?:ed)?|restor(?:e|ed)|reset|reconnect(?:ed)?|remov(?:e"
    r"|ed)|clean(?:ed)?|arrang(?:e|ed)|have|receive[d]?|get|arrive[sd]?|be (?:ready|done|in your account"
    r"|available|finished|up and running)|reach|meet|take|put|make|prepare[d]?|submit(?:ted)?"
    r"|forward(?:ed)?|attend|unblock(?:ed)?|activate[d]?|open(?:ed)?|publish(?:ed)?|appointment"
    r"|paint(?:ed)?|unfreeze)\b",
)
STRONG = any_of(
    r"\b(?:call(?: ?-?back)?|ring|phone|contact|get back|come back to|reply|respond|answer|write to"
    r"|e-?mail|text|let (?:you|him|her|them|the \w+) know|inform|tell|notify|update|be in touch"
    r"|refund(?:ed)?|reimburse[d]?|credit(?:ed)?|repay|pay (?:you|for|the)|send|post (?:you|a|the)|ship"
    r"|replac(?:e|ed)|exchange|repair|visit|come (?:and|to|round|out)|deliver|compensate|collect it|waive"
    r"|hear from|receive|be (?:called|contacted|refunded|informed|notified))\b",
)
WE_DO = any_of(
    r"\b(?:I|we) (?:\w+ly |also |then |now |just |only |both |all )?(?!am\b|are\b|was|were|ha(?:ve|d|s)\b|do(?! the\b"
    r"| a\b| it\b| this"
    r"\b| that\b)\b|did|would|could|might|may|must|should|can|need|want|wish|like|love|close|open|note|underst|know"
    r"|think|believe|hope"
    r"|regret|appreciat|see\b|read\b|said|told|got\b|went|took|made|gave|came|saw|found|began|kept|left|rang|wrote"
    r"|spoke|met\b|lost"
    r"|put\b|set\b|let\b|heard|held|brought|bought|thought|felt|paid|sold|sent|ran|sat|stood|will|shall|won|are|is\b"
    r"|not|never|cannot"
    r"|[a-z]+ed\b|suppose|guess|expect|ask|request|require|remind|apolog|thank|look|feel|doubt|remain|live|stay|usually"
    r"|always|normally"
    r"|often|generally|typically|who|that|and|or|in\b|at\b|on\b|of\b|if\b)[a-z]+",
    r"\b(?:is|are) (?:in|with|at|on) (?:your?|his|her|their)\b|\b(?:is|are) (?:\w+ed|paid|sent|put) .*\byour\b"
    r"|\b(?:is|are) going (?:in|into|out|back|off|to)\b",
    r"\bgets (?:an?|the|our|its|new|\w+ed)\b|^[\w /-]+ to follow\b",
    r"^(?:our |your |the |next )?(?:pick-?up|collection|delivery|call(?:[- ]?back)?|visit|update|reply|refund|repair"
    r"|replacement|answer|report"
    r"|response|appointment|fitting|installation)\s*$",
)
"""With a time ahead, whatever the verb: what we do then. Verbs of the mind, states and pasts are left out."""
OWED = any_of(
    r"^(?:i |we )?(?:must|need to|have to|got to|remember to|don['’]?t forget to|to) (?!be\b|have\b"
    r"|not\b)\w+"
)
"""In our own notes, with a time: what we have to do."""
DONE_FOR_YOU = any_of(
    r"\b(?:I|we) (?:hereby )?(?:promise|guarantee|owe|pledge) (?:you|him|her|them) (?:an?|the|our|my|full|your)\b",
    r"\b(?:will|shall|(?:is|are) (?:going )?to) (?:then |also |now )?be (?:\w+ly )?(?:\w+(?:ed|en)|sent|paid|put|made"
    r"|given|told|built|cut)\b"
    r".{0,30}\b(?:your?|by (?:us|me|our \w+))\b",
)
"""What will be done to what is theirs is done by us."""
FUTURE = any_of(r"\b(?:tomorrow|next|within|tonight|later today|this (?:afternoon|evening))\b")
PLEDGES = any_of(
    r"\b(?:gave|given|have|has) (?:him|her|them|you) (?:my|our|his|her) word\W*$",
    r"^(?:I|we)(?: have|['’]ve)? (?:said|told|written|confirmed|promised|explained)\b[^,]{0,40}$",
    r"^(?:next steps?|actions?|to ?-?do|follow[- ]?up|plan|outcome|commitment)\b.{0,20}$|^(?:promised"
    r"|agreed)\b.{0,30}$|\b(?:commit(?:ment)?|promise|offer|undertake|date given)\b.{0,16}$",
)
"""What follows the colon is promised, whatever the deed is called."""
HEADING = any_of(
    r"^(?:our |the |house |store |company )?(?:sla|kpi|policy|policies|rules?|procedure|process|standard|target|small"
    r" print|charter|code|terms|conditions|guidelines?|internal(?:ly)?|opening hours|hours|contract|faq)\b"
    r"|\b(?:policy|procedure|rules|terms|code|charter|sla|standard|times?|hours)$"
)
"""Before a colon: what follows is a rule."""
FIRM = any_of(
    r"\b(?:I|we) (?:hereby |do |both |all )?(?:undertake|commit|guarantee|pledge)\b"
    r"|\b(?:is|are|be) on (?:us|the house)\b|\bat our (?:own )?(?:cost|expense)\b"
)
"""Who says so binds himself, whatever words stand beside it."""
