"""A picture large enough to have renditions in every format."""

import random
from io import BytesIO

from PIL import Image


def photograph() -> BytesIO:
    numbers = random.Random(1)  # noqa: S311 - the same picture each time, not a secret
    small = Image.frombytes("RGB", (30, 20), numbers.randbytes(30 * 20 * 3))
    file = BytesIO()
    small.resize((1200, 800), Image.Resampling.BICUBIC).save(file, "JPEG", quality=95)
    file.seek(0)
    return file
