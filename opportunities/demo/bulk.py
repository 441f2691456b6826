"""A distributor with very many opportunities, for benchmarks: made inside PostgreSQL, by the tables' owner.

Everything derives from the row's number through a hash, so that it is the same on every machine but for the
dates. Rows keep every constraint and every copied column; only the audit log says nothing about each of them.
"""


def grow_to(count: int) -> int:
    """placeholder"""
    return 0


BULK = "Bulk Distribution"
