"""Help: how the daily work is done, who may do what, which keys there are, and whom to ask."""

from django.http import HttpRequest, HttpResponse

from accounts.access import member_of
from accounts.reveal_limits import A_DAY, IN_TEN_MINUTES
from accounts.roles import Capability
from opportunities.models.draft import KEPT as DRAFT_KEPT
from opportunities.models.kept_progress import KEPT as PROGRESS_KEPT
from partner_center.web.page import page


def help_page(request: HttpRequest) -> HttpResponse:
    """The figures are those that the product keeps to. The list of keys comes in the dialog as well."""
    context = {
        "may_add": member_of(request).can(Capability.ADD_OPPORTUNITIES),
        "draft_days": DRAFT_KEPT.days,
        "progress_days": PROGRESS_KEPT.days,
        "reveals_in_ten_minutes": IN_TEN_MINUTES.records,
        "reveals_a_day": A_DAY.records,
    }
    return page(request, "opportunities/help.html", context, fragments=("dialog",))
