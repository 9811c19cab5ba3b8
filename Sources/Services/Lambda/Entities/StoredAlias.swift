/// A name for a version, and for a second one that takes a share of the invocations.
struct StoredAlias: Codable, Hashable, Sendable {
    let id: FunctionID
    let name: String
    var version: FunctionVersionNumber
    var description: String
    /// The share of the second version, from 0 to 1, by its number; at most one.
    var weights: [String: Double]
    var revisionID: String

    var arn: String { id.arn(name) }
}
