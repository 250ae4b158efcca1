"""The captions of an episode, made of its transcript, for players (WebVTT)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from archive.files import Cue, Spoken, captions_of, write_webvtt
from archive.markdown import plain_text
from archive.models import Attachment, Episode, Turn


def captions(request: HttpRequest, address: str) -> HttpResponse:
    episode = get_object_or_404(Episode.objects.published().with_captions_made().at(f"/{address}/"))
    response = HttpResponse(write_webvtt(_cues(episode)), content_type="text/vtt; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{episode.slug}.vtt"'
    return response


def _cues(episode: Episode) -> list[Cue]:
    turns = [
        Spoken(
            turn.speaker,
            plain_text(turn.text),
            None if turn.starts_at_seconds is None else float(turn.starts_at_seconds),
        )
        for turn in Turn.objects.of_episode(episode).in_order()
    ]
    attached = Attachment.objects.of_record(episode).in_order()
    played = next((file for file in attached if file.is_audio or file.is_video), None)
    return captions_of(turns, played.duration_seconds if played else None)
