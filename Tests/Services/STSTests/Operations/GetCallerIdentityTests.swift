import Kernel
import STSModel
import Testing

@testable import ServiceSTS

/// The first call everybody makes; policies compare what it answers as `aws:userid`.
struct GetCallerIdentityTests {
    private static func session(_ origin: SessionPrincipal.Origin) -> Principal {
        .session(SessionTokensTests.principal(origin))
    }

    private static let cases: [(Principal, String, String)] = [
        (.root(account: Fixture.account), "111122223333", "arn:aws:iam::111122223333:root"),
        (.user(Fixture.alice), "AIDAALICEALICEALICEAL", "arn:aws:iam::111122223333:user/staff/alice"),
        (
            session(.role(name: "reader", path: "/app/", id: "AROAREADER", sessionName: "desk")), "AROAREADER:desk",
            "arn:aws:sts::111122223333:assumed-role/reader/desk"
        ),
        (
            session(.federatedUser(name: "web", issuer: nil)), "111122223333:web",
            "arn:aws:sts::111122223333:federated-user/web"
        ),
        (session(.own(SessionTokensTests.user)), "AIDAALICE", "arn:aws:iam::111122223333:user/staff/alice"),
        (session(.own(nil)), "111122223333", "arn:aws:iam::111122223333:root"),
        (
            .service(name: "lambda.amazonaws.com", account: Fixture.account), "lambda.amazonaws.com",
            "lambda.amazonaws.com"
        ),
    ]

    @Test("Every kind of principal is told who it is, without asking for permission", arguments: cases)
    func identity(principal: Principal, userID: String, arn: String) async throws {
        let call = Fixture().call(as: principal)
        #expect(try await GetCallerIdentity().permissions(for: .init(), in: call).isEmpty)
        let answer = try await GetCallerIdentity().run(.init(), in: call)
        #expect(answer == .init(userId: userID, account: "111122223333", arn: arn))
    }
}
