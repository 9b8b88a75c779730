import Charts
import Foundation
import Gallery
import Testing

/// Every picture of the gallery beside the stored one in `docs/gallery`.
///
/// Places may differ by what rounding differs from processor to processor; what is drawn, in which order, in which colours and
/// with which words may not. After a wanted change, `make gallery` stores the new ones.
@Suite struct GalleryTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/gallery")

    @Test func everyPictureIsAsStored() throws {
        let items = try Gallery.items()
        #expect(items.count > 50)
        #expect(Set(items.map(\.name)).count == items.count)
        for item in items {
            let file = Self.folder.appending(path: item.name + ".svg")
            let stored = try String(contentsOf: file, encoding: .utf8)
            let (expected, drawn) = (try SVGStructure(stored), try SVGStructure(item.picture.svg))
            let difference = drawn.difference(from: expected)
            #expect(difference == nil, "\(item.name): \(difference ?? ""); if that is wanted, run make gallery")
        }
    }

    @Test func noStoredPictureIsLeftOver() throws {
        let names = Set(try Gallery.items().map { $0.name + ".svg" })
        let stored = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".svg")
        }
        #expect(Set(stored).subtracting(names).isEmpty)
    }

    /// The comparison sees what it has to see.
    @Test(arguments: [
        ("<svg><path d=\"M1 2\" fill=\"#fff\"/></svg>", "<svg><path d=\"M1.1 2\" fill=\"#fff\"/></svg>", true),
        ("<svg><path fill=\"#fff\"/></svg>", "<svg><path fill=\"#ffe\"/></svg>", false),
        ("<svg><path/></svg>", "<svg><path/><path/></svg>", false),
        ("<svg><text>loss 0.1234</text></svg>", "<svg><text>loss 0.1239</text></svg>", true),
        ("<svg><text>loss 0.12</text></svg>", "<svg><text>loss 0.92</text></svg>", false),
        ("<svg><text>loss</text></svg>", "<svg><text>Loss</text></svg>", false),
        ("<svg><text x=\"10\"/></svg>", "<svg><text x=\"90\"/></svg>", false),
        ("<svg><text x=\"10\"/></svg>", "<svg><text x=\"11\"/></svg>", true),
        ("<svg><text x=\"10\"/></svg>", "<svg><text y=\"10\"/></svg>", false),
        ("<svg><g id=\"cabc-1\"/></svg>", "<svg><g id=\"cdef-1\"/></svg>", true),
    ])
    func differencesAreFound(first: String, second: String, isSame: Bool) throws {
        let difference = try SVGStructure(second).difference(from: try SVGStructure(first))
        #expect((difference == nil) == isSame, "\(difference ?? "none")")
    }
}
