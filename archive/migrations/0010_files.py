import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0009_statement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("rules", models.PositiveSmallIntegerField(default=1)),
                ("looked_at", models.DateTimeField(auto_now=True)),
                ("facts", models.JSONField(default=dict)),
                ("findings", models.JSONField(default=list)),
                ("words", models.JSONField(default=list)),
                ("has_dangers", models.BooleanField()),
                ("can_be_stripped", models.BooleanField(default=False)),
            ],
            options={
                "default_permissions": ["view"],
            },
        ),
        migrations.AddField(
            model_name="attachment",
            name="uploaded_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="Who attached the file; empty where a command did.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments_uploaded",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="AttachmentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "number",
                    models.PositiveIntegerField(help_text="1 for the first that was public."),
                ),
                ("title", models.CharField(max_length=250)),
                ("file", models.FileField(max_length=250, upload_to="")),
                ("content_type", models.CharField(max_length=120)),
                ("size", models.PositiveBigIntegerField()),
                ("pages", models.PositiveIntegerField(null=True)),
                ("duration_seconds", models.FloatField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("language", models.CharField(blank=True, max_length=12)),
                ("replaced_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file_versions",
                        to="archive.record",
                    ),
                ),
            ],
            options={
                "ordering": ["record", "name", "number", "pk"],
                "default_permissions": ["view"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record", "name", "number"),
                        name="an_earlier_version_has_its_own_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__gt", 0),
                            models.Q(("file", ""), _negated=True),
                            models.Q(("sha256", ""), _negated=True),
                        ),
                        name="an_earlier_version_is_a_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("findings", models.JSONField(default=list)),
                ("reason", models.TextField()),
                ("cleared_at", models.DateTimeField(auto_now_add=True)),
                (
                    "brought_by",
                    models.ForeignKey(
                        help_text="Who attached the file; empty where a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files_brought",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cleared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files_cleared",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "permissions": [("clear_file", "Can clear a file that is held back")],
                "default_permissions": ["view"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="a_clearance_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("brought_by__isnull", True),
                            models.Q(("brought_by", models.F("cleared_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_file_is_cleared_by_another_than_brought_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WatchedName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(editable=False)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "watch list",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("token__startswith", "gAAAA")),
                        name="a_watched_name_is_encrypted",
                    )
                ],
            },
        ),
    ]
