import IdentityPoolsModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// Any number of calls in any order must never make two people one without proof, lose a login, or give two
/// identities the same; single cases cannot show that.
@Suite struct LinkingModelTests {
    /// Chance that can be drawn again.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
            return word ^ (word >> 31)
        }
    }

    private struct Identify {
        var named: IdentityID?
        var logins: [LinkedLogin]
        var vouched: IdentityID?
        var isDeveloper: Bool
    }

    /// A pool and everything that is known of its identities.
    private struct World {
        let room: IdentityPoolRoom
        var pool: StoredIdentityPool
        var dice: Dice

        var linking: Linking { Linking(store: room.store) }

        func snapshot() async throws -> [IdentityID: StoredIdentity] {
            let pool = pool
            let all = try await room.store.read { transaction in
                try Identities.records.scan(
                    prefix: Identities.prefix(pool.id), account: pool.account.digits, in: transaction)
            }
            return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        }

        mutating func login(isDeveloper: Bool) -> LinkedLogin {
            if isDeveloper {
                return LinkedLogin(provider: "login.birds", subject: "\(Int.random(in: 0..<12, using: &dice))")
            }
            return LinkedLogin(
                provider: "p\(Int.random(in: 0..<4, using: &dice))", subject: "\(Int.random(in: 0..<6, using: &dice))")
        }

        /// Mostly somebody who is there, now and then somebody who never was.
        mutating func anybody(of known: [IdentityID: StoredIdentity]) -> IdentityID {
            let ids = known.keys.sorted { $0.text < $1.text }
            guard Int.random(in: 0..<20, using: &dice) > 0, let id = ids.randomElement(using: &dice) else {
                return IdentityID("eu-central-1:00000000-0000-0000-0000-000000000000")
            }
            return id
        }

        mutating func call(among known: [IdentityID: StoredIdentity]) -> Identify {
            var call = Identify(named: nil, logins: [], isDeveloper: Int.random(in: 0..<4, using: &dice) == 0)
            if Int.random(in: 0..<3, using: &dice) > 0 { call.named = anybody(of: known) }
            for _ in 0..<Int.random(in: 0...3, using: &dice) { call.logins.append(login(isDeveloper: false)) }
            if call.isDeveloper { call.logins.append(login(isDeveloper: true)) }
            // Calls that could succeed would be rare otherwise.
            if let named = call.named.flatMap({ known[$0] }), let own = named.logins.randomElement(using: &dice) {
                if Int.random(in: 0..<2, using: &dice) == 0 { call.logins.append(own) }
            }
            if !call.isDeveloper, Int.random(in: 0..<8, using: &dice) == 0 {
                call.vouched = Bool.random(using: &dice) ? call.named : anybody(of: known)
            }
            return call
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64]) func keepsItsPromises(seed: UInt64) async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { $0.developerProvider = "login.birds" }
        var world = World(room: room, pool: pool, dice: Dice(state: seed))
        for _ in 0..<150 {
            room.clock.advance(seconds: 1)
            let before = try await world.snapshot()
            switch Int.random(in: 0..<20, using: &world.dice) {
            case 0: try await unlink(&world, before)
            case 1: try await merge(&world, before)
            case 2: try await delete(&world, before)
            case 3: try await toggleGuests(&world)
            default: try await identify(&world, before)
            }
            try await checkEverything(world, before)
        }
    }

    /// Says who somebody is, and holds the answer against what was so before.
    private func identify(_ world: inout World, _ before: [IdentityID: StoredIdentity]) async throws {
        let call = world.call(among: before)
        let pool = world.pool
        var logins = call.logins.map { VerifiedLogin(login: $0, claims: .object([]), methods: []) }
        if let vouched = call.vouched {
            logins.append(
                VerifiedLogin(
                    login: LinkedLogin(provider: LinkedLogin.ownProvider, subject: vouched.text), claims: .object([]),
                    methods: []))
        }
        let answer: StoredIdentity
        do {
            answer = try await world.linking.identity(
                named: call.named, by: logins, in: pool, call: world.room.call(), isDeveloper: call.isDeveloper)
        } catch is ServiceError {
            #expect(try await world.snapshot() == before, "a refused call changes nothing")
            return
        }
        let after = try await world.snapshot()
        #expect(after[answer.id] == answer, "the answer is what is stored")
        #expect(!answer.isDisabled)
        #expect(Set(call.logins).isSubset(of: answer.logins), "all that was proven is linked")
        #expect(
            Set(before.values.flatMap(\.logins)).isSubset(of: after.values.flatMap(\.logins)), "no login is lost")
        checkProof(of: call, answer, before, after)
    }

    /// Whoever was used or merged had been proven: by a login of theirs, a token, the developer's word, or,
    /// if guests, by their id.
    private func checkProof(
        of call: Identify, _ answer: StoredIdentity, _ before: [IdentityID: StoredIdentity],
        _ after: [IdentityID: StoredIdentity]
    ) {
        func isProven(_ identity: StoredIdentity) -> Bool {
            identity.isGuest && identity.id == call.named || identity.id == call.vouched
                || call.isDeveloper && identity.id == call.named && !identity.isDisabled
                || !Set(identity.logins).isDisjoint(with: call.logins)
        }
        if let old = before[answer.id] { #expect(isProven(old), "nobody is answered without proof") }
        for (id, old) in before where after[id] != old {
            #expect(isProven(old), "nobody is changed without proof")
            if id != answer.id { #expect(after[id]?.mergedInto == answer.id) }
        }
        if let named = call.named, named != answer.id {
            #expect(after[named]?.isDisabled == true, "who is named stands, or was merged")
        }
    }

    private func unlink(_ world: inout World, _ before: [IdentityID: StoredIdentity]) async throws {
        guard let identity = before[world.anybody(of: before)], let login = identity.logins.first else { return }
        try await world.room.store.write { try Unlinking.remove([login], from: identity, at: 1, $0) }
    }

    private func merge(_ world: inout World, _ before: [IdentityID: StoredIdentity]) async throws {
        let source = world.login(isDeveloper: true).subject
        let destination = world.login(isDeveloper: true).subject
        do {
            let answer = try await world.room.run(
                IdentityPoolsModel.MergeDeveloperIdentities.self,
                .init(
                    sourceUserIdentifier: source, destinationUserIdentifier: destination,
                    developerProviderName: "login.birds", identityPoolId: world.pool.id.text))
            let after = try await world.snapshot()
            let merged = try #require(after[IdentityID(answer.identityId ?? "")])
            #expect(before[merged.id]?.logins.contains { $0.subject == destination } == true)
            #expect(merged.logins.contains { $0.subject == source })
            #expect(Set(before.values.flatMap(\.logins)) == Set(after.values.flatMap(\.logins)))
        } catch is ServiceError {
            #expect(try await world.snapshot() == before)
        }
    }

    private func delete(_ world: inout World, _ before: [IdentityID: StoredIdentity]) async throws {
        let id = world.anybody(of: before)
        let answer = try await world.room.run(
            IdentityPoolsModel.DeleteIdentities.self, .init(identityIdsToDelete: [id.text]))
        #expect(answer.unprocessedIdentityIds?.isEmpty == (before[id] != nil))
    }

    private func toggleGuests(_ world: inout World) async throws {
        let pool = world.pool
        world.pool = try await world.room.store.write { transaction in
            try Pools.change(pool, in: transaction) { $0.allowsGuests.toggle() }
        }
    }

    /// What is so after every step.
    private func checkEverything(_ world: World, _ before: [IdentityID: StoredIdentity]) async throws {
        let after = try await world.snapshot()
        let logins = after.values.flatMap(\.logins)
        #expect(Set(logins).count == logins.count, "a login belongs to one identity")
        for identity in after.values {
            if identity.isDisabled { #expect(identity.logins.isEmpty, "the disabled have nothing") }
            if let old = before[identity.id], old.isDisabled { #expect(identity == old, "nor do they get anything") }
            if let old = before[identity.id], !old.isGuest { #expect(!identity.isGuest, "no user is a guest again") }
            let providers = identity.logins.map(\.provider).filter { $0 != "login.birds" }
            #expect(Set(providers).count == providers.count, "one account of each public provider")
            #expect(identity.logins.count <= 20)
        }
        let pool = world.pool
        let owners = try await world.room.store.read { transaction in
            try logins.map { try Identities.owner(of: $0, in: pool, transaction)?.id }
        }
        #expect(owners == logins.map { login in after.values.first { $0.logins.contains(login) }?.id })
    }
}
