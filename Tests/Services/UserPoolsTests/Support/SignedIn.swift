import Kernel
import Testing
import TokenSigning
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// A user who has signed in, with the tokens of it.
struct SignedIn {
    let room: UserPoolRoom
    let pool: StoredPool
    let client: StoredClient
    let user: StoredUser
    let access: String
    let id: String
    let refresh: String

    /// Makes a pool, a client and a user, and signs the user in as a proved sign-in would.
    init(
        to room: UserPoolRoom, pool change: (inout CreateUserPoolRequest) -> Void = { _ in },
        client changeClient: (inout CreateUserPoolClientRequest) -> Void = { _ in },
        attributes: [String: String] = ["email": "ada@example.com", "email_verified": "true"],
        signIn changeSignIn: (inout ProvedSignIn) -> Void = { _ in }
    ) async throws {
        self.room = room
        pool = try await room.makePool("birds", change)
        client = try await room.makeClient(of: pool, changeClient)
        user = try await room.layUser("ada", in: pool, attributes: attributes)
        let tokens = try await Self.issue(to: user, pool, client, room, changeSignIn)
        access = try #require(tokens.accessToken)
        id = try #require(tokens.idToken)
        refresh = try #require(tokens.refreshToken)
    }

    /// Issues tokens for a further sign-in of the same user.
    static func issue(
        to user: StoredUser, _ pool: StoredPool, _ client: StoredClient, _ room: UserPoolRoom,
        _ change: (inout ProvedSignIn) -> Void = { _ in }
    ) async throws -> AuthenticationResultType {
        var signIn = ProvedSignIn(user: user, pool: pool, client: client, occasion: .authentication)
        change(&signIn)
        let issued = try await issuer(room).issue(signIn, in: room.call())
        try await room.store.write { try issued.store(in: $0) }
        return issued.result
    }

    static func issuer(_ room: UserPoolRoom) -> TokenIssuer {
        TokenIssuer(store: room.store, triggers: Triggers(client: room.client, clock: room.clock))
    }

    func refresh(with token: String? = nil, device: String? = nil) async throws -> AuthenticationResultType {
        let output = try await room.run(
            UserPoolsModel.GetTokensFromRefreshToken.self,
            .init(refreshToken: token ?? refresh, clientId: client.id, deviceKey: device))
        return try #require(output.authenticationResult)
    }

    func refusalOfRefresh(with token: String? = nil, device: String? = nil) async -> String {
        await UserPoolRoom.refusal { _ = try await refresh(with: token, device: device) }
    }

    /// What `GetUser` says to an access token: the user's name, or the refusal.
    func answer(to token: String? = nil) async -> String {
        do {
            return try await room.run(UserPoolsModel.GetUser.self, .init(accessToken: token ?? access)).username
        } catch let error as ServiceError {
            return "\(error.jsonCode ?? error.code): \(error.message)"
        } catch {
            return "another failure: \(error)"
        }
    }

    /// The claims of a token, unverified.
    static func claims(_ token: String?) throws -> Document {
        try #require(token.flatMap { SignedToken($0) }).claims
    }
}
