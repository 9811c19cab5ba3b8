import Kernel
import MartletModel
import Messages
import Storage
import Testing
import Wire

@testable import ServiceMartlet

/// The outbox shows codes: to the account whose users they are for, to the operator, and to nobody else.
struct ListOutboxMessagesTests {
    private static let tenant = AccountID.test("000000000042")

    private let fixture = Fixture()

    private func post(_ id: String, to recipient: String = "ada@example.com", of account: AccountID) async throws {
        let message = OutgoingMessage(
            channel: .mail, account: account, region: Region("eu-central-1"), source: "arn:pool", purpose: "SignUp",
            recipient: recipient, subject: "Your code", body: "code \(id)")
        let outbox = fixture.outbox
        try await fixture.storage.write { try outbox.post(message, id: id, at: Fixture.now, in: $0) }
    }

    private func prepare() async throws {
        try await fixture.bootstrap()
        let tenant = CreateAccountRequest(name: "stage", accountId: Self.tenant.digits)
        _ = try await fixture.create.run(tenant, in: fixture.call())
        for id in ["1", "2", "3"] { try await post(id, of: Fixture.account) }
        try await post("4", to: "bob@example.com", of: Fixture.account)
        try await post("5", of: Self.tenant)
    }

    @Test("Messages come whole, page by page, by recipient and time")
    func listing() async throws {
        try await prepare()
        let call = fixture.call()
        let first = try await fixture.listOutbox.run(.init(recipient: "ADA@example.com", maxResults: 2), in: call)
        #expect(
            first.messages.first
                == OutboxMessage(
                    id: "1", time: Fixture.now, region: "eu-central-1", source: "arn:pool", purpose: "SignUp",
                    channel: .init(rawValue: "mail"), recipient: "ada@example.com", subject: "Your code",
                    body: "code 1", isWithheld: false, state: .init(rawValue: "kept"), attempts: 0))
        let second = try await fixture.listOutbox.run(
            .init(recipient: "ADA@example.com", maxResults: 2, nextToken: first.nextToken), in: call)
        #expect((first.messages + second.messages).map(\.id) == ["1", "2", "3"] && second.nextToken == nil)
        let later = try await fixture.listOutbox.run(.init(startTime: Fixture.now.adding(seconds: 1)), in: call)
        #expect(later.messages.isEmpty)
        let all = try await fixture.listOutbox.run(.init(), in: call)
        #expect(all.messages.count == 4)
    }

    @Test("The operator reads a tenant's outbox; what is not there is refused")
    func tenants() async throws {
        try await prepare()
        let call = fixture.call()
        let theirs = try await fixture.listOutbox.run(.init(accountId: Self.tenant.digits), in: call)
        #expect(theirs.messages.map(\.id) == ["5"])
        let own = try await fixture.listOutbox.run(.init(), in: fixture.call(as: .root(account: Self.tenant)))
        #expect(own.messages.map(\.id) == ["5"])
        let cases: [(ListOutboxMessagesRequest, String)] = [
            (.init(accountId: "999999999999"), "AccountNotFoundException: The account 999999999999 does not exist."),
            (.init(nextToken: "x"), "InvalidNextTokenException: The nextToken is not one of this listing."),
        ]
        for (request, expected) in cases {
            #expect(await refusal { _ = try await fixture.listOutbox.run(request, in: call) } == expected)
        }
    }

    @Test("IAM is asked about the account meant; another tenant is not let so far")
    func gate() async throws {
        try await prepare()
        let ours = Principal.root(account: Fixture.account)
        let theirs = Principal.root(account: Self.tenant)
        let cases: [(Principal, String?, String?)] = [
            (ours, nil, "111122223333"), (ours, "000000000042", "000000000042"), (theirs, nil, "000000000042"),
            (theirs, "000000000042", "000000000042"), (theirs, "111122223333", nil), (.anonymous, nil, nil),
        ]
        for (principal, account, expected) in cases {
            let call = fixture.call(as: principal)
            let asked = try? await fixture.listOutbox.permissions(for: .init(accountId: account), in: call)
            let wanted = expected.map {
                Permission("martlet:ListOutboxMessages", on: "arn:aws:martlet:::account/\($0)")
            }
            #expect(asked?.first == wanted && (asked?.count ?? 0) < 2, "\(principal.arn) \(account ?? "own")")
        }
    }
}
