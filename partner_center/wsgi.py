"""The door for a production server such as gunicorn."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """A request that is read as UTF-8 whatever it says of itself; web/intake.py refuses those that say otherwise.

    Django would read the address with the codec that the header names, before any middleware: with the name of one
    that makes no text, nobody would be there to answer.
    """

    def _set_content_type_params(self, meta: Any) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    request_class = Utf8Request


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partner_center.settings")
django.setup(set_prefix=False)
application = Handler()
