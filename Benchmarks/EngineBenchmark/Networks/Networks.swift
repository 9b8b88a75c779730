import NeuralEngine

/// The network of each task; its weights are then set to those that everybody has.
enum Networks {
    struct Unknown: Error { let task: String }

    static func network(_ settings: TaskSettings) throws -> Model {
        switch settings.task {
        case "T5": return try convolution(settings)
        case "T6": return try recurrent(settings)
        case "T7": return try transformer(settings)
        default:
            guard settings.dims != nil else { throw Unknown(task: settings.task) }
            return try dense(settings)
        }
    }
}
