#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// eˣ, where the module's own functions of tensors hide the C library's.
func exponential(_ x: Double) -> Double { exp(x) }

/// ln x, likewise.
func logarithm(_ x: Double) -> Double { log(x) }
