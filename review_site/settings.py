"""Every setting, from the environment. What is not set is safe; docs/running.md lists the names."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import reverse_lazy

from .environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

# --- What a server must say ---------------------------------------------------------------

DEBUG = env.yes_or_no("DEBUG")
SECRET_KEY = env.required("SECRET_KEY", "50 random characters that sign sessions and tokens.")
# What the watch list is encrypted with; without it the secret key.
WATCH_LIST_KEY = env.text("WATCH_LIST_KEY", "")
SITE_URL = env.web_address("SITE_URL", "the public address, as in https://review.example.org.")
IS_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [urlsplit(SITE_URL).hostname])
# How many proxies stand in front and may be believed about the reader's address and protocol.
TRUSTED_PROXIES = env.whole_number("TRUSTED_PROXIES", 0)

# --- Where things are kept ----------------------------------------------------------------

STATE_DIR = Path(env.text("STATE_DIR", str(BASE_DIR / "var")))
MEDIA_ROOT = env.text("MEDIA_ROOT", str(STATE_DIR / "media"))
STATIC_ROOT = STATE_DIR / "static"

database = env.database("DATABASE_URL") or {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": STATE_DIR / "review.sqlite3",
}
if database["ENGINE"].endswith("sqlite3"):
    # Readers go on while somebody writes (WAL); writers queue from their first statement
    # (IMMEDIATE), where a transaction that turns into a write half way would fail at once.
    database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    database["CONN_HEALTH_CHECKS"] = True
    # A database that is away says so soon: readers of what is in memory wait for no other reader.
    database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    database["OPTIONS"].setdefault("tcp_user_timeout", 10_000)
database.setdefault("CONN_MAX_AGE", env.whole_number("CONN_MAX_AGE", 60))
DATABASES = {"default": database}
# What a process may hold ready of what the public is served, in MiB.
PAGES_IN_MEMORY = env.whole_number("PAGES_IN_MEMORY", 64)
# Some of a server's threads are kept free for what is in memory.
WEB_THREADS = env.whole_number("WEB_THREADS", 8)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- The project --------------------------------------------------------------------------

INSTALLED_APPS = [
    "archive",
    "review_site.apps.ReviewSiteConfig",
    "markdownx",
    "axes",
    "whitenoise.runserver_nostatic",
    "review_site.apps.EditingConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "review_site.middleware.browser_policies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    # Last: only in the place of a view.
    "archive.views.archived.instead_of_pages",
]
ROOT_URLCONF = "review_site.urls"
WSGI_APPLICATION = "review_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "archive.views.site.site_context",
            ],
        },
    },
]

# Widgets of ours have their templates where all others are.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "en-gb"
# What the public pages speak: a record in one of these languages is dressed in it.
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
# An address typed without its scheme is https, as Django 6 will have it.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Static files and media ---------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "review_site.stylesheets.StylesheetFinder",
]
MEDIA_URL = "/media/"
# On a developer's machine files are served as they lie in static/; a server serves what
# `collectstatic` wrote, under hashed names and compressed already.
STATIC_FROM_SOURCE = env.yes_or_no("STATIC_FROM_SOURCE")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = STATIC_FROM_SOURCE
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 0 if STATIC_FROM_SOURCE else 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if STATIC_FROM_SOURCE
            else "review_site.static_files.HashedFiles"
        )
    },
}
FILE_UPLOAD_PERMISSIONS = 0o644
# A long report is some megabytes of Markdown; a long transcript some thousands of form fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- What browsers are told ---------------------------------------------------------------

# Django 6's own setting, held to by review_site.middleware until then.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "media-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = (
    env.whole_number("HSTS_SECONDS", int(timedelta(days=365).total_seconds())) if IS_HTTPS else 0
)
# Sub-domains and browsers' preload lists belong to whoever owns the domain: not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Who may sign in ----------------------------------------------------------------------

# The public gets no cookie at all; these are for the admin.
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{rule}", "OPTIONS": options}
    for rule, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
# Ten wrong passwords, for one name or from one address, and both wait for a quarter of an hour.
# A try made while waiting does not make the wait longer: nobody can keep a colleague out.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "review_site.log_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "review_site.proxies.reader_address"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# --- Markdown -----------------------------------------------------------------------------

# The widget's live preview. Its own upload view is never included (see docs/decisions).
MARKDOWNX_URLS_PATH = "/admin/markdown/preview/"

# --- What is written down -----------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"outages": {"()": "review_site.outages.SayOnce"}},
    "handlers": {
        "standard_error": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["outages"],
        },
        # A logger without any handler would write to standard error all the same.
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["standard_error"], "level": "WARNING"},
    "loggers": {
        # Django would send errors by e-mail; a server's log is where they are looked for.
        "django": {"handlers": ["standard_error"], "level": "WARNING", "propagate": False},
        # Anybody can send any host name; each is answered with 400 and is nobody's fault.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        # What readers ask for in vain is not a fault of the site.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": ["standard_error"], "level": "INFO", "propagate": False},
    },
}
