from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_rights")]

    operations = [
        # Both come with the database of the product; going back must not take them from the opportunities.
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS pg_trgm", migrations.RunSQL.noop),
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS btree_gin", migrations.RunSQL.noop),
        migrations.AddIndex(
            "customer",
            models.Index(fields=["tenant", "mobile_digits"], name="customer_by_phone"),
        ),
        migrations.AddIndex(
            "customer",
            GinIndex(
                OpClass("tenant", name="int8_ops"), OpClass("search", name="gin_trgm_ops"), name="customer_search"
            ),
        ),
    ]
