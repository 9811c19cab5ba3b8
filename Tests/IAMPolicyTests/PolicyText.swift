import IAMPolicy

/// Builds policies for tests in as few words as possible.
enum PolicyText {
    /// A document of version 2012-10-17 around statements given as JSON.
    static func document(_ statements: String..., version: String = "2012-10-17") -> String {
        #"{"Version":"\#(version)","Statement":[\#(statements.joined(separator: ","))]}"#
    }

    static func named(
        _ name: String,
        _ statements: String...,
        as kind: PolicyDocument.Kind = .identity
    ) throws -> NamedPolicy {
        let text = #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
        return NamedPolicy(name: name, document: try PolicyDocument(parsing: text, as: kind))
    }
}

extension Caller {
    static let alice = Caller(
        kind: .user,
        arn: "arn:aws:iam::111111111111:user/alice",
        account: "111111111111",
        userID: "AIDAALICEALICEALICE1",
        userName: "alice"
    )
    static let session = Caller(
        kind: .roleSession(role: "arn:aws:iam::111111111111:role/dev"),
        arn: "arn:aws:sts::111111111111:assumed-role/dev/s1",
        account: "111111111111",
        userID: "AROADEVDEVDEVDEVDEV1:s1"
    )
    static let root = Caller(kind: .root, arn: "arn:aws:iam::111111111111:root", account: "111111111111")
    static let federated = Caller(
        kind: .federatedUser(issuer: "arn:aws:iam::111111111111:user/alice"),
        arn: "arn:aws:sts::111111111111:federated-user/fred",
        account: "111111111111",
        userID: "111111111111:fred"
    )
    static let anonymous = Caller(kind: .anonymous, arn: "anonymous")
    static let service = Caller(
        kind: .service("lambda.amazonaws.com"),
        arn: "lambda.amazonaws.com",
        account: "111111111111"
    )
    static let web = Caller(
        kind: .federated(provider: "cognito-identity.amazonaws.com"),
        arn: "cognito-identity.amazonaws.com"
    )
}
