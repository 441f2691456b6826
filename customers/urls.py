"""The addresses of customers and resellers, each with the capability that its page needs."""

from django.urls import path, register_converter

from accounts.access import needs
from accounts.roles import Capability
from customers.application_urls import APPLICATIONS
from customers.forms.imports import MatchForm, UploadForm
from customers.forms.manage import AssignForm, ReasonForm
from customers.forms.preregistration import PreregisterForm, ReleaseForm
from customers.imports.words import FIELDS
from customers.models import Group
from customers.views import (
    again,
    assign,
    assignment,
    details,
    development,
    disassociate,
    import_cancel,
    import_details,
    import_files,
    import_match,
    import_new,
    import_undo,
    imports,
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
IMPORT = Capability.IMPORT_CUSTOMERS

REASON = names_of(ReasonForm)
TO_WHOM = names_of(AssignForm) | {"next"}
MATCH = names_of(MatchForm) | FIELDS.keys()


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
    *APPLICATIONS,
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
    path("sales/imports/", needs(IMPORT, imports.imports), name="imports"),
    path(
        "sales/imports/new/",
        needs(IMPORT, import_new.import_new, methods=FORM, sends=names_of(UploadForm) | {"instead"}, uploads=True),
        name="import_new",
    ),
    path("sales/imports/template/", needs(IMPORT, import_files.import_template), name="import_template"),
    path("sales/imports/<uuid:key>/", needs(IMPORT, import_details.import_details), name="import_details"),
    path(
        "sales/imports/<uuid:key>/match/",
        needs(IMPORT, import_match.import_match, methods=FORM, sends=MATCH),
        name="import_match",
    ),
    path(
        "sales/imports/<uuid:key>/run/", needs(IMPORT, import_details.import_run, methods=("POST",)), name="import_run"
    ),
    path("sales/imports/<uuid:key>/rows/", needs(IMPORT, import_files.import_rows), name="import_rows"),
    path(
        "sales/imports/<uuid:key>/cancel/",
        needs(IMPORT, import_cancel.import_cancel, methods=FORM),
        name="import_cancel",
    ),
    path("sales/imports/<uuid:key>/undo/", needs(IMPORT, import_undo.import_undo, methods=FORM), name="import_undo"),
]
