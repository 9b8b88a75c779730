/// What an array in a plan's workspace is for.
enum ArrayKey: Hashable {
    /// The numbers of a value.
    case data(Int)
    /// The gradient of a value.
    case gradient(Int)
    /// The `index`-th array that an operation keeps from its forward to its backward pass.
    case auxiliary(Int, index: Int)
}
