import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0002_captures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=500, unique=True)),
            ],
            options={
                "default_permissions": [],
            },
        ),
        migrations.RemoveConstraint(
            model_name="takedown",
            name="an_address_is_taken_down_once",
        ),
        migrations.AddField(
            model_name="takedown",
            name="files_left",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Names of stored files that are still to be deleted: none, usually.",
            ),
        ),
        migrations.AddField(
            model_name="takedown",
            name="page_stays",
            field=models.BooleanField(
                default=False,
                help_text="The page was corrected, and stays as it is now: only what was kept of it goes.",
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="event",
            field=models.CharField(
                choices=[
                    ("saved", "Saved"),
                    ("scheduled", "Scheduled"),
                    ("published", "Published"),
                    ("updated", "Updated"),
                    ("withdrawn", "Withdrawn"),
                    ("imported", "Imported"),
                    ("taken-down", "Taken down"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="takedown",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("outcome", "declined"), _negated=True), ("page_stays", False)
                ),
                fields=("address",),
                name="an_address_is_taken_down_once",
                violation_error_message="Somebody has asked for that already. Look at the list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="takedown",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "waiting")),
                fields=("address",),
                name="one_takedown_of_an_address_waits_at_a_time",
                violation_error_message="Somebody has asked for that already. Look at the list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="takedown",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", "waiting"), ("words", ""), _connector="OR"),
                name="a_decided_takedown_has_forgotten_the_words",
            ),
        ),
        migrations.AddField(
            model_name="tombstone",
            name="takedown",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tombstones",
                to="archive.takedown",
            ),
        ),
    ]
