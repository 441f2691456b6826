"""The addresses of customers and resellers, each with the capability that its page needs."""

from django.urls import path, register_converter

from accounts.access import needs
from accounts.roles import Capability
from customers.forms.manage import AssignForm, ReasonForm
from customers.forms.preregistration import PreregisterForm, ReleaseForm
from customers.models import Group
from customers.views import (
    again,
    assign,
    assignment,
    details,
    development,
    disassociate,
    invitations,
    invite,
    invite_by_mail,
    list,
    modify,
    preregister,
    release,
    reseller,
    reseller_assign,
    resellers,
    steer_reseller,
)
from partner_center.web.sent import names_of

FORM = ("GET", "HEAD", "POST")
VIEW = Capability.VIEW_CUSTOMERS
PREREGISTER = Capability.PREREGISTER_CUSTOMERS
ASSIGN = Capability.ASSIGN_CUSTOMERS
RESELLERS = Capability.VIEW_RESELLERS
MANAGE = Capability.MANAGE_RESELLERS

REASON = names_of(ReasonForm)
TO_WHOM = names_of(AssignForm) | {"next"}


class CustomerNumber:
    """CUS-100042, in any case: a wrong one leads to the right one."""

    regex = r"[Cc][Uu][Ss]-[0-9]{6,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ResellerNumber(CustomerNumber):
    """RSL-0102, in any case."""

    regex = r"[Rr][Ss][Ll]-[0-9]{4,12}"


register_converter(CustomerNumber, "customer")
register_converter(ResellerNumber, "reseller")

customer_list = needs(VIEW, list.customer_list, methods=FORM)

app_name = "customers"
urlpatterns = [
    path("sales/customers/", needs(VIEW, list.start), name="start"),
    path("sales/customers/mine/", customer_list, {"group": Group.MINE}, name="list"),
    path("sales/customers/resellers/", customer_list, {"group": Group.RESELLERS}, name="list"),
    path("sales/customers/assignment/", needs(ASSIGN, assignment.assignment, methods=FORM), name="assignment"),
    path(
        "sales/customers/assign/",
        needs(ASSIGN, assign.assign_many, methods=FORM, sends=TO_WHOM | {"customer"}),
        name="assign_many",
    ),
    path("sales/customers/<customer:number>/", needs(VIEW, details.details, methods=FORM), name="details"),
    path(
        "sales/customers/<customer:number>/modify/",
        needs(Capability.MODIFY_CUSTOMERS, modify.modify, methods=FORM, within=VIEW, sends=modify.SENDS, keeps=True),
        name="modify",
    ),
    path(
        "sales/customers/<customer:number>/assign/",
        needs(ASSIGN, assign.assign, methods=FORM, within=VIEW, sends=TO_WHOM | {"customer"}),
        name="assign",
    ),
    path(
        "sales/customers/<customer:number>/disassociate/",
        needs(
            Capability.DISASSOCIATE_CUSTOMERS,
            disassociate.disassociate,
            methods=FORM,
            within=VIEW,
            sends=REASON,
            keeps=True,
        ),
        name="disassociate",
    ),
    path("sales/resellers/", needs(RESELLERS, resellers.resellers, methods=FORM), name="resellers"),
    path(
        "sales/resellers/assign/",
        needs(MANAGE, reseller_assign.reseller_assign_many, methods=FORM, sends=TO_WHOM | {"reseller"}),
        name="reseller_assign_many",
    ),
    path("sales/resellers/<reseller:number>/", needs(RESELLERS, reseller.reseller, methods=FORM), name="reseller"),
    path(
        "sales/resellers/<reseller:number>/assign/",
        needs(MANAGE, reseller_assign.reseller_assign, methods=FORM, within=RESELLERS, sends=TO_WHOM | {"reseller"}),
        name="reseller_assign",
    ),
    *(
        path(
            f"sales/resellers/<reseller:number>/{name}/",
            needs(MANAGE, view, methods=FORM, within=RESELLERS, sends=REASON, keeps=True),
            name=name,
        )
        for name, view in (
            ("suspend", steer_reseller.suspend),
            ("resume", steer_reseller.resume),
            ("terminate", steer_reseller.terminate),
        )
    ),
    path(
        "sales/resellers/<reseller:number>/sharing/",
        needs(MANAGE, steer_reseller.sharing, methods=FORM, within=RESELLERS, sends={"share"}),
        name="sharing",
    ),
    path(
        "sales/customers/<customer:number>/release/",
        needs(PREREGISTER, release.release, methods=FORM, within=VIEW, sends=names_of(ReleaseForm), keeps=True),
        name="release",
    ),
    path(
        "sales/customers/<customer:number>/preregister/",
        needs(PREREGISTER, again.again, methods=FORM, within=VIEW),
        name="again",
    ),
    path(
        "sales/customers/<customer:number>/invite/",
        needs(PREREGISTER, invite.invite, methods=FORM, within=VIEW),
        name="invite",
    ),
    path(
        "sales/customer-development/invite/",
        needs(PREREGISTER, invite_by_mail.invite_by_mail, methods=FORM, sends={"customer", "next"}),
        name="invite_by_mail",
    ),
    path(
        "sales/customer-development/invitations/",
        needs(VIEW, invitations.invitations, methods=FORM),
        name="invitations",
    ),
    path(
        "sales/customer-development/invitations/<uuid:key>/withdraw/",
        needs(PREREGISTER, invitations.withdraw, methods=("POST",), within=VIEW, sends={"next"}),
        name="withdraw_invitation",
    ),
    path("sales/customer-development/", needs(VIEW, development.development, methods=FORM), name="development"),
    path(
        "sales/customer-development/new/",
        needs(PREREGISTER, preregister.preregister, methods=FORM, sends=names_of(PreregisterForm), keeps=True),
        name="preregister",
    ),
]
