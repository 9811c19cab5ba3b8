/// What belongs to a function as a whole, whatever its versions.
struct StoredFunction: Codable, Hashable, Sendable {
    let id: FunctionID
    /// A UUID that a later function of the same name does not share.
    let incarnation: String
    /// Milliseconds since 1970.
    let createdAt: Int64
    var tags: [String: String] = [:]
    /// `nil` where the account's unreserved concurrency is used.
    var reservedConcurrency: Int?
    /// Whether a chain of calls that comes back to the function goes on instead of being cut.
    var allowsRecursion = false
}
