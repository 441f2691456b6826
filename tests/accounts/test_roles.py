"""The table of roles against domain 3, by hand, and the document that is generated from it."""

from pathlib import Path

import pytest
from django.utils.translation import override

from accounts.access_document import document
from accounts.roles import OUTSIDE, STANDINGS, Capability, PartnerKind, Reach, Role, standing_of

SEES = {"use the Partner Center", "view opportunities", "view customers", "view marketing tasks"}
READS_NOTES = SEES | {"read notes on opportunities"}
SELLS = READS_NOTES | {"add opportunities", "modify opportunities", "specify progress", "handle marketing tasks"}
SELLS |= {"add notes to opportunities", "read the audit log"}
STEERS = SELLS | {"void, reopen and transfer opportunities", "manage marketing tasks"}
ADMINISTERS = {"view who showed full customer details"}
#: (kind of partner, role): whose rows, what can be done, whether that is looking only.
LAW = {
    ("distributor", "administrator"): ("the partner and its resellers", STEERS | ADMINISTERS, False),
    ("distributor", "account_manager"): ("the person", SELLS, False),
    ("distributor", "director"): ("the account managers whom the person directs", READS_NOTES, True),
    ("reseller", "administrator"): ("the partner", SEES | ADMINISTERS | {"read the audit log"}, True),
    ("reseller", "account_manager"): ("the person", SEES | {"read the audit log"}, True),
    ("reseller", "director"): ("the account managers whom the person directs", SEES, True),
}


@pytest.mark.parametrize(("kind", "role"), LAW)
def test_a_role_is_what_the_law_says(kind, role):
    standing = standing_of(kind, role)
    found = (standing.reach.value, {capability.value for capability in standing.capabilities}, standing.only_views)
    assert found == LAW[kind, role]


def test_every_role_in_every_kind_of_partner_has_a_standing():
    assert set(STANDINGS) == {(kind, role) for kind in PartnerKind for role in Role}
    assert {(kind.value, role.value) for kind, role in STANDINGS} == set(LAW)


def test_nobody_without_a_partner_can_do_anything():
    assert standing_of(None, "") is OUTSIDE
    assert (OUTSIDE.reach, OUTSIDE.capabilities) == (Reach.NOTHING, frozenset())


def test_every_capability_has_its_sentence():
    sentences = [str(capability.refusal) for capability in Capability]
    assert all(sentence.startswith("Only ") and sentence.endswith(".") for sentence in sentences)
    assert len(set(sentences)) == len(Capability)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_document_is_that_of_the_code(language):
    """After a change: `python -m accounts.access_document > docs/access.md`."""
    stored = Path(__file__).resolve().parents[2] / "docs" / "access.md"
    with override(language):
        assert document() == stored.read_text(encoding="utf-8")
