"""How the pages below one task find it, and the customer of theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import member_of, visible_or_404
from accounts.models import User
from marketing.models import MarketingTask, Target


def of_task(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the task that its address names, in whatever case, if it exists for the person."""

    @wraps(view)
    def found(request: HttpRequest, number: str, **kwargs: Any) -> HttpResponse:
        if number != number.upper():
            return redirect(request.get_full_path().replace(number, number.upper(), 1))
        task = visible_or_404(MarketingTask.objects.visible_to(member_of(request)), number=number)
        return view(request, task, **kwargs)

    return found


def target_of(user: User, task: MarketingTask, customer: str) -> Target:
    """The customer of the task by its own number."""
    visible = Target.objects.visible_to(user).with_list_relations()
    return visible_or_404(visible, task=task, customer__number=customer.upper())
