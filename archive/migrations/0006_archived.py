import django.db.models.deletion
import markdownx.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0005_handover"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sitestate",
            name="stage",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("closing", "Closing"),
                    ("closed", "Closed"),
                    ("archived", "Archived"),
                ],
                default="open",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="stagechange",
            name="from_stage",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("closing", "Closing"),
                    ("closed", "Closed"),
                    ("archived", "Archived"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="stagechange",
            name="to_stage",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("closing", "Closing"),
                    ("closed", "Closed"),
                    ("archived", "Archived"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="stagerequest",
            name="to_stage",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("closing", "Closing"),
                    ("closed", "Closed"),
                    ("archived", "Archived"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="ArchivedSite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "checked",
                    models.TextField(
                        help_text="That the last crawl was checked, in the words of then."
                    ),
                ),
                (
                    "timestamp",
                    models.CharField(
                        help_text="The web archive’s capture to lead to: the 14 digits in its addresses, as in 20230310120000. They are a moment in UTC.",
                        max_length=14,
                    ),
                ),
                (
                    "answering",
                    models.CharField(
                        choices=[
                            ("redirects", "Lead on at once"),
                            ("signposts", "Show a signpost"),
                        ],
                        default="signposts",
                        max_length=10,
                        verbose_name="what readers get",
                    ),
                ),
                (
                    "questions",
                    markdownx.models.MarkdownxField(
                        help_text="Markdown. Stands on every signpost: who answers, how they are reached.",
                        verbose_name="where questions go now",
                    ),
                ),
                (
                    "prefix",
                    models.URLField(
                        default="https://webarchive.nationalarchives.gov.uk/ukgwa/",
                        help_text="What stands before the 14 digits. It is the UK Government Web Archive’s, unless the review belongs to another country.",
                        verbose_name="the web archive’s address",
                    ),
                ),
                (
                    "asked",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archived_site",
                        to="archive.stagerequest",
                    ),
                ),
                (
                    "change",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archived_site",
                        to="archive.stagechange",
                    ),
                ),
            ],
            options={
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked__isnull", False), ("change__isnull", False), _connector="OR"
                        ),
                        name="an_archived_site_was_asked_for_or_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("checked", ""), _negated=True),
                        name="an_archived_sites_last_crawl_was_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("questions", ""), _negated=True),
                        name="an_archived_site_says_where_questions_go",
                    ),
                ],
            },
        ),
    ]
