"""Makes the font of the formulas in HTML pages: those signs of STIX Math that formulas of a course use.

Needs fonttools and brotli, and STIXMath-Regular.otf (Debian: fonts-stix). The font is rarely made anew: after a change of
Sources/Mathematics/Symbols.
"""

import pathlib
import sys

from fontTools import subset

ROOT = pathlib.Path(__file__).parents[1]
TARGET = ROOT / "Sources/Notebooks/Resources/math.woff2"
RANGES = [
    (0x20, 0x7E),  # Latin
    (0x391, 0x3C9),  # Greek
    (0x1D400, 0x1D49B),  # bold, italic, bold italic
    (0x1D49C, 0x1D4B5),  # script capitals
    (0x1D538, 0x1D551),  # double-struck capitals
    (0x1D6A8, 0x1D755),  # Greek bold, italic, bold italic
    (0x1D7CE, 0x1D7D7),  # bold digits
]
MORE = "√∛ˆ˜\u0302\u0303ϑϕϖϱϵϰℎℬℰℱℋℐℒℳℛℂℍℕℙℚℝℤℓℏ′″‴‾¯˙¨ˇ˘´⏞⏟−∗…⋯⋮⋱áéíóúüñÁÉÍÓÚÑ\u00a0\u2009\u0338"


def characters():
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "Sources/Mathematics/Symbols").glob("*.swift"))
    found = {sign for sign in text if ord(sign) > 0x7F} | set(MORE)
    return found | {chr(code) for first, last in RANGES for code in range(first, last + 1)}


def main():
    options = subset.Options(
        flavor="woff2", layout_features=["ssty"], name_IDs=[0, 13, 14], hinting=False, desubroutinize=False)
    options.drop_tables += ["GPOS", "GDEF", "FFTM"]
    font = subset.load_font(sys.argv[1], options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(characters())))
    subsetter.subset(font)
    subset.save_font(font, str(TARGET), options)
    print(f"{TARGET}: {len(font.getGlyphOrder())} glyphs, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
