"""The addresses of cooperation: applications to become a reseller, and a reseller's own distributor.

Each has the capability that its page needs.
"""

from django.urls import path, register_converter

from accounts.access import needs
from accounts.roles import Capability
from customers.forms.application import DecisionForm, InviteResellerForm
from customers.views import application, applications, decide, distributor, invite_reseller, renew_application
from partner_center.web.sent import names_of

FORM = ("GET", "HEAD", "POST")
VIEW = Capability.VIEW_APPLICATIONS
MANAGE = Capability.MANAGE_RESELLERS
DECISION = names_of(DecisionForm)
ROOT = "sales/resellers/applications"


class ApplicationNumber:
    """APP-0007, in any case: a wrong one leads to the right one."""

    regex = r"[Aa][Pp][Pp]-[0-9]{4,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ApplicationNumber, "application")

APPLICATIONS = [
    path(f"{ROOT}/", needs(VIEW, applications.applications, methods=FORM), name="applications"),
    path(
        f"{ROOT}/invite/",
        needs(MANAGE, invite_reseller.invite_reseller, methods=FORM, sends=names_of(InviteResellerForm), keeps=True),
        name="invite_reseller",
    ),
    path(
        f"{ROOT}/review/",
        needs(MANAGE, decide.decide_many, methods=FORM, sends=DECISION | {"application", "next"}),
        name="decide_many",
    ),
    path(
        f"{ROOT}/<application:number>/",
        needs(VIEW, application.application, methods=FORM),
        name="application",
    ),
    path(
        f"{ROOT}/<application:number>/review/",
        needs(MANAGE, decide.decide, methods=FORM, within=VIEW, sends=DECISION | {"application", "next"}, keeps=True),
        name="decide",
    ),
    path(
        f"{ROOT}/<application:number>/resend/",
        needs(MANAGE, renew_application.resend, methods=("POST",), within=VIEW),
        name="resend_application",
    ),
    path(
        f"{ROOT}/<application:number>/withdraw/",
        needs(MANAGE, renew_application.withdraw, methods=("POST",), within=VIEW),
        name="withdraw_application",
    ),
    path("organization/distributor/", needs(Capability.VIEW_DISTRIBUTOR, distributor.distributor), name="distributor"),
]
