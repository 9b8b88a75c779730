"""What has to be the same when a stored notebook runs again, and what may differ."""

import re

# Numbers with a fraction: a training adds up roundings that differ from processor to processor, so that a loss moves in its
# third digit and one example of a few hundred is told otherwise. Whole numbers (counts, labels, epochs) are the same.
RELATIVE, ABSOLUTE = 0.02, 0.002

NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
DURATION = re.compile(r"\d+(?:\.\d+)?(?:e[-+]?\d+)? ?(?:ns|µs|us|ms|s|min|h)\b")


def text_difference(stored, fresh):
    """None where two texts say the same; otherwise what differs. Durations and the width of columns may."""
    stored, fresh = _plain(stored), _plain(fresh)
    words, others = NUMBER.split(stored), NUMBER.split(fresh)
    if words != others:
        return f"stored {stored!r}, now {fresh!r}"
    for was, now in zip(NUMBER.findall(stored), NUMBER.findall(fresh)):
        if was != now and not _close(was, now):
            return f"stored {was}, now {now}, in {fresh!r}"
    return None


def _plain(text):
    text = DURATION.sub("(a while)", text)
    return re.sub(r"\s+", " ", re.sub(r"([\[(]) +", r"\1", text)).strip()


def _close(was, now):
    if was.lstrip("-−").isdigit() and now.lstrip("-−").isdigit():
        return False
    first, second = (float(number.replace("−", "-")) for number in (was, now))
    return abs(first - second) <= ABSOLUTE + RELATIVE * max(abs(first), abs(second))


def printed(cell):
    """What a cell printed. How it is cut into messages is chance."""
    return "".join(o.text for o in cell.get("outputs", []) if o.output_type == "stream" and o.name == "stdout")


def is_live_view(output):
    """Whether it is the picture that a training draws while it runs."""
    return re.match(r"\[#+-*\]", output.get("data", {}).get("text/plain", "")) is not None


def shown(cell):
    """What a cell showed, in order: the kinds of each, and the words it is known by.

    Of several trainings in one cell the first is drawn, and those that take long enough to be watched: how many is chance.
    """
    found = []
    drawn = False
    for output in cell.get("outputs", []):
        if is_live_view(output):
            if drawn:
                continue
            drawn = True
        if output.output_type in ("display_data", "execute_result"):
            svg = output.data.get("image/svg+xml")
            words = title(svg) if svg else output.data.get("text/plain", "")
            found.append((output.output_type, sorted(output.data), words))
        elif output.output_type == "error":
            found.append(("error", [output.ename], ""))
    return found


def title(svg):
    """A picture's title: the same words however it came out."""
    return re.search(r"<title[^>]*>(.*?)</title>", svg, re.DOTALL).group(1)


def cell_difference(stored, fresh):
    """None where two runs of a cell say and show the same. A cell tagged `varies` (measured times) only shows the same kinds."""
    before, after = shown(stored), shown(fresh)
    if [kinds[:2] for kinds in before] != [kinds[:2] for kinds in after]:
        return f"stored with {[kinds[:2] for kinds in before]}, now {[kinds[:2] for kinds in after]}"
    if "varies" in stored.metadata.get("tags", []):
        return None
    texts = [(printed(stored), printed(fresh))] + [(was[2], now[2]) for was, now in zip(before, after)]
    return next((difference for pair in texts if (difference := text_difference(*pair))), None)
