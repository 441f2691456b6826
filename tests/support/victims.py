"""Browsers of people who look at pages full of payloads, and everything that these pages then do by themselves."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request

from tests.browser.steps import sign_in

#: What a page's own markup asks for besides itself. The second is Django admin's.
OWN = re.compile(r"/static/[\w./-]+\.(css|js|svg)|/admin/jsi18n/")
#: What is left alone: it leads out of the pages.
OUT = re.compile(r"/signout/|/signin/|/admin/logout/|/admin/password_change/|/restore/")
CAUGHT = "window.caught = () => console.error('a payload ran'); window.onerror = caught;"


class Victim:
    """One person's browser. `look` opens a page; `faults` is what it did that the page without payloads does not."""

    def __init__(self, browser: Browser, site: str, account: str) -> None:
        self.site, self.faults = site, list[str]()
        self._context: BrowserContext = browser.new_context(base_url=site, locale="en-US", reduced_motion="reduce")
        self._context.add_init_script(CAUGHT)
        self._page: Page = self._context.new_page()
        sign_in(self._page, account)
        self._expected: set[tuple[str, str]] = set()
        self._page.on("request", self._requested)
        self._page.on("console", self._heard)
        self._page.on("pageerror", lambda error: self.faults.append(f"a script failed: {error}"))
        self._page.on("dialog", self._asked)
        self._context.on("page", lambda page: self.faults.append(f"a window opened: {page.url}"))

    def _requested(self, request: Request) -> None:
        parts = urlsplit(request.url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if request.redirected_from:
            # The server's answer to what has been counted already.
            return
        ours = f"{parts.scheme}://{parts.netloc}" == self.site
        if not (ours and (OWN.fullmatch(parts.path) or (request.method, path) in self._expected)):
            self.faults.append(f"{request.method} {request.url} from {self._page.url}")

    def _heard(self, message: ConsoleMessage) -> None:
        """Breaches of the policy are said here, as are payloads that ran."""
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.faults.append(f"{message.text} on {self._page.url}")

    def _asked(self, dialog) -> None:
        self.faults.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def look(self, path: str) -> None:
        self._expected = {("GET", path)}
        self._page.goto(path, wait_until="load")
        self._settle()

    def presses(self) -> Iterator[str]:
        """Have the page swap parts of itself: each eye once, and the dialog. Yields what was pressed."""
        path = self._page.url.removeprefix(self.site)
        eyes = self._page.locator("button.pc-eye[id]")
        for name in eyes.evaluate_all("eyes => eyes.map(eye => eye.id)")[:4]:
            self._press(self._page.locator(f"#{name}"), ("POST", path.partition("#")[0]))
            yield name
            if not self._page.url.endswith(path):
                return
        opener = self._page.locator("a[data-dialog]").first
        if opener.count():
            self._press(opener, ("GET", opener.get_attribute("hx-get") or ""))
            yield "dialog"

    def _press(self, control: Locator, request: tuple[str, str]) -> None:
        if control.is_visible():
            self._expected = {request}
            with self._page.expect_response(lambda answer: answer.request.method == request[0]):
                control.click()
            self._settle()

    def _settle(self) -> None:
        """A little time for whatever the page does by itself: htmx sends what is to be sent on load at once."""
        self._page.wait_for_timeout(40)

    def links(self) -> list[str]:
        """The addresses on this site to which the page leads."""
        found = self._page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        here = [urlsplit(urljoin(self._page.url, href.partition("#")[0])) for href in found]
        return [
            parts.path + (f"?{parts.query}" if parts.query else "")
            for parts in here
            if f"{parts.scheme}://{parts.netloc}" == self.site and not OUT.search(parts.path)
        ]

    def close(self) -> None:
        self._context.close()


def kind_of(path: str) -> str:
    """The page without what differs from one record to the next, so that a walk sees each kind of page."""
    parts = urlsplit(path)
    names = sorted(pair.partition("=")[0] for pair in parts.query.split("&"))
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2,3}-[\d-]+|\d+", "#", parts.path) + "?" + "&".join(names)
