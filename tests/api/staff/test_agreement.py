"""Krippendorff's alpha against published values, and what is said where it cannot be computed."""

from __future__ import annotations

import pytest

from api.store.agreement import Agreement, agreement

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): example A (two observers, binary), B (two observers, five
# values) and C (four observers, five values, missing data), nominal.
MEG, OWEN = "0100000000", "1110010100"
BEN, GERRY = "aabbdcccedda", "babbbccceddd"
FOUR = ("123321412___", "1233224125_3", "_3332342251_", "12332441251_")


@pytest.mark.parametrize(
    ("observers", "published"),
    [((MEG, OWEN), 0.095), ((BEN, GERRY), 0.692), (FOUR, 0.743)],
)
def test_alpha_is_the_published_one(observers: tuple[str, ...], published: float) -> None:
    found = agreement([[value for value in unit if value != "_"] for unit in zip(*observers)])
    assert found is not None and found.alpha == pytest.approx(published, abs=0.0005)


def test_turns_judged_once_do_not_count() -> None:
    assert agreement([["right"], ["wrong"], []]) is None
    assert agreement([["right"], ["right", "wrong"]]) == Agreement(turns=1, share=0.0, alpha=0.0)


def test_full_agreement_on_one_value_has_no_alpha() -> None:
    assert agreement([["right", "right"], ["right", "right", "right"]]) == Agreement(turns=2, share=1.0, alpha=None)


def test_full_agreement_on_several_values_is_one() -> None:
    assert agreement([["right", "right"], ["wrong", "wrong"]]) == Agreement(turns=2, share=1.0, alpha=1.0)
