import Foundation

/// A web server on this machine that gives out a folder's files, some of them badly.
final class FileServer {
    let url: String
    private let process = Process()

    /// In the folder `cut` each file lacks its end, in the folder `more` each comes twice, without a length in front.
    private static let program = """
        import http.server, os, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                name = os.path.basename(self.path)
                folder = os.path.dirname(self.path).strip("/")
                path = os.path.join(sys.argv[1], name)
                if not os.path.exists(path):
                    return self.send_error(404)
                data = open(path, "rb").read()
                self.send_response(200)
                if folder != "more":
                    self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data[:-9] if folder == "cut" else data * 2 if folder == "more" else data)
            def log_message(self, *arguments):
                pass
        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        print(server.server_port, flush=True)
        server.serve_forever()
        """

    init(folder: String) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program, folder]
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        url = "http://127.0.0.1:" + line.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// By force, since a child inherits that a thread of the test's does not listen to gentler signals.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    deinit { kill(process.processIdentifier, SIGKILL) }
}
