"""Member Management, and what strangers see who come with a link."""

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser.scene import Scene, at
from tests.browser.steps import press


def _invite_preview(page: Page) -> None:
    page.goto("/partner/organization/invitations/new/")
    page.get_by_label(_("Email")).fill("tom.reyes@northstar.example")
    page.get_by_label(_("Name"), exact=True).fill("Tom Reyes")
    page.get_by_label(_("Account Manager"), exact=True).check()
    press(page, "Preview e-mail")
    expect(page.get_by_role("region", name=_("Preview of the e-mail"))).to_be_visible()


def _another_role(page: Page) -> None:
    """What follows when an account manager becomes something else; nothing is saved."""
    page.goto("/partner/organization/members/ana/")
    page.get_by_label(_("Account Manager Director"), exact=True).check()
    press(page, "Save")
    expect(page.get_by_role("group", name=_("Check what follows"))).to_be_visible()


MEMBER_SCENES = [
    Scene("members", "northstar", at("/partner/organization/members/")),
    Scene("member", "northstar", at("/partner/organization/members/ana/")),
    Scene("member-own", "skyline", at("/partner/organization/members/skyline/")),
    Scene("member-another-role", "northstar", _another_role, 422),
    Scene("deactivate", "northstar", at("/partner/organization/members/ana/deactivate/")),
    Scene("invitations", "northstar", at("/partner/organization/invitations/")),
    Scene("invite", "northstar", _invite_preview),
    Scene("join-closed", "", at("/join/unknown/"), 404),
]
