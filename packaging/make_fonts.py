"""Makes resources/fonts from the npm package inter-ui 4.1.1, unpacked: `make_fonts.py FOLDER`.

It needs fonttools and brotli, which nothing else here needs: `pip install fonttools brotli`.

Inter's letters, widths and rules stay as they are. Two things change: the files are unpacked from WOFF2, which not
every system reads, and the families get names of their own, since Qt would mix our weights with those of another
version of Inter on the system.
"""

import hashlib
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FILES = {
    "web": ("Inter-Regular", "Inter-Medium", "Inter-SemiBold"),
    "display": ("InterDisplay-Regular", "InterDisplay-Medium", "InterDisplay-SemiBold", "InterDisplay-Bold"),
}
NEW_NAMES = (
    ("Inter Display", "Mobility Display"),
    ("InterDisplay", "MobilityDisplay"),
    ("Inter-", "MobilityText-"),
    ("Inter", "Mobility Text"),
)
"""Tried in this order; the first that fits is used."""
NAME_IDS = {1, 3, 4, 6, 16, 21}
"""Family, unique, full and PostScript names (OpenType, `name` table); copyright, trademark and licence are kept."""


def make_font(woff2: Path, folder: Path) -> Path:
    """Unpack one font under its new name."""
    font = TTFont(woff2, recalcBBoxes=False, recalcTimestamp=False)
    font.flavor = None
    for record in font["name"].names:
        if record.nameID in NAME_IDS:
            record.string = renamed(str(record))
    made = folder / f"{renamed(woff2.stem)}.ttf"
    font.save(made)
    return made


def renamed(name: str) -> str:
    """Return the name with our family in place of Inter's."""
    old, new = next(names for names in NEW_NAMES if names[0] in name)
    return name.replace(old, new)


def main() -> None:
    """Make all fonts and print what resources/README.md says about them."""
    package = Path(sys.argv[1])
    FONTS.mkdir(exist_ok=True)
    for folder, names in FILES.items():
        for name in names:
            made = make_font(package / folder / f"{name}.woff2", FONTS)
            print(hashlib.sha256(made.read_bytes()).hexdigest(), made.name)


if __name__ == "__main__":
    main()
