import DataFiles
import Foundation
import Interchange
import NeuralEngine
import Testing

/// Every reader with thousands of damaged files. A file that is still whole may be read; every other is an error that names the file,
/// and none is a trap, which would end this process.
///
/// CUADERNO_FUZZ=100000 runs so many for each reader.
@Suite("Damaged files")
struct FuzzTests {
    struct Target: CustomTestStringConvertible, Sendable {
        let name: String
        let seeds: @Sendable () throws -> [[UInt8]]
        let read: @Sendable ([UInt8]) throws -> Void
        /// Makes checksums right again, so that damage is found behind them, too.
        var repair: @Sendable ([UInt8]) -> [UInt8] = { $0 }

        var testDescription: String { name }
    }

    private static let file = "damaged.bin"

    @Test("each is an error with the file's name, or read", arguments: targets)
    func fuzz(_ target: Target) throws {
        let count = ProcessInfo.processInfo.environment["CUADERNO_FUZZ"].flatMap(Int.init) ?? 2000
        let seeds = try target.seeds()
        for seed in seeds { try target.read(seed) }
        var mutator = Mutator(seed: 11)
        var (refused, accepted) = (0, 0)
        var unnamed: [String] = []
        let before = Memory.peak()
        for number in 0..<count {
            let seed = seeds[number % seeds.count]
            var bytes = mutator.mutated(seed, other: seeds[(number / 7) % seeds.count])
            if number.isMultiple(of: 2) { bytes = target.repair(bytes) }
            do {
                try target.read(bytes)
                accepted += 1
            } catch let error as DataFileError {
                refused += 1
                if !error.description.contains(Self.file) { unnamed.append(error.description) }
            } catch let error as EngineError {
                refused += 1
                if error.message.isEmpty { unnamed.append("\(error.code)") }
            } catch {
                unnamed.append("\(error)")
            }
        }
        #expect(unnamed.isEmpty, "\(unnamed.prefix(3))")
        #expect(refused > 0)
        let growth = Memory.peak() - before
        if count >= 100_000 {
            print(
                "fuzz \(target.name): \(count) files, \(refused) refused, \(accepted) read, memory +\(growth / 1024) kB"
            )
        }
        // All seeds are below 100 kB, and unpacked at most a thousand times as large; tests that run beside this one take some.
        if count >= 100_000 { #expect(growth < 256 << 20) }
    }

    static let targets: [Target] = [
        Target(
            name: "npy",
            seeds: { try ["plain.npy", "version2.npy"].map(arrayFile) },
            read: { bytes in _ = try bytes.withUnsafeBytes { try NumPyFormat.read(file: file, bytes: $0) } }),
        Target(
            name: "npz",
            seeds: { try ["stored.npz", "types.npz"].map(arrayFile) },
            read: { bytes in _ = try bytes.withUnsafeBytes { try NumPyArchive.read(file: file, bytes: $0) } }),
        Target(
            name: "idx",
            seeds: { try ["pictures.idx3-ubyte", "labels.idx1-ubyte"].map(arrayFile) },
            read: { bytes in _ = try bytes.withUnsafeBytes { try IDXFormat.read(file: file, bytes: $0) } }),
        Target(
            name: "gzip",
            seeds: { try ["pictures.idx3-ubyte.gz", "members.idx.gz"].map(arrayFile) },
            read: { bytes in _ = try bytes.withUnsafeBytes { try Inflater.inflate($0, .gzip, file: file) } }),
        Target(
            name: "png",
            seeds: { try ["L", "RGB", "RGBA", "P", "1", "LA", "16"].map { try arrayFile("mode_\($0).png") } },
            read: { bytes in _ = try bytes.withUnsafeBytes { try PNGPicture(file: file, bytes: $0) } },
            repair: PNGChecksums.repaired),
        Target(
            name: "safetensors",
            seeds: {
                try ["types", "dense", "gru", "transformer"].map {
                    try FileReader(Fixture.path($0 + ".safetensors")).bytes()
                }
            },
            read: { bytes in
                try bytes.withUnsafeBytes {
                    let tensors = try SafetensorsFile(file: file, bytes: $0)
                    for entry in tensors.entries { _ = try tensors.array(entry) }
                }
            }),
        Target(
            name: "saved network",
            seeds: { try ["dense", "conv2d", "lstm", "gpt"].map(saved) },
            read: { bytes in try load(bytes, "model") }),
        Target(
            name: "onnx",
            seeds: {
                try [
                    "dense", "conv2d", "lstm", "conv2d transposed", "normalisations", "transformers", "masked text",
                    "bidirectional",
                ].map(exported)
                    + ["torch_attention", "dynamo_gpt", "dynamo_states"].map {
                        try FileReader(Fixture.path($0 + ".onnx")).bytes()
                    }
            },
            read: { bytes in
                _ = try bytes.withUnsafeBytes { try Model.read(onnx: $0, file: file, name: "network") }
            }),
        Target(
            name: "csv",
            seeds: {
                [
                    Array("a,b,species\n1,2.5,x\n\"3\",4,\"y, z\"\n5,6,x\n7,8,\"y, z\"\n".utf8),
                    Array("1;2;0\r\n3;4;1\r\n5;6;0\r\n".utf8),
                    // Numbers alone, and enough of them to be read without a list of fields.
                    Array(("u,v,w\n" + (0..<40).map { "\($0).5,-\($0)e-2, 7\n" }.joined()).utf8),
                ]
            },
            read: { bytes in try load(bytes, "csv") }),
        // As they are read from the disk a part at a time.
        Target(
            name: "npy file",
            seeds: { try ["plain.npy", "version2.npy"].map(arrayFile) },
            read: { bytes in try load(bytes, "npy") }),
        Target(
            name: "idx file",
            seeds: { try ["pictures.idx3-ubyte", "labels.idx1-ubyte", "members.idx.gz"].map(arrayFile) },
            read: { bytes in try load(bytes, "idx") }),
        Target(
            name: "perceptron",
            seeds: { [Array("w0,w1,w2\n-0.30000000000000004,0.2,1e-3\n".utf8)] },
            read: { bytes in try load(bytes, "perceptron") }),
    ]

    /// Files of the module that reads arrays.
    private static func arrayFile(_ name: String) throws -> [UInt8] {
        try FileReader(#filePath.components(separatedBy: "/InterchangeTests/")[0] + "/DataFilesTests/Fixtures/" + name)
            .bytes()
    }

    private static func saved(_ name: String) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let kind = try #require(EveryLayer.all.first { $0.name == name })
        try kind.model().save(folder.path + "/m")
        return try folder.bytes("m")
    }

    private static func exported(_ name: String) throws -> [UInt8] {
        let kind = try #require(EveryLayer.all.first { $0.name == name })
        return try kind.model().onnx()
    }

    /// Readers that take a path.
    private static func load(_ bytes: [UInt8], _ reader: String) throws {
        let path = "/dev/shm/\(getpid()).\(reader).\(file)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        switch reader {
        case "csv": _ = try Dataset.csv(path)
        case "npy": _ = try Tensor(npy: path)
        case "idx": _ = try Tensor(idx: path)
        case "perceptron": _ = try RosenblattPerceptron(csv: path)
        default: _ = try Model.load(path)
        }
    }
}

private enum Memory {
    /// The most that this process has had, in bytes.
    static func peak() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}

private enum PNGChecksums {
    /// A picture whose pieces have the checksums that belong to them.
    @Sendable static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var place = 8
        while place + 12 <= result.count {
            let length = result[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= result.count - place - 12 else { return result }
            let crc = Checksum.crc32(Array(result[(place + 4)..<(place + 8 + length)]))
            for index in 0..<4 { result[place + 8 + length + index] = UInt8(crc >> (24 - 8 * UInt32(index)) & 0xFF) }
            place += 12 + length
        }
        return result
    }
}
