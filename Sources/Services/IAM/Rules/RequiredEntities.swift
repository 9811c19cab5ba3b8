import IAMModel
import Kernel
import Storage

extension Users {
    /// The user of a name, or AWS's refusal.
    static func required(_ name: String, in account: AccountID, _ transaction: any ReadTransaction) throws -> IAMUser {
        guard let user = try named(name, in: account, transaction) else {
            throw IAMError.noSuchEntity("The user with name \(name) cannot be found.")
        }
        return user
    }
}

extension Groups {
    /// The group of a name, or AWS's refusal.
    static func required(_ name: String, in account: AccountID, _ transaction: any ReadTransaction) throws -> IAMGroup {
        guard let group = try named(name, in: account, transaction) else {
            throw IAMError.noSuchEntity("The group with name \(name) cannot be found.")
        }
        return group
    }
}

extension Roles {
    /// The role of a name, or AWS's refusal.
    static func required(_ name: String, in account: AccountID, _ transaction: any ReadTransaction) throws -> IAMRole {
        guard let role = try named(name, in: account, transaction) else {
            throw IAMError.noSuchEntity("The role with name \(name) cannot be found.")
        }
        return role
    }
}
