/// Numbers with a shape.
package struct NumberArray: Sendable, Equatable {
    /// Empty for a single number.
    package let shape: [Int]
    /// Row by row: the last axis changes fastest.
    package let scalars: [Float]

    package init(shape: [Int], scalars: [Float]) {
        self.shape = shape
        self.scalars = scalars
    }

    /// The product of lengths; nil when it does not fit an `Int`.
    static func count(_ shape: [Int]) -> Int? {
        var count = 1
        for length in shape {
            let (product, overflows) = count.multipliedReportingOverflow(by: length)
            guard !overflows, length >= 0 else { return nil }
            count = product
        }
        return count
    }
}

/// Where an array's numbers lie in a file, read from the file's head.
package struct ArrayHeader: Sendable, Equatable {
    package let format: NumberFormat
    package let shape: [Int]
    /// Whether the *first* axis changes fastest, as Fortran has it.
    package let isColumnMajor: Bool
    /// The first byte of the numbers.
    package let start: Int
    /// The product of the lengths.
    package let count: Int

    /// - Throws: ``DataFileError`` when so many numbers do not lie in so many bytes.
    init(
        file: String, format: NumberFormat, shape: [Int], isColumnMajor: Bool = false, start: Int, fileSize: Int
    ) throws {
        guard let count = NumberArray.count(shape), count <= max(0, fileSize - start) / format.size else {
            throw DataFileError(
                file, byte: start,
                """
                numbers of shape \(shape) with \(format.size) byte\(format.size == 1 ? "" : "s") each are announced, but only \
                \(max(0, fileSize - start)) bytes follow; the file was cut off, or is something else
                """)
        }
        self.format = format
        self.shape = shape
        self.isColumnMajor = isColumnMajor
        self.start = start
        self.count = count
    }

    /// All numbers, from the whole file's bytes.
    package func array(file: String, bytes: UnsafeRawBufferPointer) throws -> NumberArray {
        let source = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + count * format.size)])
        return NumberArray(shape: shape, scalars: rowMajor(try numbers(source, file: file, first: 0)))
    }

    /// Numbers from the bytes that hold them.
    ///
    /// - Parameter first: the place of the first among all, for messages.
    package func numbers(_ source: UnsafeRawBufferPointer, file: String, first: Int) throws -> [Float] {
        let wanted = source.count / format.size
        return try [Float](unsafeUninitializedCapacity: wanted) { buffer, filled in
            LargePages.advise(UnsafeMutableRawBufferPointer(buffer))
            let target = UnsafeMutableBufferPointer(rebasing: buffer[..<wanted])
            if let place = format.convert(source, into: target) {
                throw inexact(file, first + place)
            }
            filled = wanted
        }
    }

    /// Some rows of the first axis, read from the file when they are asked for.
    package func rows(_ range: Range<Int>, of file: FileReader) throws -> [Float] {
        let width = shape.isEmpty || shape[0] == 0 ? 0 : count / shape[0]
        let from = start + range.lowerBound * width * format.size
        if format == .float32, 1.littleEndian == 1 {
            return try [Float](unsafeUninitializedCapacity: range.count * width) { buffer, filled in
                let target = UnsafeMutableRawBufferPointer(buffer)
                LargePages.advise(target)
                try file.read(
                    at: from,
                    into: UnsafeMutableRawBufferPointer(rebasing: target[..<(range.count * width * format.size)]))
                filled = range.count * width
            }
        }
        return try [Float](unsafeUninitializedCapacity: range.count * width) { buffer, filled in
            LargePages.advise(UnsafeMutableRawBufferPointer(buffer))
            let target = UnsafeMutableBufferPointer(rebasing: buffer[..<(range.count * width)])
            try convert(file, from: from, first: range.lowerBound * width, into: target)
            filled = target.count
        }
    }

    /// Numbers read and converted a part at a time, which stays in the processor's cache, and no copy of the file is made.
    private func convert(
        _ file: FileReader, from: Int, first: Int, into target: UnsafeMutableBufferPointer<Float>
    ) throws {
        let part = (1 << 18) / format.size
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: part * format.size, alignment: 16)
        defer { buffer.deallocate() }
        var done = 0
        while done < target.count {
            let count = min(part, target.count - done)
            let bytes = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(count * format.size)])
            try file.read(at: from + done * format.size, into: bytes)
            let numbers = UnsafeMutableBufferPointer(rebasing: target[done..<(done + count)])
            if let place = format.convert(UnsafeRawBufferPointer(bytes), into: numbers) {
                throw inexact(file.name, first + done + place)
            }
            done += count
        }
    }

    private func inexact(_ file: String, _ place: Int) -> DataFileError {
        DataFileError(
            file, byte: start + place * format.size,
            "a whole number that a Float, which has 24 bits, does not hold exactly; save it as another type")
    }

    /// The order that everything here uses.
    private func rowMajor(_ scalars: [Float]) -> [Float] {
        guard isColumnMajor, shape.count > 1 else { return scalars }
        var result: [Float] = []
        result.reserveCapacity(count)
        var place = [Int](repeating: 0, count: shape.count)
        var strides = [Int](repeating: 1, count: shape.count)
        for axis in 1..<shape.count { strides[axis] = strides[axis - 1] * shape[axis - 1] }
        var offset = 0
        while result.count < count {
            result.append(scalars[offset])
            var axis = shape.count - 1
            while axis >= 0 {
                place[axis] += 1
                offset += strides[axis]
                if place[axis] < shape[axis] { break }
                offset -= strides[axis] * shape[axis]
                place[axis] = 0
                axis -= 1
            }
        }
        return result
    }
}
