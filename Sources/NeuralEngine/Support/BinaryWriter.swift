/// Numbers and texts one behind the other as bytes, little end first, with a checksum behind them.
struct BinaryWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ number: UInt64) { withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) } }
    mutating func write(_ number: Int) { write(UInt64(bitPattern: Int64(number))) }
    mutating func write(_ number: Double) { write(number.bitPattern) }

    mutating func write(_ text: String) {
        write(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func write(_ numbers: [Double]) {
        write(numbers.count)
        for number in numbers { write(number) }
    }

    mutating func write(_ numbers: [Float]) {
        write(numbers.count)
        bytes.reserveCapacity(bytes.count + 4 * numbers.count + 8)
        for number in numbers {
            withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
    }

    mutating func write(_ table: [String: [Double]]) {
        write(table.count)
        for (name, numbers) in table.sorted(by: { $0.key < $1.key }) {
            write(name)
            write(numbers)
        }
    }

    /// The bytes with their checksum.
    func finished() -> [UInt8] {
        var copy = self
        copy.write(Self.checksum(bytes[...]))
        return copy.bytes
    }

    /// Fowler, Noll and Vo's 64-bit hash (FNV-1a): it tells a file that was cut off or changed, not one that was forged.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
