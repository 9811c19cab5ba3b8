#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Sends what was printed to a reader that waits for it line by line.
func flushOutput() {
    fflush(nil)
}
