import Charts
import Foundation
import Gallery

/// All pictures on one page that needs nothing else: each as it is, with its name and its description.
struct GalleryPage {
    let items: [GalleryItem]

    func save(_ path: String) throws {
        var page = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Gallery of Cuaderno's pictures</title>
            <style>
            body { margin: 0 auto; max-width: 1400px; padding: 1rem; font-family: sans-serif; color: #1f2328; }
            main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem; }
            figure { margin: 0; border: 1px solid #d8dee4; border-radius: 6px; padding: .5rem; }
            img { max-width: 100%; height: auto; display: block; margin: 0 auto; }
            figcaption { font-size: .8rem; line-height: 1.4; color: #57606a; margin-top: .5rem; }
            </style>
            </head>
            <body>
            <h1>Gallery</h1>
            <p>Every kind of picture, drawn by <code>make gallery</code>.</p>
            <main>

            """
        for item in items {
            let description = escaped(item.picture.textDescription)
            page += """
                <figure><img src="\(item.name).svg" alt="\(escaped(item.picture.title))" loading="lazy">
                <figcaption><b>\(item.name)</b> \(description)</figcaption></figure>

                """
        }
        page += "</main>\n</body>\n</html>\n"
        try page.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;").replacingOccurrences(of: "\"", with: "&quot;")
    }
}
