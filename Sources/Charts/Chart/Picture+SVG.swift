extension Picture {
    /// The SVG document, the same bytes for the same picture.
    ///
    /// It stands alone: name space, size, opaque background, explicit colours, generic font, title and description, no
    /// script, no style sheet, and identifiers that no other picture on the same page uses. Where the document itself is part of a
    /// page (VS Code), it is narrower in a narrow one.
    public var svg: String {
        var writer = SVGWriter()
        let titleID = writer.makeIdentifier()
        let descriptionID = writer.makeIdentifier()
        writer.raw("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        writer.attribute("width", size.width)
        writer.attribute("height", size.height)
        writer.raw(" viewBox=\"0 0 ")
        writer.number(size.width)
        writer.raw(" ")
        writer.number(size.height)
        writer.raw("\" style=\"max-width:100%;height:auto\" role=\"img\" aria-labelledby=\"")
        writer.identifier(titleID)
        writer.raw(" ")
        writer.identifier(descriptionID)
        writer.raw("\" font-family=\"sans-serif\"><title id=\"")
        writer.identifier(titleID)
        writer.raw("\">")
        writer.escaped(TextMarkup(title).plain)
        writer.raw("</title><desc id=\"")
        writer.identifier(descriptionID)
        writer.raw("\">")
        writer.escaped(textDescription)
        writer.raw("</desc>")
        writer.rectangle(Rect(x: 0, y: 0, width: size.width, height: size.height), fill: background)
        draw(into: &writer, at: (0, 0))
        writer.raw("</svg>\n")
        return writer.finish()
    }
}
