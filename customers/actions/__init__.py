"""What is done to customers and resellers: by people, by operators, and by time."""

from customers.actions.assign import assign_customers, disassociate_customer, modify_customer
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
    "assign_customers",
    "assign_resellers",
    "associate",
    "disassociate_customer",
    "invite_customers",
    "make_link",
    "modify_customer",
    "preregister",
    "preregister_again",
    "release",
    "review_preregistration",
    "save_customer",
    "save_protected_account",
    "save_reference_entry",
    "share_opportunities",
    "steer_reseller",
    "withdraw_customer_invitation",
]
