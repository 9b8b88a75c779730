#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

extension Picture {
    /// Writes the picture to a file: an SVG document, or a page of HTML that holds it, by the name's ending.
    ///
    /// The file appears complete or not at all: it is written aside and then renamed.
    /// - Throws: `ChartError.unknownFormat` for another ending, `ChartError.unwritable` with the system's reason.
    public func save(_ path: String) throws(ChartError) {
        let name = path.lowercased()
        if name.hasSuffix(".svg") {
            try write(svg, to: path)
        } else if name.hasSuffix(".html") || name.hasSuffix(".htm") {
            try write(html, to: path)
        } else {
            throw .unknownFormat(path: path)
        }
    }

    private func write(_ text: String, to path: String) throws(ChartError) {
        let aside = path + ".\(getpid()).part"
        guard let file = fopen(aside, "w") else {
            let reason = errno == ENOENT ? "its folder does not exist" : String(cString: strerror(errno))
            throw .unwritable(path: path, reason: reason)
        }
        var text = text
        let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
        let problem = errno
        // A full disk may only show when the last buffer is flushed.
        guard fclose(file) == 0, written else {
            let reason = String(cString: strerror(written ? errno : problem))
            unlink(aside)
            throw .unwritable(path: path, reason: reason)
        }
        guard rename(aside, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(aside)
            throw .unwritable(path: path, reason: reason)
        }
    }
}
