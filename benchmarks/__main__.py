"""`make benchmarks`: everything that is measured, one after the other, each in its own process."""

import subprocess
import sys

MEASURED = (
    "benchmarks.queries",
    "benchmarks.proofreading",
    "benchmarks.weight",
    "benchmarks.store",
    "benchmarks.filling",
    "benchmarks.freeze",
    "benchmarks.served",
    "benchmarks.server",
)


def main() -> int:
    codes = [subprocess.run([sys.executable, "-m", name]).returncode for name in MEASURED]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
