import KMSModel
import Kernel
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Who attaches a key gives the pool leave to use it, with their own rights; the leave ends with the need for it.
@Suite struct SenderKeyTests {
    private static let function = "arn:aws:lambda:eu-central-1:123456789012:function:sender"
    private static let otherKey = "arn:aws:kms:eu-central-1:123456789012:key/00000000-cec1-4b25-a1ae-9048164dba47"

    private let room: UserPoolRoom
    private let keys = ScriptedKeys()

    init() throws {
        room = try UserPoolRoom()
        room.client.install([keys])
    }

    private func config(_ key: String?) -> LambdaConfigType {
        LambdaConfigType(
            customEmailSender: CustomEmailLambdaVersionConfigType(lambdaVersion: .v10, lambdaArn: Self.function),
            kmsKeyID: key)
    }

    @Test func attachingMakesAGrantWithTheCallersRights() async throws {
        let pool = try await room.makePool { $0.lambdaConfig = config(ScriptedKeys.arn) }
        let asked = try #require(keys.asked.first)
        #expect(asked.operation == "CreateGrant")
        #expect(asked.principal == .root(account: room.account))
        #expect(asked.sourceARN == pool.arn)
        #expect(asked.context == ["userpool-id": pool.id.text])
        let described = try await room.run(
            UserPoolsModel.DescribeUserPool.self, DescribeUserPoolRequest(userPoolId: pool.id.text))
        #expect(described.userPool?.lambdaConfig?.kmsKeyID == ScriptedKeys.arn)
        #expect(described.userPool?.lambdaConfig?.customEmailSender?.lambdaArn == Self.function)
        #expect(described.userPool?.lambdaConfig?.customEmailSender?.lambdaVersion == .v10)
    }

    /// The same key again asks for nothing; another one takes the place of the first; none ends it.
    @Test func theGrantFollowsTheKey() async throws {
        let pool = try await room.makePool { $0.lambdaConfig = config(ScriptedKeys.arn) }
        func update(_ config: LambdaConfigType?) async throws {
            _ = try await room.run(
                UserPoolsModel.UpdateUserPool.self,
                UpdateUserPoolRequest(userPoolId: pool.id.text, lambdaConfig: config))
        }
        try await update(config(ScriptedKeys.arn))
        #expect(keys.asked.map(\.operation) == ["CreateGrant"])
        try await update(config(Self.otherKey))
        #expect(keys.asked.map(\.operation) == ["CreateGrant", "CreateGrant", "RetireGrant"])
        #expect(keys.asked.last?.key == ScriptedKeys.arn)
        #expect(keys.asked.last?.grantID == "grant-1")
        try await update(nil)
        #expect(keys.asked.last?.operation == "RetireGrant")
        #expect(keys.asked.last?.key == Self.otherKey)
    }

    @Test func aDeletedPoolGivesItsGrantBack() async throws {
        let pool = try await room.makePool { $0.lambdaConfig = config(ScriptedKeys.arn) }
        _ = try await room.run(
            UserPoolsModel.DeleteUserPool.self, DeleteUserPoolRequest(userPoolId: pool.id.text))
        #expect(keys.asked.last?.operation == "RetireGrant")
    }

    /// A key whose policy leaves it to the service needs no right of the caller's.
    @Test func theKeysPolicyMayLeaveItToTheService() async throws {
        let account = room.account
        keys.refuse { $0.principal == .root(account: account) ? CommonError.accessDenied("mine") : nil }
        _ = try await room.makePool { $0.lambdaConfig = config(ScriptedKeys.arn) }
        #expect(keys.asked.last?.principal == .service(name: "cognito-idp.amazonaws.com", account: account))
    }

    /// The refusal is the caller's own.
    @Test func withoutTheRightNothingIsAttached() async throws {
        let account = room.account
        keys.refuse { CommonError.accessDenied($0.principal == .root(account: account) ? "mine" : "the service's") }
        let request = CreateUserPoolRequest(poolName: "birds", lambdaConfig: config(ScriptedKeys.arn))
        #expect(await room.refusal(UserPoolsModel.CreateUserPool.self, request) == "AccessDeniedException: mine")
        keys.refuse { _ in KMSError.notFound("Invalid arn us-east-1") }
        #expect(
            await room.refusal(UserPoolsModel.CreateUserPool.self, request)
                == "InvalidParameterException: The KMS key \(ScriptedKeys.arn) cannot be used: Invalid arn us-east-1")
        let pools = try await room.run(UserPoolsModel.ListUserPools.self, ListUserPoolsRequest(maxResults: 10))
        #expect(pools.userPools?.isEmpty == true)
    }
}
