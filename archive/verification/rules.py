"""What is proved of a frozen copy: each rule with a name that stays, and what to do where it is
broken. docs/verifying.md has the same table for people."""

from enum import StrEnum


class Rule(StrEnum):
    """A member's value is its name in findings; `to_do` says what helps."""

    to_do: str

    def __new__(cls, name: str, to_do: str) -> "Rule":
        rule = str.__new__(cls, name)
        rule._value_ = name
        rule.to_do = to_do
        return rule

    # The bag
    BAG_FORMAT = "bag-format", "freeze again"
    BAG_MANIFEST = "bag-manifest", "freeze again; a manifest is never mended by hand"
    BAG_MISSING = "bag-missing", "fetch the file from another copy of the bag, or freeze again"
    BAG_EXTRA = "bag-extra", "take the file away; if it belongs to the site, freeze again"
    BAG_CHANGED = "bag-changed", "fetch the file from another copy of the bag, or freeze again"
    BAG_ODD = "bag-odd", "copy the bag without links of the file system and special files"
    BAG_OXUM = "bag-oxum", "fetch the whole bag once more, or freeze again"

    # The web archive file
    WACZ_ZIP = "wacz-zip", "freeze again"
    WACZ_PACKAGE = "wacz-package", "freeze again"
    WACZ_INDEX = "wacz-index", "freeze again; a replay would not find this record"
    WACZ_INDEX_ORDER = "wacz-index-order", "freeze again; a replay searches the index by halves"
    WACZ_PAGES = "wacz-pages", "freeze again; the list of pages must tell what is held"
    WARC_RECORD = "warc-record", "freeze again"
    WARC_DIGEST = "warc-digest", "fetch the file from another copy of the bag, or freeze again"
    WARC_PAIR = "warc-pair", "freeze again; each answer is kept with what was asked"
    WARC_HOST = "warc-host", "freeze again with the right SITE_URL"

    # The inventory, and the static site beside what was served
    INVENTORY_FORMAT = "inventory-format", "freeze again"
    INVENTORY_MISSING = "inventory-missing", "freeze again; each file of the site has its line"
    INVENTORY_NO_FILE = "inventory-no-file", "freeze again; each line of the inventory has its file"
    NOT_CAPTURED = "not-captured", "fill the store (manage.py captures --fill) and freeze again"
    NOT_AS_SERVED = "not-as-served", "freeze again; if it stays, the writer of the site is at fault"
    TEXT_DIFFERS = "text-differs", "freeze again; if it stays, the writer of the site is at fault"
    SITEMAP = "sitemap", "freeze again; what the sitemap promises must be there"

    # Links
    LINK_BROKEN = "link-broken", "mend the link on the record, then freeze again"
    LINK_FRAGMENT = "link-fragment", "mend the part of the link behind #, then freeze again"
    LINK_LIVE = "link-live", "freeze again; within the copy links lead to its own files"
    LINK_OUTSIDE = "link-outside", "give the link a whole address with https, mailto or tel"
    LOADED_ELSEWHERE = (
        "loaded-elsewhere",
        "keep on this site what the page needs, then freeze again",
    )
    UNREACHABLE = "unreachable", "link to it from a list or from the site map, then freeze again"
    REDIRECT = "redirect", "let the redirect lead to a page of this site, then freeze again"

    # Pages
    PAGE_BROKEN = "page-broken", "mend the template or the text that makes this page"
    PAGE_TITLE = "page-title", "give the page a title"
    PAGE_LANGUAGE = "page-language", "name the language on the html element"
    PAGE_MAIN = "page-main", "give the page one main landmark"
    PAGE_HEADING = "page-heading", "give the page one h1"
    PAGE_CHARSET = "page-charset", "name the encoding in the first 1,024 bytes"

    # The record
    CONTENT_FORMAT = "content-format", "export again; docs/folder-format.md says what may be there"
    CONTENT_DRAFT = "content-draft", "destroy this copy and freeze again: drafts are not public"
    ATTACHMENT = "attachment", "attach the file to its record again, then freeze again"
    FILE_BROKEN = "file-broken", "replace the file on its record by one that opens"
    FAQ_LOST = "faq-lost", "freeze again; if it stays, the page's template hides the question"
    FORWARDING = "forwarding", "freeze again; all but what was taken down needs its place there"
