"""`make bench`: every measurement, each against a database of its own that is dropped afterwards.

The numbers to trust are the ratios: both sides of one are measured in turns, in one process.
"""

import os
import subprocess
import sys

from tests.support.site import MANAGE, database, run

SCALE = "10k"
MEASURE = "import django; django.setup(); from benchmarks import walls; walls.measure()"


def main() -> None:
    with database(f"bench_partner_center_{os.getpid()}") as addresses:
        environment = {**os.environ, **addresses}
        for command in ([*MANAGE, "migrate", "--no-input"], [*MANAGE, "seed_demo", "--scale", SCALE]):
            run(command, environment)
        subprocess.run([sys.executable, "-c", MEASURE], env=environment, check=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partner_center.settings")
    os.environ.setdefault("INSECURE_HTTP", "1")
    main()
