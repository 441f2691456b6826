"""What may come in at all. Refused here, before the database is touched: what nobody sends, and what can't be stored.

The server in front has limits of its own; these hold whatever it is, and their answers are pages of ours.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from partner_center.web import errors
from partner_center.web.middleware import Answer

#: In bytes: one line of a header, and all that stands behind the question mark or before it.
LONGEST_HEADER, LONGEST_ADDRESS = 8_190, 8_190
#: More parameters than any link of ours has, and a longer name than any field.
MOST_PARAMETERS, LONGEST_NAME = 200, 100
#: In bytes, attached files included; and of the pages that declare that they take a whole table (accounts/access.py).
LARGEST_BODY, LARGEST_UPLOAD = 2_621_440, 5 * 1024 * 1024 + 65_536

# Header lines hold neither the line ends that would begin another one nor any other control character.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_BROKEN = re.compile(r"%[89a-fA-F][0-9a-fA-F]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UTF_8 = ("utf-8", "utf8")


def refuse_unreadable(get_response: Answer) -> Answer:
    """Answer 400, 413, 414 or 431 to what can be neither read nor stored, wherever in the request it stands."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if any(len(line) > LONGEST_HEADER for line in _header_lines(request)):
            return errors.too_large(431)
        if max(len(request.META.get(part, "")) for part in ("PATH_INFO", "QUERY_STRING")) > LONGEST_ADDRESS:
            return errors.too_large(414)
        _refuse_unreadable_bytes(request)
        if len(request.GET) > MOST_PARAMETERS:
            return errors.too_large(413)
        if (
            _is_replaced(request)
            or any(map(_unstorable, _texts(request)))
            or any(len(name) > LONGEST_NAME for name in _names(request))
        ):
            raise BadRequest("The request holds a character that cannot be stored, or a name that nothing has.")
        return get_response(request)

    return middleware


def _refuse_unreadable_bytes(request: HttpRequest) -> None:
    """Django would replace what is no UTF-8, and store the replacement as if somebody had typed it."""
    if any(map(_CONTROL.search, _header_lines(request))):
        raise BadRequest("A header holds a control character.")
    if (request.content_params or {}).get("charset", "utf-8").lower() not in _UTF_8:
        # The query would be read in it as well, whatever codec of Python it names.
        raise BadRequest("The request is not in UTF-8.")
    length = _length(request)
    if length > LARGEST_BODY and not (length <= LARGEST_UPLOAD and _takes_uploads(request)):
        raise RequestDataTooBig("The body is larger than any form.")
    # Of the path, what could not be decoded is left in percent signs.
    if _BROKEN.search(request.path_info):
        raise BadRequest("The path is not in UTF-8.")
    try:
        unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1")).decode()
        if request.content_type == "application/x-www-form-urlencoded":
            unquote_to_bytes(request.body).decode()
    except (UnicodeError, UnreadablePostError) as error:
        raise BadRequest("The request is not in UTF-8, or did not arrive whole.") from error


def _takes_uploads(request: HttpRequest) -> bool:
    """Whether the page declares beside its address that files are sent to it."""
    if request.method != "POST" or request.content_type != "multipart/form-data":
        return False
    try:
        return bool(getattr(resolve(request.path_info).func, "uploads", False))
    except Resolver404:
        return False


def _length(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    if not (text.isascii() and text.isdigit()):
        raise BadRequest("The length of the body is no number.")
    return int(text) if len(text) < 20 else LARGEST_UPLOAD + 1


def _header_lines(request: HttpRequest) -> Iterator[str]:
    for name, value in request.META.items():
        if name.startswith("HTTP_") or name == "CONTENT_TYPE":
            yield str(value)


def _names(request: HttpRequest) -> Iterator[str]:
    for part in (request.GET, request.POST, request.FILES):
        yield from part


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    yield from _names(request)
    for part in (request.GET, request.POST):
        for _name, values in part.lists():
            yield from _strings(values)
    for uploads in request.FILES.values():
        yield getattr(uploads, "name", "") or ""
    yield from request.COOKIES
    yield from request.COOKIES.values()


def _is_replaced(request: HttpRequest) -> bool:
    """Whether Django put its replacement for what is no UTF-8 into the parts of a form that may bring files."""
    if request.content_type != "multipart/form-data":
        return False
    return any("\ufffd" in text for _name, values in request.POST.lists() for text in _strings(values))


def _strings(values: Iterable[object]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))


def _unstorable(text: str) -> bool:
    """NUL, and the halves of a character that UTF-16 has and UTF-8 has not."""
    return _UNSTORABLE.search(text) is not None
