import CDataFiles

/// A picture of 8-bit numbers, row by row: 1 channel (grey), 3 (red, green, blue) or 4 (with opacity).
package struct PNGPicture: Sendable, Equatable {
    package let width: Int
    package let height: Int
    package let channels: Int
    package let pixels: [UInt8]

    /// - Throws: ``DataFileError`` unless there are as many numbers as the shape says.
    package init(width: Int, height: Int, channels: Int, pixels: [UInt8]) throws {
        guard [1, 3, 4].contains(channels), width >= 1, height >= 1, width <= 1 << 20, height <= 1 << 20,
            pixels.count == width * height * channels
        else {
            throw DataFileError(
                "PNG", "\(pixels.count) numbers are no picture of \(height) × \(width) with \(channels) channels")
        }
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
    }

    /// Reads a file's bytes: palettes, fewer or more bits and interlacing included.
    ///
    /// - Parameter channels: 1, 3 or 4; nil for what the file holds, without its opacity.
    /// - Throws: ``DataFileError`` with the place up to which the file was whole.
    package init(file: String, bytes: UnsafeRawBufferPointer, channels wanted: Int? = nil) throws {
        var problem = [CChar](repeating: 0, count: 128)
        guard
            let picture = cd_png_open(bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, &problem)
        else { throw DataFileError(file, "there is no memory for the picture") }
        defer { cd_png_free(picture) }
        func check() throws {
            guard problem[0] != 0 else { return }
            let word = problem.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
            throw DataFileError(file, byte: cd_png_position(picture), "no whole PNG picture: \(word)")
        }
        try check()
        let (width, height) = (Int(cd_png_width(picture)), Int(cd_png_height(picture)))
        let channels = wanted ?? (cd_png_channels(picture) >= 3 ? 3 : 1)
        // Deflate makes at most 1,032 bytes of one, and a byte holds up to 8 pixels of at most 4 channels.
        guard width * height / 8 <= 1032 * bytes.count else {
            throw DataFileError(
                file, byte: 16, "\(height) × \(width) pixels are announced, more than its \(bytes.count) bytes can hold"
            )
        }
        var isRead = false
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height * channels) { buffer, filled in
            isRead = cd_png_read(picture, Int32(channels), buffer.baseAddress, &problem) != 0
            filled = isRead ? width * height * channels : 0
        }
        try check()
        guard isRead else { throw DataFileError(file, "the picture cannot be read") }
        (self.width, self.height, self.channels, self.pixels) = (width, height, channels, pixels)
    }

    /// The picture as a file.
    package func bytes() throws -> [UInt8] {
        var problem = [CChar](repeating: 0, count: 128)
        var count = 0
        guard
            let memory = cd_png_write(pixels, UInt32(width), UInt32(height), Int32(channels), &count, &problem)
        else { throw DataFileError("PNG", "the picture cannot be written") }
        defer { cd_free(memory) }
        return Array(UnsafeBufferPointer(start: memory, count: count))
    }
}
