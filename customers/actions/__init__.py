"""What is done to customers and resellers: by people, by operators, and by time."""

from customers.actions.assign import assign_customers, disassociate_customer, modify_customer
from customers.actions.imports import (
    cancel_import,
    go_on_with_import,
    match_import,
    start_import,
    start_undo,
    upload_import,
)
from customers.actions.preregistration import (
    associate,
    preregister,
    preregister_again,
    release,
    review_preregistration,
    save_protected_account,
)
from customers.actions.records import save_customer, save_reference_entry
from customers.actions.resellers import assign_resellers, share_opportunities, steer_reseller

__all__ = [
    "assign_customers",
    "assign_resellers",
    "associate",
    "cancel_import",
    "disassociate_customer",
    "go_on_with_import",
    "match_import",
    "modify_customer",
    "preregister",
    "preregister_again",
    "release",
    "review_preregistration",
    "save_customer",
    "save_protected_account",
    "save_reference_entry",
    "share_opportunities",
    "start_import",
    "start_undo",
    "steer_reseller",
    "upload_import",
]
