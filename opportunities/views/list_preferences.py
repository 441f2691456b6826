"""List preferences: which columns a list shows to this person, in which order, and how many rows. Page and dialog."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.actions import prefer_list
from accounts.permissions import has
from opportunities.forms.list_preferences import ListPreferencesForm
from opportunities.lists import LISTS
from partner_center.web.list_preferences import Preferences, arranged, sent_order
from partner_center.web.page import page, saved, way_back

SAVED = "list-preferred"


def list_preferences(request: HttpRequest, name: str) -> HttpResponse:
    user = member_of(request)
    if name not in LISTS:
        raise Http404
    known = LISTS[name]
    has(user, known.capability).or_raise()
    preferences = Preferences.of(user.lists, name, known.columns(user))
    back = way_back(request.POST.get("next", request.GET.get("next", "")), known.address)
    form = ListPreferencesForm(initial={"size": preferences.size, "wraps": preferences.wraps})
    action = request.POST.get("action", "save")
    if request.method == "POST" and action == "defaults":
        prefer_list(name=name, preferences={}, by=user)
        return saved(request, back, event=SAVED)
    if request.method == "POST":
        form = ListPreferencesForm(request.POST)
        preferences = _sent(request, preferences, form)
        if form.is_valid() and action == "save":
            prefer_list(name=name, preferences=preferences.stored(), by=user)
            return saved(request, back, event=SAVED)
    context = {
        "form": form,
        "title": known.title,
        "preferences": preferences,
        "back": back,
        "pressed": action,
        "breadcrumb": [(_("Preferences"), None), (known.title, back), (_("List preferences"), None)],
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return page(request, "opportunities/list_preferences.html", context, fragments=("dialog",), status=status)


def _sent(request: HttpRequest, now: Preferences[Any], form: ListPreferencesForm) -> Preferences[Any]:
    """What the form says of columns that the list has. A size that it has not is left as it is, and refused."""
    shown = set(request.POST.getlist("show"))
    good = form.cleaned_data if form.is_valid() else {"size": now.size, "wraps": now.wraps}
    return replace(
        now,
        columns=arranged(now.columns, sent_order(request.POST)),
        hidden=frozenset(column.key for column in now.movable if column.key not in shown),
        **good,
    )
