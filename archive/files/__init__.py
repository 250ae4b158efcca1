"""Files that people send: what they are, what is in them, and what the site keeps of them."""

from archive.files.captioning import Spoken, captions_of
from archive.files.captions import CaptionsBroken, Cue, parse_captions, write_webvtt
from archive.files.facts import Facts, describe
from archive.files.names import human_size, safe_name
from archive.files.pictures import CleanPicture, picture
from archive.files.renditions import Rendition, renditions
from archive.files.types import FileRefused, FileType, identify

__all__ = [
    "CaptionsBroken",
    "CleanPicture",
    "Cue",
    "Facts",
    "FileRefused",
    "FileType",
    "Rendition",
    "Spoken",
    "captions_of",
    "describe",
    "human_size",
    "identify",
    "parse_captions",
    "picture",
    "renditions",
    "safe_name",
    "write_webvtt",
]
