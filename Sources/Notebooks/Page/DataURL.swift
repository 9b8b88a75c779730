import Foundation

/// Pictures within the page, so that it needs no other file.
enum DataURL {
    /// An SVG document as it is: shorter than base64, and as an image it can neither run a script nor change the page.
    static func svg(_ text: String) -> String {
        var bytes = Array("data:image/svg+xml,".utf8)
        bytes.reserveCapacity(text.utf8.count * 9 / 8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "%"): bytes += "%25".utf8
            case UInt8(ascii: "#"): bytes += "%23".utf8
            case UInt8(ascii: "\""): bytes += "%22".utf8
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "%3C".utf8
            case UInt8(ascii: ">"): bytes += "%3E".utf8
            case UInt8(ascii: "\n"): bytes += "%0A".utf8
            case UInt8(ascii: "\r"): bytes += "%0D".utf8
            case UInt8(ascii: "\t"): bytes += "%09".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A binary picture.
    static func base64(_ text: String, type: String) -> String {
        "data:\(type);base64," + text.filter { !$0.isWhitespace }
    }

    private static let types = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml",
        "webp": "image/webp", "avif": "image/avif", "bmp": "image/bmp",
    ]

    /// The picture in a file; nil where it is none, or cannot be read.
    static func file(_ url: URL) -> String? {
        guard let type = types[url.pathExtension.lowercased()], let bytes = try? Data(contentsOf: url) else {
            return nil
        }
        return base64(bytes.base64EncodedString(), type: type)
    }
}
