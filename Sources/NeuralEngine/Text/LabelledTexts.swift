/// Short texts, each of a class: what a classifier of texts learns from, once a tokenizer has made numbers of them.
public struct LabelledTexts: Sendable, Equatable {
    public let texts: [String]
    /// A class for each text, from 0.
    public let labels: [Int]
    public let classNames: [String]

    /// - Throws: ``EngineError/Code/invalidData`` when there is no text, or the labels do not fit the texts or the names.
    public init(texts: [String], labels: [Int], classNames: [String]) throws {
        guard !texts.isEmpty, texts.count == labels.count else {
            throw EngineError(
                .invalidData,
                "\(texts.count) texts and \(labels.count) labels were given; expected a label for each, and one or more."
            )
        }
        if let place = labels.firstIndex(where: { !classNames.indices.contains($0) }) {
            throw EngineError(
                .invalidData,
                "Text \(place) has the label \(labels[place]), but there are \(classNames.count) names of classes.")
        }
        self.texts = texts
        self.labels = labels
        self.classNames = classNames
    }

    public var count: Int { texts.count }

    /// All texts, one a line: what a tokenizer learns its vocabulary from.
    public var joined: String { texts.joined(separator: "\n") }

    /// Each text with those of its class that follow it, joined by blanks: stretches of documents, where the texts of a class stand
    /// in the order of a document. What comes near a word then says more about it than its own sentence does.
    ///
    /// - Parameter number: texts in a stretch; 1 or more.
    /// - Throws: ``EngineError/Code/invalidArgument`` when no class has so many texts.
    public func stretches(of number: Int) throws -> [String] {
        let groups = classNames.indices.map { label in texts.indices.filter { labels[$0] == label } }
        guard number >= 1, groups.contains(where: { $0.count >= number }) else {
            throw EngineError(
                .invalidArgument,
                """
                Stretches of \(number) texts were asked for; the largest class has \(groups.map(\.count).max() ?? 0), and 1 is \
                the least.
                """)
        }
        return groups.flatMap { group in
            (0..<max(0, group.count - number + 1)).map { start in
                group[start..<(start + number)].map { texts[$0] }.joined(separator: " ")
            }
        }
    }

    /// Draws a part of the texts for validation, the same part of each class, in their order; as ``Dataset/split(validation:seed:shuffle:)``.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when one side would be empty.
    public func split(validation: Double, seed: UInt64 = 0) throws -> (train: LabelledTexts, validation: LabelledTexts)
    {
        let places = try Dataset(
            name: "texts", features: Tensor(shape: [count, 1], scalars: labels.map { Float($0) }),
            targets: Tensor(labels.map { Float($0) }), classNames: classNames
        ).splitPlaces(validation: validation, seed: seed)
        return (try rows(places.train.sorted()), try rows(places.validation.sorted()))
    }

    /// The first texts of each class, so many at most.
    ///
    /// - Throws: ``EngineError/Code/invalidData`` for none.
    public func first(perClass number: Int) throws -> LabelledTexts {
        var taken = [Int](repeating: 0, count: classNames.count)
        return try rows(
            labels.indices.filter { place in
                taken[labels[place]] += 1
                return taken[labels[place]] <= number
            })
    }

    /// The texts as rows of numbers, filled up with padding: features `[count, length]`, classes as targets.
    ///
    /// - Throws: as ``Tokenizer/sequences(of:length:)``.
    public func dataset(by tokenizer: any Tokenizer, length: Int, name: String = "texts") throws -> Dataset {
        var data = try Dataset(
            name: name, features: tokenizer.sequences(of: texts, length: length),
            targets: Tensor(labels.map { Float($0) }), classNames: classNames)
        data.tokenizer = tokenizer
        return data
    }

    private func rows(_ places: [Int]) throws -> LabelledTexts {
        try LabelledTexts(
            texts: places.map { texts[$0] }, labels: places.map { labels[$0] }, classNames: classNames)
    }
}

extension Texts {
    /// 200 short sentences in Spanish about four subjects (mar, cocina, música, deporte), 50 of each, 1,718 words.
    ///
    /// - Throws: ``EngineError/Code/file`` when the engine's file is missing.
    public static func sentences() throws -> LabelledTexts {
        var (texts, labels, names): ([String], [Int], [String]) = ([], [], [])
        // The first line names the columns.
        for line in try text(of: "oraciones.tsv").split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t", maxSplits: 1).map(String.init)
            guard fields.count == 2 else { continue }
            if !names.contains(fields[0]) { names.append(fields[0]) }
            labels.append(names.firstIndex(of: fields[0]) ?? 0)
            texts.append(fields[1])
        }
        return try LabelledTexts(texts: texts, labels: labels, classNames: names)
    }
}
