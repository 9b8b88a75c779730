import ArgumentParser
import CellCompiler
import Foundation
import JupyterKernel
import JupyterProtocol
import WorkerProtocol

/// `%package PLACE`
struct PackageDirective: Directive {
    static let name = DirectiveName.package
    static let values = ["place": [CommandGrammar.Values.file]]
    static let configuration = makeConfiguration(
        """
        %package ../MyLibrary
        %package https://github.com/apple/swift-algorithms
        %package https://github.com/apple/swift-collections --version 1.1.0 --product OrderedCollections
        """,
        discussion: """
            The place is the folder of a package or the address of a git repository. It is built in release once and kept for \
            later sessions; a folder is looked at anew each time. Of a repository the newest version is taken. Cells import the \
            modules then.
            """)

    @Argument(help: "The folder of a Swift package, or the address of its git repository.")
    var place: String

    @Option(help: "The version of a repository, such as 1.2.0.")
    var version: String?

    @Option(help: "A branch of a repository, in place of a version.")
    var branch: String?

    @Option(help: "A product to take; all libraries when left out. Can be given more than once.")
    var product: [String] = []

    func validate() throws {
        guard version == nil || branch == nil else { throw ValidationError("--version and --branch: give one.") }
        guard isAddress || (version == nil && branch == nil) else {
            throw ValidationError("--version and --branch belong to the address of a repository, not to a folder.")
        }
    }

    private var isAddress: Bool { place.contains("://") || place.hasPrefix("git@") }

    func run(in context: DirectiveContext) async throws {
        let session = context.session
        let compiler = try await session.readyCompiler()
        let folder = await session.path(of: place)
        if !isAddress { try Self.checkFolder(folder, place) }
        let name = place.split(separator: "/").last.map(String.init) ?? place
        let progress = BuildProgress(name: name, output: context.output)
        let reference = version ?? branch ?? (isAddress ? "newest" : "")
        let key = "\(isAddress ? place : folder) \(reference) \(product.joined(separator: " "))"
        let cache = PackageBuilder.folder(for: key, toolchain: compiler.toolchain)
        let builder = PackageBuilder(
            toolchain: compiler.toolchain, folder: cache,
            tool: LongTool(
                log: cache.appendingPathComponent("log"), isInterrupted: { await session.isInterrupted },
                progress: progress.show))
        let start = ContinuousClock.now
        do {
            try FileManager.default.createDirectory(at: builder.folder, withIntermediateDirectories: true)
        } catch {
            throw CellFailure(
                directive: "\(builder.folder.path) cannot be made: \(error.localizedDescription) "
                    + "Set CUADERNO_CACHE to a folder that can be written.")
        }
        var package = URL(fileURLWithPath: folder).standardizedFileURL
        if isAddress {
            let known = builder.folder.appendingPathComponent("fetched")
            var wanted = version ?? branch
            if wanted == nil, !FileManager.default.fileExists(atPath: known.path) {
                wanted = try await builder.newestVersion(of: place)
            }
            package = try await builder.fetch(place, reference: wanted)
        }
        let built = try await builder.build(package, place: isAddress ? place : package.path, products: product)
        progress.end("\(built.name) is ready after \(RunTimes.text((ContinuousClock.now - start).nanoseconds))")
        try await session.add(built, output: context.output)
        context.say("Cells can import \(built.modules.joined(separator: ", ")).")
    }

    private static func checkFolder(_ folder: String, _ place: String) throws {
        guard !FileManager.default.fileExists(atPath: "\(folder)/Package.swift") else { return }
        guard FileManager.default.fileExists(atPath: folder) else {
            let isShort = place.wholeMatch(of: /[\w-]+\/[\w.-]+/) != nil
            let hint = isShort ? " For the repository write https://github.com/\(place)." : ""
            throw CellFailure(directive: "there is no folder \(folder).\(hint)")
        }
        throw CellFailure(directive: "\(folder) is no Swift package: it has no Package.swift.")
    }
}

/// One output that says how far a build is.
private final class BuildProgress: Sendable {
    private let name: String
    private let output: any CellOutput
    private let id = UUID().uuidString

    init(name: String, output: any CellOutput) {
        self.name = name
        self.output = output
        output.display(Self.bundle("\(name): looking"), id: id)
    }

    func show(_ line: String) {
        // The description of a package ends in a brace, which says nothing.
        guard line.contains(where: \.isLetter) else { return }
        output.updateDisplay(Self.bundle("\(name): \(line)"), id: id)
    }

    func end(_ text: String) { output.updateDisplay(Self.bundle(text), id: id) }

    private static func bundle(_ text: String) -> MIMEData { MIMEData(data: ["text/plain": .string(text)]) }
}
