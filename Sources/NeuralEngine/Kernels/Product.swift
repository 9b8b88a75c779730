import CKernels
import COpenBLAS

/// One matrix product with fixed shapes, and the decision by whom it is computed: `out (+)= A · B (+ bias)`.
///
/// A is `[rows, inner]`, or stored as `[inner, rows]` when `leftTransposed`; B is `[inner, columns]`, or stored as
/// `[columns, inner]` when `rightTransposed`. All row-major without gaps.
struct Product: BitwiseCopyable {
    let rows: Int
    let columns: Int
    let inner: Int
    let leftTransposed: Bool
    let rightTransposed: Bool
    let accumulates: Bool
    /// Our own kernel, for shapes where calling OpenBLAS costs more than the arithmetic.
    let isSmall: Bool

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
        isSmall = Self.isSmall(rows: rows, columns: columns, inner: inner)
        if !isSmall { OpenBLAS.singleThreaded }
    }

    /// Floats of scratch memory that `run` needs.
    var scratchCount: Int { isSmall && rightTransposed ? columns * inner : 0 }

    func run(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>,
        bias: UnsafePointer<Float>? = nil, scratch: UnsafeMutablePointer<Float>? = nil
    ) {
        if isSmall {
            var right = b
            if rightTransposed, let scratch {
                ck_transpose(scratch, b, columns, inner)
                right = UnsafePointer(scratch)
            }
            ck_product(
                out, a, leftTransposed ? 1 : inner, leftTransposed ? rows : 1, right, bias, rows, columns, inner,
                accumulates ? 1 : 0)
            return
        }
        cblas_sgemm(
            CblasRowMajor, leftTransposed ? CblasTrans : CblasNoTrans, rightTransposed ? CblasTrans : CblasNoTrans,
            Int32(rows), Int32(columns), Int32(inner), 1, a, Int32(leftTransposed ? rows : inner), b,
            Int32(rightTransposed ? inner : columns), accumulates ? 1 : 0, out, Int32(columns))
        if let bias { ck_activate_with_bias(out, out, bias, ck_identity, 0, rows, columns) }
    }

    /// Measured with OpenBLAS 0.3.21 on a Zen 4 core: our kernel has neither its copying nor its call's cost, and wins up to
    /// about 96 x 96 x 96; beyond, OpenBLAS makes better use of the caches. Without AVX2 it wins earlier.
    private static func isSmall(rows: Int, columns: Int, inner: Int) -> Bool {
        let operations = rows * columns * inner
        if ck_active_level() == ck_level_baseline { return operations <= 16 << 10 }
        if columns > 4, columns < 16 { return operations <= 64 << 10 }
        return operations <= 900_000
    }
}
