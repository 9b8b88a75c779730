import CKernels
import COpenBLAS

/// One matrix product with fixed shapes, and the decision by whom it is computed: `out (+)= A · B (+ bias)`.
///
/// A is `[rows, inner]`, or stored as `[inner, rows]` when `leftTransposed`; B is `[inner, columns]`, or stored as
/// `[columns, inner]` when `rightTransposed`. All row-major without gaps. Running it allocates nothing, and may be done
/// within a piece of `ck_parallel` (it then stays on that thread).
struct Product: BitwiseCopyable {
    let rows: Int
    let columns: Int
    let inner: Int
    let leftTransposed: Bool
    let rightTransposed: Bool
    let accumulates: Bool
    private let method: Method

    private enum Method: BitwiseCopyable {
        /// No preparation at all: for the smallest shapes and the narrowest results.
        case small
        /// Panels in the caches, parts on several threads.
        case blocked
        /// Processors for which we have nothing better than the compiler's baseline.
        case openBLAS
    }

    init(
        rows: Int, columns: Int, inner: Int, leftTransposed: Bool = false, rightTransposed: Bool = false,
        accumulates: Bool = false
    ) {
        self.rows = rows
        self.columns = columns
        self.inner = inner
        self.leftTransposed = leftTransposed
        self.rightTransposed = rightTransposed
        self.accumulates = accumulates
        method = Self.method(rows: rows, columns: columns, inner: inner, rightTransposed: rightTransposed)
        if method == .openBLAS { OpenBLAS.singleThreaded }
    }

    /// Floats of scratch memory that `run` needs.
    var scratchCount: Int { method == .small && rightTransposed ? columns * inner : 0 }

    /// - Parameter rectifies: whether negative numbers of the result become 0.
    func run(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>,
        bias: UnsafePointer<Float>? = nil, rectifies: Bool = false, scratch: UnsafeMutablePointer<Float>? = nil
    ) {
        switch method {
        case .small:
            var right = b
            if rightTransposed, let scratch {
                ck_transpose(scratch, b, columns, inner)
                right = UnsafePointer(scratch)
            }
            ck_product(
                out, a, leftTransposed ? 1 : inner, leftTransposed ? rows : 1, right, bias, rows, columns, inner,
                accumulates ? 1 : 0)
            if rectifies { ck_activate(out, out, ck_relu, 0, rows * columns) }
        case .blocked:
            var product = ck_matrix_product(
                rows: rows, columns: columns, inner: inner, a: a, a_row: leftTransposed ? 1 : inner,
                a_inner: leftTransposed ? rows : 1, b: b, b_inner: rightTransposed ? 1 : columns,
                b_column: rightTransposed ? inner : 1, out: out, out_row: columns, bias: bias,
                accumulates: accumulates ? 1 : 0, rectifies: rectifies ? 1 : 0, mask: nil)
            ck_matrix_multiply(&product)
        case .openBLAS:
            cblas_sgemm(
                CblasRowMajor, leftTransposed ? CblasTrans : CblasNoTrans, rightTransposed ? CblasTrans : CblasNoTrans,
                Int32(rows), Int32(columns), Int32(inner), 1, a, Int32(leftTransposed ? rows : inner), b,
                Int32(rightTransposed ? inner : columns), accumulates ? 1 : 0, out, Int32(columns))
            if let bias {
                ck_activate_with_bias(out, out, bias, rectifies ? ck_relu : ck_identity, 0, rows, columns)
            } else if rectifies {
                ck_activate(out, out, ck_relu, 0, rows * columns)
            }
        }
    }

    /// Measured on a Zen 3 core with AVX2: the kernel without preparation wins up
    /// to 32 x 32 x 32 and for results of up to four columns, the blocked one everywhere else; OpenBLAS 0.3.21 takes 0.9 to
    /// 5 times its time. Without AVX2 it is the other way round from the smallest shapes on.
    private static func method(rows: Int, columns: Int, inner: Int, rightTransposed: Bool) -> Method {
        let operations = rows * columns * inner
        if ck_active_level() == ck_level_baseline { return operations <= 16 << 10 ? .small : .openBLAS }
        // Copying a long, narrow transposed matrix would cost as much as the product.
        if columns <= 4, !rightTransposed || operations <= 64 << 10 { return .small }
        return operations <= 40_000 ? .small : .blocked
    }
}
