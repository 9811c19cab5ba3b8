import IAMModel
import Wire

/// What IAM takes as the address of an OpenID Connect issuer, and how it keeps it.
struct ProviderURL: Hashable, Sendable {
    /// The issuer without its scheme, such as `example.com/tenant`.
    let issuer: String

    /// Takes `https://host` with an optional port and path; refuses everything else.
    init(_ text: String) throws {
        let refusal = CommonError.validation("Invalid Open ID Connect Provider URL")
        let scheme = "https://"
        guard text.lowercased().hasPrefix(scheme), !text.contains(where: { "?#@".contains($0) || $0.isWhitespace })
        else { throw refusal }
        let rest = text.dropFirst(scheme.count)
        let host = rest.prefix { $0 != "/" }
        let name = host.prefix { $0 != ":" }
        let isNamed = name.utf8.allSatisfy { byte in
            ASCIIName.contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        }
        guard !name.isEmpty, isNamed else { throw refusal }
        issuer = String(rest)
    }

    private static let limits = (clients: 100, thumbprints: 5)

    /// Refuses more audiences than a provider may have, and any that is empty or too long.
    static func check(clientIDs: [String]) throws {
        guard clientIDs.count <= limits.clients else {
            throw IAMError.limitExceeded(
                "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: \(limits.clients)")
        }
    }

    /// Refuses more thumbprints than a provider may have, and any that is not hexadecimal.
    static func check(thumbprints: [String]) throws {
        guard thumbprints.count <= limits.thumbprints else {
            throw IAMError.invalidInput("Thumbprint list must contain fewer than \(limits.thumbprints) entries.")
        }
        guard thumbprints.allSatisfy({ $0.allSatisfy(\.isHexDigit) }) else {
            throw IAMError.invalidInput("Thumbprint list must contain only hexadecimal characters.")
        }
    }
}

/// The letters and digits of host names.
private enum ASCIIName {
    static func contains(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
