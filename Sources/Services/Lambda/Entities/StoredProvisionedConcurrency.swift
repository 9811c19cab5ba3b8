/// How many environments of a version or alias are kept started.
struct StoredProvisionedConcurrency: Codable, Hashable, Sendable {
    let id: FunctionID
    /// A version's number or an alias.
    let qualifier: String
    var requested: Int
    /// Milliseconds since 1970.
    var modifiedAt: Int64
}
