"""The table of roles against domain 3, by hand, and the document that is generated from it."""

from pathlib import Path

import pytest
from django.utils.translation import override

from accounts.access_document import document
from accounts.roles import OUTSIDE, STANDINGS, Capability, PartnerKind, Reach, Role, standing_of, while_suspended

SEES = {"use the Partner Center", "view opportunities", "view customers", "view marketing tasks"}
READS_NOTES = SEES | {"read notes on opportunities"}
SELLS = READS_NOTES | {"add opportunities", "modify opportunities", "specify progress", "handle marketing tasks"}
SELLS |= {"add notes to opportunities", "read the audit log", "modify customers", "preregister and release customers"}
STEERS = SELLS | {"void, reopen and transfer opportunities", "disassociate customers"}
STEERS |= {"view resellers", "manage resellers", "view cooperation applications", "manage marketing tasks"}
ADMINISTERS = {"manage members", "view who showed full customer details", "assign account managers to customers"}
ADMINISTERS |= {"export customers", "import customers"}
SEES_OF_RESELLER = SEES | {"view the own distributor"}
SELLS_FOR_RESELLER = SEES_OF_RESELLER | {"read the audit log", "modify customers", "preregister and release customers"}
#: (kind of partner, role): whose rows, what can be done.
LAW = {
    ("distributor", "administrator"): ("the partner and its resellers", STEERS | ADMINISTERS),
    ("distributor", "account_manager"): ("the person", SELLS),
    ("distributor", "director"): (
        "the account managers whom the person directs",
        READS_NOTES | {"view resellers"},
    ),
    ("reseller", "administrator"): ("the partner", SELLS_FOR_RESELLER | ADMINISTERS),
    ("reseller", "account_manager"): ("the person", SELLS_FOR_RESELLER),
    ("reseller", "director"): ("the account managers whom the person directs", SEES_OF_RESELLER),
}


@pytest.mark.parametrize(("kind", "role"), LAW)
def test_a_role_is_what_the_law_says(kind, role):
    standing = standing_of(kind, role)
    assert (standing.reach.value, {capability.value for capability in standing.capabilities}) == LAW[kind, role]


@pytest.mark.parametrize(("kind", "role"), LAW)
def test_a_suspended_company_only_looks(kind, role):
    """It sees the rows of before; of what it could do, only looking is left, and the page of its members."""
    standing = while_suspended(standing_of(kind, role))
    changes = (
        "add",
        "modify",
        "specify",
        "handle",
        "preregister",
        "void",
        "disassociate",
        "assign",
        "export",
        "import",
    )
    left = {may for may in LAW[kind, role][1] if not may.startswith(changes)}
    left -= {"manage resellers", "manage marketing tasks"}
    assert (standing.reach.value, {capability.value for capability in standing.capabilities}) == (
        LAW[kind, role][0],
        left,
    )


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
