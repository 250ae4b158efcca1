import django.db.models.deletion
import markdownx.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0006_archived"),
    ]

    operations = [
        migrations.AddField(
            model_name="helpline",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: on every page. With one: only on pages about it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="help_lines",
                to="archive.topic",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="cloth_colour",
            field=models.CharField(
                blank=True,
                help_text="For the covers of reports, and in a lighter tint for grounds: #a9c0d1.",
                max_length=7,
                verbose_name="colour of covers",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="exit_url",
            field=models.URLField(
                blank=True,
                help_text="Empty: there is no such link. For sites that somebody may have to leave at once, because a person nearby must not see what they read: the address of a page that draws no notice, such as a weather forecast. Know its limits: it cannot clear the browser’s history, it works only once the page has loaded, and in an archived copy of this site it leads out of the archive, or nowhere.",
                verbose_name="“Exit this page” leads to",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="ink_colour",
            field=models.CharField(
                blank=True,
                help_text="# and six digits, such as #14283b. Dark enough to be read: saving checks it.",
                max_length=7,
                verbose_name="colour of words",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="thread_colour",
            field=models.CharField(
                blank=True,
                help_text="For what is current or open, and for the tape on letters: #a41e43.",
                max_length=7,
                verbose_name="colour of signs",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="what_happens_next",
            field=markdownx.models.MarkdownxField(
                blank=True,
                help_text="Stands on the home page. Steps with a day to each are best written as a list of terms: a line with the day, and below it a line that begins with a colon.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ink_colour", ""), ("ink_colour__regex", "^#[0-9a-fA-F]{6}$"), _connector="OR"
                ),
                name="the_colour_of_ink_has_six_digits",
                violation_error_message="Write each colour as # and six digits: #14283b.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cloth_colour", ""),
                    ("cloth_colour__regex", "^#[0-9a-fA-F]{6}$"),
                    _connector="OR",
                ),
                name="the_colour_of_cloth_has_six_digits",
                violation_error_message="Write each colour as # and six digits: #14283b.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("thread_colour", ""),
                    ("thread_colour__regex", "^#[0-9a-fA-F]{6}$"),
                    _connector="OR",
                ),
                name="the_colour_of_thread_has_six_digits",
                violation_error_message="Write each colour as # and six digits: #14283b.",
            ),
        ),
    ]
