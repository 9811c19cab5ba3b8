import Kernel
import STSModel
import Testing

@testable import ServiceSTS

/// The reasons of a denial are privileged: only the caller's account may read them.
struct DecodeAuthorizationMessageTests {
    private let fixture = Fixture()

    private func denial(conditions: [String: [String]] = ["aws:RequestedRegion": ["eu-central-1"]])
        -> AuthorizationDenial
    {
        AuthorizationDenial(
            principal: .user(Fixture.alice), action: "iam:ListUsers", resource: "arn:aws:iam::111122223333:user/",
            isExplicit: true, matchedStatements: [.init(id: "NoUsers", isDeny: true, policy: "own")],
            conditions: conditions)
    }

    private func decode(_ message: String, as principal: Principal) async throws -> String? {
        let operation = DecodeAuthorizationMessage(messages: fixture.messages)
        let call = fixture.call(as: principal)
        let request = DecodeAuthorizationMessageRequest(encodedMessage: message)
        #expect(
            try await operation.permissions(for: request, in: call)
                == [Permission("sts:DecodeAuthorizationMessage", on: "*")])
        return try await operation.run(request, in: call).decodedMessage
    }

    @Test("What was encoded is decoded, in AWS's form")
    func form() async throws {
        let message = try #require(try fixture.messages.encode(denial()))
        let text = try await decode(message, as: .root(account: Fixture.account))
        #expect(
            text == #"{"allowed":false,"explicitDeny":true,"matchedStatements":{"items":[{"statementId":"NoUsers","#
                + #""effect":"DENY","policy":"own"}]},"failures":{"items":[]},"context":{"principal":"#
                + #"{"id":"AIDAALICEALICEALICEAL","name":"alice","#
                + #""arn":"arn:aws:iam::111122223333:user/staff/alice"},"action":"iam:ListUsers","#
                + #""resource":"arn:aws:iam::111122223333:user/","conditions":{"items":[{"key":"#
                + #""aws:RequestedRegion","values":{"items":[{"value":"eu-central-1"}]}}]}}}"#)
    }

    @Test("Tampered messages, other accounts' and garbage are refused alike")
    func refused() async throws {
        let message = try #require(try fixture.messages.encode(denial()))
        let session = try fixture.tokens.issue(for: SessionTokensTests.principal())
        var changed = Array(message)
        changed[40] = changed[40] == "A" ? "B" : "A"
        let expected = "400 InvalidAuthorizationMessageException: Message is not valid"
        for text in [String(changed), String(message.dropLast()), message + "\n", "garbage", session.token] {
            #expect(await refusal { _ = try await decode(text, as: .user(Fixture.alice)) } == expected)
        }
        let other = Principal.root(account: Fixture.otherAccount)
        #expect(await refusal { _ = try await decode(message, as: other) } == expected)
    }

    @Test("A message never outgrows what the operation takes")
    func bound() async throws {
        let conditions = Dictionary(
            uniqueKeysWithValues: (0..<200).map { ("aws:RequestTag/\($0)", [String(repeating: "x", count: 200)]) })
        let message = try #require(try fixture.messages.encode(denial(conditions: conditions)))
        #expect(message.utf8.count <= 10_240)
        #expect(try await decode(message, as: .user(Fixture.alice))?.contains("aws:RequestTag/0") == true)
        var nobody = denial()
        nobody.principal = .anonymous
        #expect(try fixture.messages.encode(nobody) == nil)
    }
}
