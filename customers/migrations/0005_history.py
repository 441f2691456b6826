import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from partner_center.postgres.operations import AppendOnly
from partner_center.postgres.walls import TenantTable

APPEND = "SELECT, INSERT"
MEMBERS = {"author_id": "accounts_user", "before_id": "accounts_user", "after_id": "accounts_user"}
#: Who has a customer or a reseller today has had it since nobody knows when: the customer's own first day is nearest.
BEGIN = """
SELECT set_config('app.operator', 'on', true);
INSERT INTO customers_customerevent (tenant_id, customer_id, kind, at, after_id, reason)
    SELECT tenant_id, id, 'assigned', created_at, account_manager_id, '' FROM customers_customer
    WHERE account_manager_id IS NOT NULL;
SELECT set_config('app.operator', '', true);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_list_preferences"),
        ("customers", "0004_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "kind",
                    models.CharField(
                        choices=[("assigned", "Account manager"), ("disassociated", "Disassociated")],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="to",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="from",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="customers.customer"
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.partner"
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a customer",
                "verbose_name_plural": "events of customers",
                "indexes": [models.Index(fields=["tenant", "customer", "-at"], name="history_of_customer")],
            },
        ),
        migrations.CreateModel(
            name="ResellerEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "Account manager"),
                            ("suspended", "Suspended"),
                            ("resumed", "Resumed"),
                            ("terminated", "Terminated"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="to",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="from",
                    ),
                ),
                (
                    "reseller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.partner"
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.partner"
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a reseller",
                "verbose_name_plural": "events of resellers",
                "indexes": [models.Index(fields=["tenant", "reseller", "-at"], name="history_of_reseller")],
            },
        ),
        TenantTable("customers_customerevent", APPEND, {"customer_id": "customers_customer", **MEMBERS}),
        AppendOnly("customers_customerevent"),
        TenantTable("customers_resellerevent", APPEND, {"reseller_id": "accounts_partner", **MEMBERS}),
        AppendOnly("customers_resellerevent"),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
    ]
