"""The views that Business Opportunities offers: names for what people ask for again and again. Each is only a link."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from opportunities.forms.filters import OpportunityFilterForm, Period
from opportunities.progress import Status
from partner_center.web.filters import PLACE, UNUSED

#: What an address says besides its filters: the text, and how the rows stand.
_NO_FILTER = {*PLACE, "q", "sort"}
#: What an address without a filter shows.
OPEN = {"status": Status.ACTIVE.value}


def offered() -> list[tuple[str, dict[str, str]]]:
    """The views, each with the filters for which it stands."""
    return [
        (_("All open"), OPEN),
        (_("Attaining this month"), {"status": Status.ACTIVE.value, "attain": Period.MONTH.value}),
        (_("Needs an update"), {"only": "update"}),
        (_("Won this quarter"), {"status": Status.WON.value, "signed": Period.QUARTER.value}),
        (_("Suspended"), {"status": Status.SUSPENDED.value}),
        (_("Lost"), {"status": Status.LOST.value}),
        (_("All"), {"attain": Period.ANY.value}),
    ]


def menu(form: OpportunityFilterForm) -> dict[str, Any]:
    """The menu: the name of what is on screen, and the links. They keep the order and begin at the top."""
    asked = {
        name: [value for value in values if value]
        for name, values in form.data.lists()
        if name in form.fields and name not in _NO_FILTER and form.good.get(name) not in UNUSED
    }
    links = []
    for label, filters in offered():
        kept = {"sort": form.address["sort"]} if "sort" in form.address else {}
        current = asked == {name: [value] for name, value in filters.items() if value != Period.ANY}
        query = urlencode(kept if filters == OPEN else filters | kept)
        links.append({"label": label, "url": f"?{query}", "current": current})
    return {"current": next((link["label"] for link in links if link["current"]), _("Custom")), "links": links}
