"""What somebody typed and sent in vain: after the session had ended, or with the form token of an earlier one.

It waits half an hour in the browser's session, which nobody else can read or fill, until its page shows it again: as
typed text, which nobody has judged and nothing has stored. Routes that declare `keeps` have such pages.
"""

from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.sessions import FORMER
from partner_center.web import errors
from partner_center.web.page import see_other
from partner_center.web.wizard import as_data, typed

KEY = "unsent"
#: In seconds.
LIFE = 30 * 60
#: Characters in all: more than all fields of any page take together. Nothing is cut; the browser still has it all.
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Unsent:
    """What a page was sent in vain, by the names of its inputs."""

    answers: dict[str, list[str]]
    outdated: bool

    @property
    def data(self) -> QueryDict:
        return as_data(self.answers)

    def first(self, name: str) -> str:
        return "".join(self.answers.get(name, [])[:1])

    def said(self, button: str) -> str:
        """What the page says about it; `button` are the words of the one that sends it again."""
        if self.outdated:
            text = _("Your page was open for a long time. Check your answers and select %(button)s again.")
        else:
            text = _("You were signed out. What you typed is still here: check it and select %(button)s again.")
        return text % {"button": button}


def keep(request: HttpRequest, *, outdated: bool = False) -> bool:
    """Keep what was sent, if its page shows such things and somebody is or was signed in: a stranger fills nothing.

    One text a session, the last one; only the inputs that the page has.
    """
    view = request.resolver_match.func if request.resolver_match else None
    member_id = request.session.get(SESSION_KEY) or request.session.get(FORMER)
    if request.method != "POST" or member_id is None or not getattr(view, "keeps", False):
        return False
    answers = typed(request.POST, view.sends)  # type: ignore[union-attr]
    if sum(len(value) for values in answers.values() for value in values) > MOST:
        raise RequestDataTooBig("More was typed than any page of ours has room for.")
    request.session[KEY] = {
        "member": str(member_id),
        "path": request.path,
        "answers": answers,
        "outdated": outdated,
        "until": timezone.now().timestamp() + LIFE,
    }
    return True


def typed_before(request: HttpRequest) -> Unsent | None:
    """What the signed-in member sent to this address in vain; None on all pages but the one that shows it."""
    kept = request.session.get(KEY)
    if request.method == "POST" or not kept or kept["path"] != request.path:
        return None
    return Unsent(kept["answers"], kept["outdated"])


def forget(request: HttpRequest) -> None:
    """Drop what is too old, somebody else's, or about to arrive: its page, or the autosave of it, sends again."""
    kept = request.session.get(KEY)
    if not kept:
        return
    sent_again = request.method == "POST" and request.path.startswith(kept["path"])
    if sent_again or kept["member"] != request.session.get(SESSION_KEY) or kept["until"] < timezone.now().timestamp():
        del request.session[KEY]


def outdated_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is that of an earlier session, usually because of a sign-in in another tab.

    SECURITY: nothing is done with what was sent but to show it to its sender once more, and that only where the
    browser says that a page of ours sent it.
    """
    if _from_our_page(request) and keep(request, outdated=True):
        return see_other(request.get_full_path())
    return errors.csrf_failure(request, reason)


def _from_our_page(request: HttpRequest) -> bool:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = f"{request.scheme}://{request.get_host()}"
    return origin == ours if site is None else site == "same-origin" and origin in {None, ours}
