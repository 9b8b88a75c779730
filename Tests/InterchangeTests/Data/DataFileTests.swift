import DataFiles
import Foundation
import Interchange
import NeuralEngine
import Testing

@Suite("Data sets from files")
struct DataFileTests {
    @Test("npz and npy there and back, to the bit")
    func numPy() throws {
        let folder = try TemporaryFolder()
        let iris = try Dataset.iris()
        try Tensor.write(npz: folder.path + "/iris.npz", ["x": iris.features, "y": iris.targets])
        let again = try Dataset.npz(folder.path + "/iris.npz", classNames: iris.classNames)
        #expect(again.features == iris.features && again.targets == iris.targets)
        #expect(again.name == "iris" && again.classNames == iris.classNames)
        try iris.features.write(npy: folder.path + "/x.npy")
        try iris.targets.write(npy: folder.path + "/y.npy")
        let third = try Dataset.npy(features: folder.path + "/x.npy", targets: folder.path + "/y.npy")
        #expect(third.features == iris.features)
        for shape in [[], [1], [2, 3, 4]] {
            let tensor = try Tensor(shape: shape, scalars: (0..<shape.reduce(1, *)).map { Float($0) / 3 })
            try tensor.write(npy: folder.path + "/t.npy")
            #expect(try Tensor(npy: folder.path + "/t.npy") == tensor)
        }
        let error = #expect(throws: EngineError.self) { try Tensor.npz(folder.path + "/iris.npz", names: ["z"]) }
        #expect(error?.message.contains("there is no array 'z'; it holds 'x', 'y'") == true)
    }

    @Test("IDX, packed and not: digits as MNIST has them", arguments: ["", ".gz"])
    func idx(ending: String) throws {
        let folder = try TemporaryFolder()
        let digits = try Dataset.digits()
        let grey = try Tensor(
            shape: digits.features.shape, scalars: digits.features.scalars.map { ($0 * 16).rounded() })
        try grey.write(idx: folder.path + "/images" + ending)
        try digits.targets.write(idx: folder.path + "/labels" + ending)
        let again = try Dataset.idx(
            images: folder.path + "/images" + ending, labels: folder.path + "/labels" + ending, scale: 16)
        #expect(again.features == digits.features && again.targets == digits.targets)
        #expect(again.classCount == 10)
    }

    @Test("a folder of pictures for each class")
    func pictures() throws {
        let folder = try TemporaryFolder()
        for (index, name) in ["cats", "birds"].enumerated() {
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
            for number in 0..<3 {
                let shade = Float(index * 3 + number) / 10
                try Tensor(repeating: shade, shape: [4, 5, 3]).write(png: "\(folder.path)/\(name)/\(number).png")
            }
        }
        let data = try Dataset.pictures(folder: folder.path)
        #expect(data.classNames == ["birds", "cats"])
        #expect(data.features.shape == [6, 4, 5, 3])
        #expect(data.labels == [0, 0, 0, 1, 1, 1])
        // A shade in 8 bits is off by half of 1/255 at most.
        #expect(abs(data.features.scalars[0] - 0.3) <= 0.5 / 255)
        #expect(try Dataset.pictures(folder: folder.path, channels: 1).features.shape == [6, 4, 5, 1])
        try Tensor.ones([4, 6]).write(png: folder.path + "/cats/odd.png")
        let error = #expect(throws: EngineError.self) { try Dataset.pictures(folder: folder.path) }
        #expect(error?.message.contains("/cats/odd.png' is 4 × 6, the ones before it 4 × 5 pixels") == true)
        try folder.write([1, 2, 3], "birds/a.png")
        let damaged = #expect(throws: EngineError.self) { try Dataset.pictures(folder: folder.path) }
        #expect(damaged?.message.contains("/birds/a.png") == true)
        let empty = try TemporaryFolder()
        #expect(throws: EngineError.self) { try Dataset.pictures(folder: empty.path) }
    }

    @Test("what is no picture is said", arguments: [[3], [2, 2, 2], [2, 2, 3, 1]])
    func noPicture(shape: [Int]) throws {
        let folder = try TemporaryFolder()
        #expect(throws: EngineError.self) { try Tensor.ones(shape).write(png: folder.path + "/a.png") }
        #expect(folder.names == [])
    }

    @Test("a text file that is no UTF-8 is told with the byte")
    func encoding() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("größe".utf8), "a.txt")
        #expect(try Texts.file(folder.path + "/a.txt") == "größe")
        try folder.write(Array("gr".utf8) + [0xF6] + Array("ße".utf8), "b.txt")
        let error = #expect(throws: EngineError.self) { try Texts.file(folder.path + "/b.txt") }
        #expect(error?.message.contains("b.txt, byte 2") == true, "\(error?.message ?? "")")
    }
}
