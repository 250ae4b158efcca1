"""What can be wrong with a folder as a whole, and with it on this site."""

from collections.abc import Iterator

from django.utils import timezone

from archive.importing.fields import RECORD_MODELS
from archive.importing.format.documents import Document
from archive.importing.format.findings import Fault, Finding
from archive.importing.site import Site, address_of, references_in
from archive.models import Page, Record, Redirect
from archive.models.address import belongs_to_the_site
from archive.models.redirect import comes_back

IDENTITY = {
    "person": "slug",
    "board": "slug",
    "faqs": "slug",
    "notice": "starts",
}


class Checking:
    """What the documents of a folder promise each other and the site: slugs and addresses."""

    def __init__(self, documents: list[Document], site: Site) -> None:
        self.documents = documents
        self.site = site
        self.by_slug: dict[str, Document] = {}
        self.findings: list[Finding] = []

    def check(self) -> list[Finding]:
        self._check_identities()
        self._check_anchors()
        self._check_addresses()
        self._check_redirects()
        for document in self.documents:
            if document.is_record:
                faults = [*self._record_faults(document), *self._reference_faults(document)]
                self.findings += [Finding(document.path, each.line, each.text) for each in faults]
        return self.findings

    def _note(self, document: Document, place: str, text: str) -> None:
        self.findings.append(Finding(document.path, document.line(place), text))

    def _check_identities(self) -> None:
        seen: dict[tuple[str, object], Document] = {}
        for document in self.documents:
            key = "slug" if document.is_record else IDENTITY.get(document.type, "")
            what = document.values.get(key)
            if (key and what is None) or document.type in ("topics", "series", "redirects"):
                continue
            kind = "record" if document.is_record else document.type
            first = seen.setdefault((kind, what), document)
            if document.is_record:
                self.by_slug.setdefault(str(what), document)
            if first is not document:
                self._note(document, key or "type", self._twice(document, first.path, what))

    def _twice(self, document: Document, first: str, what: object) -> str:
        if document.type == "review":
            return f"The review is in {first} already, and a site has one. Make one file of both."
        if document.type == "notice":
            return f"The notice in {first} begins at that moment too. Give one another “starts:”."
        return f"The slug “{what}” is in {first} already. Give one of them another."

    def _check_anchors(self) -> None:
        seen: dict[str, Document] = {}
        for document in self.documents:
            for question in document.questions:
                if question.anchor in seen:
                    text = (
                        f"The anchor “{question.anchor}” is in {seen[question.anchor].path} "
                        "already. Give this question another: ## Question {#anchor}."
                    )
                    self.findings.append(Finding(document.path, question.line, text))
                seen.setdefault(question.anchor, document)

    def _check_addresses(self) -> None:
        taken: dict[str, Document] = {}
        for document, place, address, owner in self._claims():
            first = taken.setdefault(address, document)
            if first is not document:
                text = f"The address {address} is in {first.path} already. Change one of them."
                self._note(document, place, text)
            elif belongs_to_the_site(address):
                self._note(
                    document,
                    place,
                    f"The address {address} belongs to the site itself. Choose another "
                    + ("slug or address." if place != "address" else "one."),
                )
            elif not self._is_free(address, owner):
                text = f"Something else on this site has the address {address}. Choose another."
                self._note(document, place, text)

    def _check_redirects(self) -> None:
        """None leads round in a circle, with those of the folder and those of the site."""
        entries = [
            (document, f"redirects.{number}.to", entry["from"], entry["to"])
            for document in self.documents
            if document.type == "redirects"
            for number, entry in enumerate(document.values.get("redirects", []))
            if {"from", "to"} <= {*entry}
        ]
        if not entries:
            return
        leads_to = {row.address: row.to_url for row in Redirect.objects.elsewhere()}
        leads_to |= {address: to for _, _, address, to in entries}
        for document, place, address, to in entries:
            if comes_back(address, to, lambda path: leads_to.get(path, "")):
                self._note(document, place, "This would lead back to itself. Give another place.")

    def _claims(self) -> Iterator[tuple[Document, str, str, Record | None]]:
        for document in self.documents:
            slug = document.values.get("slug", "")
            if document.is_record and self.by_slug.get(slug) is document:
                record = self.site.records.get(slug)
                address = address_of(document, record)
                place = "address" if "address" in document.values else "slug"
                if not address.endswith("/"):
                    self._note(document, place, f"The address {address} must end with a /.")
                yield document, place, address, record
                for number, former in enumerate(document.values.get("former_addresses", [])):
                    if former != address:
                        yield document, f"former_addresses.{number}", former, record
                    else:
                        text = f"{former} is the address itself, not a former one. Take it out."
                        self._note(document, f"former_addresses.{number}", text)
            for number, entry in enumerate(document.values.get("redirects", [])):
                if document.type == "redirects" and "from" in entry:
                    yield document, f"redirects.{number}.from", entry["from"], None

    def _is_free(self, address: str, owner: Record | None) -> bool:
        """Is it nobody's on the site, or the owner's already, as address or former address?"""
        if address not in self.site.addresses:
            return True
        redirect: Redirect | None = self.site.redirects.get(address)
        if redirect is not None:
            return redirect.to_record_id == (owner.pk if owner else None)
        return owner is not None and self.site.addresses[address].pk == owner.pk

    def _record_faults(self, document: Document) -> Iterator[Fault]:
        record = self.site.record(document.values.get("slug", ""))
        if record is None:
            return
        if type(record) is not RECORD_MODELS[document.type]:
            yield Fault(
                document.line("type"),
                f"“{record.slug}” is on the site as something else "
                f"({record.get_kind_display().lower()}). Give this file another slug.",
            )
        if record.is_taken_down:
            yield Fault(
                document.line("slug"),
                f"“{record.slug}” was taken down for good. Take this file out of the folder.",
            )
        published = document.values["published"]
        if record.is_public and (published == "draft" or published > timezone.now()):
            place = "published" if "published" in document.lines else "date"
            yield Fault(
                document.line(place),
                "This is published on the site, and cannot be a draft or scheduled again. Give "
                "its “published:” or “date:”, or withdraw it.",
            )

    def _reference_faults(self, document: Document) -> Iterator[Fault]:
        for place, slug in references_in(document):
            other = self.by_slug.get(slug) or self.site.record(slug)
            if other is None:
                yield Fault(
                    document.line(place),
                    f"There is no record “{slug}” in this folder or on the site. Correct the slug.",
                )
            elif place == "parent" and not self._is_page(slug):
                yield Fault(document.line(place), f"“{slug}” is not a page. Name a page.")
        for name in ("superseded_by", "version_of", "parent"):
            if name in document.values and self._goes_round(document, name):
                yield Fault(
                    document.line(name),
                    f"“{name}” goes round in a circle and comes back here. Break it.",
                )

    def _is_page(self, slug: str) -> bool:
        if slug in self.by_slug:
            return self.by_slug[slug].type == "page"
        record = self.site.record(slug)
        return record is not None and record.kind == "page"

    def _goes_round(self, document: Document, name: str) -> bool:
        start = document.values.get("slug")
        seen, slug = set(), document.values[name]
        while slug and slug not in seen and slug != document.values.get("slug"):
            seen.add(slug)
            slug = self._next(slug, name)
        return bool(slug) and slug == start and document.values[name] != start

    def _next(self, slug: str, name: str) -> str:
        if slug in self.by_slug:
            return str(self.by_slug[slug].values.get(name, ""))
        record = self.site.record(slug)
        if name == "parent":
            record = getattr(record, "page", record)
            other = record.parent if isinstance(record, Page) else None
        else:
            other = getattr(record, name, None)
        return other.slug if other else ""
