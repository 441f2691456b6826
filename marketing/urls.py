"""The addresses of marketing tasks, each with the capability that its page needs."""

from django.urls import path, register_converter

from accounts.access import needs
from accounts.roles import Capability
from customers.urls import CustomerNumber
from marketing.forms.handle import HandleForm
from marketing.forms.targets import AssignForm
from marketing.forms.task import TaskForm
from marketing.moves import Move
from marketing.views import assign, choose, details, handle, list, move, new, opportunities, remove, tasks, upload
from partner_center.web.sent import names_of

FORM = ("GET", "HEAD", "POST")
VIEW = Capability.VIEW_TASKS
HANDLE = Capability.HANDLE_TASKS
MANAGE = Capability.MANAGE_TASKS
TASK = names_of(TaskForm)
TASKS = "sales/marketing-tasks"
TASK_PAGE = f"{TASKS}/<task:number>"


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
    path(f"{TASKS}/", needs(VIEW, list.task_list, methods=FORM), name="list"),
    path(f"{TASKS}/all/", needs(MANAGE, tasks.tasks), name="tasks"),
    path(f"{TASKS}/new/", needs(MANAGE, new.new, methods=FORM, sends=TASK, keeps=True), name="new"),
    path(f"{TASK_PAGE}/", needs(VIEW, details.details, methods=FORM), name="details"),
    path(f"{TASK_PAGE}/opportunities/", needs(VIEW, opportunities.opportunities), name="opportunities"),
    path(
        f"{TASK_PAGE}/edit/",
        needs(MANAGE, new.edit, methods=FORM, within=VIEW, sends=TASK, keeps=True),
        name="edit",
    ),
    *(
        path(
            f"{TASK_PAGE}/{asked.value}/", needs(MANAGE, move.move, methods=FORM, within=VIEW), {"asked": asked}, "move"
        )
        for asked in Move
    ),
    path(
        f"{TASK_PAGE}/customers/",
        needs(MANAGE, choose.choose, methods=FORM, within=VIEW, sends={"customer"}),
        name="choose",
    ),
    path(
        f"{TASK_PAGE}/customers/file/",
        needs(MANAGE, upload.upload, methods=FORM, within=VIEW, sends={"file", "numbers"}),
        name="upload",
    ),
    path(
        f"{TASK_PAGE}/assign/",
        needs(MANAGE, assign.assign, methods=FORM, within=VIEW, sends=names_of(AssignForm) | {"customer"}),
        name="assign",
    ),
    path(
        f"{TASK_PAGE}/<target_customer:customer>/remove/",
        needs(MANAGE, remove.remove, methods=FORM, within=VIEW),
        name="remove",
    ),
    path(
        f"{TASK_PAGE}/<target_customer:customer>/handle/",
        needs(HANDLE, handle.handle, methods=FORM, within=VIEW, sends=names_of(HandleForm), keeps=True),
        name="handle",
    ),
]
