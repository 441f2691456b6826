"""How a view answers. The only code that reads htmx headers."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import push_url, reswap, retarget, trigger_client_event


def asks_for(request: HttpRequest, fragment: str) -> bool:
    """Whether htmx is about to fill the element with this id, and nothing else."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.history_restore_request and htmx.target == fragment)


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    fragments: Sequence[str] = (),
    status: int = 200,
) -> TemplateResponse:
    """Answer with the page, or with the one fragment that htmx is about to fill.

    `fragments` names the partials of the template that may be asked for; each has the name of the id it fills.
    A history restore and a request for a fragment that this page lacks get the whole page.
    """
    htmx = getattr(request, "htmx", None)
    asked = bool(htmx and not htmx.history_restore_request)
    target = htmx.target if htmx and asked else None
    name = f"{template}#{target}" if target in fragments else template
    response = TemplateResponse(request, name, dict(context), status=status)
    if asked and target not in fragments:
        retarget(response, "body")
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


def instead(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, element: str, status: int = 200, event: str = ""
) -> TemplateResponse | None:
    """Let htmx fill `element` of the page on screen, whatever it asked for, and leave all else as it is.

    None for a browser, which needs a page. The event, if any, comes last: whoever asked may leave the page with it.
    """
    htmx = getattr(request, "htmx", None)
    if not htmx or htmx.history_restore_request:
        return None
    response = TemplateResponse(request, template, dict(context), status=status)
    # The address stays too, also where the form was a boosted one of a dialog.
    push_url(reswap(retarget(response, f"#{element}"), "innerHTML"), False)
    if event:
        trigger_client_event(response, event, {}, after="settle")
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


def see_other(url: str) -> HttpResponseRedirect:
    """Send the browser to `url` with a GET after a successful POST."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def saved(request: HttpRequest, url: str, *, event: str = "dialog-saved") -> HttpResponse:
    """After a successful POST: an event for a dialog, a redirect for a page."""
    if not getattr(request, "htmx", None):
        return see_other(url)
    response = HttpResponse(status=204)
    return trigger_client_event(response, event, {"url": url})


def stays_on_another(request: HttpRequest, path: str) -> bool:
    """Whether the page on screen stays after this request, and is another than the one with the path."""
    shown = str(getattr(getattr(request, "htmx", None), "current_url", None) or "")
    return bool(shown) and urlsplit(shown).path != path


def way_back(wanted: str, otherwise: str) -> str:
    """Where somebody came from: a page of the Partner Center, whatever a form or an address says."""
    ours = wanted.startswith("/partner/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else otherwise
