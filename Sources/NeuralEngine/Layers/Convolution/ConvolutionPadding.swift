/// What a convolution or pooling sees beyond the edges.
public enum ConvolutionPadding: String, Sendable, Hashable, CaseIterable {
    /// Nothing: the kernel stays inside, and the output is smaller: (length − kernel) / stride + 1, rounded down.
    case valid
    /// Zeros on both sides (one more behind than in front when their count is odd, as in Keras): length / stride, rounded up.
    case same
    /// Zeros in front only, so that no step of a sequence sees a later one. Of one axis: ``Conv1D``.
    case causal
}
