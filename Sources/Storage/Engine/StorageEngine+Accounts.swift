extension StorageEngine {
    /// Removes everything that any `Records` or queue keeps for one account.
    package func eraseAccount(_ account: String) async throws {
        try await write { try $0.eraseAccount(account) }
    }
}

extension WriteTransaction {
    /// Removes one account's records of every space, and its entries in the indexes that span accounts.
    package func eraseAccount(_ account: String) throws {
        var rest = KeyRange.all
        while let first = try entries(in: rest, reverse: false, limit: 1).first {
            let space = KeyPart.string(first.key.space)
            try removeAll(in: KeyRange(prefix: [space, .string(account)]))
            try scan(KeyRange(prefix: [space, .none])) { entry in
                if try Key(encoded: entry.value).parts().first == .string(account) { try remove(entry.key) }
                return true
            }
            rest.lower = KeyRange(prefix: [space]).upper
        }
    }
}
