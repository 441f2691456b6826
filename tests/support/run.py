"""`python -m tests.support.run some.module …`: a module that needs Django, run as a program outside of pytest."""

import os
import runpy
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partner_center.settings")
    os.environ.setdefault("INSECURE_HTTP", "1")
    # Playwright's event loop runs in this thread, where Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    django.setup()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
