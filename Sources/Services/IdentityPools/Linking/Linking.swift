import Kernel
import Storage
import Wire

/// Which identity a call's logins belong to: found, made, linked or merged. What changes nothing writes nothing.
struct Linking: Sendable {
    /// Merged identities that are followed from one to the next.
    private static let mostHops = 10

    let store: IdentityPoolStore

    /// An identity that an unsigned call names, and its pool; refuses unknown ones and those whose pool is gone.
    func find(_ id: IdentityID) async throws -> (StoredIdentity, StoredIdentityPool) {
        guard let identity = try await store.read({ try Identities.find(id, $0) }) else {
            throw Refusal.noIdentity(id)
        }
        do {
            return (identity, try await store.pool(identity.pool))
        } catch let error as ServiceError {
            throw error.code == Refusal.noIdentity(id).code ? Refusal.noIdentity(id) : error
        }
    }

    /// The identity that stands after the call; it need not be the one that was named, where logins were merged.
    ///
    /// - Parameters:
    ///   - named: the identity that the caller says to be; `nil` in `GetId`.
    ///   - logins: verified; none for guests.
    func identity(
        named: IdentityID?, by logins: [VerifiedLogin], in pool: StoredIdentityPool, call: Call
    ) async throws -> StoredIdentity {
        let logins = logins.map(\.login)
        let read = try await store.read { try Self.question(named, logins, in: pool, $0).answer() }
        if case .stands(let identity) = read { return identity }
        let id = IdentityID("\(pool.id.region):\(store.random.uuid())")
        return try await store.write { transaction in
            let pool = try Pools.current(pool, transaction)
            return try Self.question(named, logins, in: pool, transaction).answer()
                .apply(making: id, in: pool, at: call.time.milliseconds, transaction)
        }
    }

    /// The same for an identity that has just been read: where it has all the logins, nothing is read again.
    func identity(
        found: StoredIdentity, by logins: [VerifiedLogin], in pool: StoredIdentityPool, call: Call
    ) async throws -> StoredIdentity {
        let (linkable, vouched) = Self.split(logins.map(\.login))
        if !found.isDisabled, linkable.allSatisfy(found.logins.contains) {
            let question = LinkingQuestion(
                asked: found.id, named: found, logins: linkable,
                owners: Dictionary(linkable.map { ($0, found) }) { first, _ in first }, vouched: vouched,
                allowsGuests: pool.allowsGuests, developerProvider: pool.developerProvider)
            if case .stands(let identity) = try question.answer() { return identity }
        }
        return try await identity(named: found.id, by: logins, in: pool, call: call)
    }

    private static func question(
        _ named: IdentityID?, _ logins: [LinkedLogin], in pool: StoredIdentityPool, _ transaction: any ReadTransaction
    ) throws -> LinkingQuestion {
        let (linkable, vouched) = split(logins)
        var question = LinkingQuestion(
            asked: named ?? vouched, logins: linkable, vouched: vouched, allowsGuests: pool.allowsGuests,
            developerProvider: pool.developerProvider)
        question.named = try question.asked.map { try standing(for: $0, in: pool, transaction) }
        for login in linkable {
            let isOwn = question.named?.logins.contains(login) == true
            question.owners[login] = isOwn ? question.named : try Identities.owner(of: login, in: pool, transaction)
        }
        return question
    }

    /// The identity itself, or the one that it was merged into in the end.
    private static func standing(
        for id: IdentityID, in pool: StoredIdentityPool, _ transaction: any ReadTransaction
    ) throws -> StoredIdentity {
        guard var identity = try Identities.find(id, in: pool, transaction) else { throw Refusal.noIdentity(id) }
        for _ in 0..<mostHops {
            guard identity.isDisabled else { return identity }
            guard let next = identity.mergedInto, let survivor = try Identities.find(next, in: pool, transaction) else {
                throw Refusal.forbidden(id)
            }
            identity = survivor
        }
        throw Refusal.forbidden(id)
    }

    /// What can be linked, and the identity that one of the pool's own tokens is for.
    private static func split(_ logins: [LinkedLogin]) -> ([LinkedLogin], IdentityID?) {
        let own = logins.first { $0.provider == LinkedLogin.ownProvider }
        return (logins.filter { $0.provider != LinkedLogin.ownProvider }, own.map { IdentityID($0.subject) })
    }
}
