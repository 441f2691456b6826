"""The door of the production server, asked as such a server asks."""

import io

import pytest

from partner_center.wsgi import application


@pytest.mark.parametrize("charset", ["base64", "utf-16", "nothing", "hex"])
def test_a_request_in_another_encoding_gets_a_page(charset):
    """Django finds no answer for a codec that makes no text: it fails while it makes the request."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/signin/",
        "QUERY_STRING": "q=%41",
        "CONTENT_TYPE": f"text/plain; charset={charset}",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    answer = application.get_response(application.request_class(environ))
    assert (answer.status_code, b"<h1>" in answer.content) == (400, True)
