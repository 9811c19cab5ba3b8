import UserPoolsModel
import Wire

/// What attributes may hold, by the pool's schema and the client's rights.
enum AttributeRules {
    /// Who sets attributes.
    enum Author: Sendable {
        /// A new user through a client.
        case signUp(StoredClient)
        /// The user through a client.
        case user(StoredClient)
        /// An administrator, making or changing a user.
        case administrator(isCreation: Bool)
    }

    /// The attributes by name, checked against schema, types, lengths, mutability and the client's write rights, with
    /// AWS's refusals; `required` ones must be there when a user is made.
    static func check(
        _ attributes: [AttributeType], in pool: StoredPool, by author: Author
    ) throws -> [String: String] {
        preconditionFailure("not written yet")
    }

    /// A user's attributes as answers carry them: `sub` first, then by the schema's order; only those that the client
    /// may read, where one is given.
    static func list(
        of user: StoredUser, in pool: StoredPool, readableBy client: StoredClient? = nil
    ) -> [AttributeType] {
        preconditionFailure("not written yet")
    }

    /// The same for triggers: `sub`, `cognito:user_status`, and all attributes.
    static func forTriggers(_ user: StoredUser) -> [String: String] {
        var attributes = user.attributes
        attributes["sub"] = user.sub
        attributes["cognito:user_status"] = user.status.rawValue
        return attributes
    }
}
