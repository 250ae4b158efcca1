"""What will read wrong in the texts of the record, each with how to mend it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from archive.markdown.wordings import Passage, Wording, passages, reading_words, sentence_around

from .finding import Finding
from .names import variants
from .texts import Text

RULE_OF = {
    Wording.RELATIVE_DATE: "relative-date",
    Wording.FUTURE: "future-in-questions",
    Wording.OPEN_CALL: "open-call",
    Wording.EMPTY_LINK: "link-says-nothing",
    Wording.BARE_ADDRESS: "bare-address",
    Wording.LEADS_NOWHERE: "leads-nowhere",
    Wording.GLUED_MARK: "glued-mark",
}
SAID = {
    Wording.RELATIVE_DATE: (
        "This says “{words}”, counted from the day of writing.",
        "Write the date itself, or put it right behind, in brackets.",
    ),
    Wording.FUTURE: (
        "This answer says “{words}” of something still to come.",
        "Say what came of it: who reads it after the closing finds nothing of it done.",
    ),
    Wording.OPEN_CALL: (
        "This invites people to something that will be over: “{words}”.",
        "Say until when it was open, and what came of it.",
    ),
    Wording.EMPTY_LINK: (
        "The link “{words}” does not say where it leads.",
        "Make the name of the page or document the link.",
    ),
    Wording.BARE_ADDRESS: (
        "The address {words} stands in the text itself.",
        "Make the name of the page the link: [its name](its address).",
    ),
    Wording.LEADS_NOWHERE: (
        "“{words}” announces a link or a file, and there is none.",
        "Add the link or the file, or take the words out.",
    ),
    Wording.GLUED_MARK: (
        "The footnote mark in “{words}” runs into what stands before it.",
        "Put the mark behind a word or a full stop, written [^1], with its note.",
    ),
}
AS_SAID = (
    "It is a letter or a speech, whose words stay. Leave it as it is, with that reason; the page "
    "names its day."
)
QUOTED = "It stands in a quotation: keep its words, and say beside it when they were said."
AGEING = (Wording.RELATIVE_DATE, Wording.OPEN_CALL)
"""What time alone does to a text: in words that were said so it stays."""

MOST_QUOTED = 4
"""So many sentences of a letter or speech are quoted in the one finding on it."""


def findings(texts: Iterable[Text]) -> Iterator[Finding]:
    texts = list(texts)
    for text in texts:
        yield from (finding for finding, _ in findings_with_places(text))
    yield from _names(texts)


def findings_with_places(text: Text) -> Iterator[tuple[Finding, Passage]]:
    """Those of one text, each with the passage that it is about, or with the first of several."""
    ageing: dict[Wording, list[Passage]] = defaultdict(list)
    seen = set()
    for each in _passages(text.source, text.has_files):
        if each.wording == Wording.FUTURE and not text.is_question:
            continue
        if text.is_as_said and each.wording in AGEING:
            ageing[each.wording].append(each)
        elif (each.wording, each.sentence) not in seen:
            seen.add((each.wording, each.sentence))
            yield _finding(text, each), each
    for wording, found in ageing.items():
        yield _of_what_was_said(text, wording, found), found[0]


@lru_cache(maxsize=16384)
def _passages(source: str, has_files: bool) -> tuple[Passage, ...]:
    return tuple(passages(source, has_files=has_files))


def _finding(text: Text, passage: Passage) -> Finding:
    what, do = SAID[passage.wording]
    if passage.is_quoted and passage.wording in AGEING:
        do = QUOTED
    return Finding(
        RULE_OF[passage.wording],
        text.address,
        what.format(words=passage.words),
        do,
        passage.sentence,
        passage.words,
        text.form,
    )


def _of_what_was_said(text: Text, wording: Wording, found: list[Passage]) -> Finding:
    """One for all of a letter or speech: there is one thing to decide about it."""
    words = list(dict.fromkeys(each.words.lower() for each in found))
    sentences = list(dict.fromkeys(each.sentence for each in found))
    more = f" … and {len(sentences) - MOST_QUOTED} more" if len(sentences) > MOST_QUOTED else ""
    what, _ = SAID[wording]
    return Finding(
        RULE_OF[wording],
        text.address,
        what.format(words="”, “".join(words)),
        AS_SAID,
        " … ".join(sentences[:MOST_QUOTED]) + more,
        found[0].words,
        text.form,
    )


def _names(texts: list[Text]) -> Iterator[Finding]:
    """Said once a text; not of words that were sent or spoken, which stay."""
    for variant in variants([text.source for text in texts]):
        text = texts[variant.text]
        if text.is_as_said:
            continue
        times = "once" if variant.times_usual == 1 else f"{variant.times_usual} times"
        yield Finding(
            "different-names",
            text.address,
            f"“{variant.spelling}” is written “{variant.usual}” elsewhere ({times}).",
            "Write it in one way everywhere, unless it is another thing.",
            _around(text.source, variant.spelling),
            variant.spelling,
            text.form,
        )


def _around(source: str, spelling: str) -> str:
    start = source.find(spelling)
    if start < 0:  # marks or line ends stand between its words
        return reading_words(source)[:200]
    return sentence_around(source, start, start + len(spelling))
