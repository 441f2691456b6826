"""The scenes of the pages on which administrators make marketing tasks; scenes.py has all the others."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser.scene import SALES, Scene, at
from tests.browser.steps import title
from tests.support.tasks import ROOT


def managed_task(path: str, task: str = "Cloud backup Q4") -> Callable[[Page], None]:
    """A page below the task, or the task's own page."""

    def play(page: Page) -> None:
        page.goto(f"{ROOT}/all/")
        page.get_by_role("link", name=task, exact=True).first.click()
        expect(title(page, task)).to_be_visible()
        if path:
            page.goto(f"{page.url.partition('#')[0]}{path}")

    return play


def new_task_refused(page: Page) -> None:
    page.goto(f"{ROOT}/new/")
    page.get_by_label(_("Large-order Renewal")).check()
    page.get_by_role("button", name=_("Save draft")).click()
    expect(page.get_by_role("group", name=_("There is a problem"))).to_be_visible()


def file_looked_at(page: Page) -> None:
    managed_task("customers/file/")(page)
    content = b"Customer ID\nCUS-000004\nCUS-000005\nCUS-000003\nCUS-999999\n"
    page.locator("input[type=file]").set_input_files({"name": "ids.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name=_("Preview")).click()
    expect(page.get_by_role("link", name=_("Choose another file"))).to_be_visible()


MARKETING_SCENES = [
    Scene("task-new", "northstar", at(f"{SALES}/marketing-tasks/new/")),
    Scene("task-new-error", "northstar", new_task_refused, 422),
    Scene("task-draft", "northstar", managed_task("", "Three-year order of Crystal Creek")),
    Scene("task-edit", "northstar", managed_task("edit/")),
    Scene("task-end", "northstar", managed_task("end/")),
    Scene("task-customers", "northstar", managed_task("customers/")),
    Scene("task-file", "northstar", managed_task("customers/file/")),
    Scene("task-file-preview", "northstar", file_looked_at),
    Scene("task-assign", "northstar", managed_task("assign/?customer=CUS-000001")),
    Scene("task-opportunities", "northstar", managed_task("opportunities/")),
]
