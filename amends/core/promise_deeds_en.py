"""What somebody of us will do, read by agent, tense and verb (English).

No list of deeds: whatever we are said to do in a tense that looks ahead is a deed, unless its verb belongs to one of
the closed classes below (what the mind does, what only tries, what is said or asked in the talk itself, states, what
is done against who complained).
"""

from __future__ import annotations

from amends.core.promise_speakers_en import GIVEN_TO_THEM, any_of

_MIND = (
    "look|see(?! (?:that|to it))|watch|view|check|investigate|examine|review|assess|analy[sz]e|study|consider"
    "|think|hope|wish|want|need"
    "|know|understand|appreciate|respect|regret|believe|feel|remember|bear (?:with|in|it in|this in|that in)"
    "|note|recall|learn|find"
    "|expect|assume|mind"
    "|like|love|value|care|miss|trust|enjoy|get to|hear|read|doubt|guess|suppose|prefer|recogni[sz]e|reali[sz]e|accept"
    "|sympathi[sz]e|experience|discover|notice|worry"
)
_EFFORT = (
    "try|aim|seek|strive|endeavou?r|continue|improve|ensure|monitor|follow|handle|deal|process|treat|act|work|proceed"
    "|attempt|chase|struggle|prioriti[sz]e|strengthen|enhance|reinforce|manage|cope|focus|cooperate|always"
    "|use your|train our"
)
_TALK = (
    "say|explain|hand you (?:over|on)|get (?:my|a|the) (?:colleague|manager|supervisor)(?=\\W*$)"
    "|put [^.]{2,20} first|tell you (?:no|that|the)|admit|repeat|(?:ask|speak|talk|confirm)(?=\\W*$)|discuss"
    "|lie|argue|pretend"
    "|welcome|share"
    "|pass|forward(?! you)|escalate|connect|transfer you|put (?:you|u) (?:through|on|down)|assist|help|support|serve"
    "|inform our|mislead|promise|assure|guarantee|apologi[sz]e(?! to (?:him|her|them|you) in)|thank|answer for"
    "|mention|mean|refer|remind"
    "|suggest|recommend|propose|advise|request|require|invite|wonder|log|record|register|make a note|ask you|ask that"
    "|quote|call it|speak for|comment|complain"
)
_STATE = (
    "be(?! (?:\\w+ly )?(?!(?:open|(?:review|look|check|monitor|work|investigat|consider|assess"
    "|analys)\\w*ing)\\b)(?:\\w+(?:ed|ing|en|id|ent)|back|round|with you|in touch|there|at your"
    "|on site|over)\\b)"
    "|have to|have (?:no|a (?:think|look|chat)|some|any|had|been)|remain|stay|wait|become|leave(?! (?:it|the|a|your"
    "|you|them|one|two)\\b)|stop|start|begin|open|close|end|stand(?! the| you)|sit|live|belong|own"
    "|keep(?! (?:you\\b|a |it |them |this"
    "|that |(?:your|the|his|her|their) [\\w ]{2,20}(?:open|for|back|aside|reserved|here|on hold)))|go(?! (?:back|out"
    "|over|to|round|down|through (?:your|the|every))\\b)|run|lose|fail|suffer|rest|sleep|hold on|hang on|come to"
)
_AGAINST = (
    "charge|decline|reject|refuse|terminate|suspend|block|sue|pursue|defend|dispute|insist|withhold|object|contest"
    "|bill|prosecute|report you|cancel your (?:booking|order|account|contract)|claim|oppose|uphold|maintain|enforce"
)
_NO_DEED = (
    rf"(?:not|never|no longer|{_MIND}|{_EFFORT}|{_TALK}|{_STATE}|{_AGAINST}|do(?! (?:it|this for|that for|the"
    rf"|so|them)\b)"
    r"|make (?:sure|every|no|an effort|certain|use)|take (?:this|it|your|that|all|every|full|the (?:matter|complaint"
    r"|issue))[^.]{0,30}(?:serious|account|board|heart|note)|take (?:note|care|into|some|time|long|responsib|action"
    r"|steps|measures|a look|up to)|give (?:it|this|that|you an idea|you my apolog|\w+back|priority)|get (?:to|on with"
    r"|used)|bring (?:this|it|that) (?:up|to the attention))\b"
)
_ADVERBS = (
    r"(?:(?:\w+ly|also|then|now|of course|just|all|both|myself|ourselves|still|certainly|gladly|again|once more"
    r"|too|today"
    r"|at once|here|first|next|straight ?away|right away|in (?:turn|person|writing)) )*+"
)
_BE = r"(?: am| are| is|['’]m|['’]re|['’]s)"
_AHEAD = (
    rf"(?:(?: will| shall|['’]ll){{1}}|{_BE}? (?:going to|gonna)|{_BE} (?:about|ready|prepared|willing|able|happy"
    r"|glad|pleased|set|due) to| (?:go|undertake|agree|commit(?: myself| ourselves)?|promise|pledge|have (?:agreed"
    r"|decided|undertaken|resolved)|hereby undertake|['’]ve (?:agreed|decided)|agreed|decided) to)"
)
OURS = (
    r"(?:\b(?:I|we|the undersigned)|\b(?:my|our) (?:\w+ )?[\w.'’-]+(?: (?:Mr|Ms|Mrs|Dr)\.? \w+)?|\b(?:the|a|an|one of"
    r" our|another) (?:\w+ )?(?:manager|engineer|technician|team"
    r"|desk|office|department|workshop|warehouse|driver|courier|plumber|electrician|fitter|nurse|doctor|colleague"
    r"|supervisor|agent|officer|director|head|specialist|mechanic|inspector|crew|shop|branch|hotel|clinic|firm"
    r"|company|school|hospital|bank)|\b(?:someone|somebody|(?:a )?colleague of (?:mine|ours)))"
)
"""Who acts for us."""
_WILL_DO = any_of(rf"{OURS} ?{_ADVERBS}{_AHEAD} {_ADVERBS}(?!{_NO_DEED})[a-z]+")
_TOLD = any_of(
    r"\b(?:told|assured|promised|informed|advised|said|agreed)\b[^.;]{0,40}\b(?:we|I)(?:['’]d| would)"
    rf" {_ADVERBS}(?!{_NO_DEED})[a-z]+"
)
_BARE_WILL = any_of(rf"^(?:and |but |so |then )?(?:will|shall|['’]ll) {_ADVERBS}(?!{_NO_DEED})[a-z]+")
_ING = (
    r"(?!going|looking|waiting|hoping|working|trying|doing|handling|dealing|feeling|asking|calling about"
    r"|talking|telling"
    r"|saying|being|having|thinking|checking|investigating|reviewing|examining|considering|expecting|pulling|holding"
    r"|running|processing|using|getting(?! (?:you|him|her|them)\b)|seeing|writing to (?:you|inform|let|thank"
    r"|apolog|confirm)|sorry"
    r"|giving you (?:the facts|my|an idea)|standing"
    r"|sitting|experiencing|monitoring|following|making (?:sure|every)|taking (?:this|it|your|steps|action)|finding"
    r"|reading|relying|facing|losing|missing|learning|improving|continuing|suffering|still|kinda|not\b)"
)
_DOING = any_of(rf"\b(?:I am|we are|I['’]m|we['’]re|I am|we re) {_ADVERBS}{_ING}[a-z]+ing (?!no\b)\w+")
_PRESENT = any_of(
    rf"\b(?:I|we) {_ADVERBS}(?!{_NO_DEED}|am\b|are\b|was\b|were\b|ha(?:ve|d|s)\b|d(?:o|id|oes)\b|would|could|might|may"
    r"|must|should|can|cannot|will|shall|said|told|got|went|took|made|gave|came|saw|began|kept|left|rang|wrote|spoke"
    r"|met\b|lost|heard|held|brought|bought|thought|felt|paid|sold|sent|ran|stood|won|sell|offer|produce|only|always"
    r"|usually|normally|never|often|who|that|and|or|in|at|on|of|if|both|two|three|all|cut\b|put\b|set\b|let\b)"
    r"(?![a-z]+ed\b)[a-z]+ "
)
_FREE = any_of(r"\bfree\b|no charge|\bat (?:our|no) (?:own )?(?:cost|expense)|\bon our (?:cost|account)|\bfor you\b")
_NEXT = any_of(r"\b(?:to|with|in|on) (?:your |the )?(?:next|following)\b")
_BACK = any_of(
    rf"\b(?:I|we) {_ADVERBS}(?:(?:take|have|get) .{{2,24}}\b(?:back|off your|away)\b|(?:take over|absorb|bear"
    rf"|cover|pay) (?:the|your|all|for)\b)"
)
_GIVES = any_of(
    rf"\b(?:I|we) {_ADVERBS}(?:give|send|add|replace|refund|credit|pay|change|exchange|ship|post|bear|cover"
    rf"|waive|return"
    r"|reimburse|bring|repair|fix|make|write|ring|call|phone)\b"
)
_COMES = any_of(
    r"(?:\b(?:will|shall)|['’]ll) (?:come off|go (?:back|off|on|onto)|be (?:on|in|at|with|off)|appear (?:on|in)"
    r"|show (?:on"
    r"|up on)|reach|land|follow you)\b.{0,24}\byour?\b|\b(?:goes|comes|(?:going"
    r"|coming) back) (?:back )?to (?:you\b|your (?:e-?mail|account"
    r"|card|address|inbox|home|house|office))|\bwill be \w+ .*(?:free of charge"
    r"|at our (?:own )?(?:cost|expense)|at no cost)"
    r"|(?<!that )(?<!this )(?<!it )\b(?:is|are|be) on (?:us|the house)\b|\bgets? (?:\w+ly )?\w+(?:ed|en"
    r"|t)\b.*(?:\bfree\b|\byour\b|no charge)"
    r"|\bconsider (?:it|the|that|your) .{0,30}\b(?:done|gone|cancelled|waived|sorted|settled|refunded|dropped)\b"
)

_TOWARDS = any_of(
    r"\b(?:I|we|us|our|my|me|you|your|u|yours|him|her|them|customer|cust|client|guest|caller|tenant|patient"
    r"|family|undersigned|mr"
    r"|mrs|ms|miss|dr|concierge|housekeeping|school|clinic|trust|board|consultant|gardener|painter|scaffold\w*"
    r"|roofers?|fitters?|lads"
    r"|engineer|technician|tech|plumber|electrician|driver|manager|mgr|supervisor|team|crew|colleague|sup|lead"
    r"|someone|somebody)\b",
    r"\b(?:on|at|to|in) (?:his|their)\b|(?:\b(?:will|shall|to)|'ll) (?!be\b|have\b|take\b|last\b|need\b|want\b"
    r"|the\b|a\b)[a-z]+|\b(?:to|will) be \w+ed\b",
    r"\b(?:repa(?:y|id)|paid|pay|payable|fix|mend|fit|fits|fitted|ship|ships|posted?|sent|send\w*|forward\w*"
    r"|out on|e?-?mailed|courier\w*|parcel|pick\w*|visit|call"
    r"|calls|callback|cb|c/b|rings?|phones?|reply|replies|answer|writ\w+|report|update|letter|confirm\w*|new"
    r"|corrected|missing|spare"
    r"|second|free|voucher|invoice|certificate|action|promised?|agreed|follows?|by|goes|com(?:es?|ing)|starts?"
    r"|there|leaves?|arrives?|lift|D\d|\dD"
    r"|boiler|dock|desk|no later than|latest|look(?:s|ing)? at|submitted|ready|rta|eta|done"
    r"|within \w+ (?:working|business) days?)\b",
    r"\b(?:refund|credit|reimburs|replac|exchang|swap|repair|deliver|redeliver|dispatch|collect|install|inspect"
    r"|resend|reissue|book|schedul"
    r"|upgrad|mount|commit|undert|assur|told|said|confirm|re-invoice|retrofit|analys|sort|arrang|fetch|restor"
    r"|mended|put in|back in|reserv)",
)


def is_owed(text: str) -> bool:
    """Return whether a clause with a time says a word of us, of who complained, or of mending."""
    return bool(_TOWARDS.search(text))


def is_deed_of_ours(text: str) -> bool:
    """Return whether somebody of us is said to do something in a tense that looks ahead, whatever it is called."""
    if any(one.search(text) for one in (_WILL_DO, _BARE_WILL, _TOLD, _DOING, _COMES)):
        return True
    if not _PRESENT.search(text):
        return False
    free = _BACK.search(text) or _FREE.search(text) or _NEXT.search(text)
    return bool(free) or bool(_GIVES.search(text) and GIVEN_TO_THEM.search(text))
