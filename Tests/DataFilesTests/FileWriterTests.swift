import DataFiles
import Foundation
import Testing

@Suite("Writing files")
struct FileWriterTests {
    @Test("a whole file takes the old one's place, and nothing is left beside it")
    func whole() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.bin"
        try FileWriter.write([[1, 2], [3]], to: path)
        try FileWriter.write([[4, 5], [], [6, 7]], to: path)
        #expect(try FileReader(path).bytes() == [4, 5, 6, 7])
        #expect(folder.names == ["a.bin"])
    }

    @Test("a folder that is not there, and a place that is a folder, are errors with the system's reason")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        for path in [folder.path + "/missing/a.bin", folder.path] {
            let error = #expect(throws: DataFileError.self) { try FileWriter.write([[1]], to: path) }
            #expect(error?.description.contains("cannot be written") == true)
        }
        #expect(folder.names == [])
    }
}
