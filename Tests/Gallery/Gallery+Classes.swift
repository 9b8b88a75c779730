import Charts
import NeuralEngine
import Plots

extension Gallery {
    static func classes() throws -> [GalleryItem] {
        let iris = try Dataset.iris()
        let (train, test) = try iris.split(validation: 0.2, seed: 7)
        let digits = (0..<10).map { right in
            (0..<10).map { $0 == right ? 170 + right : Int(abs(ripple(right * 10 + $0, 9)) * 6) }
        }
        let matrix = try ConfusionMatrix(
            counts: [[50, 0, 0], [0, 47, 3], [0, 2, 48]], classNames: ["setosa", "versicolor", "virginica"])
        func curve(_ name: String, _ skill: Double) throws -> ROCCurve {
            try ROCCurve(
                name: name, scores: (0..<400).map { ($0 % 2 == 0 ? skill : 0) + ripple($0, 11) },
                isPositive: (0..<400).map { $0 % 2 == 0 })
        }
        return [
            GalleryItem("confusion", try Chart.confusion(matrix)),
            GalleryItem("confusion-digits", try Chart.confusion(try ConfusionMatrix(counts: digits), theme: .dark)),
            GalleryItem("roc", Chart.roc([try curve("virginica", 0.9)])),
            GalleryItem("roc-several", Chart.roc([try curve("A", 1.4), try curve("B", 0.7), try curve("C", 0.1)])),
            GalleryItem("division", try Chart.division([("training", train), ("test", test)])),
            GalleryItem("folds", try Chart.folds(5)),
        ]
    }

    static func images() throws -> [GalleryItem] {
        let digits = try Dataset.digits()
        let network = try Sequential(inputShape: [8, 8], seed: 4, name: "digits") {
            Flatten()
            Dense(12, activation: .relu)
            Dense(10, activation: .softmax)
        }
        let rainbow = try Tensor(
            shape: [4, 16, 16, 3],
            scalars: (0..<4 * 256).flatMap { place -> [Float] in
                let (image, row, column) = (place / 256, place / 16 % 16, place % 16)
                return [Float(row) / 15, Float(column) / 15, Float(image) / 3]
            })
        return [
            GalleryItem("images", try Chart.images(of: digits, rows: 0..<30, columns: 10)),
            GalleryItem(
                "images-colour", try Chart.images(rainbow, captions: ["a", "b", "c", "d"], title: "Colour images")),
            GalleryItem("images-dark", try Chart.images(of: digits, rows: 0..<10, columns: 5, theme: .dark)),
            GalleryItem("weights-images", try Chart.weights(network)),
            GalleryItem("weights-matrix", try Chart.weights(network, layer: 2)),
        ]
    }
}
