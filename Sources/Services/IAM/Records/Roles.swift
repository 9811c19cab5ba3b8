import IAMModel
import Kernel
import Storage

/// The roles of every account, by name without case.
enum Roles {
    static let records = Records<IAMRole>("iam/role", account: \.account.digits, key: { key($0.name) }) {
        UniqueIndex("id") { [.string($0.id)] }
        Index("boundary", keys: { role in role.boundary.map { [[.string($0)]] } ?? [] })
    }

    static func key(_ name: String) -> [KeyPart] { [.string(name.lowercased())] }

    /// Names are found whatever their case.
    static func named(_ name: String, in account: AccountID, _ transaction: any ReadTransaction) throws -> IAMRole? {
        try records.get(key(name), account: account.digits, in: transaction)
    }

    static func withID(_ id: String, in account: AccountID, _ transaction: any ReadTransaction) throws -> IAMRole? {
        try records.find("id", [.string(id)], account: account.digits, in: transaction)
    }
}

extension Roles {
    /// Adds a role, or refuses with AWS's text where the name is taken.
    static func insert(_ role: IAMRole, _ transaction: any WriteTransaction) throws {
        do {
            try records.insert(role, in: transaction)
        } catch StorageFault.duplicate {
            throw IAMError.entityAlreadyExists("Role with name \(role.name) already exists.")
        }
    }

    /// Removes a role and what is known of its use; its policies must be gone by then.
    static func remove(_ role: IAMRole, _ transaction: any WriteTransaction) throws {
        try RoleUsages.records.remove([.string(role.id)], account: role.account.digits, in: transaction)
        try records.remove(key(role.name), account: role.account.digits, in: transaction)
    }
}
