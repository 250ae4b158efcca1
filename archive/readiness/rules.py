"""The rules: what a site needs before it closes, and who says so. It knows nothing of Django."""

from dataclasses import dataclass
from enum import StrEnum

GUIDANCE = (
    "https://www.nationalarchives.gov.uk/webarchive/archive-a-website/"
    "how-to-make-your-website-compliant/"
)
"""The National Archives, “How to make your website technically compliant”, read November 2026."""

TNA = "The National Archives, web archiving guidance"
EARLIER_SITES = "What went wrong on sites of earlier reviews"
REGULATIONS = "The accessibility regulations of 2018, regulation 8"


class Part(StrEnum):
    """The two halves of the list, as their headings."""

    ARCHIVE = "What the web archive needs"  # or a page, a file or a picture is missing there
    WORDS = "What will read wrong once the site is closed"  # and can then not be mended


@dataclass(frozen=True, slots=True)
class Rule:
    """`id` never changes: waivers name it. `says` is the rule as a sentence that is true of a
    site that is ready."""

    id: str
    part: Part
    title: str
    says: str
    source: str


def _archive(rule_id: str, title: str, says: str, section: str) -> Rule:
    return Rule(rule_id, Part.ARCHIVE, title, says, f"{TNA}: {section}")


def _words(rule_id: str, title: str, says: str) -> Rule:
    return Rule(rule_id, Part.WORDS, title, says, EARLIER_SITES)


# fmt: off
_ALL = (
    _archive("answers", "Pages that do not answer",
             "Every public address answers with its page or file.",
             "Preparing for an archive crawl"),
    _archive("one-host", "Other addresses of this site",
             "Everything of the review is on one host, named in one way.", "Links and URLs"),
    _archive("reached-by-links", "Pages that no link leads to",
             "Every public page and file is reached from the home page by links alone.",
             "Site structure and sitemaps"),
    _archive("links-inside", "Broken links inside",
             "Every link inside the site leads to something that is there, to the very heading.",
             "Links and URLs"),
    _archive("links-outside", "Broken links to other sites",
             "Every link to another site leads somewhere.", "Links and URLs"),
    _archive("no-query", "Links with a question mark",
             "No page is reached only by a query.", "Database and lookup functions"),
    _archive("no-post", "Forms", "Nothing is reached only by filling in a form.",
             "POST requests and Ajax"),
    _archive("no-script", "Pages that need a script",
             "Everything can be read and followed without a script.",
             "Dynamically-generated content and scripts"),
    _archive("sitemap-xml", "Sitemap for machines", "sitemap.xml lists every page.",
             "Site structure and sitemaps"),
    _archive("sitemap-people", "Site map for people", "The site map page leads to every page.",
             "Site structure and sitemaps"),
    _archive("media-held", "Sound and film that is only elsewhere",
             "Sound and film is held here as a file, not only streamed from another site.",
             "Video, infographic, audio and multimedia content"),
    _archive("media-transcript", "Sound and film without words",
             "All sound and film has a transcript.",
             "Video, infographic, audio and multimedia content"),
    _archive("no-frames", "Frames from other sites", "No page shows another site in a frame.",
             "Video, infographic, audio and multimedia content"),
    _archive("documents-held", "Documents that are only elsewhere",
             "The review’s documents are held here, not on a file sharing service or another site.",
             "Document and file sharing services"),
    _archive("nothing-from-elsewhere", "Parts fetched from other sites",
             "No page fetches a picture, style, font or script from another site.",
             "Dynamically-generated content and scripts"),
    _archive("plain-addresses", "Addresses with odd characters",
             "Addresses are made of plain letters, figures and hyphens.", "Links and URLs"),
    _archive("robots", "Robots that are shut out", "No robot is kept from any public page.",
             "Preparing for an archive crawl"),
    _archive("page-title", "Pages without a title", "Every page has a title.", "W3C compliance"),
    _archive("distinct-title", "Pages with the same title", "No two pages have the same title.",
             "W3C compliance"),
    _archive("page-language", "Pages without a language", "Every page says its language.",
             "W3C compliance"),
    _archive("picture-alt", "Pictures without words",
             "Every picture has words for those who cannot see it.",
             "Video, infographic, audio and multimedia content"),
    _archive("licence", "Pages without a licence", "Every page says how it may be used again.",
             "Copyright statements and licencing"),
    _archive("questions-in-text", "Questions that are not in the text",
             "Every question of the FAQ is in the text of its page.", "Menus, search and forms"),
    _words("relative-date", "Days that are counted from the day of writing",
           "No text says “today”, “recently” or “next spring” without its date."),
    _words("future-in-questions", "Answers about the future",
           "No answer tells of what is still to come."),
    _words("open-call", "Open calls",
           "No call is open, and no text invites people to something that is over."),
    _words("link-says-nothing", "Links that say “here”",
           "The words of every link say where it leads."),
    _words("bare-address", "Links that show their address",
           "Links are named, not shown as addresses."),
    _words("leads-nowhere", "Words that announce a link, and there is none",
           "Where a text says “here”, “below” or “attached”, it is there."),
    _words("glued-mark", "Footnote marks that read as figures",
           "No footnote mark runs into the word or figure before it."),
    _words("different-names", "Different names for one thing",
           "One thing has one name, written in one way."),
    Rule("accessibility-check", Part.WORDS, "An accessibility statement that is out of date",
         "The accessibility statement tells of a check of the last year, which found nothing.",
         REGULATIONS),
)
# fmt: on

RULES = {rule.id: rule for rule in _ALL}
"""By id, in the order in which they are shown."""
