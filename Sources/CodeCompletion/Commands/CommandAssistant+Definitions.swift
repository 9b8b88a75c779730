extension CommandAssistant {
    /// The types of networks that are one neuron.
    private static let neurons = [
        "perceptron": "RosenblattPerceptron", "adaline": "Adaline", "pocket": "PocketPerceptron",
    ]

    /// The objects that the `%` lines of a cell name, with their types: a network may be trained in the line below that which
    /// defines it.
    public static func definitions(in code: String) -> [(name: String, type: String)] {
        code.split(whereSeparator: \.isNewline).flatMap { line -> [(name: String, type: String)] in
            let words = line.split(whereSeparator: { " \t".contains($0) }).map(String.init)
            guard words.count > 1 else { return [] }
            switch words[0].lowercased() {
            case "%network":
                let neuron = words.count == 3 ? neurons[words[2].lowercased()] : nil
                return [(words[1], neuron ?? "Sequential")]
            case "%kmeans": return [(words[1], "KMeans")]
            case "%pca": return [(words[1], "PrincipalComponents")]
            case "%som": return [(words[1], "SelfOrganizingMap")]
            case "%autoencoder":
                return ["", "Encoder", "Decoder"].map { (words[1] + $0, "Sequential") }
            case "%vae":
                return [(words[1], "VariationalAutoencoder")]
                    + ["Encoder", "Decoder"].map { (words[1] + $0, "Sequential") }
            case "%gan":
                return [(words[1], "GAN")] + ["Generator", "Discriminator"].map { (words[1] + $0, "Sequential") }
            case "%factorization": return [(words[1], "MatrixFactorization")]
            case "%data":
                let place = words.firstIndex(of: "--name").map { $0 + 1 } ?? 1
                guard words.indices.contains(place), words[1] != "csv" || place > 1 else { return [] }
                return [(words[place], "Dataset")]
            default: return []
            }
        }
    }
}
