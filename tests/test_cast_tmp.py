from opportunities.models import *
from accounts.demo import demo_is_loaded
def test_cast(cast):
    from django.db import connection
    connection.check_constraints()
    for name in "nora ann bob dirk skye sam sid cora sue max dan".split():
        u=getattr(cast,name); print(name, Opportunity.objects.visible_to(u).count())
    print(cast.won_opportunity.status, cast.lost_opportunity.entries.count(), cast.ann_opportunity.number, cast.ann_sky_opportunity.group)
    assert not demo_is_loaded()
