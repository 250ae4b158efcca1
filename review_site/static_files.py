"""Style sheets and scripts under names that change with what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """A module that imports others names them by their hashes too: after an upgrade no browser puts
    a new module together with an old one that it kept."""

    support_js_module_import_aggregation = True
