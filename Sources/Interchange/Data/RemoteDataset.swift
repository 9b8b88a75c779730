package import DataFiles
package import NeuralEngine

/// A data set of the network: pictures and classes in four IDX files, kept in a folder once they were fetched.
package struct RemoteDataset: Sendable {
    package let name: String
    /// Folders of the network that hold the files; tried one behind the other.
    package let mirrors: [String]
    package let images: (train: RemoteFile, test: RemoteFile)
    package let labels: (train: RemoteFile, test: RemoteFile)
    package let classNames: [String]

    package init(
        name: String, mirrors: [String], images: (train: RemoteFile, test: RemoteFile),
        labels: (train: RemoteFile, test: RemoteFile), classNames: [String]
    ) {
        (self.name, self.mirrors, self.classNames) = (name, mirrors, classNames)
        (self.images, self.labels) = (images, labels)
    }

    /// Names a folder of the network in place of the usual ones, for a school that has the files itself: this folder with the data
    /// set's name behind it.
    package static let mirrorVariable = "CUADERNO_DATASETS_URL"

    /// Both parts. What is not in the folder, or is damaged, is fetched.
    ///
    /// - Parameters:
    ///   - folder: where the files are kept; nil is the cache.
    ///   - mirror: the folder of the network; nil is ``mirrorVariable``'s, then ``mirrors``.
    ///   - progress: told the file's name, how many bytes have come, and how many there are.
    /// - Throws: ``EngineError/Code/file`` with each address that was tried, why it failed, and where to put the files by hand;
    ///   ``EngineError/Code/interrupted``.
    package func load(
        folder: String?, mirror: String?, progress: (RemoteFile, Int) -> Void
    ) throws -> (train: Dataset, test: Dataset) {
        let folder = folder ?? CacheFolder.path("datasets/\(name)")
        let fetcher = Fetcher(dataset: self, folder: folder, mirrors: mirror.map { [$0] } ?? usualMirrors)
        func part(_ images: RemoteFile, _ labels: RemoteFile, _ name: String) throws -> Dataset {
            let labels = try fetcher.bytes(labels, progress)
            let images = try fetcher.bytes(images, progress)
            return try Files.reading {
                try Dataset(
                    name: name, features: Self.tensor(images, scale: 255), targets: Self.tensor(labels, scale: 1),
                    classNames: classNames)
            }
        }
        // The small part first: what is wrong with a mirror shows sooner.
        let test = try part(images.test, labels.test, "\(name) (test)")
        return (try part(images.train, labels.train, name), test)
    }

    private var usualMirrors: [String] {
        EnvironmentVariable.value(Self.mirrorVariable).map { ["\($0)/\(name)"] } ?? mirrors
    }

    private static func tensor(_ file: (name: String, bytes: [UInt8]), scale: Float) throws -> Tensor {
        let bytes = try file.bytes.withUnsafeBytes { try Inflater.inflate($0, .gzip, file: file.name) }
        return try Files.scaled(bytes.withUnsafeBytes { try IDXFormat.read(file: file.name, bytes: $0) }, by: scale)
    }
}

/// One data set's files, from its folder or the network.
private struct Fetcher {
    let dataset: RemoteDataset
    let folder: String
    let mirrors: [String]

    func bytes(_ file: RemoteFile, _ progress: (RemoteFile, Int) -> Void) throws -> (name: String, bytes: [UInt8]) {
        let path = "\(folder)/\(file.name)"
        var problems: [String] = []
        do {
            let bytes = try FileReader(path).bytes()
            guard let complaint = file.complaint(about: bytes) else { return (file.name, bytes) }
            problems.append("\(path): \(complaint).")
        } catch is DataFileError {
            // Not there yet.
        }
        for mirror in mirrors {
            let base = mirror.hasSuffix("/") ? String(mirror.dropLast()) : mirror
            do {
                let bytes = try Download.bytes(
                    of: file, from: "\(base)/\(file.name)", progress: { progress(file, $0) },
                    isInterrupted: { Interruption.isRequested })
                try keep(bytes, at: path)
                return (file.name, bytes)
            } catch is CancellationError {
                throw EngineError(.interrupted, "Interrupted while \(file.name) was fetched.")
            } catch let error as DataFileError { problems.append(error.description) }
        }
        throw EngineError(
            .file,
            """
            \(dataset.name): \(file.name) is not in \(folder) and could not be fetched.
            \(problems.map { "  \($0)" }.joined(separator: "\n"))
            Connect to the network and try again, or put \(names) into \(folder); \
            \(RemoteDataset.mirrorVariable) names another server.
            """)
    }

    private var names: String {
        let files = [dataset.images.train, dataset.labels.train, dataset.images.test, dataset.labels.test]
        return files.map(\.name).joined(separator: ", ")
    }

    /// A disk that is full is told at once: another mirror would not help.
    private func keep(_ bytes: [UInt8], at path: String) throws {
        try Files.writing {
            try CacheFolder.make(folder)
            try FileWriter.write([bytes], to: path)
        }
    }
}
