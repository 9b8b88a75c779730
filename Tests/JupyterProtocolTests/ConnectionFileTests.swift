import Foundation
import JupyterProtocol
import Testing

@Suite("Connection file")
struct ConnectionFileTests {
    private static let good: JSONValue = [
        "shell_port": 50001, "iopub_port": 50002, "stdin_port": 50003, "control_port": 50004, "hb_port": 50005,
        "ip": "127.0.0.1", "key": "a0436f6c", "transport": "tcp", "signature_scheme": "hmac-sha256",
        "kernel_name": "cuaderno",
    ]

    @Test("tcp endpoints", arguments: [("127.0.0.1", "tcp://127.0.0.1:50001"), ("::1", "tcp://[::1]:50001")])
    func tcp(_ address: String, _ endpoint: String) throws {
        let file = try read(Self.good.with("ip", .string(address)))
        #expect(file.endpoint(of: .shell) == endpoint)
        #expect(file.key == "a0436f6c")
        #expect(file.kernelName == "cuaderno")
    }

    @Test("each channel has its own port", arguments: zip(Channel.allCases, [50001, 50004, 50002, 50003, 50005]))
    func ports(_ channel: Channel, _ port: Int) throws {
        #expect(try read(Self.good).ports[channel] == port)
    }

    @Test("ipc endpoints are a path and a number")
    func ipc() throws {
        let file = try read(Self.good.with("transport", "ipc").with("ip", "/run/user/k-ipc").with("hb_port", 5))
        #expect(file.endpoint(of: .heartbeat) == "ipc:///run/user/k-ipc-5")
    }

    @Test("what may be missing", arguments: ["transport", "signature_scheme", "kernel_name"])
    func optionalFields(_ field: String) throws {
        #expect(try read(Self.good.with(field, nil)).transport == .tcp)
    }

    @Test(
        "fields that must be there",
        arguments: ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port", "ip", "key"])
    func missingField(_ field: String) throws {
        try expect(.missingField(field), for: Self.good.with(field, nil))
    }

    @Test(
        "fields with a wrong value",
        arguments: [
            ("shell_port", 0 as JSONValue, "a port from 1 to 65535"),
            ("shell_port", 65_536, "a port from 1 to 65535"),
            ("shell_port", "50001", "a port from 1 to 65535"),
            ("hb_port", 1.5, "a port from 1 to 65535"),
            ("key", 7, "a string"),
            ("ip", "", "an address"),
            ("transport", "udp", "tcp or ipc"),
            ("signature_scheme", "hmac-md5", "hmac-sha256"),
        ])
    func wrongValue(_ field: String, _ value: JSONValue, _ expected: String) throws {
        try expect(.invalidField(field, expected, value), for: Self.good.with(field, value))
    }

    @Test("a file that is not there names itself")
    func missingFile() throws {
        let path = "/nonexistent/kernel.json"
        let error = try #require(throws: ConnectionFileError.self) { try ConnectionFile(contentsOf: path) }
        #expect(error.description.contains(path))
        #expect(error.description.contains("No such file"))
    }

    @Test("a folder instead of a file")
    func folder() throws {
        let error = try #require(throws: ConnectionFileError.self) { try ConnectionFile(contentsOf: "/tmp") }
        #expect(error.description.contains("directory"))
    }

    @Test("files that hold no object", arguments: ["", "{", "[]", "null", "connection"])
    func malformed(_ text: String) throws {
        try withFile(Array(text.utf8)) { path in
            let error = try #require(throws: ConnectionFileError.self) { try ConnectionFile(contentsOf: path) }
            guard case .malformed = error.reason else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test("what is written reads the same")
    func roundTrip() throws {
        let file = try read(Self.good)
        let copy = try withFile(file.json) { try ConnectionFile(contentsOf: $0) }
        #expect(copy == file)
    }

    @Test("a key that others may read", arguments: [(0o600, false), (0o640, true), (0o604, true)])
    func permissions(_ mode: Int, _ isReadable: Bool) throws {
        try withFile(Self.good.encoded) { path in
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            #expect(ConnectionFile.isReadableByOthers(path) == isReadable)
        }
    }

    private func read(_ json: JSONValue) throws -> ConnectionFile {
        try withFile(json.encoded) { try ConnectionFile(contentsOf: $0) }
    }

    private func expect(_ reason: ConnectionFileError.Reason, for json: JSONValue) throws {
        try withFile(json.encoded) { path in
            let error = #expect(throws: ConnectionFileError.self) { try ConnectionFile(contentsOf: path) }
            #expect(error == ConnectionFileError(path: path, reason: reason))
        }
    }

    private func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).json")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }
}

extension JSONValue {
    /// The object with another value, or without the member.
    fileprivate func with(_ key: String, _ value: JSONValue?) -> JSONValue {
        var members = object ?? [:]
        members[key] = value
        return .object(members)
    }
}
