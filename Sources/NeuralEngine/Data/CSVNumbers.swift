import CKernels

/// Reads a large CSV file that holds numbers alone, in parts on several threads, without a list of its fields.
///
/// What is anything else (a quote, a text, a missing value, a line of another length, an empty one) ends it, and the file is read
/// as any other: that tells mistakes and their places.
enum CSVNumbers {
    /// Smaller files are read in no time.
    static let least = 1 << 8
    /// Bytes of a part.
    private static let part = 1 << 20

    /// Features `[rows, width − 1]` and targets `[rows]`, each row by row.
    typealias Columns = (features: [Float], targets: [Float])

    /// - Parameters:
    ///   - start: where the first line of numbers begins.
    ///   - target: the place of the target among the `width` fields of a line.
    static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, width: Int, target: Int, delimiter: UInt8
    ) -> Columns? {
        let cuts = cuts(bytes, from: start)
        let parts = cuts.count - 1
        var rows = [Int](repeating: 0, count: parts)
        var isRead = [Bool](repeating: false, count: parts)
        return cuts.withUnsafeBufferPointer { cuts in
            rows.withUnsafeMutableBufferPointer { rows in
                isRead.withUnsafeMutableBufferPointer { isRead -> Columns? in
                    guard let cuts = cuts.baseAddress, let rows = rows.baseAddress, let isRead = isRead.baseAddress
                    else { return nil }
                    var work = Work(
                        bytes: bytes, cuts: cuts, rows: rows, isRead: isRead, width: width, target: target,
                        delimiter: delimiter, features: nil, targets: nil)
                    ck_parallel({ context, part in Work.at(context)?.count(part) }, &work, parts)
                    // From how many rows there are in each part to how many there are before it.
                    var total = 0
                    for part in 0..<parts { (rows[part], total) = (total, total + rows[part]) }
                    var targets: [Float] = []
                    let features = [Float](unsafeUninitializedCapacity: total * (width - 1)) { features, filled in
                        targets = [Float](unsafeUninitializedCapacity: total) { targets, filled in
                            (work.features, work.targets) = (features.baseAddress, targets.baseAddress)
                            ck_parallel({ context, part in Work.at(context)?.read(part) }, &work, parts)
                            filled = (0..<parts).allSatisfy { isRead[$0] } ? total : 0
                        }
                        filled = targets.count * (width - 1)
                    }
                    return targets.count == total && total > 0 ? (features, targets) : nil
                }
            }
        }
    }

    /// Where each part begins, at the beginning of a line, and the end of the last.
    private static func cuts(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> [Int] {
        var cuts = [start]
        while let last = cuts.last, last + part < bytes.count {
            var place = last + part
            while place < bytes.count, bytes[place - 1] != 0x0A { place += 1 }
            cuts.append(place)
        }
        if cuts.last != bytes.count || cuts.count == 1 { cuts.append(bytes.count) }
        return cuts
    }

    /// What the threads share: each writes what belongs to its parts.
    private struct Work {
        let bytes: UnsafeBufferPointer<UInt8>
        let cuts: UnsafePointer<Int>
        /// The rows of each part at first, then those before it.
        let rows: UnsafeMutablePointer<Int>
        let isRead: UnsafeMutablePointer<Bool>
        let width: Int
        let target: Int
        let delimiter: UInt8
        var features: UnsafeMutablePointer<Float>?
        var targets: UnsafeMutablePointer<Float>?

        static func at(_ context: UnsafeMutableRawPointer?) -> Work? {
            context?.assumingMemoryBound(to: Work.self).pointee
        }

        /// Counts the lines of a part; the last one may have no end.
        func count(_ part: Int) {
            let (first, end) = (cuts[part], cuts[part + 1])
            var count = 0
            for place in first..<end where bytes[place] == 0x0A { count &+= 1 }
            rows[part] = count + (end > first && bytes[end - 1] != 0x0A ? 1 : 0)
        }

        func read(_ part: Int) {
            guard let features, let targets else { return }
            let end = cuts[part + 1]
            var (place, row) = (cuts[part], rows[part])
            while place < end {
                var feature = features + row * (width - 1)
                for column in 0..<width {
                    let first = place
                    while place < end, bytes[place] != delimiter, bytes[place] != 0x0A { place += 1 }
                    // A field ends where the next one or the line does.
                    guard (place < end && bytes[place] == delimiter) == (column < width - 1),
                        let number = number(first..<place)
                    else { return }
                    place += 1
                    if column == target {
                        targets[row] = number
                    } else {
                        feature.pointee = number
                        feature += 1
                    }
                }
                row += 1
            }
            isRead[part] = true
        }

        private func number(_ field: Range<Int>) -> Float? {
            if let number = DecimalNumber.float(bytes, field) { return number }
            var (first, last) = (field.lowerBound, field.upperBound)
            while first < last, isBlank(bytes[first]) { first += 1 }
            while last > first, isBlank(bytes[last - 1]) { last -= 1 }
            // Only what looks like a number is worth a string.
            guard first < last, last - first <= 64, bytes[first] < 0x3A else { return nil }
            if let number = DecimalNumber.float(bytes, first..<last) { return number }
            let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[first..<last]), as: UTF8.self)
            return Float(text).flatMap { $0.isFinite ? $0 : nil }
        }

        /// Blanks around numbers, and the carriage return in front of a line feed.
        private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    }
}
