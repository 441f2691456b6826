"""The embedded PostgreSQL: a real server without a server to install, for whoever has set no DATABASE_URL.

launcher.use() finds it running or starts it; locks.py knows who uses it; cluster.py makes, starts and stops it;
processes.py knows which processes are it; binaries.py, configuration.py and places.py say which programs, with which
settings, where, and as which system user. base.py is the Django backend, operations.py what migrations say.
Nothing else here knows Django. For development and small sites; see docs/operations.md.
"""
