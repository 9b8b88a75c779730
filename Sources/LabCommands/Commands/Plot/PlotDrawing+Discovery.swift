import Charts
import NeuralEngine
import Plots

/// Pictures of what was found without targets, and of a pocket.
extension PlotDrawing {
    func discovery() throws -> any Picture {
        let name = command.name
        switch kind {
        case .clusters:
            return try Chart.clusters(
                try session.made(name, as: KMeans.self), try session.dataset(dataName), features: features,
                theme: theme)
        case .components:
            return try Chart.principalComponents(
                try session.made(name, as: PrincipalComponents.self), try session.dataset(dataName), theme: theme)
        case .som:
            return try Chart.selfOrganizingMap(
                try session.made(name, as: SelfOrganizingMap.self), try session.dataset(dataName), theme: theme)
        case .lattice:
            return try Chart.selfOrganizingLattice(
                try session.made(name, as: SelfOrganizingMap.self), try session.dataset(dataName), theme: theme)
        case .mapErrors:
            return Chart.errors(try session.made(mapHistoryName, as: SelfOrganizingMapHistory.self), theme: theme)
        case .pocket: return Chart.pocket(try session.made(pocketTraceName, as: PocketTrace.self), theme: theme)
        default: return try Chart.uMatrix(try session.made(name, as: SelfOrganizingMap.self), theme: theme)
        }
    }

    /// The name itself, or that of the record which goes with the map of that name.
    var mapHistoryName: String {
        if case .object(let object) = session.value(of: command.name), object is SelfOrganizingMap {
            return command.name + "History"
        }
        return command.name
    }

    /// The name itself, or that of the record which goes with the pocket perceptron of that name.
    var pocketTraceName: String {
        if case .perceptron(let classifier) = session.value(of: command.name), classifier is PocketPerceptron {
            return command.name + "Trace"
        }
        return command.name
    }
}
