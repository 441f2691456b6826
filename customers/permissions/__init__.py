"""What somebody may do to customers, to preregistrations and to resellers, now."""

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
from customers.permissions.preregistration import can_preregister, can_preregister_again, can_release, can_review
from customers.permissions.resellers import can_manage_reseller, can_resume, can_suspend, can_terminate

__all__ = [
    "can_assign",
    "can_cancel",
    "can_disassociate",
    "can_go_on",
    "can_import",
    "can_manage_reseller",
    "can_match",
    "can_modify",
    "can_preregister",
    "can_preregister_again",
    "can_read_rows",
    "can_release",
    "can_resume",
    "can_review",
    "can_start",
    "can_suspend",
    "can_terminate",
    "can_undo",
    "can_work_with",
    "is_workable",
]
