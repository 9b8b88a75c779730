import CellHost
import Foundation
import Glibc
import Testing

@Suite struct WorkerDescriptorTests {
    /// A pipe that another thread has just opened for a program of its own: were its end in the worker as well, who reads
    /// from it would wait as long as the worker lives.
    @Test("A worker holds no descriptor but its own")
    func nothingIsInherited() throws {
        let script = FileManager.default.temporaryDirectory.appendingPathComponent("worker-\(UUID())")
        try Data("#!/bin/sh\nexec sleep 1000\n".utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script.path)
        defer { try? FileManager.default.removeItem(at: script) }
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }

        let worker = try Worker(executable: script.path, library: "none")
        defer { worker.terminate() }
        close(ends[1])
        var end = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
        #expect(poll(&end, 1, 20_000) == 1, "the pipe's other end is still open somewhere")
        #expect(kill(worker.pid, 0) == 0, "the worker lives")
    }
}
