import DataFiles
public import NeuralEngine

extension Tensor {
    /// Reads a PNG picture as numbers from 0 (black) to 1 (white), shape `[height, width, channels]`.
    ///
    /// - Parameter channels: 1 (grey), 3 (red, green, blue) or 4 (with opacity); nil for what the file holds, without opacity.
    /// - Throws: ``EngineError/Code/file`` with the byte up to which the file is whole.
    public init(png path: String, channels: Int? = nil) throws {
        try Tensor.checkChannels(channels)
        self = try Files.reading {
            let file = try FileReader(path)
            let picture = try file.bytes().withUnsafeBytes {
                try PNGPicture(file: file.name, bytes: $0, channels: channels)
            }
            return try Tensor(
                shape: [picture.height, picture.width, picture.channels],
                scalars: picture.pixels.map { Float($0) / 255 })
        }
    }

    /// Writes a picture `[height, width]`, or `[height, width, channels]` with 1, 3 or 4 channels: 0 is black, 1 white, what lies
    /// beyond is cut off.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` for another shape, ``EngineError/Code/invalidData`` for NaN,
    ///   ``EngineError/Code/file`` with the system's reason.
    public func write(png path: String) throws {
        let channels = shape.count == 3 ? shape[2] : 1
        guard shape.count == 2 || shape.count == 3, [1, 3, 4].contains(channels), count > 0 else {
            throw EngineError(
                .shapeMismatch,
                "A picture is [height, width] or [height, width, 1, 3 or 4 channels], not \(shapeText(shape)).")
        }
        guard !scalars.contains(where: \.isNaN) else {
            throw EngineError(.invalidData, "The picture holds NaN, which is no shade; its numbers are 0 to 1.")
        }
        try Files.writing {
            let pixels = scalars.map { UInt8((Swift.min(Swift.max($0, 0), 1) * 255).rounded()) }
            let picture = try PNGPicture(width: shape[1], height: shape[0], channels: channels, pixels: pixels)
            try FileWriter.write([picture.bytes()], to: path)
        }
    }

    static func checkChannels(_ channels: Int?) throws {
        guard channels.map({ [1, 3, 4].contains($0) }) ?? true else {
            throw EngineError(.invalidArgument, "channels is \(channels ?? 0), expected 1, 3, 4 or nil.")
        }
    }
}
