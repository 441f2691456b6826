"""The addresses of customers, each with the capability that its page needs."""

from django.urls import path, register_converter

from accounts.access import needs
from accounts.roles import Capability
from customers.forms_preregistration import PreregisterForm, ReleaseForm
from customers.models import Group
from customers.views import again, details, development, list, preregister, release
from partner_center.web.sent import names_of

EYES = ("GET", "HEAD", "POST")
VIEW = Capability.VIEW_CUSTOMERS
PREREGISTER = Capability.PREREGISTER_CUSTOMERS


class CustomerNumber:
    """CUS-100042, in any case: a wrong one leads to the right one."""

    regex = r"[Cc][Uu][Ss]-[0-9]{6,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CustomerNumber, "customer")

customer_list = needs(VIEW, list.customer_list, methods=EYES)

app_name = "customers"
urlpatterns = [
    path("sales/customers/", needs(VIEW, list.start), name="start"),
    path("sales/customers/mine/", customer_list, {"group": Group.MINE}, name="list"),
    path("sales/customers/resellers/", customer_list, {"group": Group.RESELLERS}, name="list"),
    path("sales/customers/<customer:number>/", needs(VIEW, details.details, methods=EYES), name="details"),
    path(
        "sales/customers/<customer:number>/release/",
        needs(PREREGISTER, release.release, methods=EYES, within=VIEW, sends=names_of(ReleaseForm), keeps=True),
        name="release",
    ),
    path(
        "sales/customers/<customer:number>/preregister/",
        needs(PREREGISTER, again.again, methods=EYES, within=VIEW),
        name="again",
    ),
    path("sales/customer-development/", needs(VIEW, development.development, methods=EYES), name="development"),
    path(
        "sales/customer-development/new/",
        needs(PREREGISTER, preregister.preregister, methods=EYES, sends=names_of(PreregisterForm), keeps=True),
        name="preregister",
    ),
]
