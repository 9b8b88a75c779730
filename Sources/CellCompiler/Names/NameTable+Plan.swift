extension NameTable {
    /// The imports that a segment needs so that each name means its newest declaration.
    ///
    /// - Every module that matters is imported by its anchor alone, which makes members of types visible and no name; names
    ///   are imported one by one.
    /// - Of two extensions with the same member the compiler takes the one whose module is imported whole.
    func importPlan(for analysis: CellAnalysis) -> ImportPlan {
        var plan = ImportPlan()
        let entries = liveEntries(for: analysis)
        var needed = Set(entries.values.flatMap { $0.map(\.module) })
        // `let x = x + 1` means the older one, by its module: `Cell3.x`.
        let older = analysis.qualifiedNames.compactMap { live[$0]?.last }
        needed.formUnion(older.map(\.module))
        needed.formUnion(actingModules(besides: analysis.extensions))
        close(&needed)

        plan.exports = exports(for: analysis.extensions, among: needed)
        var whole = winners(among: needed)
        whole.formUnion(entries.keys.flatMap { losers(of: $0, entries: entries) })
        whole.formUnion(
            needed.filter { !(modules[$0]?.memberOperators ?? []).isDisjoint(with: analysis.usedNames) })
        whole.subtract(plan.exports)
        whole.subtract(reexported(by: whole.union(plan.exports)))
        let visible = whole.union(plan.exports).union(reexported(by: whole.union(plan.exports)))
        needed.formUnion(visible)

        for name in needed.sorted(by: isOlder) { plan.addAnchor(of: name) }
        for name in plan.exports.sorted(by: isOlder) { plan.lines.append("@_exported @testable import \(name)") }
        for name in whole.sorted(by: isOlder) { plan.lines.append("@testable import \(name)") }
        for name in entries.keys.sorted() {
            let old = losers(of: name, entries: entries)
            for entry in entries[name] ?? [] where !old.contains(entry.module) { plan.addScoped(entry) }
        }
        for entry in older.sorted(by: { $0.declaration.name < $1.declaration.name }) { plan.addScoped(entry) }
        plan.lines += operatorLines(for: analysis)
        plan.lines += unsetLines(for: analysis, visible: visible)
        let own = Set(analysis.declarations.map(\.name))
        for (name, type) in commandNames.sorted(by: { $0.key < $1.key })
        where analysis.usedNames.contains(name) && !own.contains(name) {
            plan.accessors.append((name, type))
        }
        plan.aliased = Set(analysis.aliasedNames.compactMap { module(of: $0) })
        return plan
    }

    /// The live declarations that the segment may mean: those it names, less what it declares itself.
    private func liveEntries(for analysis: CellAnalysis) -> [String: [Entry]] {
        var own: [String: [Declaration]] = [:]
        for declaration in analysis.declarations { own[declaration.name, default: []].append(declaration) }
        var found: [String: [Entry]] = [:]
        for name in analysis.usedNames {
            guard let entries = live[name] else { continue }
            let declared = own[name] ?? []
            guard declared.allSatisfy({ $0.kind == .function }) else { continue }
            let others = entries.filter { entry in
                declared.isEmpty
                    || entry.declaration.kind == .function
                        && !declared.contains { $0.signature == entry.declaration.signature }
            }
            if !others.isEmpty { found[name] = others }
        }
        return found
    }

    /// Modules that act without being named, less those of which the segment writes everything again.
    private func actingModules(besides own: ExtensionContent) -> Set<String> {
        var acting: Set<String> = []
        for (member, module) in liveMembers where !own.members.contains(member) { acting.insert(module) }
        for (conformance, module) in liveConformances where !own.conformances.contains(conformance) {
            acting.insert(module)
        }
        return acting
    }

    /// Adds what the modules depend on, and what that depends on.
    private func close(_ needed: inout Set<String>) {
        var queue = Array(needed)
        while let name = queue.popLast() {
            for other in modules[name]?.dependencies ?? [] where modules[other] != nil {
                if needed.insert(other).inserted { queue.append(other) }
            }
        }
    }

    /// The modules with members that the segment writes again. They come along with the segment's module, so that its own
    /// members hide theirs. Where such a module comes along with another one already, that one is named: what could be
    /// reached in two ways would be hidden in neither.
    private func exports(for own: ExtensionContent, among needed: Set<String>) -> Set<String> {
        let replaced = needed.filter { name in
            modules[name].map { !$0.extensions.memberNames.isDisjoint(with: own.memberNames) } ?? false
        }
        return Set(
            replaced.map { name in
                var root = name
                while let newer = needed.first(where: { modules[$0]?.exports.contains(root) ?? false }) { root = newer }
                return root
            })
    }

    /// Modules with a newer version of some extension member than another module that is imported.
    private func winners(among needed: Set<String>) -> Set<String> {
        let extending = needed.filter { !(modules[$0]?.extensions.memberNames.isEmpty ?? true) }
        return extending.filter { name in
            guard let own = modules[name]?.extensions, liveMembers.values.contains(name) else { return false }
            return extending.contains { other in
                isOlder(other, name)
                    && !(modules[other]?.extensions.memberNames ?? []).isDisjoint(with: own.memberNames)
            }
        }
    }

    /// Modules with a live function of this name and a replaced one. They are imported whole: then the newer function,
    /// imported by its name, hides the replaced one.
    private func losers(of name: String, entries: [String: [Entry]]) -> Set<String> {
        guard let found = entries[name], Set(found.map(\.module)).count > 1 else { return [] }
        return Set(
            found.map(\.module).filter { module in
                (modules[module]?.declarations ?? []).contains { declaration in
                    declaration.name == name && !found.contains(Entry(declaration: declaration, module: module))
                }
            })
    }

    /// What comes along with modules that are imported whole.
    private func reexported(by whole: Set<String>) -> Set<String> {
        var found: Set<String> = []
        var queue = Array(whole)
        while let name = queue.popLast() {
            for other in modules[name]?.exports ?? [] where found.insert(other).inserted { queue.append(other) }
        }
        return found
    }

    /// The operators that the segment uses, with their precedence groups, declared in the segment's own module.
    private func operatorLines(for analysis: CellAnalysis) -> [String] {
        let own = Set(analysis.operators.map(\.key))
        var names = analysis.usedNames.union(analysis.operators.flatMap(\.groups))
        var lines: [String: String] = [:]
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for (key, declaration) in operators where names.contains(declaration.name) && !own.contains(key) {
                guard lines.updateValue(declaration.text, forKey: key) == nil else { continue }
                names.formUnion(declaration.groups)
                isGrowing = true
            }
        }
        return lines.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Names that have no value must not be read, although a module that is imported whole declares them.
    private func unsetLines(for analysis: CellAnalysis, visible: Set<String>) -> [String] {
        let own = Set(analysis.declarations.map(\.name))
        let names = Set(visible.flatMap { (modules[$0]?.declarations ?? []).map(\.name) })
        return names.intersection(analysis.usedNames).subtracting(own).sorted().compactMap { name in
            guard let cell = cellThatLeftUnset(name) else { return nil }
            return
                "@available(*, unavailable, message: \"\(cell) stopped before it had a value; run that cell again\") "
                + "fileprivate var `\(name)`: Never { fatalError() }"
        }
    }

    private func isOlder(_ first: String, _ second: String) -> Bool {
        order[first, default: 0] < order[second, default: 0]
    }
}
