/// The resource policy of a function, or of one of its versions or aliases.
struct StoredPolicy: Codable, Hashable, Sendable {
    let id: FunctionID
    /// A version's number or an alias; empty for the function itself.
    let qualifier: String
    /// In the order in which they were added.
    var grants: [Grant]

    /// One statement, as AddPermission asks for it.
    struct Grant: Codable, Hashable, Sendable {
        var sid: String
        /// Such as `lambda:InvokeFunction`, or `lambda:*`.
        var action: String
        /// A service, an account, an ARN or `*`.
        var principal: String
        var sourceARN: String?
        var sourceAccount: String?
        var eventSourceToken: String?
        var organization: String?
        var urlAuthType: String?
        var viaURL: Bool?
    }
}
