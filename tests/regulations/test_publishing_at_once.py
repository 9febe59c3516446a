"""Two rule owners who publish in the same moment take turns; the second is told what the first did."""

from __future__ import annotations

import pytest

from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.regulations import drafts
from amends.regulations.models import Binding, PublishedPack
from amends.regulations.publishing import sign
from tests.cases.test_together import at_once
from tests.makers import MONDAY, govern, town, viewer
from tests.regulations.test_drafts import begun, from_eight, give, publish, soundly

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_publications_at_once_one_is_refused_with_the_reason() -> None:
    """FR-236: the same version number and the same day cannot be taken twice."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
        give(made, "mo", "hq_cs")
        give(made, "lan", drafts.RULE_OWNER)
        signed = [soundly(made, from_eight(made, begun(made))) for _ in range(2)]
        for draft in signed:
            mo = viewer(made, "mo", at=MONDAY)
            sign(mo, draft.pk, "hq_cs", content_hash=draft.content_hash, version=draft.version, at=MONDAY)

    def one(nth: int) -> object:
        with organisation(made.org.id):
            return publish(made, signed[nth])

    done = at_once(2, one)

    assert sorted(isinstance(one, Refused) for one in done) == [False, True]
    with organisation(made.org.id):
        assert PublishedPack.objects.count() == Binding.objects.count() == 2
