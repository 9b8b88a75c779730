import CKernels

/// The gradients of all parameters, laid out as ``ParameterStore`` lays out the parameters.
final class GradientStore {
    let values: UnsafeMutablePointer<Float>

    init(count: Int) throws { values = try allocateFloats(count, purpose: "The gradients") }

    deinit { ck_free(values) }
}
