import DataFiles
public import NeuralEngine

extension Dataset {
    /// Pictures from a folder that holds a folder of PNG files for each class; the folders' names, in alphabetical order, are the
    /// classes' names.
    ///
    /// - Parameters:
    ///   - folder: the outer folder.
    ///   - channels: 1 (grey), 3 (colours) or 4; nil takes what the first picture has.
    /// - Returns: features `[count, height, width, channels]` from 0 to 1, targets `[count]`.
    /// - Throws: ``EngineError/Code/file`` naming a file that is no PNG picture, ``EngineError/Code/shapeMismatch`` naming one of
    ///   another size, ``EngineError/Code/invalidData`` when there are no classes or a class has no picture.
    public static func pictures(folder: String, channels: Int? = nil) throws -> Dataset {
        try Tensor.checkChannels(channels)
        return try Files.reading {
            let classes = try Folder.names(in: folder).filter { Folder.isFolder("\(folder)/\($0)") }
            guard !classes.isEmpty else {
                throw EngineError(
                    .invalidData, "'\(folder)' holds no folders; expected one with pictures for each class.")
            }
            var reader = PictureReader(channels: channels)
            for (number, name) in classes.enumerated() {
                let files = try Folder.names(in: "\(folder)/\(name)").filter { $0.lowercased().hasSuffix(".png") }
                guard !files.isEmpty else {
                    throw EngineError(.invalidData, "The folder '\(folder)/\(name)' of a class holds no .png file.")
                }
                for file in files { try reader.add("\(folder)/\(name)/\(file)", label: number) }
            }
            return try Dataset(
                name: Files.name(of: folder),
                features: Tensor(shape: [reader.labels.count] + reader.shape, scalars: reader.scalars),
                targets: Tensor(reader.labels), classNames: classes)
        }
    }
}

/// Pictures of one size, one behind the other.
private struct PictureReader {
    var channels: Int?
    private(set) var shape: [Int] = []
    private(set) var scalars: [Float] = []
    private(set) var labels: [Float] = []

    init(channels: Int?) { self.channels = channels }

    mutating func add(_ path: String, label: Int) throws {
        let bytes = try FileReader(path).bytes()
        let picture = try bytes.withUnsafeBytes { try PNGPicture(file: path, bytes: $0, channels: channels) }
        let own = [picture.height, picture.width, picture.channels]
        if shape.isEmpty { (shape, channels) = (own, picture.channels) }
        guard own == shape else {
            throw EngineError(
                .shapeMismatch,
                """
                The picture '\(path)' is \(own[0]) × \(own[1]), the ones before it \(shape[0]) × \(shape[1]) pixels; all of a \
                data set have one size.
                """)
        }
        scalars.append(contentsOf: picture.pixels.lazy.map { Float($0) / 255 })
        labels.append(Float(label))
    }
}
