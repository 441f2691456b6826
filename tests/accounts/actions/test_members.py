"""Two administrators act on one another at the same moment: one of them remains."""

from threading import Barrier, Thread

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.actions import deactivate_member
from accounts.models import User
from partner_center import tenancy
from tests import make


def test_a_company_keeps_an_administrator(committed_db):
    north = make.distributor(name="North")
    people = [make.member(partner=north, role="administrator", username=name) for name in ("nora", "nina")]
    start, outcomes = Barrier(2), []

    def act(by: User, on: User) -> None:
        try:
            start.wait(10)
            with transaction.atomic():
                tenancy.enter_member(by.pk)
                deactivate_member(member=on, to=None, by=by)
            outcomes.append("done")
        except PermissionDenied:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=act, args=pair) for pair in (people, people[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["done", "refused"]
    assert User.objects.filter(partner=north, is_active=True).count() == 1
