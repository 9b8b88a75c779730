import DataFiles
public import NeuralEngine

extension Dataset {
    /// Handwritten digits (LeCun, Cortes, Burges 1998): 60,000 pictures to train on and 10,000 to test with, `[count, 28, 28]` grey
    /// values from 0 (paper) to 1 (ink), ten classes.
    ///
    /// ```swift
    /// let (train, test) = try Dataset.mnist()
    /// ```
    ///
    /// The four files, 12 MB, are fetched on first use, checked by their SHA-256 checksums and kept in
    /// `~/.cache/cuaderno/datasets/mnist`; from then on no network is needed. A line of text tells how far it is.
    ///
    /// - Parameters:
    ///   - folder: where the files are kept instead: a folder that a class shares, say.
    ///   - mirror: the folder of the network that holds the files; nil is the usual one, or that of the environment's
    ///     `CUADERNO_DATASETS_URL` with `/mnist` behind it.
    ///   - showsProgress: whether to print that line.
    /// - Throws: ``EngineError/Code/file`` when a file is neither there nor to be had: with the addresses, the reasons, and the
    ///   folder into which the files can be put by hand; ``EngineError/Code/interrupted``.
    public static func mnist(
        folder: String? = nil, mirror: String? = nil, showsProgress: Bool = true
    ) throws -> (train: Dataset, test: Dataset) {
        try fetched(.mnist, folder, mirror, showsProgress)
    }

    /// Pictures of clothes (Xiao, Rasul, Vollgraf 2017), made to be used in place of MNIST, and harder: 60,000 to train on and
    /// 10,000 to test with, `[count, 28, 28]` from 0 to 1, ten classes from T-shirt to ankle boot.
    ///
    /// As ``mnist(folder:mirror:showsProgress:)``, with 31 MB in `~/.cache/cuaderno/datasets/fashion-mnist`.
    public static func fashionMNIST(
        folder: String? = nil, mirror: String? = nil, showsProgress: Bool = true
    ) throws -> (train: Dataset, test: Dataset) {
        try fetched(.fashionMNIST, folder, mirror, showsProgress)
    }

    private static func fetched(
        _ dataset: RemoteDataset, _ folder: String?, _ mirror: String?, _ showsProgress: Bool
    ) throws -> (train: Dataset, test: Dataset) {
        var line = DownloadLine(dataset: dataset.name)
        defer { line.end() }
        return try dataset.load(folder: folder, mirror: mirror) { file, received in
            if showsProgress { line.show(file, received) }
        }
    }
}

extension RemoteDataset {
    /// Checksums as the mirrors have had them since 1998 and 2017.
    package static let mnist = RemoteDataset(
        name: "mnist",
        mirrors: [
            "https://ossci-datasets.s3.amazonaws.com/mnist", "https://storage.googleapis.com/cvdf-datasets/mnist",
        ],
        images: (
            RemoteFile(
                "train-images-idx3-ubyte.gz", size: 9_912_422,
                sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            RemoteFile(
                "t10k-images-idx3-ubyte.gz", size: 1_648_877,
                sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6")
        ),
        labels: (
            RemoteFile(
                "train-labels-idx1-ubyte.gz", size: 28_881,
                sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            RemoteFile(
                "t10k-labels-idx1-ubyte.gz", size: 4_542,
                sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")
        ),
        classNames: (0..<10).map(String.init))

    package static let fashionMNIST = RemoteDataset(
        name: "fashion-mnist",
        mirrors: [
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
            "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion",
        ],
        images: (
            RemoteFile(
                "train-images-idx3-ubyte.gz", size: 26_421_880,
                sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            RemoteFile(
                "t10k-images-idx3-ubyte.gz", size: 4_422_102,
                sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073")
        ),
        labels: (
            RemoteFile(
                "train-labels-idx1-ubyte.gz", size: 29_515,
                sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            RemoteFile(
                "t10k-labels-idx1-ubyte.gz", size: 5_148,
                sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")
        ),
        classNames: [
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
        ])
}
