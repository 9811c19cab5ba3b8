extension Records {
    /// Removes at most `limit` of an account's records whose keys begin with `prefix`, and answers how many it were.
    @discardableResult
    package func removeFirst(
        _ limit: Int, prefix: [KeyPart], account: String, in transaction: any WriteTransaction
    ) throws -> Int {
        let records = try scan(prefix: prefix, account: account, limit: limit, in: transaction)
        for record in records {
            try transaction.remove(storedKey(of: record))
            for entry in indexKeys(of: record) { try transaction.remove(entry.key) }
        }
        return records.count
    }
}
