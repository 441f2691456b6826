"""Opening and watching pages. Used by tests/support/browsing.py and by screenshots.py; clicks nothing itself."""

import re
from typing import Any

from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.browser.steps import sign_in

#: Chromium and htmx say this of every refused request; the refusals themselves are counted by their status.
#: And htmx says so of a request that a newer one has replaced; of one that failed it says htmx:sendError.
REFUSED = re.compile(
    r"Failed to load resource: the server responded with a status of \d+|Response Status Error Code \d+"
    r"|htmx:(afterRequest|sendAbort), "
)

#: What a browser asks for, for each language of the product.
LOCALES = {"en": "en-US", "zh-hans": "zh-CN"}


class Visits:
    """The pages of one test, and what went wrong on them."""

    def __init__(self, browser: Browser, site: str, cookies: dict[str, Any]) -> None:
        self._browser = browser
        self._site = site
        self._cookies = cookies
        self._contexts: list[BrowserContext] = []
        self._complaints: list[str] = []
        self._refused: list[tuple[int, str]] = []

    def open(
        self,
        account: str | None = None,
        *,
        width: int = 1440,
        dark: bool = False,
        language: str = "en",
        javascript: bool = True,
        **wishes: Any,
    ) -> Page:
        """A new page in a browser of its own. With an account, somebody who has signed in."""
        if account and account not in self._cookies:
            context = self._context()
            with translation.override("en"):
                sign_in(context.new_page(), account)
            self._cookies[account] = context.storage_state()
        context = self._context(
            viewport={"width": width, "height": 740 if width < 768 else 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale=LOCALES[language],
            storage_state=self._cookies.get(account) if account else None,
            **wishes,
        )
        return self._watch(context.new_page())

    def _context(self, **wishes: Any) -> BrowserContext:
        usual = {"base_url": self._site, "locale": LOCALES["en"], "reduced_motion": "reduce"}
        context = self._browser.new_context(**{**usual, **wishes})
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        return context

    def _watch(self, page: Page) -> Page:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._complaints.append(str(error)))
        page.on("response", self._answered)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not REFUSED.match(message.text):
            self._complaints.append(message.text)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._refused.append((response.status, response.url))

    def complaints(self, wanted: set[int]) -> list[str]:
        """What nobody expected, and the wanted refusals that never came."""
        unexpected = [f"{status} {url}" for status, url in self._refused if status not in wanted]
        missed = wanted - {status for status, _url in self._refused}
        return [*self._complaints, *unexpected, *(f"no answer {status}" for status in missed)]

    def close(self) -> None:
        for context in self._contexts:
            context.close()
