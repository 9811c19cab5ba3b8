import Kernel

/// The address of a function URL: `<label>.lambda-url.<region>.<domain>`.
struct FunctionURLHost: Hashable, Sendable {
    static let labelLength = 32

    let label: String
    let region: String

    /// Reads a host name in lower case and without port; `nil` for every other host.
    init?(_ host: String) {
        let parts = host.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[1] == "lambda-url", parts[0].utf8.count == Self.labelLength,
            parts[0].utf8.allSatisfy({ (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) }), !parts[2].isEmpty
        else { return nil }
        label = String(parts[0])
        region = String(parts[2])
    }

    /// The URL under which callers of this server reach a function; the one of AWS where it is not known how the
    /// server was reached.
    ///
    /// A name below a bare address means nothing, so there `localhost` takes its place: every name below that is this
    /// machine.
    static func url(label: String, region: Region, endpoint: String) -> String {
        let name = "\(label).lambda-url.\(region)"
        guard let end = endpoint.firstRange(of: "://") else { return "https://\(name).on.aws/" }
        let scheme = endpoint[..<end.lowerBound]
        let authority = endpoint[end.upperBound...].prefix { $0 != "/" }
        let (host, port) = split(authority)
        return "\(scheme)://\(name).\(isAddress(host) ? "localhost" : host)\(port)/"
    }

    /// Takes an authority apart into its host and its port with the colon.
    private static func split(_ authority: Substring) -> (host: Substring, port: Substring) {
        let end = authority.lastIndex(of: "]") ?? authority.startIndex
        guard let colon = authority[end...].lastIndex(of: ":") else { return (authority, "") }
        return (authority[..<colon], authority[colon...])
    }

    private static func isAddress(_ host: Substring) -> Bool {
        host.hasPrefix("[") || host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    }
}
