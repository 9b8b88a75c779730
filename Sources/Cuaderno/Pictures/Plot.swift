public import Charts
public import Display
import LabCommands
public import NeuralEngine
import Plots

// One word for the picture that belongs to a thing. Each returns a handle, so that a later call can replace the picture.

/// Shows a training's loss curve.
@discardableResult
public func plot(_ history: History) -> DisplayHandle { display(Chart.loss(history)) }

/// Shows what a network decides over the plane of two features.
///
/// - Throws: when there are no such features, or the targets are no classes.
@discardableResult
public func plot(_ model: Model, on data: Dataset, features: (x: Int, y: Int) = (0, 1)) throws -> DisplayHandle {
    let loss = LabSession.shared.lossForPictures(of: model)
    let form = TargetForm(of: data, for: model, loss: loss).boundaryForm
    return display(try Chart.boundary(model, try form.applied(to: data), features: features))
}

/// Shows what a perceptron, a pocket perceptron or an Adaline decides over the plane of two features.
///
/// - Throws: when it was not trained, or the targets are no classes.
@discardableResult
public func plot(
    _ neuron: some LinearClassifier, on data: Dataset, features: (x: Int, y: Int) = (0, 1)
) throws -> DisplayHandle {
    display(try Chart.boundary(neuron, data, name: "the \(type(of: neuron).noun)", features: features))
}

/// Shows examples in the colours of their clusters.
///
/// - Throws: when the data have other features.
@discardableResult
public func plot(_ clusters: KMeans, on data: Dataset) throws -> DisplayHandle {
    display(try Chart.clusters(clusters, data))
}

/// Shows which examples each unit of a map stands for.
///
/// - Throws: when the data have other features.
@discardableResult
public func plot(_ map: SelfOrganizingMap, on data: Dataset) throws -> DisplayHandle {
    display(try Chart.selfOrganizingMap(map, data))
}

/// Shows how a perceptron's line moved.
///
/// - Throws: when the data have not exactly two features.
@discardableResult
public func plot(_ trace: PerceptronTrace, on data: Dataset) throws -> DisplayHandle {
    display(try Chart.perceptron(trace, on: data))
}

/// Shows a network's units and weights, or its layers as blocks where not all of them are dense.
///
/// - Throws: when the network has more layers than a diagram can show.
@discardableResult
public func plot(_ model: Model) throws -> DisplayHandle { display(try Chart.network(model)) }

/// Shows the examples of a data set over the plane of two features.
///
/// - Throws: when there are no such features.
@discardableResult
public func plot(_ data: Dataset, features: (x: Int, y: Int) = (0, 1)) throws -> DisplayHandle {
    display(try Chart.scatter(data, features: features))
}

/// Shows a chart, as ``display(_:)`` does.
@discardableResult
public func plot(_ picture: some Picture) -> DisplayHandle { display(MIMEBundle(picture)) }
