import DataFiles
import Foundation
import Interchange
import NeuralEngine
import Testing

@Suite("Data sets of the network")
struct RemoteDatasetTests {
    /// A small data set in MNIST's four files, a folder that holds them, and one that shall.
    private struct Fixture {
        let served = try! TemporaryFolder()
        let kept = try! TemporaryFolder()
        let images: Tensor
        let labels = Tensor([3, 0, 1, 2, 1])

        init() throws {
            images = try Tensor(shape: [5, 4, 3], scalars: (0..<60).map { Float($0 * 4) })
            for name in ["train", "test"] {
                try images.write(idx: "\(served.path)/\(name)-images.gz")
                try labels.write(idx: "\(served.path)/\(name)-labels.gz")
            }
        }

        func dataset(mirrors: [String], checksum: String? = nil) throws -> RemoteDataset {
            func file(_ name: String) throws -> RemoteFile {
                let bytes = try served.bytes(name)
                return RemoteFile(name, size: bytes.count, sha256: checksum ?? Checksum.sha256(bytes))
            }
            return RemoteDataset(
                name: "small", mirrors: mirrors, images: (try file("train-images.gz"), try file("test-images.gz")),
                labels: (try file("train-labels.gz"), try file("test-labels.gz")),
                classNames: ["a", "b", "c", "d"])
        }
    }

    @Test("fetched once, and read from the folder from then on")
    func fetched() throws {
        let fixture = try Fixture()
        let server = try FileServer(folder: fixture.served.path)
        let folder = fixture.kept.path + "/made/on/the/way"
        var seen: [String: Int] = [:]
        let dataset = try fixture.dataset(mirrors: [server.url])
        let (train, test) = try dataset.load(folder: folder, mirror: nil) { seen[$0.name] = $1 }
        #expect(train.features.scalars == fixture.images.scalars.map { $0 / 255 })
        #expect(train.features.shape == [5, 4, 3] && train.targets == fixture.labels)
        #expect(train.name == "small" && train.classNames == ["a", "b", "c", "d"])
        #expect(test.features == train.features && test.name == "small (test)")
        #expect(seen["train-images.gz"] == dataset.images.train.size && seen.count == 4)
        server.stop()
        let again = try dataset.load(folder: folder, mirror: nil) { _, _ in Issue.record("fetched again") }
        #expect(again.train == train)
    }

    @Test("a damaged file is fetched again, a second mirror is tried")
    func damaged() throws {
        let fixture = try Fixture()
        let server = try FileServer(folder: fixture.served.path)
        defer { server.stop() }
        try fixture.kept.write([1, 2, 3], "train-images.gz")
        let dataset = try fixture.dataset(mirrors: [server.url + "/cut", server.url + "/whole/"])
        _ = try dataset.load(folder: fixture.kept.path, mirror: nil) { _, _ in }
        #expect(try fixture.kept.bytes("train-images.gz") == fixture.served.bytes("train-images.gz"))
        #expect(fixture.kept.names.count == 4)
    }

    @Test(
        "what cannot be had is an error with the address and the folder",
        arguments: [
            ("cut", "18"), ("more", "more than the"), ("none", "404"),
            ("http://127.0.0.1:1/small", "http://127.0.0.1:1/small/test-labels.gz: (7)"),
            ("http://no-such-host.invalid", "http://no-such-host.invalid/test-labels.gz: (6)"),
            ("ftp://host", "an address begins with http:// or https://"),
        ])
    func unavailable(place: String, problem: String) throws {
        let fixture = try Fixture()
        let server = try FileServer(folder: fixture.served.path + (place == "none" ? "/nothing" : ""))
        defer { server.stop() }
        let mirror = place.contains("://") ? place : "\(server.url)/\(place)"
        let dataset = try fixture.dataset(mirrors: [])
        let error = #expect(throws: EngineError.self) {
            try dataset.load(folder: fixture.kept.path, mirror: mirror) { _, _ in }
        }
        let message = error?.message ?? ""
        #expect(error?.code == .file)
        #expect(message.contains(problem), "\(message)")
        #expect(message.contains("put train-images.gz, train-labels.gz, test-images.gz, test-labels.gz into"))
        #expect(message.contains(fixture.kept.path) && message.contains("CUADERNO_DATASETS_URL"))
        #expect(fixture.kept.names == [])
    }

    @Test("a file with other contents is refused with both checksums, and not kept")
    func checksum() throws {
        let fixture = try Fixture()
        let server = try FileServer(folder: fixture.served.path)
        defer { server.stop() }
        let dataset = try fixture.dataset(mirrors: [server.url], checksum: "0123")
        let error = #expect(throws: EngineError.self) {
            try dataset.load(folder: fixture.kept.path, mirror: nil) { _, _ in }
        }
        let sum = Checksum.sha256(try fixture.served.bytes("test-labels.gz"))
        #expect(error?.message.contains("the SHA-256 checksum is \(sum), expected 0123") == true)
        #expect(fixture.kept.names == [])
    }

    @Test("a folder that cannot be made is told")
    func unwritable() throws {
        let fixture = try Fixture()
        let server = try FileServer(folder: fixture.served.path)
        defer { server.stop() }
        let dataset = try fixture.dataset(mirrors: [server.url])
        let error = #expect(throws: EngineError.self) {
            try dataset.load(folder: "/dev/null/folder", mirror: nil) { _, _ in }
        }
        #expect(error?.message.contains("/dev/null/folder: cannot be made: Not a directory") == true)
    }

    @Test("an interrupt ends a download")
    func interrupted() throws {
        let fixture = try Fixture()
        let server = try FileServer(folder: fixture.served.path)
        defer { server.stop() }
        let file = RemoteFile("train-images.gz", size: 1000, sha256: "")
        #expect(throws: CancellationError.self) {
            try Download.bytes(
                of: file, from: server.url + "/train-images.gz", progress: { _ in }, isInterrupted: { true })
        }
    }

    @Test("MNIST says where its files can be put")
    func messages() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: EngineError.self) {
            try Dataset.mnist(folder: folder.path, mirror: "http://127.0.0.1:1", showsProgress: false)
        }
        #expect(error?.message.contains("t10k-labels-idx1-ubyte.gz is not in \(folder.path)") == true)
        #expect(throws: EngineError.self) {
            try Dataset.fashionMNIST(folder: folder.path, mirror: "http://127.0.0.1:1", showsProgress: false)
        }
    }
}
