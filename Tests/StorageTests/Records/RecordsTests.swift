import Storage
import Testing

/// A record with every kind of index.
struct Person: Codable, Hashable, Sendable {
    var account = "111111111111"
    var name: String
    var id: String
    var badge: String
    var path = "/"
    var groups: [String] = []
    var aliases: [String] = []

    static let records = Records<Person>("test/person", account: \.account, key: { [.string($0.name)] }) {
        UniqueIndex("id") { [.string($0.id)] }
        UniqueIndex("badge", scope: .server) { [.string($0.badge)] }
        UniqueIndex("alias", keys: { person in person.aliases.map { [.string($0)] } })
        Index("path") { [.string($0.path)] }
        Index("group", keys: { person in person.groups.map { [.string($0)] } })
        Index("everyone", scope: .server) { [.string($0.path)] }
    }

    init(_ name: String, account: String = "111111111111") {
        self.account = account
        self.name = name
        id = "id-\(name)"
        badge = "badge-\(account)-\(name)"
    }
}

/// Typed records: their indexes must always say what the records say.
@Suite struct RecordsTests {
    let people = Person.records
    let account = "111111111111"

    /// Why: the daily round of a record, with the answers that services turn into AWS's errors.
    @Test(arguments: TestEngine.allCases)
    func livesADay(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await engine.write { transaction in
                var ann = Person("ann")
                try people.insert(ann, in: transaction)
                #expect(throws: StorageFault.duplicate(index: "key")) { try people.insert(ann, in: transaction) }
                #expect(throws: StorageFault.missing(space: "test/person")) {
                    try people.replace(Person("bob"), in: transaction)
                }
                ann.path = "/eng/"
                try people.replace(ann, in: transaction)
                #expect(try people.get(["ann"], account: account, in: transaction) == ann)
                #expect(try people.get(["ann"], account: "2", in: transaction) == nil)
                #expect(try people.find("id", ["id-ann"], account: account, in: transaction) == ann)
                #expect(try people.find("badge", ["badge-111111111111-ann"], in: transaction) == ann)
                #expect(try people.scan(index: "path", prefix: ["/"], account: account, in: transaction) == [])
                #expect(try people.update(["bob"], account: account, in: transaction) { $0.path = "/" } == nil)
                let moved = try people.update(["ann"], account: account, in: transaction) { $0.name = "anna" }
                #expect(try people.get(["ann"], account: account, in: transaction) == nil)
                #expect(try people.find("id", ["id-ann"], account: account, in: transaction) == moved)
                #expect(try people.remove(["anna"], account: account, in: transaction) == moved)
                #expect(try people.remove(["anna"], account: account, in: transaction) == nil)
                #expect(try transaction.count(in: .all) == 0)
            }
        }
    }

    /// Why: unique indexes decide races; of many sign-ups for one alias exactly one may win.
    @Test(arguments: TestEngine.allCases)
    func letsOneOfManyWin(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            let wins = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<32 {
                    group.addTask {
                        var person = Person("p\(index)")
                        person.aliases = ["own\(index)", "wanted"]
                        let candidate = person
                        do {
                            try await engine.write { try people.insert(candidate, in: $0) }
                            wins.add()
                        } catch StorageFault.duplicate(index: "alias") {}
                    }
                }
                try await group.waitForAll()
            }
            #expect(wins.value == 1)
            #expect(try await engine.read { try people.count(account: account, in: $0) } == 1)
            #expect(try await engine.read { try people.count(index: "alias", account: account, in: $0) } == 2)
        }
    }

    /// Why: a refused change must leave no trace even when the caller goes on with the transaction.
    @Test(arguments: TestEngine.allCases)
    func refusalLeavesTheTransactionClean(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await engine.write { transaction in
                try people.insert(Person("ann"), in: transaction)
                try people.insert(Person("bob"), in: transaction)
                let before = try transaction.entries(in: .all, reverse: false, limit: .max)
                #expect(throws: StorageFault.duplicate(index: "id")) {
                    try people.update(["bob"], account: account, in: transaction) {
                        $0.id = "id-ann"; $0.path = "/x/"
                    }
                }
                #expect(throws: StorageFault.duplicate(index: "key")) {
                    try people.update(["bob"], account: account, in: transaction) { $0.name = "ann" }
                }
                #expect(throws: StorageFault.duplicate(index: "id")) {
                    try people.update(["bob"], account: account, in: transaction) {
                        $0.name = "x"; $0.id = "id-ann"
                    }
                }
                #expect(try transaction.entries(in: .all, reverse: false, limit: .max) == before)
            }
        }
    }

    /// Why: after any history the indexes answer what a plain list would.
    @Test(arguments: TestEngine.allCases, [5, UInt64.random(in: 0 ... .max)])
    func indexesAgreeWithAList(_ engine: TestEngine, seed: UInt64) async throws {
        try await engine.run { engine in
            var random = SeededRandom(seed: seed)
            var model: [String: Person] = [:]
            for _ in 0..<300 {
                var person = Person("n\(Int.random(in: 0..<20, using: &random))")
                person.path = ["/", "/a/", "/a/b/"].randomElement(using: &random) ?? "/"
                person.groups = ["x", "y", "z"].filter { _ in Bool.random(using: &random) }
                let change = person
                if Int.random(in: 0..<3, using: &random) == 0 {
                    model[person.name] = nil
                    try await engine.write { _ = try people.remove([.string(change.name)], account: account, in: $0) }
                } else {
                    model[person.name] = person
                    try await engine.write { try people.put(change, in: $0) }
                }
            }
            let sorted = model.values.sorted { $0.name < $1.name }
            #expect(try await engine.read { try people.scan(account: account, in: $0) } == sorted, "seed \(seed)")
            for group in ["x", "y", "z"] {
                let found = try await engine.read {
                    try people.scan(index: "group", prefix: [.string(group)], account: account, in: $0)
                }
                #expect(found == sorted.filter { $0.groups.contains(group) }, "seed \(seed)")
            }
            let (count, entries) = try await engine.read { transaction in
                (
                    try people.count(index: "path", prefix: ["/a/"], account: account, in: transaction),
                    try transaction.count(in: .all)
                )
            }
            #expect(count == sorted.filter { $0.path == "/a/" }.count)
            // A record, its id, badge, path and everyone entries, and its groups: no orphans.
            #expect(entries == sorted.reduce(0) { $0 + 5 + $1.groups.count }, "seed \(seed)")
        }
    }

    /// Why: an account that is removed takes everything of its own along and nothing of its neighbours.
    @Test(arguments: TestEngine.allCases)
    func erasesOneAccount(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            let queue = DurableQueue<String>("test/work")
            try await engine.write { transaction in
                for account in ["1", "11", "2"] {
                    for name in ["ann", "bob"] { try people.insert(Person(name, account: account), in: transaction) }
                    try queue.enqueue("work", id: "w", account: account, now: 0, in: transaction)
                }
            }
            #expect(
                try await engine.read { try people.scanAllAccounts(in: $0).map(\.account) } == [
                    "1", "1", "11", "11", "2", "2",
                ])
            try await engine.eraseAccount("1")
            let (left, badges, everyone, counts) = try await engine.read { transaction in
                (
                    try people.scanAllAccounts(in: transaction).map(\.account),
                    try ["1", "11"].map { try people.find("badge", [.string("badge-\($0)-ann")], in: transaction) },
                    try people.scan(serverIndex: "everyone", in: transaction).count,
                    try queue.counts(in: transaction)
                )
            }
            #expect(left == ["11", "11", "2", "2"])
            #expect(badges == [nil, Person("ann", account: "11")])
            #expect(everyone == 4)
            #expect(counts.waiting == 2)
            for account in ["11", "2"] { try await engine.eraseAccount(account) }
            #expect(try await engine.read { try $0.count(in: .all) } == 0)
        }
    }

    /// Why: a value that no longer decodes is reported with its space, not as an empty answer.
    @Test func reportsUnreadableRecords() async throws {
        let engine = MemoryEngine()
        try await engine.write { transaction in
            try people.insert(Person("ann"), in: transaction)
            let entry = try transaction.entries(in: .all, reverse: true, limit: 10).first { $0.value.first == 0x7B }
            if let entry { try transaction.set(entry.key, to: Array("{}".utf8)) }
        }
        await #expect { try await engine.read { try people.get(["ann"], account: account, in: $0) } } throws: { error in
            if case .unreadable("test/person", _)? = error as? StorageFault { true } else { false }
        }
    }
}
