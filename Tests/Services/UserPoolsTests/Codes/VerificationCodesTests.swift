import Kernel
import Storage
import Testing

@testable import ServiceUserPools

/// Codes are the keys to accounts: hashed, capped, bound to an address, good once.
@Suite struct VerificationCodesTests {
    private let engine = MemoryEngine()
    private let codes = VerificationCodes(vault: .ephemeral(), random: CountedRandom())
    private let hour: Int64 = 3_600_000

    private func send(_ purpose: StoredCode.Purpose, to user: StoredUser) async throws -> String {
        let draft = codes.draft(purpose, for: user, to: "email", at: SamplePool.now)
        try await engine.write { try draft.store(in: $0) }
        return draft.text
    }

    private func check(
        _ code: String, _ purpose: StoredCode.Purpose, of user: StoredUser, later: Int64 = 0, isSpent: Bool = true
    ) async throws -> VerificationCodes.Verdict {
        try await engine.write {
            try codes.check(
                code, for: purpose, of: user, at: SamplePool.now + later, isSpent: isSpent, in: $0)
        }
    }

    private func ada() throws -> StoredUser {
        SamplePool.user("ada", in: try SamplePool.make(), attributes: ["email": "a@example.com"])
    }

    /// A code is good once, for one purpose.
    @Test func isGoodOnce() async throws {
        let user = try ada()
        let code = try await send(.signUp, to: user)
        #expect(code.count == 6 && code.allSatisfy(\.isNumber))
        #expect(try await check(code, .forgotPassword, of: user) == .none)
        #expect(try await check(code, .signUp, of: user, isSpent: false) == .right(attribute: "email"))
        #expect(try await check(code, .signUp, of: user) == .right(attribute: "email"))
        #expect(try await check(code, .signUp, of: user) == .none)
    }

    /// Each purpose has its time.
    @Test(arguments: [
        (StoredCode.Purpose.signUp, Int64(24)), (.attribute("email"), 24), (.forgotPassword, 1),
    ])
    func expires(purpose: StoredCode.Purpose, hours: Int64) async throws {
        let user = try ada()
        let code = try await send(purpose, to: user)
        #expect(try await check(code, purpose, of: user, later: hours * hour) == .expired)
        #expect(
            try await check(code, purpose, of: user, later: hours * hour - 1) == .right(attribute: "email"))
    }

    /// After as many wrong guesses as AWS allows in an hour, not even the right code is taken; a new one is.
    @Test func diesOfGuesses() async throws {
        let user = try ada()
        let code = try await send(.signUp, to: user)
        for _ in 0..<15 { #expect(try await check("wrong", .signUp, of: user) == .wrong) }
        #expect(try await check(code, .signUp, of: user) == .exhausted)
        let second = try await send(.signUp, to: user)
        // Not before the hour is over, whatever code is sent.
        #expect(try await check(second, .signUp, of: user) == .exhausted)
        #expect(try await check(second, .signUp, of: user, later: hour) == .right(attribute: "email"))
    }

    /// A code proves the address that it was sent to and no other, and is another user's never.
    @Test func isBoundToItsAddress() async throws {
        var user = try ada()
        let code = try await send(.attribute("email"), to: user)
        user.attributes["email"] = "eve@example.com"
        #expect(try await check(code, .attribute("email"), of: user) == .wrong)
        user.attributes["email"] = "a@example.com"
        user.pendingAttributes["email"] = "eve@example.com"
        #expect(try await check(code, .attribute("email"), of: user) == .wrong)
        user.pendingAttributes = [:]
        #expect(try await check(code, .attribute("email"), of: user) == .right(attribute: "email"))
    }

    /// Neither the code nor anything that tells it is stored.
    @Test func storesNoCode() async throws {
        let user = try ada()
        let code = try await send(.signUp, to: user)
        let stored = try await engine.read { try Codes.get(.signUp, of: user, $0) }
        #expect(stored?.digest.count == 32)
        #expect(!"\(String(describing: stored))".contains(code))
    }

    /// A deleted user's codes go with them.
    @Test func areForgottenTogether() async throws {
        let user = try ada()
        let code = try await send(.signUp, to: user)
        _ = try await send(.attribute("email"), to: user)
        try await engine.write { try VerificationCodes.removeAll(of: user, $0) }
        #expect(try await check(code, .signUp, of: user) == .none)
        #expect(try await engine.read { try Codes.records.count(account: user.account.digits, in: $0) } == 0)
    }
}
