import DataFiles
import Testing

@Suite("Files of arrays")
struct ArrayFileTests {
    static let numbers = NumberArray(shape: [2, 3, 4], scalars: (0..<24).map { Float($0) })

    @Test("every type of numbers that NumPy writes, compressed")
    func types() throws {
        let bytes = try Fixture.bytes("types.npz")
        let arrays = try bytes.withUnsafeBytes { try NumPyArchive.read(file: "types.npz", bytes: $0) }
        #expect(arrays.count == 18)
        for (name, array) in arrays {
            switch name {
            case "flags": #expect(array.scalars == (0..<24).map { Float($0 % 2) })
            case "scalar": #expect(array == NumberArray(shape: [], scalars: [7]))
            case "empty": #expect(array == NumberArray(shape: [0, 5], scalars: []))
            case "negative": #expect(array.scalars == [-1.5, -0.0, .infinity, 65504])
            default: #expect(array == Self.numbers, "\(name)")
            }
        }
    }

    @Test("versions 1 and 2 of the head", arguments: ["plain.npy", "version2.npy"])
    func versions(name: String) throws {
        let bytes = try Fixture.bytes(name)
        #expect(try bytes.withUnsafeBytes { try NumPyFormat.read(file: name, bytes: $0) } == Self.numbers)
    }

    @Test("what is written is NumPy's own file, byte by byte")
    func writing() throws {
        #expect(NumPyFormat.bytes(Self.numbers) == (try Fixture.bytes("plain.npy")))
        let empty = NumberArray(shape: [3], scalars: [1, 2, 3])
        #expect(try NumPyFormat.bytes(empty).withUnsafeBytes { try NumPyFormat.read(file: "", bytes: $0) } == empty)
    }

    @Test("archives come back as they were written")
    func archives() throws {
        let vector = NumberArray(shape: [2], scalars: [0.5, -1])
        let bytes = try NumPyArchive.bytes([("x", Self.numbers), ("größe", vector)], file: "a.npz")
        let back = try bytes.withUnsafeBytes { try NumPyArchive.read(file: "a.npz", bytes: $0, only: ["größe"]) }
        #expect(back.map(\.name) == ["größe"])
        #expect(back[0].array == vector)
        #expect(throws: DataFileError.self) {
            try bytes.withUnsafeBytes { try NumPyArchive.read(file: "a.npz", bytes: $0, only: ["z"]) }
        }
    }

    @Test(
        "refused, with the reason",
        arguments: [
            ("pickle.npy", "numbers of type '|O' cannot be read"),
            // 2²⁴ + 1 is the first whole number that a Float rounds.
            ("large_whole_numbers.npy", "byte 136: a whole number that a Float"),
            ("labels.idx1-ubyte", "does not begin with \\x93NUMPY"),
        ])
    func refused(name: String, reason: String) throws {
        let bytes = try Fixture.bytes(name)
        let error = #expect(throws: DataFileError.self) {
            try bytes.withUnsafeBytes { try NumPyFormat.read(file: name, bytes: $0) }
        }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test("every shortened file is an error that names the byte")
    func truncated() throws {
        let bytes = try Fixture.bytes("plain.npy")
        for count in 0..<bytes.count {
            let error = #expect(throws: DataFileError.self) {
                try bytes[..<count].withUnsafeBytes { try NumPyFormat.read(file: "a.npy", bytes: $0) }
            }
            #expect(error?.place != nil)
        }
    }

    @Test("IDX, also packed and in several members")
    func idx() throws {
        let plain = try Fixture.bytes("pictures.idx3-ubyte")
        let expected = (0..<48).map { Float($0 * 5 % 256) }
        let array = try plain.withUnsafeBytes { try IDXFormat.read(file: "p", bytes: $0) }
        #expect(array == NumberArray(shape: [3, 4, 4], scalars: expected))
        #expect(try IDXFormat.bytes(array) == plain)
        for name in ["pictures.idx3-ubyte.gz", "members.idx.gz"] {
            let packed = try Fixture.bytes(name)
            #expect(try packed.withUnsafeBytes { try Inflater.inflate($0, .gzip, file: name) } == plain)
        }
        let fractions = NumberArray(shape: [2, 2], scalars: [0.5, -1, 300, 4])
        #expect(try IDXFormat.bytes(fractions).withUnsafeBytes { try IDXFormat.read(file: "", bytes: $0) } == fractions)
    }

    @Test("gzip there and back, and a file that unpacks to a thousand times its size")
    func gzip() throws {
        for bytes in [[], [7], [UInt8](repeating: 0, count: 3_000_000)] {
            let packed = try Inflater.gzip(bytes, file: "")
            #expect(try packed.withUnsafeBytes { try Inflater.inflate($0, .gzip, file: "") } == bytes)
        }
    }

    @Test("half floats: every one of the 65,536 is what the processor says")
    func halves() {
        #if arch(arm64) || arch(x86_64)
            for bits in UInt16.min...UInt16.max {
                let (ours, expected) = (NumberFormat.half(bits), Float(Float16(bitPattern: bits)))
                #expect(ours.isNaN ? expected.isNaN : ours.bitPattern == expected.bitPattern)
            }
        #endif
    }

    @Test("rows are read from the middle of a file")
    func rows() throws {
        let file = try FileReader(Fixture.path("plain.npy"))
        let head = try file.bytes(0..<file.count).withUnsafeBytes {
            try NumPyFormat.header(file: file.name, bytes: $0, fileSize: file.count)
        }
        #expect(try head.rows(1..<2, of: file) == (12..<24).map { Float($0) })
    }
}
