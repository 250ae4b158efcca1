"""Where requests go first: the admin, then the public record."""

from django.contrib import admin
from django.urls import include, path

from archive.views.records import page_for

# The admin previews records in the public's own pages, which it does not know by itself.
admin.site.page_for = page_for

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("archive.urls")),
]

handler400 = "archive.views.errors.bad_request"
handler403 = "archive.views.errors.permission_denied"
handler404 = "archive.views.errors.not_found"
handler500 = "archive.views.errors.server_error"
