import DataFiles
public import NeuralEngine

extension Model {
    /// The weights as PyTorch names and lays them out: kernels of dense layers transposed, of convolutions with the channels in
    /// front, and so on.
    ///
    /// Names are `LAYER.weight`, `LAYER.bias`, …, as in PyTorch's `Sequential`; layers that learn nothing count as well.
    ///
    /// - Parameter layerNames: what to call each layer that has weights, in their order; their places when nil.
    /// - Throws: ``EngineError/Code/invalidArgument`` when there are not as many names as layers with weights.
    public func pyTorchWeights(layerNames: [String]? = nil) throws -> [(name: String, value: Tensor)] {
        let weights = weights.map(\.scalars)
        return try weightGroups(layerNames).flatMap { groups in
            try groups.groups.flatMap { group in
                try zip(group.arrays, group.encode(group.parameters.map { weights[$0] })).map { array, numbers in
                    (groups.prefix + array.name, try Tensor(shape: array.shape, scalars: numbers))
                }
            }
        }
    }

    /// Writes the weights alone, for PyTorch:
    ///
    /// ```python
    /// model.load_state_dict(safetensors.torch.load_file("weights.safetensors"))
    /// ```
    ///
    /// - Throws: ``EngineError/Code/file`` with the system's reason; as ``pyTorchWeights(layerNames:)``.
    public func writeWeights(safetensors path: String, layerNames: [String]? = nil) throws {
        let arrays = try pyTorchWeights(layerNames: layerNames).map {
            ($0.name, SafetensorsFile.Content.floats(Files.array($0.value)))
        }
        try Files.writing { try FileWriter.write(SafetensorsFile.pieces(arrays, metadata: ["format": "pt"]), to: path) }
    }

    /// Takes the weights of a `.safetensors` file that ``writeWeights(safetensors:layerNames:)`` wrote, or PyTorch:
    ///
    /// ```python
    /// safetensors.torch.save_file(model.state_dict(), "weights.safetensors")
    /// ```
    ///
    /// - Parameter layerNames: what the file calls each layer that has weights, in their order. When nil, layers are found by their
    ///   places, or else in the file's order by their shapes: PyTorch's activations are modules of their own, and count.
    /// - Throws: ``EngineError/Code/file`` for a file that is damaged, ``EngineError/Code/shapeMismatch`` naming the array that is
    ///   missing, does not fit or belongs to no layer. Nothing has changed then.
    public func loadWeights(safetensors path: String, layerNames: [String]? = nil) throws {
        try Files.reading {
            let file = try FileReader(path)
            try file.bytes().withUnsafeBytes {
                try load(SafetensorsFile(file: file.name, bytes: $0), layerNames: layerNames)
            }
        }
    }

    /// A layer's groups and what its arrays' names begin with.
    typealias LayerGroups = (layer: Int, prefix: String, groups: [WeightGroup])

    func weightGroups(_ layerNames: [String]?) throws -> [LayerGroups] {
        var named: [Int: [NamedParameter]] = [:]
        for (index, parameter) in parameters.enumerated() {
            named[parameter.layer, default: []].append(
                NamedParameter(index: index, name: parameter.name, shape: parameter.value.shape))
        }
        let places = named.keys.sorted()
        if let layerNames, layerNames.count != places.count {
            throw EngineError(
                .invalidArgument,
                """
                \(layerNames.count) names of layers were given; "\(name)" has \(places.count) layers with weights: \
                \(places.map { "\($0) (\(layers[$0].kind))" }.joined(separator: ", ")).
                """)
        }
        return places.enumerated().map { order, place in
            let name = layerNames?[order] ?? String(place)
            return (
                place, name.isEmpty ? "" : name + ".", PyTorchLayout.groups(of: layers[place], named[place] ?? [])
            )
        }
    }

    func load(_ file: SafetensorsFile, layerNames: [String]?, ignoring own: Set<String> = []) throws {
        // A counter of PyTorch's batch normalisation, of which nothing depends.
        let entries = file.entries.filter { !$0.name.hasSuffix("num_batches_tracked") && !own.contains($0.name) }
        var unused = Dictionary(entries.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var weights = weights
        for (layer, prefix, groups) in try placed(try weightGroups(layerNames), entries, isFixed: layerNames != nil) {
            for group in groups {
                var numbers: [[Float]] = []
                for (name, shape) in group.arrays {
                    guard let entry = unused.removeValue(forKey: prefix + name), entry.shape == shape else {
                        throw missing(layer, prefix + name, shape, in: file)
                    }
                    numbers.append(try file.array(entry).scalars)
                }
                for (parameter, scalars) in zip(group.parameters, group.decode(numbers)) {
                    weights[parameter] = try Tensor(shape: weights[parameter].shape, scalars: scalars)
                }
            }
        }
        guard unused.isEmpty else {
            throw EngineError(
                .shapeMismatch,
                """
                \(file.file) holds arrays that belong to no layer of "\(name)": \
                \(unused.keys.sorted().prefix(8).joined(separator: ", ")). Is it of another network?
                """)
        }
        try setWeights(weights)
    }

    /// The layers with the names that the file has for them.
    private func placed(
        _ layers: [LayerGroups], _ entries: [SafetensorsFile.Entry], isFixed: Bool
    ) throws -> [LayerGroups] {
        let shapes = Dictionary(entries.map { ($0.name, $0.shape) }, uniquingKeysWith: { first, _ in first })
        func fits(_ layer: LayerGroups, _ prefix: String) -> Bool {
            layer.groups.allSatisfy { group in group.arrays.allSatisfy { shapes[prefix + $0.name] == $0.shape } }
        }
        if isFixed || layers.allSatisfy({ fits($0, $0.prefix) }) { return layers }
        // In the order of people: 2 before 10.
        var prefixes: [String] = []
        var known: Set<String> = []
        for name in entries.map(\.name).sorted(by: NaturalOrder.isLess) {
            var parts = name.split(separator: ".").dropLast()
            while true {
                let prefix = parts.isEmpty ? "" : parts.joined(separator: ".") + "."
                if known.insert(prefix).inserted { prefixes.append(prefix) }
                if parts.isEmpty { break }
                parts = parts.dropLast()
            }
        }
        var result: [LayerGroups] = []
        for layer in layers {
            guard let place = prefixes.firstIndex(where: { fits(layer, $0) }) else {
                result.append(layer)
                continue
            }
            result.append((layer.layer, prefixes.remove(at: place), layer.groups))
        }
        return result
    }

    private func missing(_ layer: Int, _ name: String, _ shape: [Int], in file: SafetensorsFile) -> EngineError {
        let found = file.entries.first { $0.name == name }
        let all = file.entries.prefix(12).map { "\($0.name) \(shapeText($0.shape))" }.joined(separator: ", ")
        return EngineError(
            .shapeMismatch,
            """
            Layer \(layer) (\(layers[layer].kind)) of "\(self.name)" needs an array '\(name)' of shape \(shapeText(shape)); \
            \(file.file) has \(found.map { "it with \(shapeText($0.shape))" } ?? "none that fits"). It holds \(all).
            """)
    }
}

/// Numbers in names by their value, not by their digits.
enum NaturalOrder {
    static func isLess(_ left: String, _ right: String) -> Bool {
        let (first, second) = (left.split(separator: "."), right.split(separator: "."))
        for (one, other) in zip(first, second) where one != other {
            if let number = Int(one), let next = Int(other) { return number < next }
            return one < other
        }
        return first.count < second.count
    }
}
