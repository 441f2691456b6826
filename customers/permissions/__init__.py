"""What somebody may do to customers, to preregistrations, to resellers and to their applications, now."""

from customers.permissions.applications import can_apply, can_decide, can_follow, can_send_again, can_withdraw
from customers.permissions.customers import (
    can_assign,
    can_disassociate,
    can_modify,
    can_work_with,
    is_workable,
)
from customers.permissions.imports import (
    can_cancel,
    can_go_on,
    can_import,
    can_match,
    can_read_rows,
    can_start,
    can_undo,
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
    "can_apply",
    "can_assign",
    "can_be_mailed",
    "can_cancel",
    "can_decide",
    "can_disassociate",
    "can_follow",
    "can_go_on",
    "can_import",
    "can_invite",
    "can_manage_reseller",
    "can_match",
    "can_modify",
    "can_preregister",
    "can_preregister_again",
    "can_read_rows",
    "can_release",
    "can_resume",
    "can_review",
    "can_send_again",
    "can_start",
    "can_suspend",
    "can_terminate",
    "can_undo",
    "can_withdraw",
    "can_withdraw_invitation",
    "can_work_with",
    "is_workable",
    "still_invites",
]
