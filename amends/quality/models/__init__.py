"""The tables of the quality room: what outlives a case and is put right for good (FR-108 to FR-119)."""

from amends.quality.models.acting import Action, LaterCheck, Spread
from amends.quality.models.eight_d import DisciplineVersion, EightD, PlanApproval

__all__ = ["Action", "DisciplineVersion", "EightD", "LaterCheck", "PlanApproval", "Spread"]
