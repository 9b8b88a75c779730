import Charts
import NeuralEngine
import Plots

extension Gallery {
    static func maps() throws -> [GalleryItem] {
        let words = [
            "king", "queen", "prince", "princess", "man", "woman", "boy", "girl", "cat", "dog", "horse", "bird",
        ]
        let vectors = try Tensor(
            shape: [12, 6],
            scalars: (0..<12).flatMap { word in
                (0..<6).map { Float(ripple(word / 4 * 6 + $0, 21) * 2 + ripple(word * 6 + $0, 22) * 0.6) }
            })
        let iris = try Dataset.iris()
        let tokens = ["the", "cat", "sat", "on", "the", "mat"]
        let attention = try Tensor(
            shape: [6, 6], scalars: (0..<36).map { Float(2 * ripple($0, 31) + ($0 / 6 == $0 % 6 ? 1.5 : 0)) }
        ).softmax()
        var comb = try SelfOrganizingMap(
            of: iris, rows: 7, columns: 9, topology: .hexagonal, initialization: .principalPlane)
        try comb.fit(iris, epochs: 30, rule: .batch, radius: 3)
        let groups = try KMeans(of: iris, clusters: 3, seed: 1)
        var pocket = PocketPerceptron()
        let kept = try pocket.fit(iris.keeping(classes: [1, 2]), maxEpochs: 60, seed: 5)
        let lattice = try Tensor(
            shape: [6, 8, 2],
            scalars: (0..<48).flatMap { unit -> [Float] in
                let (row, column) = (Double(unit / 8), Double(unit % 8))
                let angle = column / 7 * 3
                return [
                    Float(Mathematics.cosine(angle) * (1 - row * 0.06)),
                    Float(Mathematics.sine(angle) * (1 - row * 0.06)),
                ]
            })
        return [
            GalleryItem(
                "embeddings",
                try Chart.embeddings(
                    vectors, names: words, labels: (0..<12).map { $0 / 4 }, classNames: ["royal", "people", "animals"])),
            GalleryItem(
                "embeddings-classes",
                try Chart.embeddings(
                    iris.features, labels: iris.labels, classNames: iris.classNames, title: "Iris in a plane")),
            GalleryItem("som", try Chart.selfOrganizingMap(try flowerMap(iris), iris)),
            GalleryItem("som-umatrix", try Chart.uMatrix(try flowerMap(iris))),
            GalleryItem(
                "som-lattice",
                try Chart.selfOrganizingLattice(lattice, try Dataset.moons(samples: 300, noise: 0.08, seed: 2))),
            GalleryItem("som-hexagonal", try Chart.selfOrganizingMap(comb, iris)),
            GalleryItem("som-hexagonal-umatrix", try Chart.uMatrix(comb)),
            GalleryItem("clusters", try Chart.clusters(groups, iris)),
            GalleryItem(
                "principal-components",
                try Chart.principalComponents(PrincipalComponents(of: iris, count: 2), iris)),
            GalleryItem("pocket", Chart.pocket(kept)),
            GalleryItem("attention", try Chart.attention(attention, queries: tokens)),
            GalleryItem(
                "attention-long",
                try Chart.attention(
                    try Tensor(shape: [18, 18], scalars: (0..<324).map { Float(3 * ripple($0, 33)) }).softmax(),
                    queries: (0..<18).map { "token \($0)" })),
        ]
    }

    /// Kohonen's rule on iris, with a neighbourhood that shrinks.
    private static func flowerMap(_ data: Dataset) throws -> Tensor {
        let (rows, columns, width) = (8, 10, 4)
        var weights = (0..<(rows * columns * width)).map { Float(ripple($0, 41)) + 3 }
        for step in 0..<3000 {
            let example = Array(data.features.scalars[(step * 37 % 150 * width)..<(step * 37 % 150 * width + width)])
            let part = Float(step) / 3000
            func distance(_ unit: Int) -> Float {
                (0..<width).reduce(0) { sum, index in
                    let difference = weights[unit * width + index] - example[index]
                    return sum + difference * difference
                }
            }
            let winner = (0..<(rows * columns)).min { distance($0) < distance($1) } ?? 0
            let radius = 4 * (1 - part) + 0.6
            for unit in 0..<(rows * columns) {
                let (down, across) = (
                    Float(unit / columns - winner / columns), Float(unit % columns - winner % columns)
                )
                let near = Float(
                    Mathematics.power(2.718281828, -Double((down * down + across * across) / (2 * radius * radius))))
                for index in 0..<width {
                    weights[unit * width + index] +=
                        0.3 * (1 - part) * near * (example[index] - weights[unit * width + index])
                }
            }
        }
        return try Tensor(shape: [rows, columns, width], scalars: weights)
    }
}
