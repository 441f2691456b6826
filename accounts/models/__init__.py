"""Who: partners, their members, the counters of their numbers, invitations, the audit log.

What members may do stands in roles.py; nothing here knows a customer or an opportunity.
"""

from accounts.models.audit import AuditEntry, AuditLink, reference_of
from accounts.models.invitation import MemberInvitation
from accounts.models.members import Counter, Partner, User

__all__ = ["AuditEntry", "AuditLink", "Counter", "MemberInvitation", "Partner", "User", "reference_of"]
