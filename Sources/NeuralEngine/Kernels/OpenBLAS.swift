import COpenBLAS

/// OpenBLAS as the engine uses it: each product on the thread that calls it.
///
/// What is worth several threads is cut into pieces for `ck_parallel`: it starts faster, gives the same bits on any number of
/// threads, and has no lock that a thread stopped for good could keep.
enum OpenBLAS {
    /// Lets OpenBLAS's own threads, if it started any, sleep for ever.
    static let singleThreaded: Void = openblas_set_num_threads(1)
}
