"""What every test stands on: settings of its own and a folder of its own for files."""

import os

# Before Django reads its settings: the tests' environment is theirs, whatever the machine's is.
# Only DATABASE_URL is taken from outside, so that the same tests run on PostgreSQL.
os.environ.update(
    DJANGO_SETTINGS_MODULE="review_site.settings",
    SECRET_KEY="the-tests-sign-with-this-and-nothing-else-ever-does-so",
    SITE_URL="http://testserver",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    STATIC_FROM_SOURCE="yes",
)
for name in ("DEBUG", "TRUSTED_PROXIES", "MEDIA_ROOT", "HSTS_SECONDS", "STATE_DIR"):
    os.environ.pop(name, None)

import django  # noqa: E402
import pytest  # noqa: E402

django.setup()


@pytest.fixture(autouse=True)
def media_in_a_folder_of_its_own(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def passwords_are_hashed_quickly(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
