"""A logistic regression over signs, written as one weight for each sign (decisions 0027 and 0028).

scikit-learn is needed by those who learn anew, by nobody else (`make learn`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from amends.core.weights_file import BASE

LOOSE, SELDOM = 1.0, 2
"""What heavy weights cost, the less the looser; signs of fewer texts are left out."""
SEEN = 0.5
"""So often every sign counts as seen on either side beforehand."""

Signs = dict[str, float]


def learned(told: Sequence[Mapping[str, float]], answers: Sequence[bool], most: int, *, evenly: bool = False) -> Signs:
    """Return what each sign weighs: a logistic regression on all signs, and another on those that counted most.

    Evenly: both answers count the same in all, however often each is given.
    """
    often = Counter(sign for one in told for sign in one)
    usual = [{sign: much for sign, much in one.items() if often[sign] >= SELDOM} for one in told]
    weights = _fitted(usual, answers, evenly=evenly)
    squares = Counter[str]()
    for one in usual:
        squares.update({sign: much * much for sign, much in one.items()})
    kept = set(sorted(weights, key=lambda one: (-abs(weights[one]) * squares[one] ** 0.5, one))[:most]) | {BASE}
    few = [{sign: much for sign, much in one.items() if sign in kept} for one in usual]
    return {sign: round(weight, 2) for sign, weight in _fitted(few, answers, evenly=evenly).items() if round(weight, 2)}


def _fitted(told: Sequence[Signs], answers: Sequence[bool], *, evenly: bool) -> Signs:
    """Return what each sign weighs. Signs that stand on one side far more often than on the other may weigh more."""
    # Not among what development needs: only who learns anew installs it.
    from scipy.sparse import diags_array
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    matrix = vectors.fit_transform(told).tocsr()
    is_so = [nth for nth, answer in enumerate(answers) if answer]
    is_not = [nth for nth, answer in enumerate(answers) if not answer]
    ratios = _one_sided(matrix[is_so].sum(axis=0).tolist()[0], matrix[is_not].sum(axis=0).tolist()[0])
    scaled = (matrix @ diags_array(ratios)).tocsr()
    scaled.indices, scaled.indptr = scaled.indices.astype("int32"), scaled.indptr.astype("int32")
    regression = LogisticRegression(
        C=LOOSE, solver="liblinear", max_iter=300, class_weight="balanced" if evenly else None
    )
    fitted = regression.fit(scaled, answers)
    names = vectors.get_feature_names_out()
    weights = {
        name: float(weight) * ratio for name, weight, ratio in zip(names, fitted.coef_[0], ratios, strict=True)
    }  # fmt: skip
    return weights | {BASE: weights[BASE] + float(fitted.intercept_[0])}


def _one_sided(yes: Sequence[float], no: Sequence[float]) -> list[float]:
    """Return for each sign from half of nothing upwards how much more of one side than of the other it is."""
    more, less = sum(yes) + SEEN * len(yes), sum(no) + SEEN * len(no)
    logs = [
        abs(math.log((one + SEEN) / more) - math.log((other + SEEN) / less))
        for one, other in zip(yes, no, strict=True)
    ]  # fmt: skip
    usual = sum(logs) / len(logs)
    return [(1 + one / usual) / 2 for one in logs]
