/// What a training was asked to do.
struct TrainingSettings {
    let losses: [Loss]
    var lossWeights: [Double]?
    let optimizer: Optimizer
    let epochs: Int
    let batchSize: Int
    var metrics: [Metric] = []
    var shuffle = true
    var seed: UInt64 = 0
    var weighting = Weighting()
    var checkpoint: TrainingCheckpoint?
}
