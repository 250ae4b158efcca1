import pytest

from archive.importing.folder_import import import_folder
from archive.models import Address, Person, Picture, Record, Topic

LETTER = "type: letter\ntitle: A letter\ndate: 2022-05-23\n"


def file(head: str, body: str = "") -> str:
    return f"---\n{head.rstrip()}\n---\n\n{body}\n"


class TestAKey:
    def test_that_is_unknown_is_told_with_the_nearest_one(self, fault):
        said = fault(file("type: news\ntitle: It\nsumary: Words"))
        assert said.startswith(
            "it.md:4: There is no key “sumary”. Did you mean “summary”? Keys here: title, slug,"
        )

    def test_of_another_type_is_unknown(self, fault):
        assert "it.md:4: There is no key “isbn”" in fault(file("type: news\ntitle: It\nisbn: 1"))

    def test_that_is_unknown_within_an_entry_is_told(self, fault):
        said = fault(file("type: news\ntitle: It\npeople:\n  - name: Ada\n    rolle: Chair"))
        assert said.startswith("it.md:6: There is no key “rolle” in people. Did you mean “role”?")

    @pytest.mark.parametrize(
        ("head", "line", "words"),
        [
            ("title: It", 2, "The type is missing"),
            ("type: letr\ntitle: It", 2, "There is no type “letr”. Did you mean “letter”?"),
            ("type: news", 2, "The title is missing. Write a line “title: …”."),
            ("type: news\ntitle:", 3, "The title is missing"),
            ("type: person", 2, "The name is missing"),
            ("type: call\ntitle: It\nopens: 2022-01-01", 2, "“closes” is missing"),
            ("type: news\ntitle: [It]", 3, "“title” is one value"),
            ("type: news\ntitle: It\ntopics: Help", 4, "“topics” is a list"),
            ("type: news\ntitle: It\ntopics: [[a]]", 4, "Each line of “topics” is one text"),
            ("type: news\ntitle: It\npeople: [Ada]", 4, "Each entry of “people” has keys"),
            ("type: news\ntitle: It\npeople:\n  - role: x", 5, "“name” is missing in this entry"),
            ("type: news\ntitle: It\ndate: 2022-02-30", 4, "date: There is no 2022-02-30"),
            ("type: news\ntitle: It\npublished: soon", 4, "published: “soon” is not a date"),
            ("type: news\ntitle: It\npublished: 2022-03-27T01:30", 4, "clocks went forward"),
            ("type: news\ntitle: It\nlanguage: fr", 4, "“language” cannot be “fr”."),
            ("type: news\ntitle: It\nslug: A slug", 4, "“slug” is made of a-z"),
            ("type: news\ntitle: It\naddress: news/it/", 4, "a path that begins with /"),
            ("type: news\ntitle: It\naddress: //evil.example/", 4, "two / in a row"),
            ("type: news\ntitle: It\naddress: /it", 4, "must end with a /"),
            ("type: news\ntitle: It\naddress: /it/?x=1", 4, "a path that begins with /"),
            ("type: news\ntitle: It\naddress: /a/../it/", 4, "a path that begins with /"),
            ("type: news\ntitle: It\naddress: /./it/", 4, "a path that begins with /"),
            ("type: news\ntitle: It\naddress: /caf%C3%A9/", 4, "without spaces, %, ? and #"),
            ("type: news\ntitle: It\nformer_addresses: [/a/..]", 4, "a path that begins with /"),
            ("type: page\ntitle: It\nmenu_position: first", 4, "a whole number"),
            ("type: page\ntitle: It\nmenu_position: 99999999999", 4, "from 0 to 999,999,999"),
            ("type: page\ntitle: It\nmenu_position: -1", 4, "from 0 to 999,999,999"),
            ("type: report\ntitle: It\nkey: maybe", 4, "“key” is true or false"),
            ("type: episode\ntitle: It\nrecorded: July", 4, "a year, month or day"),
            ("type: episode\ntitle: It\nrecorded: 2023-13", 4, "There is no 2023-13 in"),
            ("type: episode\ntitle: It\nseries_position: one", 4, "1 of 2"),
            ("type: episode\ntitle: It\nseries_position: 0", 4, "1 of 2"),
            ("type: episode\ntitle: It\nseries_position: 5 of 3", 4, "There is no 5 of 3."),
            ("type: series\nseries: [{title: A, length: 0}]", 3, "greater than or equal to 1"),
            ("type: news\ntitle: It\nrelated: [{url: https://x.example}]", 4, "without words"),
            (
                "type: news\ntitle: It\nrelated: [{record: it, url: https://x.example}]",
                4,
                "not both",
            ),
            ("type: news\ntitle: It\ntopics: [a, a]", 4, "“a” is listed twice"),
            ("type: news\ntitle: It\nattachments: [{title: x}]", 4, "a file or a url"),
            (
                "type: news\ntitle: It\nattachments: [{title: x, file: no.pdf}]",
                4,
                "no file “no.pdf”",
            ),
            ("type: news\ntitle: It\nattachments: [{title: x, file: ../x.pdf}]", 4, "outside"),
            ("type: news\ntitle: It\nsuperseded_by: it", 4, "names this very record"),
            ("type: person\nname: A\ntitle: B", 4, "mean the same"),
            ("type: page\ntitle: It\nformer_addresses: [/it/]", 4, "is the address itself"),
            ("type: topics\ntopics: [{name: A}, {name: A}]", 3, "“A” is listed twice"),
            ("type: redirects\nredirects: [{from: /news/, to: /a/}]", 3, "the site itself"),
        ],
    )
    def test_with_a_value_that_will_not_do_names_its_line(self, fault, head, line, words):
        said = fault(file(head))
        assert words in said
        assert said.startswith(f"it.md:{line}: ")


class TestWhatTheRecordPromises:
    @pytest.mark.parametrize(
        ("head", "line", "words"),
        [
            ("type: letter\ntitle: It\npublished: 2022-05-23", 4, "Give the letter’s date"),
            (
                "type: call\ntitle: It\nopens: 2022-02-01\ncloses: 2022-01-01",
                5,
                "The call closes before it opens",
            ),
            ("type: news\ntitle: It\ndate: 2022-05-23\nwithdrawn: 2022-06-01", 5, "a reason"),
            (
                "type: news\ntitle: It\ndate: 2022-05-23\nupdated: 2022-05-01",
                5,
                "is before the publication",
            ),
            (
                "type: news\ntitle: It\ndate: 2022-05-23\nwithdrawn: 2022-05-01\n"
                "withdrawn_because: Wrong",
                5,
                "only after it was published",
            ),
            ("type: news\ntitle: It\nversion_for: Easy read", 1, "its original"),
            ("type: speech\ntitle: It\ndelivery: as-written", 4, "the event or the day"),
            ("type: episode\ntitle: It\nseries_position: 1", 4, "Choose the series"),
            (f"type: news\ntitle: It\nslug: {'x' * 500}", 4, "500 characters, and at most 200."),
            (f"type: news\ntitle: {'x' * 251}", 3, "at most 250. Shorten"),
            (f"type: news\ntitle: It\ntopics: [{'x' * 101}]", 4, "at most 100. Shorten"),
            (f"type: news\ntitle: It\npeople: [{{name: {'x' * 151}}}]", 4, "at most 150"),
            (f"type: episode\ntitle: It\nseries: {'x' * 251}", 4, "at most 250. Shorten"),
            (f"type: news\ntitle: It\nformer_addresses: [/{'x' * 251}]", 4, "at most 250"),
            (f"type: news\ntitle: It\naddress: /{'x' * 251}/", 4, "at most 250. Shorten"),
            (
                f"type: news\ntitle: It\npicture: {{file: x.png, alt: {'x' * 301}}}",
                4,
                "at most 300",
            ),
            ("type: redirects\nredirects: [{from: /a/, to: nowhere}]", 3, "Start with one /"),
            ("type: redirects\nredirects: [{from: /a/, to: /a/}]", 3, "lead back to itself"),
            ("type: news\ntitle: It\nrelated: [{label: x, url: /news/}]", 4, "“record: SLUG”"),
            ("type: news\ntitle: It\nattachments: [{title: x, url: 'java:x'}]", 4, "https://exam"),
            ("type: review\nname: It\ncontact_email: nobody", 4, "valid email"),
            ("type: review\nname: It\nhelp_lines: [{name: x}]", 4, "telephone number"),
            (
                "type: board\nname: It\nmembers:\n  - name: Ada\n    from: 2022-01-02\n"
                "    until: 2022-01-01",
                7,
                "“Until” is before “from”",
            ),
        ],
    )
    def test_is_told_of_the_line_that_breaks_it(self, fault, png, head, line, words):
        said = fault(file(head), **{"x.png": png()})
        assert words in said
        assert said.startswith(f"it.md:{line}: ")


class TestABody:
    @pytest.mark.parametrize(
        ("body", "line", "words"),
        [
            ("Fine.\n\n<script>alert(1)</script>", 9, "could run a program"),
            ("A [link](javascript:alert(1)).", 7, "not allowed"),
            ("![A harbour](harbour.jpg)", 7, "There is no file “harbour.jpg”"),
            ("![A harbour](../../harbour.jpg)", 7, "outside the folder"),
            ("![A harbour](https://elsewhere.example/x.jpg)", 7, "not on this site"),
            ("![A harbour](/pictures/no-1x1.jpg)", 7, "no picture /pictures/no-1x1.jpg"),
            ("Dear Ada,\n\n::: warning\nnot closed", 9, "not closed"),
        ],
    )
    def test_that_is_dangerous_or_broken_is_refused_with_its_line(self, fault, body, line, words):
        said = fault(file(LETTER, body))
        assert words in said
        assert said.startswith(f"it.md:{line}: ")

    def test_is_looked_through_wherever_it_stands(self, faults):
        script = "<script>x</script>"
        found = faults(
            {
                "call.md": file(
                    "type: call\ntitle: A\nopens: 2022-01-01\ncloses: 2022-02-01",
                    f"## After\n\n{script}",
                ),
                "episode.md": file("type: episode\ntitle: B", f"## Transcript\n\n**A:** {script}"),
                "faqs.md": file("type: faqs\ntitle: C", f"## Why?\n\n{script}"),
                "notice.md": file("type: notice\ntitle: D\nstarts: 2023-01-01", script),
                "person.md": file("type: person\nname: E", script),
                "news.md": file(
                    f"type: news\ntitle: F\npeople:\n  - name: G\n    biography: {script}"
                ),
            }
        )
        assert [said.partition(": ")[0] for said in found] == [
            "call.md:10",
            "episode.md:8",
            "faqs.md:8",
            "news.md:6",
            "notice.md:7",
            "person.md:6",
        ]

    @pytest.mark.parametrize(
        ("head", "body", "line", "words"),
        [
            ("type: call\ntitle: It\nopens: 2022-01-01\ncloses: 2022-02-01",
             "## After\n\nx\n\n## Before\n\ny", 12, "“## Before” stands too late"),
            ("type: faqs\ntitle: It", "Words first\n\n## Why?\n\nx", 6, "before the first"),
            ("type: faqs\ntitle: It", "##\n\nx", 6, "A question is missing"),
            ("type: faqs\ntitle: It", "## Why? {published=2022-02-30}\n\nx", 6, "no 2022-02-30"),
            ("type: faqs\ntitle: It", "## Why?\n\nx\n\n## Why?\n\ny", 10, "anchor “why”"),
            ("type: faqs\ntitle: It", "## Why?", 6, "answer"),
            ("type: episode\ntitle: It", "## Transcript\n\nWords", 8, "Nobody says this"),
            ("type: episode\ntitle: It", "## Transcript\n\n**A:** x\n\n## Notes", 10, "A heading"),
            ("type: episode\ntitle: It", "## Transcript\n\n**A:** [99:99] x", 8, "not a time"),
            ("type: topics\ntopics: [{name: A}]", "Words", 6, "has no text"),
        ],
    )  # fmt: skip
    def test_whose_parts_cannot_be_told_apart_is_refused(self, fault, head, body, line, words):
        said = fault(file(head, body))
        assert words in said
        assert said.startswith(f"it.md:{line}: ")


class TestAReview:
    def test_has_all_that_is_wrong_with_it_told_at_once(self, faults):
        lines = [
            "started: 2022-02-30",
            "reported: 2021-01-01",
            "contact_email: nobody",
            "licence_url: nowhere",
            f"commissioned_by: {'x' * 201}",
            "help_lines:",
            "  - {phone: 1}",
            "  - {name: A}",
            "  - {name: B, url: nowhere}",
        ]
        found = faults({"it.md": file("\n".join(["type: review", "name: It", *lines]))})
        told = [said.split(": ")[0] for said in found]
        assert told == [f"it.md:{line}" for line in (4, 6, 7, 8, 10, 11, 12)]

        lines[0] = "started: 2022-01-01"
        found = faults({"it.md": file("\n".join(["type: review", "name: It", *lines[:5]]))})
        told = [said.split(": ")[0] for said in found]
        assert told == [f"it.md:{line}" for line in (5, 6, 7, 8)]


class TestAFileThatIsMadeToTire:
    def test_with_unknown_keys_is_told_of_the_first_fifty(self, faults):
        keys = "\n".join(f"k{number}: x" for number in range(20_000))
        found = faults({"it.md": file(f"type: news\ntitle: It\n{keys}")})
        assert len(found) == 51
        assert found[-1].endswith("Correct the lines above first.")

    def test_with_one_question_over_and_over_is_read_through(self, faults):
        assert len(faults({"it.md": file("type: faqs\ntitle: It", "## a\n" * 20_000)})) == 19_999

    def test_with_one_line_of_blanks_is_read_through(self, fault):
        title = "x" + " " * 1_000_000 + "{"
        assert "at most 300. Shorten" in fault(file("type: faqs\ntitle: It", f"## {title}\n\nx"))


class TestAList:
    def test_has_all_that_is_wrong_with_it_told_at_once(self, faults):
        head = (
            "type: news\ntitle: It\nformer_addresses:\n  - a\n  - /b/\n  - /c d/\n"
            "people:\n  - Ada\n  - {name: Ben, rolle: x}\n  - [Cy]\n"
            "related:\n  - {label: It, url: https://x.example/}\n  - x\n  - {url: y}"
        )
        found = faults({"it.md": file(head)})
        assert [said.split(": ")[0] for said in found] == [
            "it.md:5", "it.md:7", "it.md:9", "it.md:10", "it.md:11", "it.md:14", "it.md:15",
        ]  # fmt: skip

    def test_of_faults_only_has_the_first_fifty_told(self, faults):
        found = faults({"it.md": file("type: news\ntitle: It\ntopics:\n" + "  - [x]\n" * 1000)})
        assert len(found) == 51
        assert found[-1].endswith("Correct the lines above first.")


class TestAllOfIt:
    FILES = {
        "a.md": file("type: news\ntitle: A\nnonsense: 1\ndate: 2022-02-30"),
        "b.md": "no front matter",
        "c.md": file(f"type: news\ntitle: {'x' * 300}"),
        "d.md": file("type: news\ntitle: D\nslug: d\nrelated: [{record: nothing}]"),
        "e.md": file("type: news\ntitle: E\nattachments: [{title: x, file: x.exe}]"),
        "f.md": file("type: news\ntitle: F\npeople: [{name: Fay}]\ntopics: [Fine]"),
        "g.md": file("type: news\ntitle: G\npicture: {file: x.svg, alt: A drawing}"),
        "x.exe": b"MZ\x90\x00\x03",
        "x.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>",
    }

    def test_is_told_at_once_and_in_order(self, faults):
        found = faults(self.FILES)
        assert [said.partition(": ")[0] for said in found] == [
            "a.md:4", "a.md:5", "b.md:1", "c.md:3", "d.md:5", "e.md:4", "g.md:4",
        ]  # fmt: skip

    def test_stays_out_where_anything_is_wrong(self, make_folder, db, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        import_folder(make_folder(self.FILES))
        for model in (Record, Address, Person, Topic, Picture):
            assert not model.objects.exists()
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]

    def test_leaves_no_file_behind_where_a_later_one_is_refused(
        self, make_folder, db, settings, tmp_path, png
    ):
        settings.MEDIA_ROOT = tmp_path
        picture = "type: news\ntitle: {0}\npicture: {{file: {0}.png, alt: A boat}}"
        import_folder(
            make_folder(
                {
                    "a.md": file(picture.format("a") + "\nattachments: [{title: x, file: x.csv}]"),
                    "b.md": file(picture.format("b")),
                    "a.png": png(),
                    "b.png": b"not a picture",
                    "x.csv": "a,b\n1,2\n",
                }
            )
        )
        assert not Picture.objects.exists()
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]
