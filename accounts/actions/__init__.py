"""What is done to partners and members, by operators, administrators and themselves."""

from accounts.actions.account import (
    choose_mails,
    confirm_reveals,
    prefer_list,
    reveal,
    save_member,
    save_partner,
    set_password,
    set_preference,
)
from accounts.actions.export_file import make_export
from accounts.actions.exports import NoRoom, TooMany, create_export, delete_export, download_export
from accounts.actions.founding import invite_founder
from accounts.actions.invitations import invite_member, join, resend_invitation, withdraw_invitation
from accounts.actions.members import Left, deactivate_member, modify_member, reactivate_member

__all__ = [
    "Left",
    "NoRoom",
    "TooMany",
    "choose_mails",
    "confirm_reveals",
    "create_export",
    "deactivate_member",
    "delete_export",
    "download_export",
    "invite_founder",
    "invite_member",
    "join",
    "make_export",
    "modify_member",
    "prefer_list",
    "reactivate_member",
    "resend_invitation",
    "reveal",
    "save_member",
    "save_partner",
    "set_password",
    "set_preference",
    "withdraw_invitation",
]
