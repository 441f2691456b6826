import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from partner_center.postgres.walls import LookPast, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_cooperation"),
        ("customers", "0008_invitations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "Invited"),
                            ("applied", "Applied"),
                            ("cooperating", "Cooperating"),
                            ("rejected", "Rejected"),
                            ("expired", "Expired"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="invited",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="company name")),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                (
                    "registration_number",
                    models.CharField(blank=True, max_length=40, verbose_name="registration number"),
                ),
                ("contact_name", models.CharField(blank=True, max_length=80, verbose_name="contact name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email")),
                ("mobile", models.CharField(blank=True, max_length=32, verbose_name="mobile")),
                ("website", models.CharField(blank=True, max_length=200, verbose_name="website")),
                ("offer", models.TextField(blank=True, max_length=1000, verbose_name="what the company sells")),
                ("language", models.CharField(max_length=10)),
                ("by_mail", models.BooleanField(default=False)),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="invited")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="applied")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="last change")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "reseller",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.partner",
                        verbose_name="reseller",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.partner",
                        verbose_name="distributor",
                    ),
                ),
            ],
            options={
                "verbose_name": "cooperation application",
                "verbose_name_plural": "cooperation applications",
                "indexes": [
                    models.Index(fields=["tenant", "-changed_at", "-number"], name="application_list"),
                    models.Index(fields=["digest"], name="application_digest"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "number"), name="application_number"),
                    models.UniqueConstraint(fields=("tenant", "reseller"), name="reseller_of_one_application"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reseller__isnull", False), ("state", "cooperating")),
                            models.Q(models.Q(("state", "cooperating"), _negated=True), ("reseller__isnull", True)),
                            _connector="OR",
                        ),
                        name="cooperating_applicant_is_a_reseller",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("applied_at__isnull", False),
                            models.Q(("state__in", ("applied", "cooperating", "rejected")), _negated=True),
                            _connector="OR",
                        ),
                        name="decided_application_was_made",
                    ),
                ],
            },
        ),
        migrations.AlterField(
            model_name="resellerevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("approved", "Cooperating"),
                    ("assigned", "Account manager"),
                    ("suspended", "Suspended"),
                    ("resumed", "Resumed"),
                    ("terminated", "Terminated"),
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
        TenantTable(
            "customers_application",
            "SELECT, INSERT, UPDATE",
            {"invited_by_id": "accounts_user", "decided_by_id": "accounts_user", "reseller_id": "accounts_partner"},
        ),
        # Whoever opens the link is a stranger: of the whole table, the token finds its tenant and its row.
        LookPast(
            "application_of(wanted text)",
            "TABLE (tenant bigint, application bigint)",
            "LANGUAGE sql AS $$ SELECT tenant_id, id FROM customers_application WHERE digest = wanted"
            " AND state NOT IN ('expired', 'withdrawn') AND (state = 'applied' OR expires_at > now()) $$",
            table="customers_application",
            columns="id, tenant_id, digest, state, expires_at",
        ),
    ]
