"""Sets every kind of letter at the demo office and measures it against GB/T 9704-2012 (`make letters`).

Pages come as PNG into shots/letters/, the PDF beside them. Prints each row of the standard's table that a
letter breaks, or all rows with --table; ends with exit code 1 when there is any. Typefaces are those of
MINGCHUANG_FONTS, else of DATA_DIR, else the system's.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django

ROOT = Path(__file__).parents[1]
OUT = ROOT / "shots" / "letters"


def main() -> int:
    """Everything into pictures; what does not fit is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", action="store_true", help="print every row, also those that fit")
    table = parser.parse_args().table
    os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="mingchuang-letters-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingchuang.config.settings")
    django.setup()
    sys.path.insert(0, str(ROOT))
    from mingchuang.casework.letters.rendering import as_pdf, as_pictures
    from mingchuang.rules.letters.kinds import LetterKind
    from scripts.letter_pages import rows, sample

    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    broken = 0
    for kind in LetterKind:
        content = sample(kind)
        (OUT / f"{kind.value}.pdf").write_bytes(as_pdf(content))
        for number, picture in enumerate(as_pictures(content), 1):
            (OUT / f"{kind.value}-{number}.png").write_bytes(picture)
        for row in rows(content):
            broken += not row.fits
            if table or not row.fits:
                sign = "ok  " if row.fits else "FAIL"
                print(f"{sign}  {kind.value}: {row.what}: {row.demanded:g}, measured {row.measured:.2f}")
    print(f"{len(LetterKind)} letters in {OUT.relative_to(ROOT)}, {broken} rows do not fit")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
