"""One import: how far a worker is, what would come of the file, and what came of it; and the buttons that go on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from customers.actions import go_on_with_import, start_import
from customers.columns import DEVELOPMENT
from customers.import_columns import NEW, file_name, result, url_of
from customers.imports import tables
from customers.imports.pages import heading_of, of_import, room_left, stops, trail
from customers.models import Customer, CustomerImport, ImportLine
from customers.permissions import can_go_on, can_match, can_read_rows, can_start, can_undo
from partner_center.web import formats
from partner_center.web.freshness import PROGRESS
from partner_center.web.page import page, see_other

State = CustomerImport.State
Line = ImportLine.State
#: Where in the four steps an import is; what stopped or was undone was at the last one.
_PLACES = {State.MATCHING: 1, State.CHECKING: 2, State.PREVIEWED: 2}

_IN_REVIEW = f"{DEVELOPMENT}/?state={Customer.State.PENDING_REVIEW.value}"


@of_import
def import_details(request: HttpRequest, batch: CustomerImport) -> HttpResponse:
    user = member_of(request)
    if batch.state == State.MATCHING and can_match(user, batch):
        return see_other(f"{url_of(batch)}match/")
    context = {
        "batch": batch,
        "state": State(batch.state),
        "heading": heading_of(batch),
        "file": file_name(batch, user),
        "stops": stops(_PLACES.get(State(batch.state), 3), user, batch),
        "result": result(batch),
        "url": url_of(batch),
        "may_read": bool(can_read_rows(user, batch)),
        "breadcrumb": trail((heading_of(batch), None)),
        **_of_state(user, batch),
    }
    # Once the worker is done, whoever watched it gets the whole page.
    return page(request, "customers/import_details.html", context, fragments=(PROGRESS,) if batch.runs else ())


@of_import
def import_run(request: HttpRequest, batch: CustomerImport) -> HttpResponse:
    """The last button: until it is pressed, nothing of the file is a customer. Also lets go on what has stopped."""
    by = member_of(request)
    if can_go_on(by, batch):
        go_on_with_import(batch=batch, by=by)
    else:
        start_import(batch=batch, by=by)
    return see_other(url_of(batch))


def _of_state(user: User, batch: CustomerImport) -> dict[str, Any]:
    """What only the page of this state says, and only to whoever may read it."""
    if batch.runs:
        return {"done": formats.whole(min(batch.done, batch.total)), "total": formats.whole(batch.total)}
    reads = can_read_rows(user, batch)
    told: list[tables.Table] = []
    if reads and batch.number_of(Line.FAULTY, Line.REFUSED):
        told.append(tables.unwanted_rows(batch, user))
    if reads and batch.state == State.PREVIEWED and batch.number_of(Line.NEW, Line.UPDATE):
        told.append(tables.good_rows(batch, user))
    if batch.number_of(Line.KEPT):
        told.append(tables.kept_rows(batch))
    return {
        "tables": told,
        "good": batch.number_of(Line.NEW, Line.UPDATE),
        "unwanted": batch.number_of(Line.FAULTY, Line.REFUSED),
        "room": _room(user, batch) if batch.state == State.PREVIEWED else "",
        "may_start": bool(can_start(user, batch)),
        "may_go_on": bool(can_go_on(user, batch)),
        "correct_url": f"{NEW}?instead={batch.pk}",
        "undo_until": _undo_until(user, batch),
        "reviews_url": _IN_REVIEW if batch.number_of(Line.IN_REVIEW) else "",
    }


def _room(user: User, batch: CustomerImport) -> str:
    """Said before anything is imported: how many of the new ones the company's limit lets in."""
    room, new = room_left(user), batch.number_of(Line.NEW)
    if new <= room:
        return ""
    words = {"room": formats.whole(room), "rest": formats.whole(new - room)}
    text = _(
        "Your company can preregister %(room)s more customers now, 100 at a time. Of the new ones, %(rest)s stay out:"
        " import them again once others are associated or released."
    )
    return text % words


def _undo_until(user: User, batch: CustomerImport) -> str:
    until = batch.undo_until()
    if until is None or not can_undo(user, batch, timezone.now()):
        return ""
    return formats.moment(until, user.tenant.time_zone)
