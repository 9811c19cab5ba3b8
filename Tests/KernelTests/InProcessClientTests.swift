import IAMPolicy
import MartletModel
import Testing
import Wire

@testable import Kernel

/// Calls between services must pass the same gates as calls from outside; a way round them would serve everybody.
@Suite struct InProcessClientTests {
    /// An operation that needs a permission and acts in the caller's own account.
    private struct RemoveAccount: Operation {
        typealias Model = MartletModel.RemoveAccount

        func permissions(for input: Input, in call: Call) async throws -> [Permission] {
            [Permission("martlet:RemoveAccount", on: "arn:aws:martlet:::account/\(input.accountId)")]
        }

        func run(_ input: Input, in call: Call) async throws -> Output {
            guard call.principal.account == call.account else { throw CommonError.internalFailure() }
            return Output()
        }
    }

    private struct OneService: Service {
        let descriptor = MartletModelService.descriptor
        var operations: [any Operation] { [RemoveAccount()] }
    }

    private struct NoPolicies: PolicySource {
        func grants(of principal: Principal) async throws -> PrincipalGrants {
            PrincipalGrants(policies: PrincipalPolicies())
        }

        func isPresent(_ principal: Principal) async throws -> Bool { true }
    }

    private let account = AccountID("111122223333")
    private let other = AccountID("444455556666")

    private func run(_ input: RemoveAccountRequest, as principal: Principal) async throws -> RemoveAccount.Output {
        let client = InProcessClient(authorizer: Authorizer(policies: NoPolicies()))
        client.install([OneService()])
        let call = Call(
            requestID: "r",
            principal: .anonymous,
            account: try #require(other),
            region: Region("us-east-1"),
            time: Timestamp(seconds: 0)
        )
        return try await client.call(MartletModel.RemoveAccount.self, input, as: principal, in: call)
    }

    @Test func rootMayAndActsInItsOwnAccount() async throws {
        _ = try await run(.init(accountId: "444455556666"), as: .root(account: try #require(account)))
    }

    @Test func aServicePrincipalNeedsAPermissionLikeEverybody() async throws {
        let service = Principal.service(name: "cognito-idp.amazonaws.com", account: try #require(account))
        let error = await #expect(throws: ServiceError.self) {
            try await run(.init(accountId: "444455556666"), as: service)
        }
        #expect(error?.code == "AccessDenied")
    }

    @Test func inputIsValidatedBeforeAnythingElse() async throws {
        let service = Principal.service(name: "cognito-idp.amazonaws.com", account: try #require(account))
        let error = await #expect(throws: ServiceError.self) {
            try await run(.init(accountId: "no digits"), as: service)
        }
        #expect(error?.message.contains("failed to satisfy constraint") == true)
    }
}
