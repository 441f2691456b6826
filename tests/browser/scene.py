"""What a scene is: a page in a state that is worth a look."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

SALES = "/partner/sales"


@dataclass(frozen=True, slots=True)
class Scene:
    """`account` empty: nobody has signed in. `answers`: the refusal that the state is about.

    `within`: what is judged where the state covers the rest of the page.
    """

    name: str
    account: str
    play: Callable[[Page], object]
    answers: int = 0
    within: str = ""


def at(address: str) -> Callable[[Page], object]:
    return lambda page: page.goto(address)
