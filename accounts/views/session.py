"""How long the session lasts: what open pages ask before they warn somebody who may be busy in another tab."""

from django.http import HttpRequest, HttpResponse

from accounts.sessions import go_on, seconds_left


def session(request: HttpRequest) -> HttpResponse:
    """The seconds. Asking is no activity; saying that one stays is."""
    if "stay" in request.GET:
        go_on(request.session)
    return HttpResponse(f"{seconds_left(request.session)}\n", content_type="text/plain")
