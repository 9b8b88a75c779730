import DataFiles
public import NeuralEngine

/// Examples that stay on the disk, read a part at a time: for data larger than memory.
///
/// ```swift
/// let stream = try DataStream(npy: "pictures.npy", targets: "labels.npy")
/// for part in try stream.batches(of: 4096, seed: epoch) { … }     // data sets of 4,096 examples
/// try model.fit(stream, partSize: 65_536, loss: .categoricalCrossEntropy, epochs: 3, batchSize: 64)
/// ```
///
/// An epoch's order is drawn in two steps: parts of neighbouring examples in any order, and within each part its examples in any
/// order. So the disk reads long stretches, and data that are sorted by class should be shuffled once before they are written.
public final class DataStream: Sendable {
    public let name: String
    public let count: Int
    /// A sample's shape, without the batch axis.
    public let featureShape: [Int]
    public let targetShape: [Int]
    public let classNames: [String]?
    private let features: Source
    private let targets: Source
    private let scale: Float

    private struct Source: Sendable {
        let file: FileReader
        let header: ArrayHeader
    }

    /// - Parameters:
    ///   - features: a `.npy` file of shape `[count, …]`, rows one behind the other (not Fortran's order).
    ///   - targets: a `.npy` file of shape `[count]` or `[count, …]`.
    ///   - scale: what features are divided by.
    /// - Throws: ``EngineError/Code/file`` with the place, ``EngineError/Code/shapeMismatch`` when the two have not equally many rows.
    public convenience init(
        npy features: String, targets: String, scale: Float = 1, classNames: [String]? = nil
    ) throws {
        try self.init(features, targets, scale: scale, classNames: classNames) {
            try NumPyFormat.header(file: $0, bytes: $1, fileSize: $2)
        }
    }

    /// As the other, for IDX files that are not packed (`gunzip` unpacks MNIST's).
    public convenience init(
        idx images: String, labels: String, scale: Float = 255, classNames: [String]? = nil
    ) throws {
        try self.init(images, labels, scale: scale, classNames: classNames) {
            try IDXFormat.header(file: $0, bytes: $1, fileSize: $2)
        }
    }

    private init(
        _ featurePath: String, _ targetPath: String, scale: Float, classNames: [String]?,
        header: (String, UnsafeRawBufferPointer, Int) throws -> ArrayHeader
    ) throws {
        guard scale.isFinite, scale > 0 else {
            throw EngineError(.invalidArgument, "scale is \(scale), expected a number above 0.")
        }
        func source(_ path: String) throws -> Source {
            let file = try FileReader(path)
            let head = try file.bytes(0..<min(file.count, 1 << 17)).withUnsafeBytes {
                try header(file.name, $0, file.count)
            }
            guard !head.isColumnMajor, head.shape.count >= 1, head.count > 0 else {
                throw DataFileError(
                    file.name,
                    "an array of shape \(head.shape)\(head.isColumnMajor ? " in Fortran's order" : "") cannot be read in parts"
                )
            }
            return Source(file: file, header: head)
        }
        (features, targets) = try Files.reading { (try source(featurePath), try source(targetPath)) }
        let rows = (features.header.shape[0], targets.header.shape[0])
        guard rows.0 == rows.1 else {
            throw EngineError(
                .shapeMismatch,
                "\(features.file.name) has \(rows.0) rows, \(targets.file.name) \(rows.1); expected a target for each.")
        }
        name = Files.stem(of: featurePath)
        count = rows.0
        let shape = Array(features.header.shape.dropFirst())
        featureShape = shape.isEmpty ? [1] : shape
        targetShape = Array(targets.header.shape.dropFirst())
        self.scale = scale
        self.classNames = classNames
    }

    /// The examples of some rows, in their order.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for rows that are not there; as the initialisers.
    public func rows(_ range: Range<Int>) throws -> Dataset {
        guard range.lowerBound >= 0, range.upperBound <= count, !range.isEmpty else {
            throw EngineError(.invalidArgument, "\"\(name)\" has the rows 0..<\(count); \(range) was asked for.")
        }
        return try Files.reading {
            var numbers = try features.header.rows(range, of: features.file)
            if scale != 1 { for index in numbers.indices { numbers[index] /= scale } }
            return try Dataset(
                name: name, features: Tensor(shape: [range.count] + featureShape, scalars: numbers),
                targets: Tensor(
                    shape: [range.count] + targetShape, scalars: targets.header.rows(range, of: targets.file)),
                classNames: classNames)
        }
    }

    /// All examples once, in parts.
    ///
    /// - Parameters:
    ///   - size: examples a part; the last one may be smaller.
    ///   - seed: draws the order of the parts, and of the examples within each; nil leaves both as they are.
    /// - Throws: ``EngineError/Code/invalidArgument`` for a size below 1.
    public func batches(of size: Int, seed: UInt64? = nil) throws -> Parts {
        guard size >= 1 else { throw EngineError(.invalidArgument, "A part has 1 example or more, not \(size).") }
        var starts = Array(stride(from: 0, to: count, by: size))
        if let seed {
            var generator = SeededGenerator(seed: seed)
            starts.shuffle(using: &generator)
        }
        return Parts(stream: self, size: size, starts: starts, seed: seed)
    }

    /// What ``batches(of:seed:)`` gives: `while let part = try parts.next()`.
    public struct Parts {
        private let stream: DataStream
        private let size: Int
        private let seed: UInt64?
        private var starts: ArraySlice<Int>

        fileprivate init(stream: DataStream, size: Int, starts: [Int], seed: UInt64?) {
            (self.stream, self.size, self.starts, self.seed) = (stream, size, starts[...], seed)
        }

        /// How many are still to come.
        public var count: Int { starts.count }

        /// The next part; nil after the last.
        ///
        /// - Throws: ``EngineError/Code/file`` when the file cannot be read any more.
        public mutating func next() throws -> Dataset? {
            guard let start = starts.popFirst() else { return nil }
            let part = try stream.rows(start..<min(start + size, stream.count))
            return seed.map { part.shuffled(seed: $0 &+ UInt64(start)) } ?? part
        }
    }
}
