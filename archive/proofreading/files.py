"""Files beside a text: what keeps one of them, and with it the whole page, from going out."""

from dataclasses import dataclass

from django.db.models import Model

from archive.lifecycle import Held, insides
from archive.models import Attachment, Record


@dataclass(frozen=True)
class FileFinding:
    """`stops`: the page goes out only once this is mended, or a second person cleared it."""

    pk: int
    what: str
    do: str
    stops: bool = True


def file_findings(thing: Model) -> tuple[FileFinding, ...]:
    """Of the files that would go out with `thing` as it is saved. None is looked into here, since
    this is asked with every key that is pressed: those that nobody has looked into are named."""
    if not isinstance(thing, Record) or thing.pk is None:
        return ()
    files = Attachment.objects.of_record(thing).in_order()
    found = []
    for inside in insides(files.changed_in_draft() if thing.draft_of_id else files):
        attachment = inside.attachment
        if inside.is_held_back:
            held = Held(attachment, inside.dangers)
            found.append(FileFinding(attachment.pk, f"{held.what} {held.why}", held.do))
        elif inside.inspection is None:
            what = f"{attachment.name} was not looked into yet."
            do = "Open it: then it is looked into, and you see what it hides."
            found.append(FileFinding(attachment.pk, what, do, stops=False))
    return tuple(found)
