from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_background"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("preregistration_reviewed", "Preregistration reviewed"),
                    ("preregistration_ending", "Preregistration ends in 3 days"),
                    ("preregistration_expired", "Preregistration expired"),
                    ("association_accepted", "Customer accepted the association"),
                    ("association_failed", "Association failed"),
                    ("cooperation_applied", "Company applied to become a reseller"),
                    ("customer_assigned", "Customer assigned to me"),
                    ("task_assigned", "Marketing task assigned to me"),
                    ("opportunity_assigned", "Opportunity transferred to me"),
                    ("phase_changed", "Development phase changed"),
                    ("opportunity_won", "Opportunity won"),
                    ("opportunity_lost", "Opportunity lost"),
                    ("opportunity_stale", "Opportunity without progress for 14 days"),
                    ("opportunity_overdue", "Opportunity past its attainment date"),
                    ("next_step_due", "Next step due"),
                    ("draft_expires", "Draft expires in 3 days"),
                    ("import_ready", "Import finished"),
                    ("export_ready", "Export ready"),
                    ("reveal_limit", "Many customer details shown"),
                ],
                max_length=24,
            ),
        ),
    ]
