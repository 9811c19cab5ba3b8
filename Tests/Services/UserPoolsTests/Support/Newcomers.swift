import Foundation
import Kernel
import LambdaModel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// A pool that people sign up to by themselves, with what they are sent.
struct Newcomers {
    static let password = "Passw0rd!"

    let room: UserPoolRoom
    let pool: StoredPool
    let client: StoredClient

    /// A pool that verifies mail addresses, unless it is changed.
    init(
        hidesUsers: Bool = false, _ changeClient: (inout CreateUserPoolClientRequest) -> Void = { _ in },
        pool changePool: (inout CreateUserPoolRequest) -> Void = { $0.autoVerifiedAttributes = [.email] }
    ) async throws {
        room = try UserPoolRoom()
        pool = try await room.makePool("birds", changePool)
        client = try await room.makeClient(of: pool) { request in
            request.preventUserExistenceErrors = hidesUsers ? .enabled : .legacy
            changeClient(&request)
        }
    }

    /// Changes what the pool is set to, beneath the operations.
    func set(_ change: @escaping @Sendable (inout PoolSettings) -> Void) async throws -> Newcomers {
        let (key, account) = (Pools.key(pool.id), pool.account.digits)
        let changed = try await room.store.write { transaction in
            try Pools.records.update(key, account: account, in: transaction) { change(&$0.settings) }
        }
        return Newcomers(room: room, pool: try #require(changed), client: client)
    }

    private init(room: UserPoolRoom, pool: StoredPool, client: StoredClient) {
        self.room = room
        self.pool = pool
        self.client = client
    }

    @discardableResult
    func signUp(
        _ name: String, _ attributes: KeyValuePairs<String, String> = ["email": "ada@example.com"],
        password: String? = password
    ) async throws -> SignUpResponse {
        try await room.run(
            UserPoolsModel.SignUp.self,
            .init(
                clientId: client.id, username: name, password: password,
                userAttributes: attributes.map { AttributeType(name: $0.key, value: $0.value) }))
    }

    func refusalOfSignUp(
        _ name: String, _ attributes: KeyValuePairs<String, String> = ["email": "ada@example.com"],
        password: String? = password
    ) async -> String {
        await UserPoolRoom.refusal { try await signUp(name, attributes, password: password) }
    }

    func confirm(_ name: String, _ code: String, force: Bool? = nil) async -> String {
        await room.refusal(
            UserPoolsModel.ConfirmSignUp.self,
            .init(clientId: client.id, username: name, confirmationCode: code, forceAliasCreation: force))
    }

    func forgot(_ name: String) async throws -> CodeDeliveryDetailsType? {
        try await room.run(UserPoolsModel.ForgotPassword.self, .init(clientId: client.id, username: name))
            .codeDeliveryDetails
    }

    func refusalOfForgot(_ name: String) async -> String {
        await UserPoolRoom.refusal { _ = try await forgot(name) }
    }

    func confirmForgot(_ name: String, _ code: String, password: String = "N3w-Passw0rd") async -> String {
        await room.refusal(
            UserPoolsModel.ConfirmForgotPassword.self,
            .init(clientId: client.id, username: name, confirmationCode: code, password: password))
    }

    /// What was sent so far, oldest first; time goes on, so that what is sent next comes after it.
    func messages() async throws -> [OutboxEntry] {
        room.clock.advance(seconds: 1)
        return try await room.outbox.messages(of: room.account, limit: 1000).records
    }

    /// The six digits of the last message.
    func code() async throws -> String {
        let body = try #require(try await messages().last?.body)
        return String(body.filter(\.isNumber).suffix(6))
    }

    /// A name that nobody has, which is answered for as a confirmed user's or as one's who is not.
    func nobody(isConfirmed: Bool) throws -> String {
        let names = (0..<64).map { "nobody\($0)" }
        return try #require(
            names.first { Stranger(name: $0, in: pool, vault: room.vault).isConfirmed == isConfirmed })
    }

    func user(_ name: String) async throws -> StoredUser {
        try #require(try await room.store.user(named: name, in: pool))
    }

    /// Signs somebody up and confirms them by the code that came.
    func welcome(
        _ name: String, _ attributes: KeyValuePairs<String, String> = ["email": "ada@example.com"]
    ) async throws {
        try await signUp(name, attributes)
        #expect(await confirm(name, try await code()) == "no refusal")
    }

    /// An access token of a user who signed in.
    func token(of name: String) async throws -> String {
        try #require(try await SignedIn.issue(to: try await user(name), pool, client, room).accessToken)
    }

    /// Lets the pool's functions answer events with this `response`; other members of the event stay.
    func answer(_ response: String) {
        room.lambda.script { _, event in
            guard let text = String(bytes: event, encoding: .utf8), let end = text.range(of: "\"response\":") else {
                return InvocationResponse(statusCode: 200, payload: event)
            }
            return InvocationResponse(statusCode: 200, payload: Array((text[..<end.upperBound] + response + "}").utf8))
        }
    }
}
