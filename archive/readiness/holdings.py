"""What is held here, and what only elsewhere: recordings, documents, calls that are still open."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from archive.markdown.links import BARE_ADDRESS, LINK
from archive.models import Attachment, Call, Episode, Kind, Link, Record, SiteState

from .finding import Finding
from .texts import Text, form_of

STREAMING = (
    "youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com",
    "facebook.com/watch", "soundcloud.com", "spotify.com", "audioboom.com", "acast.com",
    "podcasts.apple.com", "buzzsprout.com", "anchor.fm", "libsyn.com", "podbean.com",
)  # fmt: skip
FILE_SHARING = (
    "docs.google.com", "drive.google.com", "dropbox.com", "sharepoint.com", "onedrive.live.com",
    "1drv.ms", "box.com", "wetransfer.com", "icloud.com", "issuu.com", "scribd.com",
)  # fmt: skip
HOLD = "Attach the file itself."


def findings(texts: Iterable[Text]) -> Iterator[Finding]:
    records = list(
        Record.objects.published()
        .with_attachments()
        .prefetch_related("links__to_record")
        .newest_first()
    )
    spoken = set(Episode.objects.published().with_a_transcript().values_list("pk", flat=True))
    for record in records:
        yield from _recordings(record, has_turns=record.pk in spoken)
        yield from _documents(record)
    playing = {record.address for record in records if any(map(_plays, record.attachments.all()))}
    for text in texts:
        yield from _linked(text, holds_media=text.address in playing)
    if SiteState.objects.current().is_open:
        yield from _open_calls()


def _recordings(record: Record, *, has_turns: bool) -> Iterator[Finding]:
    attached = list(record.attachments.all())
    played = [each for each in attached if _plays(each)]
    if record.kind == Kind.EPISODE and not played:
        listed = [each for each in record.links.all() if each.purpose == Link.Purpose.LISTEN]
        where = ", ".join(f"“{each.text}”" for each in listed) or "nowhere on this site"
        yield Finding(
            "media-held",
            record.address,
            f"The episode’s recording is not held here. It is to be heard: {where}.",
            HOLD,
            quote=where,
            form=form_of(record),
        )
    has_words = has_turns or any(
        each.is_captions or "transcript" in each.title.lower() for each in attached
    )
    if (played or record.kind == Kind.EPISODE) and not has_words and not _tells(record.body):
        yield Finding(
            "media-transcript",
            record.address,
            "Its recording has no transcript: who cannot hear it has nothing.",
            "Write the transcript into the episode, or attach it or its captions as a file.",
            form=form_of(record),
        )


def _documents(record: Record) -> Iterator[Finding]:
    for attachment in record.attachments.all():
        if attachment.file:
            continue
        is_streamed = _is_at(attachment.url, STREAMING)
        yield Finding(
            "media-held" if is_streamed else "documents-held",
            record.address,
            f"“{attachment.title}” is attached as an address of {_host(attachment.url)}, and is "
            "not held here.",
            f"{HOLD} If it is somebody else’s, make it a related link.",
            quote=attachment.url,
            form=form_of(record),
        )


def _linked(text: Text, *, holds_media: bool) -> Iterator[Finding]:
    targets = [match[2].strip("<>") for match in re.finditer(LINK, text.source)]
    targets += [match[1] for match in re.finditer(BARE_ADDRESS, re.sub(LINK, "", text.source))]
    for target in dict.fromkeys(targets):
        if _is_at(target, FILE_SHARING):
            yield Finding(
                "documents-held",
                text.address,
                f"The text links to a file on {_host(target)}, which no web archive can fetch.",
                f"{HOLD} Then link to it here.",
                quote=target,
                form=text.form,
            )
        elif _is_at(target, STREAMING) and not holds_media:
            yield Finding(
                "media-held",
                text.address,
                f"The text links to a recording on {_host(target)}, and none is held here.",
                f"{HOLD} If it is somebody else’s, leave it as it is, with that reason.",
                quote=target,
                form=text.form,
            )


def _open_calls() -> Iterator[Finding]:
    for call in Call.objects.published().first_to_close_first():
        if not call.phase.is_closed:
            yield Finding(
                "open-call",
                call.address,
                f"The call is {call.phase.label.lower()}: it closes on {call.closes_at:%-d %B %Y}.",
                "Close the site after that day, or set an earlier one. Once the closing is "
                "announced it shows as closed.",
                form=form_of(call),
            )


def _plays(attachment: Attachment) -> bool:
    return attachment.is_audio or attachment.is_video


def _tells(body: str) -> bool:
    """Does the body have a part with the transcript?"""
    return re.search(r"^#+\s*Transcript\b", body, re.MULTILINE | re.IGNORECASE) is not None


def _host(address: str) -> str:
    return (urlsplit(address).hostname or address).removeprefix("www.")


def _is_at(address: str, places: tuple[str, ...]) -> bool:
    try:
        found = urlsplit(address)
    except ValueError:
        return False
    host = (found.hostname or "").lower()
    return any(
        host == place or host.endswith(f".{place}") or f"{host}{found.path}".startswith(
            (f"{place}/", f"www.{place}/")
        )
        for place in places
    )  # fmt: skip
