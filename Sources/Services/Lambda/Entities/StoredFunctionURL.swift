/// The address at which a function, or one of its aliases, answers plain HTTP.
struct StoredFunctionURL: Codable, Hashable, Sendable {
    let id: FunctionID
    /// An alias; empty for the function itself.
    let qualifier: String
    /// The first label of the address's host, unlike any other on the server.
    let label: String
    /// `NONE` or `AWS_IAM`.
    var authType: String
    /// `BUFFERED` or `RESPONSE_STREAM`.
    var invokeMode: String
    var cors: CrossOriginRules?
    /// Milliseconds since 1970.
    let createdAt: Int64
    var modifiedAt: Int64

    var arn: String { id.arn(qualifier.isEmpty ? nil : qualifier) }
}

/// What browsers are told of a function URL.
struct CrossOriginRules: Codable, Hashable, Sendable {
    var allowCredentials: Bool?
    var allowHeaders: [String]?
    var allowMethods: [String]?
    var allowOrigins: [String]?
    var exposeHeaders: [String]?
    /// Seconds.
    var maxAge: Int?
}
