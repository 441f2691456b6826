from django.db import migrations, models

from partner_center.postgres.operations import GrantRights


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_list_preferences"),
        ("marketing", "0003_walls"),
    ]

    operations = [
        # A customer that nobody has touched is taken off the list of a task again.
        GrantRights("marketing_target", "SELECT, INSERT, UPDATE, DELETE"),
        migrations.AddField(
            model_name="marketingtask",
            name="contract_amount",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="current contract amount"
            ),
        ),
        migrations.AddField(
            model_name="marketingtask",
            name="contract_ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="contract ends"),
        ),
        migrations.AddField(
            model_name="marketingtask",
            name="contract_number",
            field=models.CharField(blank=True, max_length=40, verbose_name="contract number"),
        ),
        migrations.AddField(
            model_name="marketingtask",
            name="submission_id",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="marketingtask",
            constraint=models.UniqueConstraint(fields=("tenant", "submission_id"), name="task_once_a_submission"),
        ),
        migrations.AddConstraint(
            model_name="marketingtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("strategy", "large_order_renewal"),
                    models.Q(("contract_amount", None), ("contract_ends_on", None), ("contract_number", "")),
                    _connector="OR",
                ),
                name="contract_of_a_large_order",
                violation_error_message="Only a Large-order Renewal has a contract.",
            ),
        ),
    ]
