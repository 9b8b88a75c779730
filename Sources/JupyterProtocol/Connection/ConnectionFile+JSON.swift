extension ConnectionFile {
    /// Reads a connection file.
    /// - Throws: ``ConnectionFileError`` that names the file and what is wrong with it.
    public init(contentsOf path: String) throws(ConnectionFileError) {
        let bytes = try FileContent.read(path)
        do throws(ConnectionFileError.Reason) {
            try self.init(json: bytes)
        } catch {
            throw ConnectionFileError(path: path, reason: error)
        }
    }

    init(json bytes: [UInt8]) throws(ConnectionFileError.Reason) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: bytes)
        } catch {
            throw .malformed("\(error)")
        }
        guard case .object(let members) = json else { throw .malformed("it holds no JSON object") }

        let scheme = try members.text("signature_scheme", default: "hmac-sha256")
        guard scheme == "hmac-sha256" else { throw .invalidField("signature_scheme", "hmac-sha256", .string(scheme)) }
        let transportName = try members.text("transport", default: Transport.tcp.rawValue)
        guard let transport = Transport(rawValue: transportName) else {
            throw .invalidField("transport", "tcp or ipc", .string(transportName))
        }
        let address = try members.text("ip")
        guard !address.isEmpty else { throw .invalidField("ip", "an address", "") }

        var ports: [Channel: Int] = [:]
        for channel in Channel.allCases {
            ports[channel] = try members.port("\(channel.rawValue)_port", transport)
        }
        self.init(
            transport: transport, address: address, ports: ports, key: try members.text("key"),
            kernelName: members["kernel_name"]?.string)
    }

    /// The connection as the JSON text of a connection file.
    public var json: [UInt8] {
        var members: [String: JSONValue] = [
            "transport": .string(transport.rawValue),
            "ip": .string(address),
            "key": .string(key),
            "signature_scheme": "hmac-sha256",
        ]
        members["kernel_name"] = kernelName.map(JSONValue.string)
        for (channel, port) in ports {
            members["\(channel.rawValue)_port"] = .integer(port)
        }
        return JSONValue.object(members).encoded
    }
}

extension [String: JSONValue] {
    fileprivate func text(_ name: String, default: String? = nil) throws(ConnectionFileError.Reason) -> String {
        guard let value = self[name] ?? `default`.map(JSONValue.string) else { throw .missingField(name) }
        guard case .string(let text) = value else { throw .invalidField(name, "a string", value) }
        return text
    }

    fileprivate func port(
        _ name: String, _ transport: ConnectionFile.Transport
    ) throws(ConnectionFileError.Reason) -> Int {
        guard let value = self[name] else { throw .missingField(name) }
        let highest = transport == .tcp ? 65_535 : Int(Int32.max)
        guard let port = value.integer, 1...highest ~= port else {
            throw .invalidField(name, "a port from 1 to \(highest)", value)
        }
        return port
    }
}
