import Storage

extension UserLookup {
    /// The user that an administrator means; refused where there is none.
    static func require(
        _ name: String, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredUser {
        guard let user = try find(name, in: pool, transaction) else { throw Refusal.noUser() }
        return user
    }
}
