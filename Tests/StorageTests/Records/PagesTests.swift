import Storage
import Testing

/// Pages of listings, and the tokens that lead from one to the next.
@Suite struct PagesTests {
    let people = Person.records
    let account = "111111111111"
    let tokens = PageTokens(vault: Vault(masterKey: [UInt8](repeating: 1, count: 32)))

    private func filled(_ engine: any StorageEngine) async throws {
        try await engine.write { transaction in
            for index in 100..<147 {
                var person = Person("p\(index)")
                person.path = index % 2 == 0 ? "/even/" : "/odd/\(index)/"
                person.groups = ["all"]
                try people.insert(person, in: transaction)
                try people.insert(Person("p\(index)", account: "2"), in: transaction)
            }
        }
    }

    /// Why: every record once, in order, whatever the page size, and no token where nothing follows.
    @Test(arguments: TestEngine.allCases, [1, 7, 46, 47, 48])
    func leadThroughEverything(_ engine: TestEngine, limit: Int) async throws {
        try await engine.run { engine in
            try await filled(engine)
            for index in [nil, "group"] {
                var names: [String] = []
                var token: String?
                repeat {
                    let after = token
                    let page = try await engine.read { transaction in
                        try people.page(
                            prefix: index == nil ? [] : ["all"], index: index, account: account, limit: limit,
                            after: after, tokens: tokens, in: transaction)
                    }
                    #expect(page.records.count == min(limit, 47 - names.count))
                    names += page.records.map(\.name)
                    token = page.next
                } while token != nil
                #expect(names == (100..<147).map { "p\($0)" })
            }
        }
    }

    /// Why: whoever looks for what is new must not read all that was before, on any page.
    @Test(arguments: TestEngine.allCases)
    func beginAtAKey(_ engine: TestEngine) async throws {
        try await engine.run { engine in
            try await filled(engine)
            for (index, start) in [(nil, "p130"), ("path", "/odd/121/")] as [(String?, String)] {
                var names: [String] = []
                var token: String?
                repeat {
                    let after = token
                    let page = try await engine.read { transaction in
                        try people.page(
                            from: [.string(start)], index: index, account: account, limit: 10, after: after,
                            tokens: tokens, in: transaction)
                    }
                    names += page.records.map(\.name)
                    token = page.next
                } while token != nil
                let first = index == nil ? 130 : 121
                #expect(names == stride(from: first, to: 147, by: index == nil ? 1 : 2).map { "p\($0)" })
            }
        }
    }

    /// Why: a filtered listing fills its pages, and what starts with a text is found by range.
    @Test func filterAndBegin() async throws {
        let engine = MemoryEngine()
        try await filled(engine)
        let (page, odd) = try await engine.read { transaction in
            (
                try people.page(account: account, limit: 10, after: nil, tokens: tokens, in: transaction) {
                    $0.path == "/even/"
                },
                try people.page(
                    beginning: "/odd/", index: "path", account: account, limit: 100, after: nil, tokens: tokens,
                    in: transaction)
            )
        }
        #expect(page.records.map(\.name) == stride(from: 100, to: 120, by: 2).map { "p\($0)" })
        #expect(page.next != nil)
        #expect(odd.records.count == 23 && odd.next == nil)
    }

    /// Why: paging goes on from the same place when what the token named is gone, and when others came.
    @Test func surviveChangesBetweenPages() async throws {
        let engine = MemoryEngine()
        try await filled(engine)
        let first = try await engine.read {
            try people.page(account: account, limit: 5, after: nil, tokens: tokens, in: $0)
        }
        try await engine.write { transaction in
            try people.remove(["p104"], account: account, in: transaction)
            try people.insert(Person("p1045"), in: transaction)
        }
        let second = try await engine.read {
            try people.page(account: account, limit: 2, after: first.next, tokens: tokens, in: $0)
        }
        #expect(second.records.map(\.name) == ["p1045", "p105"])
    }

    /// Why: a token must not open another tenant's range, another listing, or anything it was not issued for.
    @Test func tokensAreBoundToTheirListing() async throws {
        let engine = MemoryEngine()
        try await filled(engine)
        let token = try await engine.read {
            try people.page(account: account, limit: 5, after: nil, tokens: tokens, in: $0).next
        }
        func accepts(
            _ token: String?, index: String? = nil, account: String = "111111111111", prefix: [KeyPart] = [],
            shape: String = "", key: UInt8 = 1
        ) async throws -> Bool {
            let tokens = PageTokens(vault: Vault(masterKey: [UInt8](repeating: key, count: 32)))
            do {
                _ = try await engine.read { transaction in
                    try people.page(
                        prefix: prefix, index: index, account: account, limit: 5, after: token, tokens: tokens,
                        shape: shape, in: transaction)
                }
                return true
            } catch StorageFault.badToken {
                return false
            }
        }
        #expect(try await accepts(token))
        #expect(try await !accepts(token, account: "2"))
        #expect(try await !accepts(token, index: "path"))
        #expect(try await !accepts(token, prefix: ["p1"]))
        #expect(try await !accepts(token, shape: "tagged"))
        #expect(try await !accepts(token, key: 2))
        let text = Array((token ?? "").utf8)
        for index in text.indices {
            var changed = text
            changed[index] = changed[index] == 0x41 ? 0x42 : 0x41
            #expect(try await !accepts(String(decoding: changed, as: UTF8.self)))
            #expect(try await !accepts(String(decoding: text[..<index], as: UTF8.self)))
        }
        for junk in ["", "=", "é", "AQ", String(repeating: "A", count: 100_000)] {
            #expect(try await !accepts(junk))
        }
    }

    /// Why: the server restarts between two pages of a client; the same master key reads the same tokens.
    @Test func tokensSurviveARestart() throws {
        let listing = PageTokens.Listing(space: "s", account: "a", shape: ["x"])
        for position in [[], [0], [UInt8](0...255)] {
            let token = tokens.token(for: position, in: listing)
            let later = PageTokens(vault: Vault(masterKey: [UInt8](repeating: 1, count: 32)))
            #expect(try later.position(of: token, in: listing) == position)
        }
        // The form of tokens is a promise to clients that hold one across an upgrade.
        #expect(tokens.token(for: [1, 2, 3], in: listing) == Self.pinned)
    }

    /// Computed with another implementation of HKDF and HMAC.
    private static let pinned = "ARxraZQ0yvWT5EnGiLvLpIEBAgM"
}
