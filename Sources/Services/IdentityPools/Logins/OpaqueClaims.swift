import Wire

/// What tokens that say nothing themselves are worth to rules and tags.
enum OpaqueClaims {
    /// Whose a token is and for which app.
    ///
    /// Source: "Using attributes for access control", default provider mappings, in the Cognito Developer Guide.
    static func document(subject: String, audience: String) -> Document {
        .object([.init("aud", .string(audience)), .init("sub", .string(subject))])
    }
}
