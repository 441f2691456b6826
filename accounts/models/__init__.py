"""Who: partners, their members, the counters of their numbers, invitations, notifications, mails, the audit log.

What members may do stands in roles.py; nothing here knows a customer or an opportunity.
"""

from accounts.models.audit import AuditEntry, AuditLink, reference_of
from accounts.models.export import Export, ExportFile
from accounts.models.invitation import MemberInvitation
from accounts.models.mail import Mail
from accounts.models.members import Counter, Partner, User
from accounts.models.notification import Notification

__all__ = [
    "AuditEntry",
    "AuditLink",
    "Counter",
    "Export",
    "ExportFile",
    "Mail",
    "MemberInvitation",
    "Notification",
    "Partner",
    "User",
    "reference_of",
]
