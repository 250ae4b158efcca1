"""An address of every kind of page of the demonstration, by what is to be seen there."""

REPORT = "/publications/final-report/"
LETTER = "/publications/letter-to-government-on-spending-review/"
EPISODE = "/podcast/what-was-the-review/"
SEARCHED = "/search/?q=kinship+carers"
TAKEN_DOWN = "/news/spring-workshop-dates/"
"""Taken down for good, once the other pages have been looked at."""

KINDS = {
    "home": "/",
    "news": "/news/",
    "news-later-page": "/news/page/2/",
    "news-of-a-kind": "/news/kind/blog/",
    "news-item": "/news/final-report-published/",
    "blog": "/news/reading-a-long-report/",
    "publications": "/publications/",
    "publications-of-a-kind": "/publications/kind/open-letter/",
    "publications-on-a-topic": "/publications/topic/kinship-care/",
    "report": REPORT,
    "footnote": f"{REPORT}#footnote-2",
    "letter": LETTER,
    "open-letter": "/publications/open-letter-to-parents-and-families/",
    "speech": "/publications/speech-ncasc-2021/",
    "statement": "/publications/statement-on-evidence/",
    "terms-of-reference": "/publications/terms-of-reference/",
    "version-for-children": "/publications/final-report-children-and-young-people/",
    "version-in-welsh": "/publications/adroddiad-terfynol-crynodeb/",
    "calls": "/calls/",
    "call-before": "/calls/the-review-ten-years-on/",
    "call-while": "/calls/memories-of-old-websites/",
    "call-after": "/calls/call-for-ideas/",
    "podcast": "/podcast/",
    "episode": EPISODE,
    "questions": "/faqs/",
    "an-answer": "/faqs/#when-does-this-website-close",
    "questions-all-open": "/faqs/all/",
    "boards": "/boards/",
    "board": "/boards/experts-by-experience-board/",
    "person": "/people/josh-macalister/",
    "topics": "/topics/",
    "topic": "/topics/kinship-care/",
    "page": "/support/",
    "timeline": "/timeline/",
    "search": "/search/",
    "search-found": SEARCHED,
    "search-found-nothing": "/search/?q=zymurgy",
    "accessibility-statement": "/accessibility/",
    "chart": "/publications/case-for-change-your-feedback/",
    "site-map": "/site-map/",
    "past-days": "/on/",
    "past-day-refused": "/on/?day=yesterday",
    "versions": f"/timemap{REPORT}",
    "memento": f"/memento/20220601120000{REPORT}",
    "changes": f"/changes/after/20230301120000{REPORT}",
    "no-version": f"/memento/20200101000000{REPORT}",
    "not-found": "/nowhere/",
}
