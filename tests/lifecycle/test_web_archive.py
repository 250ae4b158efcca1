"""Where a page is in a web archive, and which capture an address there is of."""

import pytest

from archive.web_archive import UK_GOVERNMENT_WEB_ARCHIVE, CaptureThere, capture_in

UKS = UK_GOVERNMENT_WEB_ARCHIVE


@pytest.mark.parametrize(
    ("address", "prefix", "timestamp"),
    [
        (f"{UKS}20230310120000/https://review.example.org/", UKS, "20230310120000"),
        (f"{UKS}20230310120000mp_/https://review.example.org/", UKS, "20230310120000"),
        (f"{UKS}https://review.example.org/20230310120000/", "", ""),
        (f"{UKS}2023031012/https://review.example.org/", "", ""),
        (f"{UKS}*/https://review.example.org/?at=/20230310120000/", "", ""),
        ("/20230310120000/", "", ""),
        ("", "", ""),
    ],
)
def test_an_address_there_tells_its_capture(address, prefix, timestamp):
    assert capture_in(address) == CaptureThere(prefix, timestamp)
