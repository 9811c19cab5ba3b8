/// AWS's default quotas, in so far as this server holds to them.
///
/// Source: "Lambda quotas" in the developer guide.
enum Quotas {
    /// Bytes of an archive that is sent in a request.
    static let zippedCode = 52_428_800
    /// Bytes of a function with its layers, unpacked.
    static let unzippedCode = 262_144_000
    /// Bytes of all archives of an account in a region.
    static let totalCode = 80_530_636_800
    static let layersPerFunction = 5
    /// Bytes of all environment variables, as JSON.
    static let environment = 4096
    static let functionName = 64
    /// Seconds.
    static let timeout = 900
    static let memoryMegabytes = 10_240
}
