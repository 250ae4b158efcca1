"""What Django and Python do slowly, or keep, that no test is about."""

import gc

import pytest
from django.template.base import Template

PARTS = ("django/forms/", "admin/widgets/", "admin/includes/", "components/")


@pytest.fixture(autouse=True)
def passwords_are_hashed_quickly(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def rubbish_is_looked_for_rarely():
    """What was imported is no rubbish, and looking through it took a tenth of the time."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.fixture(autouse=True, scope="session")
def the_parts_of_a_form_leave_no_copy_of_their_context():
    """Django keeps, for tests, what each template was given: of every input of a form, too, which
    nobody asks for, and which took a third of the time."""
    note_and_render = Template._render

    def render(self, context):
        if (self.name or "").startswith(PARTS):
            return self.nodelist.render(context)
        return note_and_render(self, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield
