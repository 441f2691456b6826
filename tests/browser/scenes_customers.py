"""The scenes of what is done to customers and resellers; scenes.py has all the others."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser.scene import SALES, Scene, at
from tests.browser.steps import press


def _customer_act(act: str) -> Callable[[Page], None]:
    """A page of an associated customer of the distributor's own."""

    def play(page: Page) -> None:
        page.goto(f"{SALES}/customers/mine/?relation=associated")
        page.goto(f"{page.get_by_role('link', name='CUS-').first.get_attribute('href')}{act}/")

    return play


def _ticked(page: Page) -> None:
    page.goto(f"{SALES}/customers/mine/")
    for place in (0, 1):
        page.locator("[id^=tick-]").nth(place).check()
    expect(page.get_by_role("button", name=_("Assign account manager"))).to_be_visible()


def _ticked_asked(page: Page) -> None:
    _ticked(page)
    press(page, "Assign account manager")
    expect(page.get_by_label(_("New account manager"))).to_be_visible()


def _nobody_assigned(page: Page) -> None:
    _customer_act("assign")(page)
    press(page, "Assign account manager")
    expect(page.get_by_role("group", name=_("There is a problem"))).to_be_visible()


def _reseller(act: str = "") -> Callable[[Page], object]:
    return at(f"{SALES}/resellers/RSL-0001/{act}")


CUSTOMER_SCENES = [
    Scene("customers-ticked", "northstar", _ticked, within=".pc-batch"),
    Scene("assign", "northstar", _ticked_asked),
    Scene("assign-error", "northstar", _nobody_assigned, 422),
    Scene("customer-assignment", "northstar", at(f"{SALES}/customers/assignment/")),
    Scene("customer-assigned", "northstar", at(f"{SALES}/customers/assignment/?show=assigned")),
    Scene("customer-modify", "northstar", _customer_act("modify")),
    Scene("disassociate", "northstar", _customer_act("disassociate")),
    Scene("resellers", "northstar", at(f"{SALES}/resellers/")),
    Scene("resellers-director", "dora", at(f"{SALES}/resellers/")),
    Scene("reseller", "northstar", _reseller()),
    Scene("reseller-assign", "northstar", _reseller("assign/")),
    Scene("reseller-suspend", "northstar", _reseller("suspend/")),
    Scene("reseller-terminate", "northstar", _reseller("terminate/")),
    Scene("reseller-sharing", "northstar", _reseller("sharing/")),
]
