"""What comes in unreadable is refused with a page, before the database is asked for anything."""

from urllib.parse import quote, quote_from_bytes

import pytest
from django.db import connection

from partner_center.web.intake import LARGEST_BODY, LONGEST_ADDRESS, LONGEST_HEADER, LONGEST_NAME, MOST_PARAMETERS
from tests.support.hostile import UNSTORABLE

FORM = "application/x-www-form-urlencoded"
PAGE = "/partner/sales/opportunities/mine/"
MULTIPART = "multipart/form-data; boundary=x"
HTMX = {"HX-Request": "true", "HX-Target": "results"}
NUL = ["a%00b", "%E5%8D%8E%00%E4%BA%BA", "%00"]


def _part(name: str, value: bytes, filename: str = "") -> bytes:
    told = f'; filename="{filename}"' if filename else ""
    return b"--x\r\n" + f'Content-Disposition: form-data; name="{name}"{told}\r\n\r\n'.encode() + value + b"\r\n"


def _unread(answer, status: int) -> bool:
    """Our page, with the policies of every page, and without whatever was asked for."""
    return (answer.status_code, b"<h1>" in answer.content, "Content-Security-Policy" in answer) == (status, True, True)


@pytest.fixture
def no_database():
    """Whoever asks the database now has come too far."""

    def refuse(*_asked):
        raise AssertionError("the database was asked")

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def sent(client, no_database):
    """Send something raw; refused requests never end, so the wall of the tests stays as it is."""
    return lambda method, address, body=b"", kind=FORM, **headers: client.generic(
        method, address, body, kind, headers=headers
    )


@pytest.mark.parametrize("text", [*NUL, *(quote_from_bytes(atom) for atom in UNSTORABLE)])
@pytest.mark.parametrize("htmx", [{}, HTMX])
def test_what_cannot_be_stored_is_refused_wherever_it_stands(text, htmx, sent):
    """L19."""
    answers = [
        sent("GET", f"{PAGE}?q={text}", **htmx),
        sent("GET", f"{PAGE}?{text}=1", **htmx),
        sent("GET", f"{PAGE}{text}/", **htmx),
        sent("POST", PAGE, f"name={text}&q=1".encode(), **htmx),
        sent("POST", PAGE, f"{text}=1".encode(), **htmx),
    ]
    assert [_unread(answer, 400) for answer in answers] == [True] * 5


@pytest.mark.parametrize("cookie", ['theme="a\\000b"', "a\x00b=1", "a=b\x00"])
def test_a_cookie_that_holds_nul_is_refused(cookie, sent):
    """In quotes, three digits of the eight stand for a character."""
    assert _unread(sent("GET", PAGE, Cookie=cookie), 400)


@pytest.mark.parametrize("value", ["a\x00", "a\r\nX-Other: 1", "\x1b[2J", "a\x7f"])
def test_a_header_that_holds_control_characters_is_refused(value, sent):
    assert _unread(sent("GET", PAGE, Referer=value), 400)


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "unicode_escape", "nothing", "latin-1"])
@pytest.mark.parametrize("kind", ["text/plain", FORM, "multipart/form-data; boundary=x"])
def test_another_encoding_is_refused(charset, kind, sent):
    """Python would look for a codec of that name, and read the address in it as well."""
    assert _unread(sent("POST", f"{PAGE}?q=%41", b"q=1", f"{kind}; charset={charset}"), 400)


def test_too_much_is_refused(sent):
    assert _unread(sent("GET", PAGE, Referer="x" * (LONGEST_HEADER + 1)), 431)
    assert _unread(sent("GET", f"{PAGE}?q={'x' * LONGEST_ADDRESS}"), 414)
    assert _unread(sent("GET", f"/{'x' * LONGEST_ADDRESS}/"), 414)
    assert _unread(sent("GET", f"{PAGE}?" + "&".join(f"f{number}=1" for number in range(MOST_PARAMETERS + 1))), 413)
    assert _unread(sent("GET", f"{PAGE}?" + "a&" * 4_000), 413)
    assert _unread(sent("POST", PAGE, b"&".join(b"f%d=1" % number for number in range(1001))), 413)
    assert _unread(sent("POST", PAGE, f"{'n' * (LONGEST_NAME + 1)}=1".encode()), 400)


@pytest.mark.parametrize("kind", [FORM, MULTIPART, "application/json", "text/plain"])
def test_a_large_body_is_refused_whatever_it_is(kind, sent):
    assert _unread(sent("POST", PAGE, b"x" * (LARGEST_BODY + 1), kind), 413)


@pytest.mark.parametrize("length", ["-1", "+5", "abc", "１２", "1e3"])
def test_a_length_that_is_no_number_is_refused(length, sent):
    assert _unread(sent("POST", PAGE, b"q=1", **{"Content-Length": length}), 400)


def test_too_many_files_are_refused(sent):
    body = b"".join(_part(f"f{number}", b"x", "a.txt") for number in range(101)) + b"--x--\r\n"
    assert _unread(sent("POST", PAGE, body, MULTIPART), 413)


def test_broken_multipart_is_refused(sent):
    assert _unread(sent("POST", PAGE, b"{]", MULTIPART.partition(";")[0]), 400)
    assert _unread(sent("POST", PAGE, _part("q", b"a\x00b") + b"--x--\r\n", MULTIPART), 400)
    assert _unread(sent("POST", PAGE, _part("q", b"\xff\xfe") + b"--x--\r\n", MULTIPART), 400)


def test_what_people_type_comes_in(client, db):
    """A language of its own, a pasted replacement character, a long text: none of it is refused here."""
    text = "华为云 \ufffd Ünïcödé 👩‍👧 " * 20
    assert client.get("/signin/", {"next": f"/partner/?q={text[:200]}"}).status_code == 200
    assert (
        client.post("/signin/", f"login={quote(text)}&password={'x' * 1_000_000}", content_type=FORM).status_code == 200
    )
