/// Finds the fields of a CSV file in one pass over its bytes.
struct CSVScanner {
    /// What is wrong, and where.
    struct Problem: Error {
        let text: String
        let position: Int
    }

    static let quote: UInt8 = 0x22

    private(set) var fields: [Range<Int>] = []
    /// The first field of each record that is not an empty line, and the end of the last.
    private(set) var starts: [Int] = [0]
    private let delimiter: UInt8

    init(delimiter: UInt8) { self.delimiter = delimiter }

    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) throws(Problem) {
        let end = bytes.count
        var place = start
        while true {
            while place < end, isBreak(bytes[place]) { place += 1 }
            guard place < end else { return }
            while true {
                let field = try field(bytes, &place)
                fields.append(field)
                guard place < end, bytes[place] == delimiter else { break }
                place += 1
            }
            starts.append(fields.count)
            // Records are about as long as each other; memory that is not used is never touched.
            if starts.count == 2 {
                fields.reserveCapacity(fields.count * (bytes.count / max(1, place - start) + 2))
            }
        }
    }

    private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private func field(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) throws(Problem) -> Range<Int> {
        let end = bytes.count
        if place < end, bytes[place] == Self.quote { return try quoted(bytes, &place) }
        var start = place
        while place < end {
            let byte = bytes[place]
            // Digits, points and letters lie above all that ends a field but semicolons and the like.
            if byte > 0x2C, byte != delimiter {
                place &+= 1
                continue
            }
            if byte == delimiter || isBreak(byte) { break }
            if byte == Self.quote {
                throw Problem(
                    text: "a quote inside of a field; put the whole field in quotes and double it", position: place)
            }
            place += 1
        }
        // Blanks around bare fields (`5.1, 3.5`) are for people; quoted ones are kept.
        var last = place
        while start < last, isBlank(bytes[start]) { start += 1 }
        while last > start, isBlank(bytes[last - 1]) { last -= 1 }
        return start..<last
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private func quoted(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) throws(Problem) -> Range<Int> {
        let start = place
        place += 1
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            guard byte == Self.quote else { continue }
            if place < bytes.count, bytes[place] == Self.quote {
                place += 1
                continue
            }
            guard place == bytes.count || bytes[place] == delimiter || isBreak(bytes[place]) else {
                throw Problem(text: "text after the closing quote of a field; expected a separator", position: place)
            }
            return start..<place
        }
        throw Problem(text: "the quote that opens here is never closed", position: start)
    }
}
