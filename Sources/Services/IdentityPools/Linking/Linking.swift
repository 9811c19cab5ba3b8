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
    ///   - isDeveloper: whether the pool's developer calls, who may bring users of theirs that are not known yet.
    func identity(
        named: IdentityID?, by logins: [VerifiedLogin], in pool: StoredIdentityPool, call: Call,
        isDeveloper: Bool = false
    ) async throws -> StoredIdentity {
        let request = Request(named: named, logins: logins.map(\.login), isDeveloper: isDeveloper)
        let read = try await store.read { try request.question(in: pool, $0).answer() }
        if case .stands(let identity) = read { return identity }
        let id = IdentityID("\(pool.id.region):\(store.random.uuid())")
        return try await store.write { transaction in
            let pool = try Pools.current(pool, transaction)
            return try request.question(in: pool, transaction).answer()
                .apply(making: id, in: pool, at: call.time.milliseconds, transaction)
        }
    }

    /// The same for an identity that has just been read: where it has all the logins, nothing is read again.
    func identity(
        found: StoredIdentity, by logins: [VerifiedLogin], in pool: StoredIdentityPool, call: Call
    ) async throws -> StoredIdentity {
        let request = Request(named: found.id, logins: logins.map(\.login))
        if !found.isDisabled, request.linkable.allSatisfy(found.logins.contains) {
            var question = request.question(in: pool)
            question.named = found
            for login in request.linkable { question.owners[login] = found }
            if case .stands(let identity) = try question.answer() { return identity }
        }
        return try await identity(named: found.id, by: logins, in: pool, call: call)
    }

    /// What a call brings.
    private struct Request: Sendable {
        let named: IdentityID?
        let linkable: [LinkedLogin]
        /// The identity that one of the pool's own tokens is for.
        let vouched: IdentityID?
        let isDeveloper: Bool

        init(named: IdentityID?, logins: [LinkedLogin], isDeveloper: Bool = false) {
            let own = logins.first { $0.provider == LinkedLogin.ownProvider }
            vouched = own.map { IdentityID($0.subject) }
            linkable = logins.filter { $0.provider != LinkedLogin.ownProvider }
            self.named = named
            self.isDeveloper = isDeveloper
        }

        /// The question without what is stored.
        func question(in pool: StoredIdentityPool) -> LinkingQuestion {
            LinkingQuestion(
                asked: named ?? vouched, logins: linkable, vouched: vouched, allowsGuests: pool.allowsGuests,
                developerProvider: pool.developerProvider, registersDevelopers: isDeveloper)
        }

        func question(
            in pool: StoredIdentityPool, _ transaction: any ReadTransaction
        ) throws -> LinkingQuestion {
            var question = question(in: pool)
            question.named = try question.asked.map { try Linking.standing(for: $0, in: pool, transaction) }
            for login in linkable {
                let isOwn = question.named?.logins.contains(login) == true
                question.owners[login] =
                    isOwn ? question.named : try Identities.owner(of: login, in: pool, transaction)
            }
            return question
        }
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
}
