/// Where an issuer's public keys are found.
package enum KeyLocation: Hashable, Sendable {
    /// Where the document under the issuer's `/.well-known/openid-configuration` says.
    case discovery(issuer: String)
    /// At an address that is known.
    case keySet(String)
}

/// Somebody whose tokens are believed.
package struct TrustedIssuer: Hashable, Sendable {
    /// How tokens may spell the issuer: the whole URL, letter for letter; Google also leaves the scheme out.
    package var names: Set<String>
    package var keys: KeyLocation

    package init(names: Set<String>, keys: KeyLocation) {
        self.names = names
        self.keys = keys
    }

    /// An issuer of one name, found by OpenID Connect Discovery 1.0.
    package init(_ issuer: String) {
        self.init(names: [issuer], keys: .discovery(issuer: issuer))
    }
}
