"""MP3 without a tag, told by its frames."""

# kbit/s of MPEG audio layer III (ISO/IEC 11172-3 and 13818-3) by index, version 1 and version 2.
BIT_RATES = (
    (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def is_mpeg_audio(head: bytes) -> bool:
    """Whether two layer III frames follow each other: two bytes of sync alone prove little."""
    length = _frame_length(head)
    return bool(length) and bool(_frame_length(head[length:]))


def _frame_length(data: bytes) -> int:
    """Bytes of the layer III frame that begins here, 0 where none does."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE6 != 0xE2:
        return 0
    version, rate, sampling = (data[1] >> 3) & 3, data[2] >> 4, (data[2] >> 2) & 3
    if version == 1 or rate in {0, 15} or sampling == 3:
        return 0
    is_first = version == 3
    bits = BIT_RATES[0 if is_first else 1][rate - 1] * 1000
    padding = (data[2] >> 1) & 1
    return (144 if is_first else 72) * bits // SAMPLE_RATES[version][sampling] + padding
