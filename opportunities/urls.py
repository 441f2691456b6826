"""The addresses of opportunities, each with the capability that its page needs."""

from django.urls import include, path, register_converter

from accounts.access import needs
from accounts.roles import Capability
from customers.models import Group
from opportunities.forms import sent
from opportunities.views import (
    add,
    added,
    autosave,
    details,
    discard,
    drafts,
    echo,
    entry,
    help,
    home,
    kept,
    list,
    list_preferences,
    modify,
    new,
    note,
    progress,
    steer,
)

LOOK = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")

USE = Capability.USE_PARTNER_CENTER
VIEW = Capability.VIEW_OPPORTUNITIES
ADD = Capability.ADD_OPPORTUNITIES
MODIFY = Capability.MODIFY_OPPORTUNITIES
PROGRESS = Capability.SPECIFY_PROGRESS
NOTE = Capability.ADD_NOTES
STEER = Capability.STEER_OPPORTUNITIES


class GroupConverter:
    """mine or resellers."""

    regex = "mine|resellers"

    def to_python(self, value: str) -> Group:
        return Group(value)

    def to_url(self, value: Group | str) -> str:
        return str(value)


class NumberConverter:
    """OPP-2026-000123, in any case: a wrong one leads to the right one."""

    regex = r"[Oo][Pp][Pp]-[0-9]{4}-[0-9]{6,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(GroupConverter, "group")
register_converter(NumberConverter, "opportunity")

of_draft = [
    path("", needs(ADD, drafts.resume, within=USE), name="resume"),
    path("customer/", needs(ADD, new.customer_step, methods=FORM, within=USE, sends=sent.CUSTOMER), name="customer"),
    *(
        path(
            f"{slug}/",
            needs(ADD, add.step, methods=FORM, within=USE, sends=names | {"revision"}, keeps=True),
            {"slug": slug},
            name=slug,
        )
        for slug, names in sent.STEPS.items()
    ),
    path(
        "<slug:slug>/autosave/",
        needs(ADD, autosave.autosave, methods=("POST",), within=USE, sends=sent.ANY_STEP | {"revision"}),
        name="autosave",
    ),
    path("discard/", needs(ADD, discard.discard, methods=FORM, within=USE), name="discard"),
    path("restore/", needs(ADD, drafts.restore, methods=("POST",), within=USE), name="restore"),
]

of_opportunity = [
    path("", needs(VIEW, details.details, methods=FORM), name="details"),
    path("added/", needs(ADD, added.added, within=VIEW), name="added"),
    path(
        "modify/<slug:tab>/",
        needs(MODIFY, modify.modify, methods=FORM, within=VIEW, sends=sent.MODIFY, keeps=True),
        name="modify",
    ),
    path(
        "progress/new/",
        needs(PROGRESS, progress.progress, methods=FORM, within=VIEW, sends=sent.PROGRESS, keeps=True),
        name="progress",
    ),
    path(
        "progress/new/autosave/",
        needs(PROGRESS, kept.keep, methods=("POST",), within=VIEW, sends=sent.PROGRESS),
        name="keep",
    ),
    path("progress/new/clear/", needs(PROGRESS, kept.clear, methods=("POST",), within=VIEW), name="clear"),
    path("progress/<int:entry>/", needs(VIEW, entry.entry), name="entry"),
    path("notes/new/", needs(NOTE, note.note, methods=FORM, within=VIEW, sends=sent.NOTE, keeps=True), name="note"),
    *(
        path(f"{name}/", needs(STEER, view, methods=FORM, within=VIEW, sends=sent.REASON, keeps=True), name=name)
        for name, view in (("void", steer.void), ("reopen", steer.reopen))
    ),
    path("transfer/", needs(STEER, steer.transfer, methods=FORM, within=VIEW, sends=sent.TRANSFER), name="transfer"),
]

app_name = "opportunities"
urlpatterns = [
    path("", needs(USE, home.home), name="home"),
    path("help/", needs(USE, help.help_page), name="help"),
    path("sales/", needs(USE, home.sales), name="sales"),
    path("sales/opportunities/", needs(VIEW, list.start), name="start"),
    path("sales/opportunities/<group:group>/", needs(VIEW, list.opportunity_list, methods=FORM), name="list"),
    path("sales/opportunities/new/", needs(ADD, new.new, methods=FORM, sends=sent.NEW), name="new"),
    path("sales/opportunities/echo/", needs(ADD, echo.echo, methods=("POST",), sends=sent.ECHO), name="echo"),
    path("sales/opportunities/drafts/", needs(ADD, drafts.draft_list, methods=FORM), name="drafts"),
    path("sales/opportunities/drafts/<uuid:draft_id>/", include(of_draft)),
    path("sales/opportunities/<opportunity:number>/", include(of_opportunity)),
    path(
        "preferences/lists/<slug:name>/",
        needs(USE, list_preferences.list_preferences, methods=FORM, sends=sent.LIST_PREFERENCES),
        name="list_preferences",
    ),
]
