import IdentityPoolsModel
import Kernel
import Storage
import Wire

/// Finds a developer's user's identity, an identity's developer users, or says whether the two belong together.
struct LookupDeveloperIdentity: Operation {
    typealias Model = IdentityPoolsModel.LookupDeveloperIdentity

    /// AWS gives at most so many at once.
    static let mostResults = 60

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "cognito-identity:LookupDeveloperIdentity", onPool: IdentityPoolID(input.identityPoolId), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.pool(IdentityPoolID(input.identityPoolId), in: call)
        let users = try DeveloperUsers(of: pool)
        let named = input.identityId.map { IdentityID($0) }
        guard named != nil || input.developerUserIdentifier != nil else {
            throw Refusal.invalid("Either IdentityId or DeveloperUserIdentifier must be provided.")
        }
        let identity = try await store.read { transaction in
            guard let user = input.developerUserIdentifier else { return try find(named, in: pool, transaction) }
            let owner = try users.identity(of: user, transaction)
            guard named == nil || named == owner.id else { throw Refusal.linkedElsewhere() }
            return owner
        }
        if let user = input.developerUserIdentifier {
            return Output(identityId: identity.id.text, developerUserIdentifierList: [user])
        }
        let (names, next) = try page(users.users(of: identity), of: identity, input)
        return Output(identityId: identity.id.text, developerUserIdentifierList: names, nextToken: next)
    }

    private func find(
        _ id: IdentityID?, in pool: StoredIdentityPool, _ transaction: any ReadTransaction
    ) throws -> StoredIdentity {
        guard let id, let identity = try Identities.find(id, in: pool, transaction) else {
            throw Refusal.noIdentity(id ?? IdentityID(""))
        }
        return identity
    }

    /// The names behind the one that the token stands for.
    private func page(
        _ names: [String], of identity: StoredIdentity, _ input: Input
    ) throws -> (names: [String], next: String?) {
        let listing = PageTokens.Listing(
            space: Identities.records.space, account: identity.account.digits,
            shape: ["developer-users", .string(identity.id.text)])
        var rest = names[...]
        if let token = input.nextToken {
            let position: [UInt8]
            do {
                position = try store.pages.position(of: token, in: listing)
            } catch {
                guard case .badToken = error else { throw error }
                throw Refusal.invalid("Invalid pagination token given.")
            }
            let last = String(decoding: position, as: UTF8.self)
            rest = names.drop { $0 <= last }
        }
        let page = Array(rest.prefix(input.maxResults ?? Self.mostResults))
        guard page.count < rest.count, let last = page.last else { return (page, nil) }
        return (page, store.pages.token(for: Array(last.utf8), in: listing))
    }
}
