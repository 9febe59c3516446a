"""The tables of the quality room: what outlives a case and is put right for good (FR-108 to FR-119)."""

from amends.quality.models.acting import Action, LaterCheck, Spread
from amends.quality.models.causing import CauseAnalysis
from amends.quality.models.comparing import ComparedText
from amends.quality.models.eight_d import DisciplineVersion, EightD, PlanApproval
from amends.quality.models.ledger import ActionPromise, Delivered, Look, NotMeasured
from amends.quality.models.limit_samples import LimitSample, LimitSampleCopy, LimitSampleTerm
from amends.quality.models.recurring import CasePrint, Declaration, PrintMark
from amends.quality.models.sampling import HAS_A_PART, MAY_NOT_READ, CallBack, CaseDraw, SecondLook

__all__ = [
    "HAS_A_PART",
    "MAY_NOT_READ",
    "Action",
    "ActionPromise",
    "CallBack",
    "CaseDraw",
    "CasePrint",
    "CauseAnalysis",
    "ComparedText",
    "Declaration",
    "Delivered",
    "DisciplineVersion",
    "EightD",
    "LaterCheck",
    "LimitSample",
    "LimitSampleCopy",
    "LimitSampleTerm",
    "Look",
    "NotMeasured",
    "PlanApproval",
    "PrintMark",
    "SecondLook",
    "Spread",
]  # fmt: skip
