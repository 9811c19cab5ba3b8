import Kernel
import UserPoolsModel
import Wire

/// How a new user comes to a name.
enum NewUserRules {
    /// A user made of a name that somebody typed and attributes that were checked: in pools with username attributes
    /// the typed name becomes `email` or `phone_number` and the name is the `sub`; elsewhere names that look like an
    /// alias are refused with AWS's texts.
    static func draft(
        name: String, attributes: [String: String], status: StoredUser.Status, in pool: StoredPool,
        random: any RandomSource, at milliseconds: Int64
    ) throws -> StoredUser {
        preconditionFailure("not written yet")
    }
}
