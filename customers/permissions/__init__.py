"""What somebody may do to customers, to preregistrations and to resellers, now."""

from customers.permissions.customers import (
    can_assign,
    can_disassociate,
    can_modify,
    can_work_with,
    is_workable,
)
from customers.permissions.invitations import (
    can_accept,
    can_be_mailed,
    can_invite,
    can_withdraw_invitation,
    still_invites,
)
from customers.permissions.preregistration import can_preregister, can_preregister_again, can_release, can_review
from customers.permissions.resellers import can_manage_reseller, can_resume, can_suspend, can_terminate

__all__ = [
    "can_accept",
    "can_assign",
    "can_be_mailed",
    "can_disassociate",
    "can_invite",
    "can_manage_reseller",
    "can_modify",
    "can_preregister",
    "can_preregister_again",
    "can_release",
    "can_resume",
    "can_review",
    "can_suspend",
    "can_terminate",
    "can_withdraw_invitation",
    "can_work_with",
    "is_workable",
    "still_invites",
]
