"""What is done to customers and resellers: by people, by operators, and by time."""

from customers.actions.applications import (
    apply,
    invite_reseller,
    send_application_again,
    withdraw_application,
)
from customers.actions.assign import assign_customers, disassociate_customer, modify_customer
from customers.actions.decide import decide_applications
from customers.actions.imports import (
    cancel_import,
    go_on_with_import,
    match_import,
    start_import,
    start_undo,
    upload_import,
)
from customers.actions.invitations import (
    accept_invitation,
    invite_customers,
    make_link,
    withdraw_customer_invitation,
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
    "accept_invitation",
    "apply",
    "assign_customers",
    "assign_resellers",
    "associate",
    "cancel_import",
    "decide_applications",
    "disassociate_customer",
    "go_on_with_import",
    "invite_customers",
    "invite_reseller",
    "make_link",
    "match_import",
    "modify_customer",
    "preregister",
    "preregister_again",
    "release",
    "review_preregistration",
    "save_customer",
    "save_protected_account",
    "save_reference_entry",
    "send_application_again",
    "share_opportunities",
    "start_import",
    "start_undo",
    "steer_reseller",
    "upload_import",
    "withdraw_application",
    "withdraw_customer_invitation",
]
