extension Picture {
    /// A page that stands alone, shows the picture as wide as the screen allows, and says in words what it shows.
    public var html: String {
        var writer = SVGWriter()
        writer.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        writer.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        writer.escaped(TextMarkup(title).plain)
        writer.raw("</title>\n<style>\nbody { margin: 0; padding: 1rem; font-family: sans-serif; background: ")
        writer.raw(background.hexadecimal)
        writer.raw("; color: ")
        writer.raw(background.isDark ? "#e8eaed" : "#1f2328")
        writer.raw("; }\nfigure { margin: 0 auto; max-width: ")
        writer.number(size.width)
        writer.raw("px; }\nsvg { max-width: 100%; height: auto; }\n")
        writer.raw("figcaption { margin-top: .75rem; font-size: .85rem; line-height: 1.45; opacity: .8; }\n")
        writer.raw("</style>\n</head>\n<body>\n<figure>\n")
        writer.raw(svg)
        writer.raw("<figcaption>")
        writer.escaped(textDescription)
        writer.raw("</figcaption>\n</figure>\n</body>\n</html>\n")
        return writer.finish()
    }
}
