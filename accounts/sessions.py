"""When a session ends: after half an hour in which its member did nothing, and after twelve hours in any case (R33).

Whose it was stays noted in what the browser has then, a session without any right: only so can what is sent too late
be kept for the one who typed it (accounts/unsent.py).
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

IDLE, LONGEST = settings.SESSION_IDLE, settings.SESSION_LONGEST
#: In seconds: activity is written down no oftener, so that reading pages writes next to nothing.
REFRESH = 60
#: The keys in the session: when it began and when something was last done, in seconds; whose it was.
BEGAN, ACTIVE, FORMER = "began", "active", "former_member"


def _now() -> int:
    return int(timezone.now().timestamp())


def seconds_left(session: SessionBase) -> int:
    """Until it ends, if nothing is done."""
    now = _now()
    return int(min(session.get(ACTIVE, now) + IDLE, session.get(BEGAN, now) + LONGEST) - now)


def seconds_to_ask(session: SessionBase) -> int:
    """How long a page that is being drawn can count on, whatever the last note of activity says.

    The same for every page but the last of a long day: pages that may not differ do not.
    """
    now = _now()
    return int(min(IDLE - REFRESH, session.get(BEGAN, now) + LONGEST - now))


def go_on(session: SessionBase) -> None:
    """Note that something was done. Also the beginning: of whoever has just signed in, nothing is noted yet."""
    now = _now()
    if BEGAN not in session:
        session.pop(FORMER, None)
        session[BEGAN] = now
    elif now - session.get(ACTIVE, 0) < REFRESH:
        return
    session[ACTIVE] = now


def end(request: HttpRequest, member_id: str) -> None:
    """Let nobody be signed in any more, as at sign-out, and note who it was."""
    request.session.flush()
    request.user = AnonymousUser()
    request.session[FORMER] = member_id
