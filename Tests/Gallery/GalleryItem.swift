public import Charts

/// A picture of the gallery.
public struct GalleryItem: Sendable, CustomStringConvertible {
    /// The file's name without its ending.
    public let name: String
    public let picture: any Picture

    init(_ name: String, _ picture: any Picture) {
        self.name = name
        self.picture = picture
    }

    public var description: String { name }
}

/// Every kind of picture once, on data that are the same on every machine.
public enum Gallery {
    /// - Throws: What the pictures throw: never, unless one of them is broken.
    public static func items() throws -> [GalleryItem] {
        try marks() + functions() + trainings() + planes() + classes() + images() + maps()
    }
}
