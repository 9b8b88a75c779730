import Interchange
import NeuralEngine
import Spelling

/// How a data set is made, as a deed and as Swift source.
struct DataRecipe {
    let name: String
    var testName: String { name + "Test" }

    let kind: DataKind
    let command: DataCommand
    private let seed: UInt64
    private let task: CSVTask
    private let missing: MissingValues
    /// The part held back.
    let validation: Double?

    /// - Throws: ``LabError`` for options that make no sense together.
    init(_ command: DataCommand) throws {
        kind = try DataKind(name: command.kind)
        self.command = command
        seed = try Seed.checked(command.seed)
        task = try Self.choice("task", command.task) ?? .automatic
        missing = try Self.choice("way with missing values", command.missing) ?? .error
        validation = try command.split.map(Self.heldBack)
        let fileName = command.file.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        // A folder that holds MNIST gives it no name.
        let stem = kind.isRemote ? nil : fileName.map { String($0.prefix { $0 != "." }) }
        name = command.name ?? SwiftIdentifier.made(from: stem ?? kind.rawValue)
        try SwiftIdentifier.check(name, of: "data set")
        try Self.checkOptions(command, kind)
    }

    func made() throws -> (train: Dataset, test: Dataset?) {
        if kind.isText { return try madeOfText() }
        guard kind.isRemote || validation != nil else {
            let whole = try source()
            return (command.standardize ? whole.standardized() : whole, nil)
        }
        let (train, test) = try parts()
        guard command.standardize else { return (train, test) }
        let scale = Standardization(of: train)
        return (try train.standardized(by: scale), try test.standardized(by: scale))
    }

    private func parts() throws -> (train: Dataset, test: Dataset) {
        switch kind {
        case .mnist: return try Dataset.mnist(folder: command.file)
        case .fashionMNIST: return try Dataset.fashionMNIST(folder: command.file)
        default:
            let (train, test) = try source().split(
                validation: validation ?? 0, seed: seed, shuffle: kind != .airPassengers)
            return (train, test)
        }
    }

    var code: String {
        if kind.isText { return textCode }
        let source = sourceCode
        if kind.isRemote { return partsCode(source.text) }
        let mark = source.throwing || validation != nil ? "try " : ""
        guard let validation else {
            return "let \(name) = \(mark)\(source.text)\(command.standardize ? ".standardized()" : "")"
        }
        let order = kind == .airPassengers ? "shuffle: false" : "seed: \(seed)"
        return partsCode("\(source.text).split(validation: \(SwiftCode.number(validation)), \(order))")
    }

    /// - Parameter parts: an expression that gives both.
    private func partsCode(_ parts: String) -> String {
        guard command.standardize else { return "let (\(name), \(testName)) = try \(parts)" }
        return """
            let (\(name)Raw, \(testName)Raw) = try \(parts)
            let \(name)Scale = Standardization(of: \(name)Raw)
            let \(name) = try \(name)Raw.standardized(by: \(name)Scale)
            let \(testName) = try \(testName)Raw.standardized(by: \(name)Scale)
            """
    }

    private func source() throws -> Dataset {
        let samples = command.samples?.value
        let noise = command.noise?.value
        switch kind {
        case .and: return .and
        case .or: return .or
        case .xor: return .xor
        case .moons: return try .moons(samples: samples ?? 200, noise: noise ?? 0.1, seed: seed)
        case .circles:
            return try .circles(
                samples: samples ?? 200, noise: noise ?? 0.05, factor: command.factor?.value ?? 0.5, seed: seed)
        case .spirals:
            return try .spirals(
                samples: samples ?? 300, classes: command.classes?.value ?? 2, noise: noise ?? 0.02,
                turns: command.turns?.value ?? 1, seed: seed)
        case .blobs:
            return try .blobs(
                samples: samples ?? 300, classes: command.classes?.value ?? 3, noise: noise ?? 1, seed: seed)
        case .iris: return try .iris()
        case .digits: return try .digits()
        case .csv: return try .csv(command.file ?? "", target: command.target, task: task, missing: missing)
        case .mnist, .fashionMNIST: return try parts().train
        case .npz: return try .npz(command.file ?? "")
        case .npy: return try .npy(features: command.file ?? "", targets: command.labels ?? "")
        case .idx: return try .idx(images: command.file ?? "", labels: try labels())
        case .pictures: return try .pictures(folder: command.file ?? "")
        case .airPassengers:
            return try .airPassengers(length: command.length?.value ?? 24, horizon: command.horizon?.value ?? 1)
        case .ratings:
            return try .ratings(
                users: command.users?.value ?? 60, items: command.items?.value ?? 40, noise: noise ?? 0.3, seed: seed)
        case .quijote, .text: return try madeOfText().train
        }
    }

    /// The same calls with the same numbers; what was left out is left to the same defaults.
    private var sourceCode: (text: String, throwing: Bool) {
        func option(_ label: String, _ value: Double?) -> String? { value.map { "\(label): \(SwiftCode.number($0))" } }
        let samples = command.samples.map { "samples: \($0.value)" }
        let classes = command.classes.map { "classes: \($0.value)" }
        let noise = option("noise", command.noise?.value)
        let factor = option("factor", command.factor?.value)
        let turns = option("turns", command.turns?.value)
        switch kind {
        case .and, .or, .xor: return ("Dataset.\(kind.rawValue)", false)
        case .iris, .digits: return ("Dataset.\(kind.rawValue)()", true)
        case .moons, .circles, .spirals, .blobs:
            let arguments = [samples, classes, noise, factor, turns, "seed: \(seed)"]
            return (SwiftCode.call("Dataset.\(kind.rawValue)", arguments), true)
        case .csv:
            let arguments = [
                SwiftCode.string(command.file ?? ""), command.target.map { "target: \(SwiftCode.string($0))" },
                task == .automatic ? nil : "task: .\(task.rawValue)",
                missing == .error ? nil : "missing: .\(missing.rawValue)",
            ]
            return (SwiftCode.call("Dataset.csv", arguments), true)
        case .mnist, .fashionMNIST:
            let function = kind == .mnist ? "mnist" : "fashionMNIST"
            let folder = command.file.map { "folder: " + SwiftCode.string($0) }
            return (SwiftCode.call("Dataset.\(function)", [folder]), true)
        case .npy:
            let arguments = [
                "features: " + SwiftCode.string(command.file ?? ""),
                "targets: " + SwiftCode.string(command.labels ?? ""),
            ]
            return (SwiftCode.call("Dataset.npy", arguments), true)
        case .npz: return (SwiftCode.call("Dataset.npz", [SwiftCode.string(command.file ?? "")]), true)
        case .pictures:
            return (SwiftCode.call("Dataset.pictures", ["folder: " + SwiftCode.string(command.file ?? "")]), true)
        case .airPassengers:
            let arguments = [
                command.length.map { "length: \($0.value)" }, command.horizon.map { "horizon: \($0.value)" },
            ]
            return (SwiftCode.call("Dataset.airPassengers", arguments), true)
        case .ratings:
            let arguments = [
                command.users.map { "users: \($0.value)" }, command.items.map { "items: \($0.value)" }, noise,
                "seed: \(seed)",
            ]
            return (SwiftCode.call("Dataset.ratings", arguments), true)
        case .quijote, .text: return (textCall(validation: nil), true)
        case .idx:
            let labels = (try? labels()) ?? ""
            let arguments = [
                "images: " + SwiftCode.string(command.file ?? ""), "labels: " + SwiftCode.string(labels),
            ]
            return (SwiftCode.call("Dataset.idx", arguments), true)
        }
    }
}

extension DataRecipe {
    /// MNIST's files are called train-images-idx3-ubyte and train-labels-idx1-ubyte.
    private func labels() throws -> String {
        if let labels = command.labels { return labels }
        let images = command.file ?? ""
        let labels = images.replacing("images", with: "labels").replacing("idx3", with: "idx1")
        guard labels != images else {
            throw LabError("%data idx \(images) needs the file of the classes: --labels FILE")
        }
        return labels
    }

    /// - Throws: ``LabError`` with the nearest word and all of them.
    private static func choice<Choice: RawRepresentable & CaseIterable>(_ noun: String, _ name: String?) throws
        -> Choice?
    where Choice.RawValue == String {
        guard let name else { return nil }
        guard let choice = Choice.allCases.first(where: { $0.rawValue == Spelling.folded(name) }) else {
            throw LabError.unknown(noun, name, known: Choice.allCases.map(\.rawValue), hint: "")
        }
        return choice
    }

    private static func heldBack(_ split: Number) throws -> Double {
        guard split.value > 0, split.value < 1 else {
            throw LabError(
                "--split is \(SwiftCode.number(split.value)); it is the part to train on, between 0 and 1, such as 0.8."
            )
        }
        // 1 − 0.8 is 0.19999999999999996, which would be an odd number to find in code.
        return ((1 - split.value) * 1e9).rounded() / 1e9
    }

    private static func checkOptions(_ command: DataCommand, _ kind: DataKind) throws {
        let given: [(String, Bool)] = [
            ("samples", command.samples != nil), ("noise", command.noise != nil), ("classes", command.classes != nil),
            ("factor", command.factor != nil), ("turns", command.turns != nil), ("target", command.target != nil),
            ("task", command.task != nil), ("missing", command.missing != nil), ("labels", command.labels != nil),
            ("by", command.by != nil),
            ("length", command.length != nil), ("stride", command.stride != nil),
            ("vocabulary", command.vocabulary != nil), ("horizon", command.horizon != nil),
            ("users", command.users != nil), ("items", command.items != nil),
        ]
        for (option, isGiven) in given where isGiven && !kind.options.contains(option) {
            let takers = DataKind.allCases.filter { $0.options.contains(option) }.map(\.rawValue)
            throw LabError("--\(option) is for \(takers.joined(separator: ", ")), not for \(kind.rawValue).")
        }
        if kind.isText, command.standardize {
            throw LabError("--standardize is for numbers; \(kind.rawValue) holds the numbers of tokens. Leave it out.")
        }
        if kind == .ratings, command.standardize {
            throw LabError("--standardize is for measurements; ratings holds numbers of users and items. Leave it out.")
        }
        if let by = command.by { _ = try unit(by) }
        if kind.takesFile, command.file == nil {
            throw LabError(
                kind == .csv
                    ? "%data csv needs a file: %data csv flowers.csv --target species"
                    : "%data \(kind.rawValue) needs a \(kind == .pictures ? "folder" : "file"): %data \(kind.rawValue) PATH"
            )
        }
        if kind == .npy, command.labels == nil {
            throw LabError(
                "%data npy \(command.file ?? "") needs the file of the targets: --labels y.npy. (%data npz reads both from one.)"
            )
        }
        if kind.isRemote, command.split != nil {
            throw LabError(
                "\(kind.rawValue) has a part to test with of its own, \(kind.rawValue)Test; leave out --split.")
        }
        if !kind.takesFile, !kind.isRemote, let file = command.file {
            throw LabError(
                "%data \(kind.rawValue) takes no file, but \"\(file)\" was given. %data csv \(file) reads one.")
        }
    }
}
