"""What the built-in codes are called where a pack gives them no words of its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

YES_NO = (("yes", _("Yes")), ("no", _("No")))

CODES = {
    "phone": _("Phone"), "visit": _("Visit"), "letter": _("Letter"), "fax": _("Fax"), "email": _("E-mail"),
    "network": _("Internet"), "portal": _("Portal"), "box": _("Suggestion box"), "centre_system": _("Call centre"),
    "media": _("Media"), "external_body": _("Outside body"), "superior_body": _("Superior body"),
    "returned_goods": _("Returned goods"), "api": _("API"), "import": _("Import"),
    "call": _("Call"), "answer": _("Answer"), "goods": _("Goods or repair"), "money": _("Money"),
    "deed": _("Other deed"),
    "complaint": _("Complaint"), "opinion": _("Opinion"), "suggestion": _("Suggestion"), "enquiry": _("Enquiry"),
    "repair": _("Repair request"), "help": _("Request for help"), "accusation_letter": _("Accusation letter"),
    "customer": _("Customer"), "agent": _("Agent"), "staff": _("Staff"), "authority": _("Authority"),
    "industry_body": _("Industry body"), "platform": _("Platform"), "court": _("Court"), "police": _("Police"),
    "lawyer": _("Lawyer"), "consumer_body": _("Consumer body"), "trade_body": _("Trade body"),
    "calm": _("Calm"), "disappointed": _("Disappointed"), "angry": _("Angry"), "anxious": _("Anxious"),
    "asks_for_leader": _("Asks for the leader"), "ours": _("Ours"), "supplier": _("Supplier"), "dealer": _("Dealer"),
    "developer": _("Developer"), "outside": _("Outside"), "nobody": _("Nobody"), "third_party": _("Third party"),
    "valid": _("Valid"), "to_assist": _("To assist"), "invalid": _("Invalid"), "now": _("Now"),
    "shortly": _("Shortly"), "not_at_present": _("Not at present"), "ordinary": _("Ordinary"),
    "complex": _("Complex"), "specially_complex": _("Specially complex"), "special": _("Special"),
    "satisfied": _("Satisfied"), "dissatisfied": _("Dissatisfied"), "heavier": _("Heavier"), "lighter": _("Lighter"),
    "same": _("Same"), "complainant": _("Complainant"), "sent": _("Sent"), "received": _("Received"),
    "returned": _("Returned"), "handled": _("Handled"), "waiting": _("Waiting"), "approved": _("Approved"),
    "refused": _("Not approved"), "desk": _("At the desk"), "mail": _("E-mail"), "post": _("Post"), "sms": _("SMS"),
    "question": _("Question"), "fetch": _("Evidence to fetch"), "test": _("Test"), "hear": _("Person to hear"),
    "food": _("Food"), "part": _("Returned part"), "recording": _("Recording"), "other": _("Other"),
    "mon": _("Monday"), "tue": _("Tuesday"), "wed": _("Wednesday"), "thu": _("Thursday"), "fri": _("Friday"),
    "sat": _("Saturday"), "sun": _("Sunday"), "working_day": _("Working day"), "rest_day": _("Rest day"),
    "holiday": _("Holiday"), "person": _("Change of person"), "place": _("Change of place"),
    "time": _("Change of time"), "interim": _("Interim action"), "corrective": _("Corrective action"),
    "preventive": _("Preventive action"),
}  # fmt: skip


def code_title(code: str) -> str:
    """Return the words of a built-in code, else the code itself."""
    return str(CODES[code]) if code in CODES else code
