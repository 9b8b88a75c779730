import CellCompiler
import Foundation
import JupyterKernel

extension NotebookSession {
    /// Makes a package's modules importable and lets the worker load its library.
    ///
    /// - Throws: ``CellFailure`` when the worker's process holds another version of it, which cannot be given back: `%reset`
    ///   starts a process with the new one.
    func add(_ package: BuiltPackage, output: any CellOutput) async throws {
        if let known = directives.packages[package.place] {
            guard known != package else { return }
            directives.changedPackages.removeAll { $0.place == package.place }
            directives.changedPackages.append(package)
            throw CellFailure(
                directive:
                    "\(package.name) has changed since this session loaded it, and its variables may hold the old types. "
                    + "The new version was built; %reset -f forgets the variables and takes it.")
        }
        _ = try await readyCompiler()
        let line = try take(package)
        try await run(command: line, output: output)
        await compiler?.noteChangedModules()
    }

    /// Puts the package's modules where cells find them.
    ///
    /// - Returns: the line by which a worker loads its library.
    /// - Throws: ``CellFailure`` when files cannot be copied, or a module has the name of one of ours.
    @discardableResult
    func take(_ package: BuiltPackage) throws -> String {
        guard let visible = compiler?.visibleModules else { return "" }
        let manager = FileManager.default
        let modules = "\(package.buildFolder)/Modules"
        let files = ((try? manager.contentsOfDirectory(atPath: modules)) ?? []).filter {
            ($0.hasSuffix(".swiftmodule") || $0.hasSuffix(".swiftdoc")) && !$0.hasPrefix("CuadernoPackage_")
        }
        do {
            for file in files {
                let module = String(file.prefix { $0 != "." })
                let owner = directives.moduleOwners[module] ?? package.place
                guard owner == package.place else {
                    // Two packages may need the same third one: the first has brought it along.
                    guard package.modules.contains(module) else { continue }
                    throw CellFailure(
                        directive:
                            "\(package.name) has a module \(module), which this session has from \(owner) already. "
                            + "Restart the kernel to take this one.")
                }
                let target = "\(visible)/\(file)"
                guard (try? manager.destinationOfSymbolicLink(atPath: target)) == nil else {
                    throw CellFailure(
                        directive: "\(package.name) has a module \(module), and so has Cuaderno: "
                            + "name the products that you need by --product.")
                }
                directives.moduleOwners[module] = package.place
                try? manager.removeItem(atPath: target)
                try manager.copyItem(atPath: "\(modules)/\(file)", toPath: target)
            }
            try addModuleMaps(package.moduleMaps, to: "\(visible)/module.modulemap")
            // Built again, the library changes while the worker has it in memory: it gets a copy of its own.
            // So do the programs of its macros.
            let folder = self.folder.appendingPathComponent("packages/\(UInt32.random(in: 0...UInt32.max))")
            try manager.createDirectory(at: folder, withIntermediateDirectories: true)
            func copy(_ file: String) throws -> String {
                let target = folder.appendingPathComponent((file as NSString).lastPathComponent).path
                try manager.copyItem(atPath: file, toPath: target)
                return target
            }
            for (module, program) in package.macros { compiler?.addMacros(try copy(program), of: module) }
            for library in package.companions { _ = try copy(library) }
            let line = "%__load \"\(try copy(package.library))\""
            directives.keep(line, for: "package \(package.place)")
            directives.packages[package.place] = package
            compiledCount += 1
            return line
        } catch let failure as CellFailure {
            throw failure
        } catch {
            throw CellFailure(directive: "the package's modules cannot be copied: \(error.localizedDescription)")
        }
    }

    private func addModuleMaps(_ maps: [String: String], to file: String) throws {
        let old = try String(contentsOfFile: file, encoding: .utf8)
        let new = maps.filter { !old.contains("module \($0.key) ") }.sorted { $0.key < $1.key }
            .map { "extern module \($0.key) \"\($0.value)\"\n" }
        guard !new.isEmpty else { return }
        try Data((old + new.joined()).utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    }
}
