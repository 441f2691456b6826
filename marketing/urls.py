"""The addresses of marketing tasks, each with the capability that its page needs."""

from django.urls import path, register_converter

from accounts.access import needs
from accounts.roles import Capability
from customers.urls import CustomerNumber
from marketing.forms import HandleForm
from marketing.views import details, handle, list
from partner_center.web.sent import names_of

FORM = ("GET", "HEAD", "POST")
VIEW = Capability.VIEW_TASKS
HANDLE = Capability.HANDLE_TASKS


class TaskNumber:
    """MT-2026-00045, in any case: a wrong one leads to the right one."""

    regex = r"[Mm][Tt]-[0-9]{4}-[0-9]{5,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TaskNumber, "task")
register_converter(CustomerNumber, "target_customer")

app_name = "marketing"
urlpatterns = [
    path("sales/marketing-tasks/", needs(VIEW, list.task_list, methods=FORM), name="list"),
    path("sales/marketing-tasks/<task:number>/", needs(VIEW, details.details, methods=FORM), name="details"),
    path(
        "sales/marketing-tasks/<task:number>/<target_customer:customer>/handle/",
        needs(HANDLE, handle.handle, methods=FORM, within=VIEW, sends=names_of(HandleForm), keeps=True),
        name="handle",
    ),
]
