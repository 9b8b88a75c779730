import Charts
import Gallery

// Draws every picture of the gallery into a folder: NAME.svg each, and one page that shows them all.

guard CommandLine.arguments.count == 2 else { fatalError("usage: draw-gallery FOLDER") }
let folder = CommandLine.arguments[1]
let items = try Gallery.items()
for item in items { try item.picture.save("\(folder)/\(item.name).svg") }
try GalleryPage(items: items).save(folder + "/index.html")
print("\(items.count) pictures in \(folder)")
