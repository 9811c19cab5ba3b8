import Storage
import Testing

@testable import ServiceUserPools

/// Who signs in by an address that two users claim.
@Suite struct AliasRulesTests {
    private let engine = MemoryEngine()

    private func store(_ users: StoredUser...) async throws {
        try await engine.write { transaction in
            for user in users { try Users.records.insert(user, in: transaction) }
        }
    }

    private func lay(_ pool: StoredPool) async throws {
        try await engine.write { try Pools.records.put(pool, in: $0) }
    }

    private func find(_ name: String, in pool: StoredPool) async throws -> StoredUser? {
        try await engine.read { try Users.get(name, in: pool, $0) }
    }

    /// Two users may have one address, but only one of them verified.
    @Test func refusesTheSecondVerifiedAddress() async throws {
        let pool = try SamplePool.make(aliases: ["email"])
        let address = ["email": "a@example.com", "email_verified": "true"]
        try await store(
            SamplePool.user("ada", in: pool, attributes: address),
            SamplePool.user("eve", in: pool, attributes: ["email": "a@example.com"]))
        let eve = SamplePool.user("eve", in: pool, attributes: address)
        let found = await refusal {
            try await engine.write { try AliasRules.replace(eve, in: pool, at: 5, $0) }
        }
        #expect(found == "AliasExistsException: An account with the given email already exists.")
        #expect(try await find("eve", in: pool)?.aliases == [])
    }

    /// Taking an alias by force leaves the loser with an unverified address.
    @Test func forceMovesTheAliasAndUnverifiesTheLoser() async throws {
        let pool = try SamplePool.make(aliases: ["email"])
        let address = ["email": "a@example.com", "email_verified": "true"]
        try await store(
            SamplePool.user("ada", in: pool, attributes: address),
            SamplePool.user("eve", in: pool, attributes: ["email": "a@example.com"]))
        let eve = SamplePool.user("eve", in: pool, attributes: address)
        try await engine.write { try AliasRules.replace(eve, in: pool, isForced: true, at: 5, $0) }
        #expect(try await find("ada", in: pool)?.attributes["email_verified"] == "false")
        #expect(try await find("ada", in: pool)?.aliases == [])
        #expect(try await find("eve", in: pool)?.aliases == ["email:a@example.com"])
    }

    /// Where addresses are names, none can be taken away.
    @Test func forceMovesNothingWhereAddressesAreNames() async throws {
        let pool = try SamplePool.make(usernames: ["email"])
        try await lay(pool)
        try await store(SamplePool.user("ada", in: pool, attributes: ["email": "a@example.com"]))
        let eve = SamplePool.user("eve", in: pool, attributes: ["email": "a@example.com"])
        for isForced in [false, true] {
            let found = await refusal {
                try await engine.write { try AliasRules.insert(eve, in: pool, isForced: isForced, at: 5, $0) }
            }
            #expect(found.hasSuffix("An account with the given email already exists."))
        }
    }

    /// A sign-up that was under way when its pool was deleted must leave nothing there that nobody sweeps.
    @Test(arguments: [true, false]) func refusesDeletedPools(isSwept: Bool) async throws {
        var pool = try SamplePool.make()
        pool.isDeleted = true
        if !isSwept { try await lay(pool) }
        let (known, ada) = (pool, SamplePool.user("ada", in: pool))
        let found = await refusal { try await engine.write { try AliasRules.insert(ada, in: known, at: 5, $0) } }
        #expect(found == "ResourceNotFoundException: User pool \(pool.id) does not exist.")
    }

    /// The unique key decides who was first.
    @Test func refusesTheSecondOfAName() async throws {
        let pool = try SamplePool.make(isCaseSensitive: false)
        try await lay(pool)
        try await store(SamplePool.user("ada", in: pool))
        let found = await refusal {
            var second = SamplePool.user("ADA", in: pool)
            second.attributes["name"] = "other"
            try await engine.write { [second] in try AliasRules.insert(second, in: pool, at: 5, $0) }
        }
        #expect(found == "UsernameExistsException: User already exists")
    }
}
