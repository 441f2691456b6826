from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_preferences"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="lists",
            field=models.JSONField(default=dict, editable=False),
        ),
    ]
