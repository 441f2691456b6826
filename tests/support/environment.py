"""A pytest plugin that is loaded before the settings are: tests speak plain http, as `make run` does."""

import os

os.environ.setdefault("INSECURE_HTTP", "1")
