"""Pictures, each with the words that stand for it where it cannot be seen."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models.fields.files import FieldFile
from django.urls import reverse

from archive import files
from archive.markdown.problems import FILE_NAME, says_something, says_what_it_shows

from .focus import Focus
from .readable import Readable

RENDITION = re.compile(r"(.+)\.[1-9]\d*\.[a-z]+")
"""The name of a rendition: that of its picture without the extension, its width, its format."""

NOT_DESCRIBED = "Write what the picture shows, or say that it is only decoration."
DESCRIBED_OR_DECORATIVE = (
    "A picture is described, or it is only decoration, without description and caption. Empty "
    "these, or say that it is not decoration."
)
SORT_ONLY = "That says only of what sort the picture is. Write what it shows."
NAMED_ONLY = "That looks like the name of a file. Write what the picture shows."

CONTENT_TYPES = {kind.extension: kind.content_type for kind in files.FileType if kind.is_picture}


class PictureQuerySet(models.QuerySet):
    def named(self, name: str) -> "PictureQuerySet":
        return self.filter(file=f"pictures/{name}")

    def named_any(self, names: Iterable[str]) -> "PictureQuerySet":
        return self.filter(file__in=[f"pictures/{name}" for name in names]).order_by("pk")

    def served_as(self, name: str) -> "PictureQuerySet":
        """The picture of that name, or the one that may have a rendition of that name."""
        if found := RENDITION.fullmatch(name):
            return self.filter(file__startswith=f"pictures/{found[1]}.")
        return self.named(name)

    def without_renditions(self) -> "PictureQuerySet":
        """Those that none were made of yet; of some there are none worth having."""
        return self.filter(renditions__isnull=True).order_by("pk")

    def in_files(self, *names: str) -> "PictureQuerySet":
        return self.filter(file__in=names)

    def with_bytes(self, *sha256: str) -> "PictureQuerySet":
        """Pictures that were made from one of these files, or that are one of them."""
        return self.filter(models.Q(source_sha256__in=sha256) | models.Q(sha256__in=sha256))

    def keep(
        self,
        file: BinaryIO,
        *,
        name: str,
        alt: str = "",
        is_decorative: bool = False,
        caption: str = "",
        credit: str = "",
        focus: str = Focus.CENTRE,
        by=None,
    ) -> "Picture":
        """Keep the picture in `file`, made safe to serve, or find it where it is kept already.

        `name` is what its owner called the file. Raises archive.files.FileRefused, with a
        sentence for the editor, for what is no picture or is too large.
        """
        source_sha256 = hashlib.sha256(file.read()).hexdigest()
        file.seek(0)
        facts = {
            "alt": alt,
            "is_decorative": is_decorative,
            "caption": caption,
            "credit": credit,
            "focus": focus,
        }
        kept = self.with_bytes(source_sha256).filter(**facts)
        if found := kept.newest_first().first():
            return found
        clean = files.picture(file)
        stem = PurePath(files.safe_name(name)).stem[:60]
        secret = secrets.token_hex(8)
        served_as = f"{stem}-{secret}-{clean.width}x{clean.height}.{clean.extension}"
        picture = self.model(
            **facts,
            width=clean.width,
            height=clean.height,
            sha256=clean.sha256,
            source_name=name[-200:],
            source_sha256=source_sha256,
            uploaded_by=by,
        )
        picture.file.save(served_as, ContentFile(clean.data), save=False)
        picture.make_renditions()
        picture.save(force_insert=True)
        return picture

    def newest_first(self) -> "PictureQuerySet":
        return self.order_by("-uploaded_at", "-pk")


class Source(NamedTuple):
    """One format of a picture: its content type, and the addresses of its widths, for `srcset`."""

    content_type: str
    srcset: str


class Picture(Readable):
    """A picture as it is served: re-encoded, without metadata, of known size.

    Nobody outside is answered before a public page shows it (`shown_pictures`). The name of the
    file holds a part that nobody can guess besides, since a storage may be served by others.
    """

    file = models.FileField(upload_to="pictures/", max_length=200, unique=True)
    is_decorative = models.BooleanField(
        "only decoration",
        default=False,
        help_text="It says nothing that a reader would miss: those who cannot see it are not told "
        "of it. It then has no description and no caption.",
    )
    alt = models.CharField(
        "description",
        max_length=300,
        blank=True,
        help_text="What the picture shows, for people who cannot see it. Not the file’s name.",
    )
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    focus = models.CharField(
        "what matters in it",
        max_length=12,
        choices=Focus,
        default=Focus.CENTRE,
        help_text="In a list the picture is cropped to one shape: this part of it stays in sight.",
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    # A list of {width, extension, sha256}, the best format first; their names are told by that.
    renditions = models.JSONField(null=True, blank=True, editable=False)
    source_name = models.CharField(max_length=200, editable=False)
    source_sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        "auth.User", null=True, blank=True, editable=False, on_delete=models.PROTECT
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_decorative=True, alt="", caption="")
                | (models.Q(is_decorative=False) & ~models.Q(alt="")),
                name="a_picture_is_described_or_decorative",
                violation_error_message=DESCRIBED_OR_DECORATIVE,
            ),
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="a_picture_has_a_size"
            ),
        ]

    def __str__(self) -> str:
        return self.alt or f"Decoration: {self.source_name}"

    def clean(self) -> None:
        super().clean()
        if self.is_decorative and (self.alt or self.caption):
            raise ValidationError(DESCRIBED_OR_DECORATIVE)
        if not self.is_decorative and not says_something(self.alt):
            raise ValidationError({"alt": NOT_DESCRIBED})
        if not says_what_it_shows(self.alt):
            raise ValidationError({"alt": SORT_ONLY})
        if self.alt and FILE_NAME.search(self.alt):
            raise ValidationError({"alt": NAMED_ONLY})

    @property
    def name(self) -> str:
        return self.file.name.removeprefix("pictures/")

    @property
    def stem(self) -> str:
        """What the names of all its files begin with, and no other picture's do."""
        return self.name.rpartition(".")[0]

    def get_absolute_url(self) -> str:
        return reverse("picture", args=[self.name])

    def make_renditions(self) -> None:
        """Make and store the renditions; the row is the caller's to save. Raises OSError where the
        picture itself cannot be read."""
        with self.file.open() as file:
            made = files.renditions(file.read())
        storage = self.file.storage
        self.renditions = []
        for each in made:
            facts = {"width": each.width, "extension": each.extension, "sha256": each.sha256}
            name = f"pictures/{self._name_of(facts)}"
            storage.delete(name)  # left there by whoever broke off
            storage.save(name, ContentFile(each.data))
            self.renditions.append(facts)

    def served_as(self, name: str) -> tuple[FieldFile, str] | None:
        """The file of that name with its SHA-256: the picture's own or a rendition's."""
        if name == self.name:
            return self.file, self.sha256
        for each in self.renditions or ():
            if name == self._name_of(each):
                field = self._meta.get_field("file")
                return FieldFile(self, field, f"pictures/{name}"), each["sha256"]
        return None

    @property
    def names(self) -> list[str]:
        """Of all its files: its own, then its renditions'."""
        return [self.name, *(self._name_of(each) for each in self.renditions or ())]

    @property
    def stored_names(self) -> list[str]:
        return [f"pictures/{name}" for name in self.names]

    @property
    def addresses(self) -> list[str]:
        return [reverse("picture", args=[name]) for name in self.names]

    @property
    def sources(self) -> list[Source]:
        """What a browser chooses from, the best first, besides what any browser can show."""
        widths: dict[str, list[str]] = {}
        for each in self.renditions or ():
            if each["extension"] != self._extension:
                address = reverse("picture", args=[self._name_of(each)])
                widths.setdefault(each["extension"], []).append(f"{address} {each['width']}w")
        return [Source(CONTENT_TYPES[kind], ", ".join(of)) for kind, of in widths.items()]

    @property
    def plain_widths(self) -> list[tuple[str, int]]:
        """Addresses and widths of what any browser can show, the narrowest first, the picture
        itself last: what is kept of a page has it, too."""
        plain = [each for each in self.renditions or () if each["extension"] == self._extension]
        narrower = [(self._name_of(each), each["width"]) for each in plain]
        return [
            (reverse("picture", args=[name]), width)
            for name, width in (*narrower, (self.name, self.width))
        ]

    @property
    def _extension(self) -> str:
        return self.name.rpartition(".")[2]

    def _name_of(self, rendition: dict) -> str:
        return f"{self.stem}.{rendition['width']}.{rendition['extension']}"
