/// A layer whose first parameter is a table `[words, columns]` with a row for each index.
protocol TableLayer: Layer {}

extension Embedding: TableLayer {}
extension TokenAndPositionEmbedding: TableLayer {}
