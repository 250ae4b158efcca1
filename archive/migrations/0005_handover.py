import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0004_readiness"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ArchiveCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        help_text="The page on this site: /letters/an-example/",
                        max_length=500,
                        verbose_name="page",
                    ),
                ),
                (
                    "archived_address",
                    models.URLField(
                        help_text="As your browser shows it, with its date in it.",
                        max_length=1000,
                        verbose_name="address in the archive",
                    ),
                ),
                (
                    "looked_by",
                    models.CharField(
                        help_text="Who looked: you, or the person who told you.",
                        max_length=150,
                        verbose_name="looked at by",
                    ),
                ),
                ("looked_on", models.DateField(verbose_name="on")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("well", "As it should be"),
                            ("missing", "Something is missing"),
                            ("wrong", "Wrong"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True,
                        help_text="What is missing or wrong, so that it can be found.",
                        verbose_name="what you saw",
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "default_permissions": ["view"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "well"),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_check_that_finds_a_fault_says_which",
                        violation_error_message="Say what is missing or wrong.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("looked_by", ""), _negated=True),
                        name="a_check_says_who_looked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("address__startswith", "/")),
                        name="a_check_is_of_a_page_of_this_site",
                        violation_error_message="Give the page on this site, beginning with /.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArchiveComparison",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("copy_name", models.CharField(max_length=250, verbose_name="frozen copy")),
                (
                    "copy_sha256",
                    models.CharField(
                        help_text="The digest of the bag; or of the one file that was compared in its place.",
                        max_length=64,
                        verbose_name="its SHA-256",
                    ),
                ),
                (
                    "answers_from",
                    models.CharField(max_length=1000, verbose_name="the archive’s answers"),
                ),
                ("same", models.PositiveIntegerField(verbose_name="held and the same")),
                ("different", models.PositiveIntegerField(verbose_name="held and different")),
                ("not_held", models.PositiveIntegerField()),
                ("not_compared", models.PositiveIntegerField(verbose_name="held, not compared")),
                ("only_theirs", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": ["view"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("copy_sha256", ""), _negated=True),
                        name="a_comparison_says_of_which_copy",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Countdown",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "notice_on",
                    models.DateField(
                        help_text="By rule ten weeks before the closing day.",
                        verbose_name="The National Archives are told",
                    ),
                ),
                (
                    "last_publishing_on",
                    models.DateField(
                        help_text="By rule a week before the closing day: then only mistakes are mended.",
                        verbose_name="last publishing day",
                    ),
                ),
                (
                    "closing_on",
                    models.DateField(
                        help_text="From then on nothing changes.", verbose_name="closing day"
                    ),
                ),
                (
                    "checked_by_on",
                    models.DateField(
                        help_text="By rule four weeks after the closing day.",
                        verbose_name="the archive’s copy is checked by",
                    ),
                ),
                (
                    "renewed_by_on",
                    models.DateField(
                        help_text="By rule thirty days before its registration ends.",
                        verbose_name="the domain is renewed by",
                    ),
                ),
                (
                    "domain_ends_on",
                    models.DateField(
                        help_text="The day on which its registration ends, as it stands now. When it is renewed, give the new day.",
                        verbose_name="last day of the domain",
                    ),
                ),
                (
                    "domain_kept_until_on",
                    models.DateField(
                        help_text="By rule ten years after the closing day. Until then it is renewed again and again: a domain that lapses is bought by others, and every link in print leads to them.",
                        verbose_name="the domain is kept at least until",
                    ),
                ),
                ("set_at", models.DateTimeField(auto_now_add=True)),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "permissions": [("hand_over", "Can look after the last weeks of the site")],
                "default_permissions": ["view"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("notice_on__lte", models.F("last_publishing_on"))),
                        name="notice_is_given_before_the_last_publishing",
                        violation_error_message="The National Archives are told before the last publishing day, not after it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_publishing_on__lte", models.F("closing_on"))),
                        name="the_last_publishing_is_no_later_than_the_closing",
                        violation_error_message="Nothing can be published after the closing day: the last publishing day is on it or before.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("checked_by_on__gt", models.F("closing_on"))),
                        name="the_archive_is_checked_after_the_closing",
                        violation_error_message="The archive’s copy can only be checked once the site is closed: choose a day after the closing day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("domain_ends_on__gte", models.F("checked_by_on"))),
                        name="the_domain_lasts_until_the_archive_is_checked",
                        violation_error_message="The domain would end before the archive’s copy is checked, and could not be crawled again. Renew it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("renewed_by_on__lt", models.F("domain_ends_on"))),
                        name="the_domain_is_renewed_before_it_ends",
                        violation_error_message="The domain has to be renewed before its last day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("domain_kept_until_on__gte", models.F("checked_by_on"))
                        ),
                        name="the_domain_is_kept_until_the_archive_is_checked",
                        violation_error_message="The domain is kept at least until the archive’s copy is checked.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "task",
                    models.CharField(
                        choices=[
                            ("agree", "Agree with The National Archives how the site is taken"),
                            ("nominate", "Give The National Archives ten weeks’ notice"),
                            ("notices", "Write the closing notices"),
                            ("readiness", "Work through the findings on readiness"),
                            ("announce", "Announce the closing"),
                            ("tell-department", "Tell the department where questions go"),
                            ("publish-last", "Publish what is still to be published"),
                            ("copy", "Take a copy of the database, the files and the content"),
                            ("close", "Close the site"),
                            ("freeze", "Freeze the site"),
                            ("verify", "Verify the frozen copy"),
                            ("hand-over", "Hand the frozen copy to the department and the archive"),
                            ("last-crawl", "Ask The National Archives for the last crawl"),
                            ("compare", "Compare what the archive holds with the frozen copy"),
                            ("look", "Look at the archive’s copy, page by page"),
                            ("move", "Move the site to the stage “Archived”"),
                            ("keep-domain", "Settle who keeps the domain"),
                            ("renew-domain", "Renew the domain"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("done", "Done"),
                            ("waived", "Not needed here"),
                            ("taken-back", "Taken back"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True,
                        help_text="A reference, a name, or the reason: for whoever asks later.",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "default_permissions": ["view"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("task", "number"),
                        name="one_thing_at_a_time_is_said_of_a_task",
                        violation_error_message="Somebody has just said something of this task. Look at it again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("says", "done"),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_waiver_and_taking_back_have_a_reason",
                        violation_error_message="Say why: the reason stays on the record.",
                    ),
                ],
            },
        ),
    ]
