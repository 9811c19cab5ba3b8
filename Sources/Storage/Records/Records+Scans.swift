extension Records {
    /// An account's records whose keys begin with `prefix`, in the order of their keys.
    package func scan(
        prefix: [KeyPart] = [], account: String, reverse: Bool = false, limit: Int = .max,
        in transaction: any ReadTransaction
    ) throws -> [Record] {
        let range = KeyRange(prefix: recordPrefix(account: account) + prefix)
        return try collect(range, reverse: reverse, limit: limit, in: transaction) { try decode($0.value) }
    }

    /// An account's records in the order of an index, as far as its keys begin with `prefix`.
    ///
    /// A record with several keys there comes once for each.
    package func scan(
        index: String, prefix: [KeyPart] = [], account: String, reverse: Bool = false, limit: Int = .max,
        in transaction: any ReadTransaction
    ) throws -> [Record] {
        let definition = definition(index, scope: .account)
        let range = KeyRange(prefix: self.prefix(of: definition, account: account) + prefix)
        return try scan(indexRange: range, reverse: reverse, limit: limit, in: transaction)
    }

    /// The records of all accounts in the order of an index over the whole server.
    package func scan(
        serverIndex index: String, prefix: [KeyPart] = [], reverse: Bool = false, limit: Int = .max,
        in transaction: any ReadTransaction
    ) throws -> [Record] {
        let range = KeyRange(prefix: serverIndexPrefix(index) + prefix)
        return try scan(indexRange: range, reverse: reverse, limit: limit, in: transaction)
    }

    /// The records of every account, account by account.
    package func scanAllAccounts(in transaction: any ReadTransaction) throws -> [Record] {
        try accounts(in: transaction).flatMap { try scan(account: $0, in: transaction) }
    }

    /// The accounts that have records, in order; costs one lookup for each.
    package func accounts(in transaction: any ReadTransaction) throws -> [String] {
        var found: [String] = []
        var rest = KeyRange(prefix: [.string(space), .string("")])
        rest.upper = KeyRange(prefix: [.string(space)]).upper
        while let first = try transaction.entries(in: rest, reverse: false, limit: 1).first {
            guard case .string(let account)? = try first.key.parts().dropFirst().first else { break }
            found.append(account)
            rest.lower = KeyRange(prefix: [.string(space), .string(account)]).upper
        }
        return found
    }

    /// How many of an account's records have keys that begin with `prefix`.
    package func count(
        prefix: [KeyPart] = [], account: String, in transaction: any ReadTransaction
    ) throws -> Int {
        try transaction.count(in: KeyRange(prefix: recordPrefix(account: account) + prefix))
    }

    /// How many entries an account's index has under `prefix`.
    package func count(
        index: String, prefix: [KeyPart] = [], account: String, in transaction: any ReadTransaction
    ) throws -> Int {
        let definition = definition(index, scope: .account)
        return try transaction.count(in: KeyRange(prefix: self.prefix(of: definition, account: account) + prefix))
    }

    /// How many entries an index over the whole server has under `prefix`.
    package func count(
        serverIndex index: String, prefix: [KeyPart] = [], in transaction: any ReadTransaction
    ) throws -> Int {
        try transaction.count(in: KeyRange(prefix: serverIndexPrefix(index) + prefix))
    }

    func serverIndexPrefix(_ index: String) -> [KeyPart] {
        prefix(of: definition(index, scope: .server), account: "")
    }

    func scan(
        indexRange range: KeyRange, reverse: Bool, limit: Int, in transaction: any ReadTransaction
    ) throws -> [Record] {
        try collect(range, reverse: reverse, limit: limit, in: transaction) { entry in
            try record(at: entry.value, in: transaction)
        }
    }

    private func collect(
        _ range: KeyRange, reverse: Bool, limit: Int, in transaction: any ReadTransaction,
        _ record: (Entry) throws -> Record?
    ) throws -> [Record] {
        var found: [Record] = []
        guard limit > 0 else { return found }
        try transaction.scan(range, reverse: reverse) { entry in
            if let record = try record(entry) { found.append(record) }
            return found.count < limit
        }
        return found
    }
}
