/// Within what an index finds its records, and a unique one tells them apart.
package enum IndexScope: Hashable, Sendable {
    /// Within one account.
    case account
    /// Over all accounts of the server, for what is looked up before the account is known.
    case server
}

/// An index as `Records` works with it: `UniqueIndex` or `Index`.
package struct RecordIndex<Record>: Sendable {
    let name: String
    let isUnique: Bool
    let scope: IndexScope
    let keys: @Sendable (Record) -> [[KeyPart]]
}

/// Finds at most one record by each key; two records with the same key cannot both be kept.
package struct UniqueIndex<Record>: Sendable {
    let definition: RecordIndex<Record>

    /// An index with one key for each record.
    package init(
        _ name: String, scope: IndexScope = .account, _ key: @escaping @Sendable (Record) -> [KeyPart]
    ) {
        self.init(name, scope: scope, keys: { [key($0)] })
    }

    /// An index with any number of keys for each record.
    package init(
        _ name: String, scope: IndexScope = .account, keys: @escaping @Sendable (Record) -> [[KeyPart]]
    ) {
        definition = RecordIndex(name: name, isUnique: true, scope: scope, keys: keys)
    }
}

/// Finds and orders any number of records by each key.
package struct Index<Record>: Sendable {
    let definition: RecordIndex<Record>

    /// An index with one key for each record.
    package init(
        _ name: String, scope: IndexScope = .account, _ key: @escaping @Sendable (Record) -> [KeyPart]
    ) {
        self.init(name, scope: scope, keys: { [key($0)] })
    }

    /// An index with any number of keys for each record.
    package init(
        _ name: String, scope: IndexScope = .account, keys: @escaping @Sendable (Record) -> [[KeyPart]]
    ) {
        definition = RecordIndex(name: name, isUnique: false, scope: scope, keys: keys)
    }
}

/// Lets the indexes of a record type be listed one a line.
@resultBuilder
package enum IndexBuilder<Record> {
    package static func buildExpression(_ index: UniqueIndex<Record>) -> RecordIndex<Record> { index.definition }
    package static func buildExpression(_ index: Index<Record>) -> RecordIndex<Record> { index.definition }
    package static func buildBlock(_ indexes: RecordIndex<Record>...) -> [RecordIndex<Record>] { indexes }
}
