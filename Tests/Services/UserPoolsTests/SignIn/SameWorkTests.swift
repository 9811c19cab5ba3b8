import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Where users are hidden, time must not tell who exists: the same reads, writes and look-ups for a name that is
/// somebody's and for one that is nobody's.
@Suite struct SameWorkTests {
    /// What a caller does with a name.
    enum Path: String, CaseIterable, Sendable {
        case srp, srpProof, password, choice, mailCode, forgot, confirmForgot, confirmSignUp
    }

    private let counter: CountingEngine
    private let door: FrontDoor

    init() async throws {
        let engine = MemoryEngine()
        let counter = CountingEngine(engine)
        self.counter = counter
        let room = try UserPoolRoom(engine: engine, wrap: { _ in counter })
        door = try await FrontDoor(
            room: room, hidesUsers: true, attributes: ["email": "ada@example.com", "email_verified": "true"],
            pool: { $0.aliasAttributes = [.email] },
            configure: {
                $0.settings.firstFactors = ["PASSWORD", "EMAIL_OTP"]
                $0.settings.autoVerifiedAttributes = ["email"]
            })
        try await door.room.layUser("new", in: door.pool, status: .unconfirmed)
        // Whatever is kept from the first call on is there.
        for name in ["ada", "nobody", "nobody@example.com"] {
            _ = await door.refusal { try await door.sendPassword("x", name: name) }
        }
    }

    private func work(_ path: Path, _ name: String) async throws -> CountingEngine.Work {
        let room = door.room
        let app = SRPApp(room.random)
        let begin = ["USERNAME": name, "SRP_A": app.value]
        switch path {
        case .srp: return try await counter.work { _ = try await door.start("USER_SRP_AUTH", begin) }
        case .srpProof:
            let first = try await door.start("USER_SRP_AUTH", begin)
            let proof = try app.proof(
                first.parameters, pool: door.pool.id.srpName, user: "x", password: "x", at: room.clock.now())
            return await counter.work { _ = await door.refusal { try await door.answer("PASSWORD_VERIFIER", proof) } }
        case .password:
            return await counter.work { _ = await door.refusal { try await door.sendPassword("x", name: name) } }
        case .choice:
            return try await counter.work { _ = try await door.start("USER_AUTH", ["USERNAME": name]) }
        case .mailCode:
            return try await counter.work {
                let asked = try await door.start(
                    "USER_AUTH", ["USERNAME": name, "PREFERRED_CHALLENGE": "EMAIL_OTP"])
                #expect(asked.challenge == "EMAIL_OTP")
            }
        case .forgot: return try await counter.work { try await forgot(name) }
        case .confirmForgot:
            try await forgot(name)
            return await counter.work {
                let refused = await room.refusal(
                    UserPoolsModel.ConfirmForgotPassword.self,
                    .init(clientId: door.client.id, username: name, confirmationCode: "1", password: "N3w-Passw0rd"))
                #expect(refused.hasPrefix("CodeMismatch"))
            }
        case .confirmSignUp: return await counter.work { await confirm(name) }
        }
    }

    private func forgot(_ name: String) async throws {
        _ = try await door.room.run(
            UserPoolsModel.ForgotPassword.self, .init(clientId: door.client.id, username: name))
    }

    private func confirm(_ name: String) async {
        let refused = await door.room.refusal(
            UserPoolsModel.ConfirmSignUp.self,
            .init(clientId: door.client.id, username: name, confirmationCode: "1"))
        #expect(refused.hasPrefix("CodeMismatch"))
    }

    @Test(arguments: Path.allCases, [("ada", "nobody"), ("ada@example.com", "nobody@example.com")])
    func isTheSameForNobody(path: Path, names: (known: String, unknown: String)) async throws {
        guard path != .confirmSignUp else { return try await confirmationIsTheSameForNobody() }
        let unknown = path == .mailCode ? try offeredMail(like: names.unknown) : names.unknown
        let (ours, theirs) = (try await work(path, names.known), try await work(path, unknown))
        #expect(ours == theirs)
    }

    /// Somebody unknown to whom codes by mail are offered, as they are to the known user.
    private func offeredMail(like name: String) throws -> String {
        let names = (0..<64).map { "n\($0)\(name)" }
        let found = names.first { name in
            let stranger = Stranger(name: name, in: door.pool, vault: door.room.vault)
            return SignInRules.firstFactors(of: stranger, named: name, in: door.pool).contains("EMAIL_OTP")
        }
        return try #require(found)
    }

    /// Only who waits for a code can be compared with nobody: that others are confirmed is told.
    private func confirmationIsTheSameForNobody() async throws {
        let (store, pool) = (door.room.store, door.pool)
        let new = try #require(try await store.user(named: "new", in: pool))
        let draft = store.codes.draft(.signUp, for: new, to: "email", at: door.room.clock.now().milliseconds)
        try await store.write { try draft.store(in: $0) }
        let names = (0..<64).map { "nobody\($0)" }
        let nobody = try #require(
            names.first { !Stranger(name: $0, in: pool, vault: door.room.vault).isConfirmed })
        await confirm(nobody)
        let (ours, theirs) = (try await work(.confirmSignUp, "new"), try await work(.confirmSignUp, nobody))
        #expect(ours == theirs)
    }
}
