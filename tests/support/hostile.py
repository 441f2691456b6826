"""What somebody types who wants to break something, and the names under which it can be sent. One source for all.

Each atom is one thing that some parser somewhere does not expect. Names come from the forms' own definitions.
"""

from collections.abc import Iterator

from django import forms
from django.urls import get_resolver

from tests.support.source import ROOMS

#: What must come back nowhere as it was sent: as the beginning of a tag, or behind a quote that ends an attribute.
MARK = "zq7x"
_TAG = f"<{MARK}>"

#: What can't be stored, or is no text: refused before anything looks at it.
UNSTORABLE = (b"a\x00b", "华\x00人".encode(), b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"abc\xe5\x8d")
_TEXTS = (
    *("", " ", "\t", "-1", "0", "1", "true", "null", "undefined", "None", "[]", "{}", "{'a':1}"),
    *("1e400", "1" + "0" * 400, "9" * 5000, "NaN", "-Infinity", "1_000", "0x10", "1,000,00.5.0"),
    *("１２３", "١٢٣", "²", "½", "12万", "-0", "+5", "2147483648", "9223372036854775808"),
    *("0000-01-01", "0001-01", "9999-12-31", "9999-12", "10000-01-01", "2026-02-30", "2026-13"),
    *("2026-01-01T00:00:00~OPP-2026-000001", "9999-12-31T23:59:59.999999+00:00~x", "0001-01-01T00:00:00+14:00~x"),
    *("x~y", "~", "OPP-2026-000001", "CUS-000001", "5e2f6c1a-0d6b-4d63-9f5e-7f7b6a1f0c11"),
    *("\u202eevil\u202c", "\ufeff\u200b", "e\u0301\u0327" * 300, "\U0001f469\u200d\U0001f467", "\U0010ffff"),
    *("\x1b[2J\x07", "a\r\nSet-Cookie: a=b"),
    *(f"{_TAG}<script>alert(1)</script>", f"{MARK}'{_TAG}", f'{MARK}"{_TAG}', f"javascript:{MARK}//'\""),
    *(f"--;%s{{{{7*7}}}}{_TAG}", "'; DROP TABLE accounts_user; --", "%' OR 1=1 --", "\\", "%", "_"),
    *("../../etc/passwd", "//evil.example/", "https://evil.example/"),
    *("{" * 500, "(" * 3000, "a" * 2900 + "!", "华" * 900),
)
ATOMS: tuple[bytes, ...] = (*UNSTORABLE, *(text.encode() for text in _TEXTS))

#: Parameters that pages read without a form, and those that only lists do.
READ_BY_PAGES = (
    *("activity", "after", "before", "corrects", "customer", "discarded", "from", "group", "next", "phase"),
    *("progress", "sort", "toggle"),
)
READ_BY_LISTS = ("shown", "since")
COOKIES = ("session", "csrf", "theme", "django_language", "messages", "a b")
HEADERS = (
    *("Host", "Origin", "Referer", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Content-Type"),
    *("Content-Length", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-CSRFToken", "Range"),
    *("If-Modified-Since", "If-None-Match", "HX-Request", "HX-Target", "HX-Current-URL", "HX-Boosted"),
    *("HX-History-Restore-Request", "HX-Prompt", "HX-Trigger", "HX-Trigger-Name", "Cookie", "Authorization"),
    *("Transfer-Encoding", "Sec-Fetch-Site", "X-Requested-With", "X-HTTP-Method-Override"),
)


def our_forms() -> Iterator[type[forms.BaseForm]]:
    """Every class of form of ours, those from which others are made included."""
    assert get_resolver().url_patterns  # Whoever asks for the addresses has loaded their forms.
    waiting: list[type[forms.BaseForm]] = [forms.Form, forms.ModelForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.partition(".")[0] in ROOMS:
            yield form


def field_names() -> set[str]:
    return {name for form in our_forms() for name in form.base_fields}


def parameters() -> list[str]:
    """Everything that any list of ours may read from an address."""
    filters = {name for form in our_forms() if "q" in form.base_fields for name in form.base_fields}
    return sorted({*filters, *READ_BY_PAGES, *READ_BY_LISTS})
