from opportunities.demo.world import load_world
from opportunities.models import *
import time, collections
def test_w(db):
    from django.db import connection
    t=time.time(); assert load_world(); print("t",time.time()-t)
    connection.check_constraints()
    assert not load_world()
    for who in ("ana","ben","mia"):
        q=Opportunity.objects.filter(owner__username=who)
        print(who,q.count(), sorted(collections.Counter(q.values_list("phase",flat=True)).items()), collections.Counter(q.values_list("status",flat=True)))
        from django.utils import timezone; import datetime
        print(q.stale(timezone.now()).count(), q.overdue(datetime.date.today()).count(), collections.Counter(q.values_list("customer__name",flat=True)))
    for t in __import__("marketing.models").models.Target.objects.order_by("pk"): print(t, t.customer.name, t.status,t.result,t.opportunity_count,t.account_manager)
    for o in Opportunity.objects.order_by("?")[:3]:
        print(o, o.name, o.customer.name, o.created_at, o.estimated_attainment)
        for e in o.entries.order_by("number"): print("   ", e.number, e.kind, e.at.date(), e.phase, e.probability, e.technical_exchange, e.test_details, e.details)
