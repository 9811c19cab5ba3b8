import Kernel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Asking for another code must not tell who exists, where clients hide it.
@Suite struct ResendConfirmationCodeTests {
    private static let confirmed = "InvalidParameterException: User is already confirmed."

    private func resend(_ name: String, _ people: Newcomers) async -> String {
        do {
            let sent = try await people.room.run(
                UserPoolsModel.ResendConfirmationCode.self, .init(clientId: people.client.id, username: name))
            return sent.codeDeliveryDetails?.destination == nil ? "nowhere" : "sent"
        } catch {
            return told(error)
        }
    }

    /// Names that nobody has are answered in both ways that users' names are, each always in the same.
    @Test func answersForNobodyInBothWays() async throws {
        let people = try await Newcomers(hidesUsers: true)
        var answers: [String: Int] = [:]
        for number in 0..<64 {
            people.room.clock.advance(seconds: 1)
            let answer = await resend("nobody\(number)", people)
            #expect(await resend("nobody\(number)", people) == answer)
            answers[answer, default: 0] += 1
        }
        #expect(Set(answers.keys) == ["sent", Self.confirmed])
        #expect(try await people.messages().isEmpty)
    }

    /// A disabled user gets no code and is not told so; one who has no address to send it to neither.
    @Test(arguments: [(true, "sent", "sent"), (false, "NotAuthorizedException: User is disabled.", lacks)])
    func pretendsToUsersWhoGetNone(hidesUsers: Bool, disabled: String, addressless: String) async throws {
        let people = try await Newcomers(hidesUsers: hidesUsers)
        try await people.room.layUser(
            "off", in: people.pool, attributes: ["email": "a@example.com"], status: .unconfirmed
        ) { $0.isEnabled = false }
        try await people.room.layUser("bare", in: people.pool, status: .unconfirmed)
        #expect(await resend("off", people) == disabled)
        #expect(await resend("bare", people) == addressless)
        #expect(try await people.messages().isEmpty)
    }

    /// A pool that verifies nothing says so to everybody whom it does not call confirmed.
    @Test func refusesAlikeWithoutVerification() async throws {
        let people = try await Newcomers(hidesUsers: true, pool: { _ in })
        try await people.room.layUser("new", in: people.pool, status: .unconfirmed)
        #expect(await resend("new", people) == Self.lacks)
        var answers: Set<String> = []
        for number in 0..<64 {
            people.room.clock.advance(seconds: 1)
            answers.insert(await resend("nobody\(number)", people))
        }
        #expect(answers == [Self.lacks, Self.confirmed])
    }

    private static let lacks = "NotAuthorizedException: Cannot resend codes. Auto verification not turned on."
}
