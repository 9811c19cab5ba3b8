import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// Linking as calls use it: what is read, what is written, and what races do.
@Suite struct LinkingTests {
    private let room: IdentityPoolRoom
    private let linking: Linking

    init() throws {
        room = try IdentityPoolRoom()
        linking = Linking(store: room.store)
    }

    private func verified(_ provider: String, _ subject: String) -> VerifiedLogin {
        VerifiedLogin(
            login: LinkedLogin(provider: provider, subject: subject), claims: .object([]), methods: [provider])
    }

    private var version: UInt64 { room.engine.version(of: Identities.records.space) }

    /// Apps ask for their identity at every start: that must not cost a write.
    @Test func writesNothingWhereNothingChanges() async throws {
        let pool = try await room.layPool()
        let logins = [verified("p1", "ada"), verified("p2", "ada")]
        let made = try await linking.identity(named: nil, by: logins, in: pool, call: room.call())
        let guest = try await linking.identity(named: nil, by: [], in: pool, call: room.call())
        let written = version
        for named in [nil, made.id] {
            let again = try await linking.identity(named: named, by: logins, in: pool, call: room.call())
            #expect(again == made)
        }
        #expect(try await linking.identity(found: made, by: [logins[1]], in: pool, call: room.call()) == made)
        #expect(try await linking.identity(named: guest.id, by: [], in: pool, call: room.call()) == guest)
        #expect(try await linking.identity(found: guest, by: [], in: pool, call: room.call()) == guest)
        #expect(version == written)
    }

    /// What was read a moment ago is enough only where it has all the logins.
    @Test func goesOnWithWhatWasFound() async throws {
        let pool = try await room.layPool()
        let guest = try await room.layIdentity(in: pool)
        let ada = try await linking.identity(found: guest, by: [verified("p1", "ada")], in: pool, call: room.call())
        #expect(ada.id == guest.id)
        let both = [verified("p1", "ada"), verified("p2", "ada")]
        let linked = try await linking.identity(found: guest, by: both, in: pool, call: room.call())
        #expect(linked.id == guest.id && linked.logins == both.map(\.login))
        let forbidden = await IdentityPoolRoom.refusal {
            _ = try await linking.identity(found: ada, by: [], in: pool, call: room.call())
        }
        #expect(forbidden == "NotAuthorizedException: Access to Identity '\(ada.id)' is forbidden.")
    }

    /// Many devices of one new user ask at the same moment: they are one identity, not many.
    @Test func racesMakeOneIdentity() async throws {
        let pool = try await room.layPool()
        let login = verified("p1", "ada")
        let ids = try await withThrowingTaskGroup(of: IdentityID.self) { group in
            for device in 0..<40 {
                group.addTask {
                    let logins = [login, verified("p2", "\(device % 2)")].prefix(1 + device % 2)
                    return try await linking.identity(named: nil, by: Array(logins), in: pool, call: room.call()).id
                }
            }
            return try await group.reduce(into: Set<IdentityID>()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
    }

    /// Swift takes canonically equivalent texts for one; a provider who issues ids of people does not.
    @Test(arguments: [("Kim", "\u{212A}im"), ("\u{e9}va", "e\u{301}va")])
    func equivalentSubjectsAreOthers(_ victim: String, _ attacker: String) async throws {
        let pool = try await room.layPool()
        let identity = try await room.layIdentity(
            in: pool, logins: [LinkedLogin(provider: "p1", subject: victim)])
        let refusal = await IdentityPoolRoom.refusal {
            _ = try await linking.identity(
                named: identity.id, by: [verified("p1", attacker)], in: pool, call: room.call())
        }
        #expect(refusal.hasPrefix("NotAuthorizedException: Logins don't match"))
        let own = try await linking.identity(named: nil, by: [verified("p1", attacker)], in: pool, call: room.call())
        #expect(own.id != identity.id)
    }

    /// A deleted pool's identities are swept afterwards; nobody may slip in behind the broom.
    @Test func makesNobodyInADeletedPool() async throws {
        let pool = try await room.layPool()
        let guest = try await room.layIdentity(in: pool)
        _ = try await room.store.write { try Pools.change(pool, in: $0) { $0.isDeleted = true } }
        let late = await IdentityPoolRoom.refusal {
            _ = try await linking.identity(named: nil, by: [], in: pool, call: room.call())
        }
        #expect(late == "ResourceNotFoundException: IdentityPool '\(pool.id)' not found.")
        let gone = await IdentityPoolRoom.refusal { _ = try await linking.find(guest.id) }
        #expect(gone == "ResourceNotFoundException: Identity '\(guest.id)' not found.")
    }

    /// Names are followed through merges, but not for ever, and never to another pool.
    @Test func followsMerges() async throws {
        let pool = try await room.layPool()
        var last = try await room.layIdentity(in: pool, logins: [LinkedLogin(provider: "p1", subject: "ada")])
        let survivor = last
        var chain: [StoredIdentity] = []
        for _ in 0..<11 {
            let next = last.id
            last = try await room.layIdentity(in: pool) { $0.mergedInto = next }
            chain.append(last)
        }
        let logins = [verified("p1", "ada")]
        let found = try await linking.identity(named: chain[8].id, by: logins, in: pool, call: room.call())
        #expect(found == survivor)
        let far = await IdentityPoolRoom.refusal {
            _ = try await linking.identity(named: chain[10].id, by: logins, in: pool, call: room.call())
        }
        #expect(far == "NotAuthorizedException: Access to Identity '\(chain[10].id)' is forbidden.")
        let elsewhere = try await room.layPool("bees")
        let foreign = await IdentityPoolRoom.refusal {
            _ = try await linking.identity(named: survivor.id, by: logins, in: elsewhere, call: room.call())
        }
        #expect(foreign == "ResourceNotFoundException: Identity '\(survivor.id)' not found.")
    }
}
