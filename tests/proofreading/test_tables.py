"""Tables whose columns have no names."""

import pytest

RULE = "| --- | --- |\n"


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (f"|  |  |\n{RULE}| 2020 | 80 |", "The columns of this table have no names."),
        (f"| Year |  |\n{RULE}| 2020 | 80 |", "Column 2 of this table has no name."),
        ("| 2020 | 80 |\n| 2021 | 81 |", "no line of dashes"),
    ],
)
def test_a_table_without_headers_is_found(remarks_on, source, says):
    (found,) = remarks_on(source, "table-headers")

    assert says in found.what
    assert found.start == 0


@pytest.mark.parametrize(
    "source",
    [
        f"| Year | Children |\n{RULE}| 2020 | 80 |",
        f"|  | Children |\n{RULE}| 2020 | 80 |",
        "Year | Children\n--- | ---\n2020 | 80",
        "Either one | or the other.",
        f"```\n|  |  |\n{RULE}```",
    ],
)
def test_a_table_with_headers_is_left_alone(remarks_on, source):
    assert remarks_on(source, "table-headers") == []
