"""The contact sheet: an HTML page with every picture on it, a row a page, a column a dress."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from screenshots.pages import DRESSES

STYLE = """
body { margin: 2rem; background: #ddd; color: #111; font: 1rem/1.4 system-ui, sans-serif; }
section { margin-block: 2rem 3rem; }
h2 { margin-block: 0 0.75rem; }
ul { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start; margin: 0; padding: 0; }
li { list-style: none; }
a { color: #0b4679; }
img { display: block; width: auto; height: 19rem; object-fit: cover; object-position: top;
  box-shadow: 0 2px 8px #0004; }
li.wide img { aspect-ratio: 1.35; } li.narrow img { aspect-ratio: 0.55; }
li.print img { aspect-ratio: 0.71; }
"""


def write(folder: Path, pages: Mapping[str, str]) -> Path:
    """`pages` are addresses by name. The pictures lie in `folder` already."""
    rows = "\n".join(_row(folder, name, address) for name, address in pages.items())
    sheet = folder / "index.html"
    sheet.write_text(
        '<!doctype html>\n<html lang="en-GB"><meta charset="utf-8">'
        f"<title>Contact sheet</title>\n<style>{STYLE}</style>\n"
        f"<h1>Every kind of page</h1>\n{rows}\n</html>\n"
    )
    return sheet


def _row(folder: Path, name: str, address: str) -> str:
    pictures = []
    for dress in DRESSES:
        file = f"{name}-{dress.name}.png"
        if not (folder / file).exists():
            continue
        paper = f' · <a href="{name}.pdf">PDF</a>' if dress.is_print else ""
        pictures.append(
            f'<li class="{dress.name.partition("-")[0]}"><a href="{file}"><img src="{file}" '
            f'alt="{escape(name)}, {dress.name}" loading="lazy"></a>{dress.name}{paper}</li>'
        )
    return (
        f"<section><h2>{escape(name.replace('-', ' ').capitalize())} "
        f"<small>{escape(address)}</small></h2>\n<ul>{''.join(pictures)}</ul></section>"
    )
