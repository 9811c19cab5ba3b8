import LambdaModel
import Testing

@testable import ServiceLambda

/// Tools make a URL, read it back and change it; the address must stay.
struct FunctionUrlConfigTests {
    @Test func lifeOfAURL() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        let made = try await room.run(
            LambdaModel.CreateFunctionUrlConfig.self,
            .init(functionName: "f", authType: .none, cors: Cors(allowOrigins: ["*"], maxAge: 5)))
        #expect(made.functionUrl.hasPrefix("http://"))
        #expect(made.functionUrl.hasSuffix(".lambda-url.eu-central-1.localhost:4566/"))
        #expect((made.functionArn, made.invokeMode) == (InvocationRoom.arn + "f", .buffered))
        #expect(made.creationTime == "2026-11-22T10:00:00.000Z")
        room.clock.advance(milliseconds: 1500)
        let changed = try await room.run(
            LambdaModel.UpdateFunctionUrlConfig.self,
            .init(functionName: "f", authType: .awsIam, cors: Cors(), invokeMode: .responseStream))
        #expect((changed.functionUrl, changed.creationTime) == (made.functionUrl, made.creationTime))
        #expect((changed.authType, changed.invokeMode, changed.cors) == (.awsIam, .responseStream, nil))
        #expect(changed.lastModifiedTime == "2026-11-22T10:00:01.500Z")
        let found = try await room.run(LambdaModel.GetFunctionUrlConfig.self, .init(functionName: "f"))
        #expect((found.functionUrl, found.authType) == (made.functionUrl, .awsIam))
        let list = try await room.run(LambdaModel.ListFunctionUrlConfigs.self, .init(functionName: "f"))
        #expect(list.functionUrlConfigs.map(\.functionUrl) == [made.functionUrl])
        _ = try await room.run(LambdaModel.DeleteFunctionUrlConfig.self, .init(functionName: "f"))
        #expect(
            await room.refusal(LambdaModel.GetFunctionUrlConfig.self, .init(functionName: "f"))
                == "ResourceNotFoundException: The resource you requested does not exist.")
        let again = try await room.run(
            LambdaModel.CreateFunctionUrlConfig.self, .init(functionName: "f", authType: .none))
        #expect(again.functionUrl == made.functionUrl)
    }

    @Test(
        arguments: [
            (
                "f", nil,
                "ResourceConflictException: Failed to create function url config for [functionArn = "
                    + "\(InvocationRoom.arn)f]. Error message:  FunctionUrlConfig exists for this Lambda function"
            ),
            ("none", nil, "ResourceNotFoundException: Function does not exist"),
            ("f", "nobody", "ResourceNotFoundException: Function does not exist"),
            (
                "f:1", nil,
                #"ValidationException: 1 validation error detected: Value '1' at 'qualifier' failed to satisfy "#
                    + #"constraint: Member must satisfy regular expression pattern: ((?!^\d+$)^[0-9a-zA-Z-_]+$)"#
            ),
        ] as [(String, String?, String)])
    func refuses(_ name: String, _ qualifier: String?, _ expected: String) async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 1)
        _ = try await room.run(LambdaModel.CreateFunctionUrlConfig.self, .init(functionName: "f", authType: .none))
        let refusal = await room.refusal(
            LambdaModel.CreateFunctionUrlConfig.self, .init(functionName: name, qualifier: qualifier, authType: .none))
        #expect(refusal == expected)
    }

    /// An administrator may allow only URLs that demand a signature.
    @Test func authTypeIsACondition() async throws {
        let policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"lambda:CreateFunctionUrlConfig",\
            "Resource":"*","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"AWS_IAM"}}}]}
            """
        let room = try InvocationRoom(grants: ["u": policy])
        try await room.lay("f")
        let user = try room.user("u")
        #expect(
            await room.refusal(
                LambdaModel.CreateFunctionUrlConfig.self, .init(functionName: "f", authType: .none), as: user
            ).contains("not authorized"))
        #expect(
            await room.refusal(
                LambdaModel.CreateFunctionUrlConfig.self, .init(functionName: "f", authType: .awsIam), as: user)
                == "no refusal")
    }
}
