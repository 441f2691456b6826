"""Companies that Northstar has invited to become resellers. No mail is sent: nobody waits for one."""

from datetime import datetime, timedelta

from accounts.audit import record
from accounts.models import Notification, User
from accounts.numbers import next_value
from customers.models import Application
from customers.models.application import VALID_FOR
from opportunities.demo.parties import Parties
from partner_center.web.tokens import new_token

State = Application.State
#: State, days since the invitation, company, e-mail address of the invitation, and what the company said.
APPLICATIONS: tuple[tuple[str, int, str, str, dict[str, str]], ...] = (
    (
        State.REJECTED,
        40,
        "Quick Orbit Trading",
        "",
        {
            "registration_number": "91440300MA5D0Q2X4B",
            "contact_name": "Rui Gomes",
            "email": "rui@quick-orbit.example",
            "mobile": "+86 13900010003",
            "website": "www.quick-orbit.example",
            "offer": "Used hardware for small shops.",
            "reason": "We look for companies that support their customers after the sale.",
        },
    ),
    (State.EXPIRED, 30, "Old Bridge Networks", "post@old-bridge.example", {}),
    (
        State.APPLIED,
        6,
        "Harbor Lights IT Services",
        "lin.mei@harbor-lights.example",
        {
            "registration_number": "91310000MA1K4HL07C",
            "contact_name": "Lin Mei",
            "email": "lin.mei@harbor-lights.example",
            "mobile": "+86 13900010001",
            "website": "www.harbor-lights.example",
            "offer": "Networks, backup and support for hotels and clinics in the harbour cities; eleven people.",
        },
    ),
    (
        State.APPLIED,
        3,
        "云桥信息技术有限公司",
        "",
        {
            "registration_number": "91110108MA01Y7QW2F",
            "contact_name": "周岚",
            "email": "zhou.lan@yunqiao.example",
            "mobile": "+86 13900010002",
            "offer": "为制造企业提供 ERP 实施、数据库迁移和运维服务。",
        },
    ),
    (State.INVITED, 2, "Blue Summit Networks", "office@blue-summit.example", {}),
    (State.INVITED, 1, "Granite Peak Software", "", {}),
)
_NOTED = {
    State.REJECTED: "cooperation rejected",
    State.EXPIRED: "reseller invitation expired",
    State.APPLIED: "cooperation applied for",
}


def load_applications(parties: Parties, *, now: datetime) -> None:
    administrator = parties.members["northstar"]
    for state, days, name, email, said in APPLICATIONS:
        sent = now - timedelta(days=days)
        invited = Application(
            tenant=administrator.tenant,
            number=f"APP-{next_value('APP', tenant_id=administrator.tenant.pk):04d}",
            state=state,
            name=name,
            language="zh-hans" if not name.isascii() else "en",
            by_mail=bool(email),
            digest=new_token()[1],
            invited_by=administrator,
            sent_at=sent,
            expires_at=sent + VALID_FOR,
            **{"country": "CN" if said else "", "email": email, **said},
        )
        _fill(invited, administrator, sent)
        invited.save(force_insert=True)
        record("reseller invited", on=invited, by=administrator)
        if noted := _NOTED.get(State(state)):
            record(noted, on=invited, by=administrator if state == State.REJECTED else None)
        if state == State.APPLIED:
            Notification.objects.create(
                tenant=administrator.tenant,
                recipient=administrator,
                kind=Notification.Kind.COOPERATION_APPLIED,
                subject_kind="application",
                reference=invited.number,
                at=invited.changed_at,
            )


def _fill(application: Application, administrator: User, sent: datetime) -> None:
    """When it was applied for and decided: one day and two days after the invitation."""
    application.changed_at = sent
    if application.state in {State.APPLIED, State.REJECTED}:
        application.applied_at = application.changed_at = sent + timedelta(days=1)
    if application.state == State.REJECTED:
        application.decided_at = application.changed_at = sent + timedelta(days=2)
        application.decided_by = administrator
    if application.state == State.EXPIRED:
        application.changed_at = application.expires_at
