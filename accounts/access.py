"""Who reaches a page. The capability stands beside the URL; a route without one is refused for everybody."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import ResolverMatch
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.roles import Capability

View = Callable[..., HttpResponseBase]
Row = TypeVar("Row", bound=Model)

#: Routes without a capability, each with its reason. A test lets this list only shrink.
EXEMPT = {
    "account_login": "nobody has signed in yet",
    "account_logout": "whoever has signed in may sign out",
    "account_home": "the page behind sign-in, for operators too",
    "account_language": "whoever reads the sign-in page chooses a language before anybody knows who it is",
    "account_join": "whoever is invited is no member yet; the token of the link says who invited",
    "customer_accept": "whoever is invited is a customer and no member; the token of the link says who invited",
    "ready": "health for the machine room; says nothing about anybody",
}


def needs(
    capability: Capability,
    view: View,
    *,
    methods: tuple[str, ...] = ("GET", "HEAD"),
    within: Capability | None = None,
    sends: Collection[str] = (),
    keeps: bool = False,
) -> View:
    """Declare beside the URL which capability the view needs and which methods it answers.

    `within` is for pages that do something to one record: the capability of seeing such records at all. Whoever has
    it gets as far as the view, which answers 404 outside the scope before a permission refuses inside it (R07).
    `sends` are the names of the page's inputs, those apart that every page may have (partner_center/web/sent.py).
    `keeps` is for pages that show again what was sent to them in vain (accounts/unsent.py).
    """

    @wraps(view)
    def declared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    answer = require_http_methods(list(methods))(declared)
    answer.capability = capability  # type: ignore[attr-defined]
    answer.within = within or capability  # type: ignore[attr-defined]
    answer.methods = methods  # type: ignore[attr-defined]
    answer.sends = frozenset(sends)  # type: ignore[attr-defined]
    answer.keeps = keeps  # type: ignore[attr-defined]
    return answer


def declared_capability(view: object) -> Capability | None:
    """What the middleware asks for; None where a route declares nothing."""
    return getattr(view, "within", None)


def is_exempt(match: ResolverMatch) -> bool:
    """Django admin decides for itself: its site lets in nobody but platform operators."""
    return match.view_name in EXEMPT or is_operations(match)


def is_operations(match: ResolverMatch | None) -> bool:
    """A page of the platform operators' site."""
    return match is not None and match.namespaces[:1] == ["admin"]


def member_of(request: HttpRequest) -> User:
    """The signed-in person, typed. DeclaredAccess has let nobody else through."""
    assert isinstance(request.user, User)
    return request.user


def visible_or_404(visible: QuerySet[Row], **lookup: Any) -> Row:
    """The one row of `visible` that the lookup means. Outside the scope is the same 404 as what never existed."""
    found = visible.filter(**lookup).first()
    if found is None:
        raise Http404
    return found
