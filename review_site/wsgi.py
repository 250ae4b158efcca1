"""The door that the production server comes in by."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_site.settings")

application = get_wsgi_application()
