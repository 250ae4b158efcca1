"""Markdown in templates."""

from django.template import Context, Template
from django.utils.safestring import SafeString

from archive.templatetags.markdown import markdown


def rendered(template, **context):
    return Template("{% load markdown %}" + template).render(Context(context))


def test_a_body_becomes_html_that_templates_do_not_escape():
    assert rendered("{{ body|markdown }}", body="*a* <b>") == "<p><em>a</em> &lt;b&gt;</p>"
    assert isinstance(markdown("a"), SafeString)


def test_links_to_the_sites_own_address_are_not_outside(settings):
    settings.SITE_URL = "https://review.example"

    assert rendered("{{ body|markdown }}", body="[a](https://review.example/b/)") == (
        '<p><a href="/b/">a</a></p>'
    )


def test_several_bodies_share_a_page_under_their_prefixes():
    html = rendered(
        '{% rendered body prefix="q1-" headings_from=3 as answer %}'
        "{{ answer|html_of }}{{ answer.headings.0.text }}",
        body="# A & b",
    )

    assert html == '<h3 id="q1-a-b">A &amp; b</h3>A &amp; b'


def test_an_empty_body_is_empty():
    assert rendered("{{ body|markdown }}{{ body|reading_minutes }}", body="") == "1"


def test_each_heading_of_a_body_links_to_itself_without_a_word():
    html = rendered(
        "{% rendered text as body %}{{ body|html_of|linkable }}", text="## A **b**\n\nC"
    )

    assert html.startswith('<h2 id="a-b">A <strong>b</strong><a class="heading-link" href="#a-b"')
    assert 'aria-hidden="true" tabindex="-1"></a></h2>' in html
