"""The embedded PostgreSQL: a real server without a server to install, for whoever has set no DATABASE_URL.

launcher.use() finds it running or starts it; locks.py knows who uses it; cluster.py makes, starts and stops it;
binaries.py and places.py say which programs, where, and as which system user. base.py is the Django backend.
Nothing here but base.py and operations.py knows Django. For development and small sites; see docs/operations.md.
"""
