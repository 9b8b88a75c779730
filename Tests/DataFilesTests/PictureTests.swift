import DataFiles
import Testing

@Suite("PNG pictures")
struct PictureTests {
    /// The colours that make_fixtures.py painted: row · 10 + column + 60 · channel.
    private static let colours: [UInt8] = {
        var result: [UInt8] = []
        for row in 0..<5 {
            for column in 0..<7 {
                for channel in 0..<3 { result.append(UInt8(10 * row + column + 60 * channel)) }
            }
        }
        return result
    }()

    @Test(
        "every mode is read", arguments: [("L", 1), ("RGB", 3), ("RGBA", 3), ("P", 3), ("1", 1), ("LA", 1), ("16", 1)])
    func modes(mode: String, channels: Int) throws {
        let name = "mode_\(mode).png"
        let picture = try Fixture.bytes(name).withUnsafeBytes { try PNGPicture(file: name, bytes: $0) }
        #expect([picture.height, picture.width, picture.channels] == [5, 7, channels])
        switch mode {
        case "RGB", "RGBA": #expect(picture.pixels == Self.colours)
        // 1000 i of 65,535 in 8 bits, rounded.
        case "16": #expect(picture.pixels == (0..<35).map { UInt8((Double($0 * 1000) / 257).rounded()) })
        case "1": #expect(picture.pixels.allSatisfy { $0 == 0 || $0 == 255 })
        default: #expect(Set(picture.pixels).count > 1)
        }
    }

    @Test("channels as they are asked for", arguments: [1, 3, 4])
    func channels(wanted: Int) throws {
        for mode in ["L", "RGB", "RGBA", "P", "1", "LA", "16"] {
            let picture = try Fixture.bytes("mode_\(mode).png").withUnsafeBytes {
                try PNGPicture(file: "", bytes: $0, channels: wanted)
            }
            #expect(picture.pixels.count == 35 * wanted)
            if wanted == 4 { #expect(stride(from: 3, to: 140, by: 4).allSatisfy { picture.pixels[$0] == 255 }) }
        }
    }

    @Test("what is written is read again", arguments: [1, 3, 4])
    func writing(channels: Int) throws {
        let pixels = (0..<(6 * 9 * channels)).map { UInt8($0 * 7 % 256) }
        let picture = try PNGPicture(width: 9, height: 6, channels: channels, pixels: pixels)
        let bytes = try picture.bytes()
        #expect(try bytes.withUnsafeBytes { try PNGPicture(file: "", bytes: $0, channels: channels) } == picture)
    }

    @Test("a picture that announces more than it can hold takes no memory")
    func announced() throws {
        var bytes = try Fixture.bytes("mode_L.png")
        // Width and height of a million, and the checksum of the head that belongs to them.
        bytes.replaceSubrange(16..<24, with: [0, 0x0F, 0, 0, 0, 0x0F, 0, 0])
        let crc = Checksum.crc32(Array(bytes[12..<29]))
        bytes.replaceSubrange(29..<33, with: (0..<4).map { UInt8(crc >> (24 - 8 * $0) & 0xFF) })
        let error = #expect(throws: DataFileError.self) {
            try bytes.withUnsafeBytes { try PNGPicture(file: "big.png", bytes: $0) }
        }
        #expect(error?.description.contains("more than its \(bytes.count) bytes can hold") == true)
    }
}
