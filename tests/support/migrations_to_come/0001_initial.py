"""A migration of customers that no database has. For the test of readiness."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_rights")]
    operations: list = []
