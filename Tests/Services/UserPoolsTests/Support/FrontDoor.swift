import Cryptography
import Foundation
import Kernel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// A pool with a client and a user who has a password, and the calls by which people sign in.
struct FrontDoor {
    static let password = "Correct-Horse-1"
    static let flows = [
        "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH",
    ]

    /// A challenge or tokens, whichever operation they came from.
    struct Answer {
        var challenge: String?
        var session: String?
        var parameters: [String: String]
        var tokens: AuthenticationResultType?
        var available: [String]?
    }

    let room: UserPoolRoom
    let pool: StoredPool
    let client: StoredClient
    let user: StoredUser

    /// - Parameters:
    ///   - configure: settings that are laid into the stored pool as they are.
    init(
        room: UserPoolRoom? = nil, name: String = "ada", hidesUsers: Bool = false, hasSecret: Bool = false,
        password: String? = FrontDoor.password, isTemporary: Bool = false, attributes: [String: String] = [:],
        status: StoredUser.Status = .confirmed, pool change: (inout CreateUserPoolRequest) -> Void = { _ in },
        user changeUser: (inout StoredUser) -> Void = { _ in },
        configure: @Sendable (inout StoredPool) -> Void = { _ in }
    ) async throws {
        let room = try room ?? UserPoolRoom()
        self.room = room
        var made = try await room.makePool("birds", change)
        configure(&made)
        let stored = made
        try await room.store.write { try Pools.records.put(stored, in: $0) }
        pool = stored
        client = try await room.makeClient(of: stored) { request in
            request.explicitAuthFlows = FrontDoor.flows.map(ExplicitAuthFlowsType.init(rawValue:))
            request.generateSecret = hasSecret
            request.preventUserExistenceErrors = hidesUsers ? .enabled : .legacy
        }
        user = try await room.layUser(name, in: stored, attributes: attributes, status: status, changeUser)
        if let password {
            try await Self.lay(password, for: user, in: stored, room, isTemporary: isTemporary)
        }
    }

    /// Stores a password, hashed faster than is safe.
    static func lay(
        _ password: String, for user: StoredUser, in pool: StoredPool, _ room: UserPoolRoom, isTemporary: Bool = false
    ) async throws {
        let quick = Passwords(
            vault: room.vault, random: room.random,
            workers: PasswordWorkers(parameters: Argon2id(memory: 8, passes: 1)))
        let stored = try await quick.prepare(
            password, for: user, in: pool, replacing: nil, isTemporary: isTemporary,
            at: room.clock.now().milliseconds)
        try await room.store.write { try Passwords.records.put(stored, in: $0) }
    }

    func start(
        _ flow: String, _ parameters: [String: String], client: StoredClient? = nil, session: String? = nil,
        metadata: [String: String]? = nil
    ) async throws -> Answer {
        let output = try await room.run(
            UserPoolsModel.InitiateAuth.self,
            .init(
                authFlow: AuthFlowType(rawValue: flow), authParameters: parameters, clientMetadata: metadata,
                clientId: (client ?? self.client).id, session: session))
        return Answer(
            challenge: output.challengeName?.rawValue, session: output.session,
            parameters: output.challengeParameters ?? [:], tokens: output.authenticationResult,
            available: output.availableChallenges?.map(\.rawValue))
    }

    func answer(
        _ challenge: String, _ responses: [String: String], session: String? = nil, client: StoredClient? = nil
    ) async throws -> Answer {
        let output = try await room.run(
            UserPoolsModel.RespondToAuthChallenge.self,
            .init(
                clientId: (client ?? self.client).id, challengeName: ChallengeNameType(rawValue: challenge),
                session: session, challengeResponses: responses))
        return Answer(
            challenge: output.challengeName?.rawValue, session: output.session,
            parameters: output.challengeParameters ?? [:], tokens: output.authenticationResult)
    }

    /// Signs in with a password that is sent.
    func sendPassword(
        _ password: String = FrontDoor.password, name: String = "ada", with more: [String: String] = [:]
    ) async throws -> Answer {
        try await start(
            "USER_PASSWORD_AUTH", ["USERNAME": name, "PASSWORD": password].merging(more) { $1 })
    }

    /// Signs in by SRP, as an app does, up to what follows the password.
    func signIn(
        _ password: String = FrontDoor.password, name: String = "ada", with more: [String: String] = [:]
    ) async throws -> Answer {
        let app = SRPApp(room.random)
        let first = try await start("USER_SRP_AUTH", ["USERNAME": name, "SRP_A": app.value].merging(more) { $1 })
        let proof = try app.proof(
            first.parameters, pool: pool.id.srpName, user: first.parameters["USER_ID_FOR_SRP"] ?? "",
            password: password, at: room.clock.now())
        return try await answer("PASSWORD_VERIFIER", proof.merging(more) { $1 })
    }

    /// The refusal of work, as `Code: message`.
    func refusal(_ work: () async throws -> Answer) async -> String {
        await UserPoolRoom.refusal { _ = try await work() }
    }

    /// The code of the last message in the outbox.
    func lastCode() async throws -> String {
        let entries = try await room.outbox.messages(of: room.account, limit: 60).records
        let last = try #require(entries.max { $0.id < $1.id && $0.time <= $1.time || $0.time < $1.time })
        return (last.body ?? "").filter(\.isNumber)
    }

    func secretHash(_ name: String) throws -> String {
        let secret = try #require(client.secrets.first)
        let key = try room.vault.openText(secret.value, for: StoredClient.secretContext(client.id))
        return SRPApp.hash(name + client.id, key: key)
    }

    /// The user as stored now.
    func userNow() async throws -> StoredUser {
        let (pool, sub) = (pool, user.sub)
        return try #require(try await room.store.read { try Users.find(sub: sub, in: pool, $0) })
    }

    func attempts() async throws -> Int {
        let (pool, sub) = (pool, user.sub)
        return try await room.store.read { transaction in
            try Lockout.records.get(
                [.string(pool.id.text), .string(sub)], account: pool.account.digits, in: transaction)?.failures ?? 0
        }
    }
}
