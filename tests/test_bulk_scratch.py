from opportunities.demo.world import load_world
from opportunities.demo import bulk
from django.db import connections
import time, os
def test_w(committed_db):
    load_world()
    n=int(os.environ.get("N","200"))
    def w(ex, sql, params, many, ctx):
        t=time.time(); r=ex(sql,params,many,ctx); d=time.time()-t
        if d>.3: print(f"  {d:.2f}", " ".join(sql.split())[:60])
        return r
    t=time.time()
    with connections["owner"].execute_wrapper(w):
        print(bulk.grow_to(n), "total",time.time()-t)
