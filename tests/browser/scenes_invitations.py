"""Invitations of customers in their states, and the page of whoever comes with a link."""

import re

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser.scene import SALES, Scene, at
from tests.browser.steps import press, row, title

DEVELOPMENT = f"{SALES}/customer-development"


def invite(page: Page) -> None:
    page.goto(f"{DEVELOPMENT}/?state=preregistered")
    row(page, "CUS-").get_by_role("link", name=_("Invite")).first.click()
    expect(title(page, "Invite customer")).to_be_visible()


def _link(page: Page) -> None:
    invite(page)
    press(page, "Make link")
    expect(page.get_by_role("heading", name=_("The link is ready"))).to_be_visible()


def _code(page: Page) -> None:
    invite(page)
    press(page, "Make QR code")
    expect(page.get_by_role("heading", name=_("The QR code is ready"))).to_be_visible()


def _preview(page: Page) -> None:
    invite(page)
    press(page, "Preview e-mail")
    expect(page.get_by_role("heading", name=_("Preview of the e-mail"))).to_be_visible()


def _ticked(page: Page) -> None:
    """All customers of the page that can be invited, the others not even tickable."""
    page.goto(f"{DEVELOPMENT}/")
    for box in page.get_by_role("checkbox", name=re.compile("CUS-")).all():
        box.check()
    page.get_by_role("button", name=_("Invite by e-mail")).click()
    expect(page.get_by_role("heading", name=_("Preview of the e-mail"))).to_be_visible()


def _offered(page: Page) -> None:
    """What the customer sees, with a member looking on."""
    _link(page)
    page.goto(page.get_by_label(_("Link"), exact=True).input_value())
    expect(page.get_by_text(_("Association type"))).to_be_visible()


INVITATION_SCENES = [
    Scene("customer-invite", "ana", invite),
    Scene("customer-link", "northstar", _link),
    Scene("customer-qr", "ana", _code),
    Scene("customer-mail", "ben", _preview),
    Scene("customer-mails", "northstar", _ticked),
    Scene("customer-offered", "ben", _offered),
    Scene("customer-invitations", "northstar", at(f"{DEVELOPMENT}/invitations/")),
    Scene("customer-invitations-director", "dora", at(f"{DEVELOPMENT}/invitations/")),
    Scene("customer-invitations-no-match", "ben", at(f"{DEVELOPMENT}/invitations/?q=zzzzz")),
    Scene("accept-closed", "", at("/invitations/unknown/"), 404),
]
