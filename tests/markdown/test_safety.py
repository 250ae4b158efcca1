"""No attack leaves anything in the HTML that is not on the list."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.markdown import plain_text, problems, relative_dates, render

# Written out once more, and not imported: the list in the code and this one hold each other.
ALLOWED = {
    "a": {"href", "class", "rel", "id", "role", "title", "aria-label"},
    "aside": {"class", "role"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "figure": {"class"},
    "img": {"src", "alt", "width", "height", "loading", "decoding", "title"},
    "li": {"id"},
    "ol": {"start"},
    "p": {"class"},
    "section": {"class", "role", "aria-label"},
    "span": {"class"},
    "sup": {"class"},
    "td": {"class"},
    "th": {"class", "scope"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    **{
        tag: set()
        for tag in (
            "blockquote", "br", "code", "dd", "dl", "dt", "em", "figcaption", "hr", "pre",
            "strong", "table", "tbody", "thead", "tr", "ul",
        )
    },
}  # fmt: skip


class Guard(HTMLParser):
    """Reads HTML with other eyes than the sanitiser's, and notes what is not allowed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in ALLOWED:
            self.findings.append(f"<{tag}>")
            return
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)) or not set(names) <= ALLOWED[tag]:
            self.findings.append(f"<{tag} {names}>")
        for name, value in attrs:
            if name == "href" and not self.may_lead_to(value or ""):
                self.findings.append(f"href={value}")
            if name == "src" and not re.match(
                r"(?!//)(?:/pictures/|[^/:\\?#]+(?:[/?#]|$))", value or ""
            ):
                self.findings.append(f"src={value}")

    def may_lead_to(self, value: str) -> bool:
        # As a browser: control characters and white space vanish, a backslash is a slash.
        read = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/").lower()
        if read.startswith("//"):
            return False
        scheme = re.match(r"[a-z][a-z0-9+.-]*:", read)
        if scheme is None:
            return True
        if scheme[0] in {"mailto:", "tel:"}:
            return True
        return scheme[0] in {"http:", "https:"} and bool(urlsplit(read).hostname)

    def handle_comment(self, data):
        self.findings.append(f"<!--{data}-->")

    def handle_decl(self, decl):
        self.findings.append(f"<!{decl}>")

    def handle_pi(self, data):
        self.findings.append(f"<?{data}>")


def what_got_through(source: str) -> list[str]:
    guard = Guard()
    guard.feed(render(source).html)
    guard.close()
    return guard.findings


PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCriPt\t>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)//",
    '<a href="javascript:alert(1)">x</a>',
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=//evil.example/x.swf>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/>",
    "<style>@import '//evil.example'</style>",
    "<p style='background:url(javascript:alert(1))'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "</title><script>alert(1)</script>",
    "<textarea><script>alert(1)</script></textarea>",
    "<form action=javascript:alert(1)><button>x",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](JAVASCRIPT&colon;alert(1))",
    "[x](&#106;&#97;vascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    '[x](/a "onmouseover=alert(1)")',
    "[x](/a '\" onmouseover=\"alert(1)')",
    "[x](https://a.example/\"onclick=alert(1)//)",
    "![x](x\"onerror=alert(1)//)",
    '![" onerror="alert(1)](/pictures/x.png)',
    '![x](/pictures/x.png "\\" onerror=\\"alert(1)")',
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "![x](//evil.example/x.png)",
    "<javascript:alert(1)>",
    "<https://a.example/\"onclick=alert(1)>",
    "https://a.example/\"onclick=alert(1)",
    "[a]: javascript:alert(1)\n\n[a]",
    "[^1]\n\n[^1]: <script>alert(1)</script> [x](javascript:alert(1))",
    "[^\"onclick=alert(1)]\n\n[^\"onclick=alert(1)]: x",
    "# x {#\"onclick=alert(1)}",
    "# <img src=x onerror=alert(1)>",
    "| <script> | `<script>` |\n|--|--|\n| [x](javascript:1) | <b onclick=1> |",
    "::: warning <script>alert(1)</script>\n<script>alert(1)</script>\n:::",
    "::: \"onclick=alert(1)\nx\n:::",
    "```\"onclick=alert(1)\n<script>alert(1)</script>\n```",
    "```html\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "\x02wzxhzdk:0\x03<script>\x02klzzwxh:0000\x03",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "> <script>alert(1)</script>\n> — <img src=x onerror=alert(1)>",
    "Term\n: <script>alert(1)</script>",
    "<a@b.example\"onclick=alert(1)>",
    "\\<script>alert(1)\\</script>",
    "*<b*>* onclick=alert(1)>",
    "[**<script>**](/x)<xmp><p title=\"</xmp><svg/onload=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<x onfocus=alert(1) tabindex=1 id=x>",
    "<a href=\"&#1;javascript:alert(1)\">x</a>",
    "\u2028<script>\u2029alert(1)</script>",
    "<\x00script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
]  # fmt: skip


AROUND = [
    "{}", "- {}", "> {}", "1. {}\n   - {}", "**{}**", "[{}](/x)", "`{}", "{}\n===",
    "::: warning\n{}\n:::", "A\n: {}", "|{}|b|\n|-|-|\n|{}|d|",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_known_attack_gets_through(payload):
    for around in AROUND:
        assert what_got_through(around.replace("{}", payload)) == []


SNIPPETS = st.sampled_from(
    [*PAYLOADS, "\n", "\n\n", "# ", "- ", "> ", "    ", "`", "```\n", "*", "**", "_", "[", "](",
     ")", "![", "<", ">", '"', "'", "\\", "&", "&#", ";", ":::", "|", "\n|-|-|\n", "[^1]",
     "[^1]: ", "{#", "}", "\x02", "\x03", "\x00", "javascript:", "https://a.example/", "word "]
)  # fmt: skip


@settings(max_examples=250, deadline=5000)  # ms: only an expression that runs away takes longer
@given(st.lists(SNIPPETS | st.text(max_size=6), max_size=14).map("".join))
@example("[a](</x)>\n\n[^1]: \x02")
def test_no_mixture_of_attacks_gets_through(source):
    assert what_got_through(source) == []
    plain_text(source)
    problems(source)
    relative_dates(source)


def test_the_guard_itself_sees_what_is_forbidden():
    guard = Guard()
    guard.feed(
        "<script></script><p onclick=x><a href='java&#10;script:1'><a href='/\\e.example'>"
        "<img src='//e.example'><img src='https://e.example'><!-- x --><h1>"
    )

    assert len(guard.findings) == 8
