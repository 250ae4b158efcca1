"""How a question is taken apart into what is looked for."""

from archive.search.words import MOST_WORDS, asked_for, words_of


class TestTheWordsOfAText:
    def test_are_in_small_letters_without_accents_and_apostrophes(self):
        text = "Children’s homes: Siân’s caffè, 2022"

        assert list(words_of(text)) == ["childrens", "homes", "sians", "caffe", "2022"]

    def test_are_the_same_however_an_apostrophe_is_typed(self):
        assert list(words_of("children's")) == list(words_of("children’s"))


class TestAQuestion:
    def test_finds_one_word_by_the_other_forms_of_it(self):
        assert asked_for("families") == asked_for("family")
        assert asked_for("fostering") == asked_for("foster")

    def test_keeps_short_words_whole(self):
        assert asked_for("uses") == ["uses"]

    def test_leaves_out_what_every_page_says(self):
        assert asked_for("what is kinship care") == ["kinship", "care"]

    def test_keeps_what_every_page_says_where_it_says_nothing_else(self):
        assert asked_for("who is who") == ["who", "is"]

    def test_of_signs_alone_asks_for_nothing(self):
        assert asked_for("?! – %_") == []

    def test_of_many_words_is_cut_short(self):
        assert len(asked_for(" ".join(f"word{number}" for number in range(50)))) == MOST_WORDS
