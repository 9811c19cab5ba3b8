import Foundation
import Kernel
import LambdaModel
import Testing
import Wire

@testable import ServiceLambda

/// The call that everything else is for.
struct InvokeTests {
    private func input(
        _ name: String = "f", _ change: (inout InvocationRequest) -> Void = { _ in }
    ) -> InvocationRequest {
        var input = InvocationRequest(functionName: name, payload: Array(#"{"a":1}"#.utf8))
        change(&input)
        return input
    }

    @Test func answersWithWhatTheFunctionAnswers() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        let output = try await room.run(LambdaModel.Invoke.self, input())
        #expect(output.payload == Array(#"{"a":1}"#.utf8))
        #expect((output.statusCode, output.executedVersion) == (200, "$LATEST"))
        #expect((output.functionError, output.logResult) == (nil, nil))
        let invocation = try #require(room.runner.invocations.first)
        #expect(invocation.requestID == "request-1")
        #expect(invocation.invokedARN == InvocationRoom.arn + "f")
        #expect(!invocation.wantsLogTail)
    }

    @Test func tellsOfErrorsAndLogs() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        room.runner.script { _, _ in
            FunctionOutcome(
                payload: Array(#"{"errorMessage":"no"}"#.utf8), failure: .unhandled, logTail: Array("log".utf8))
        }
        let output = try await room.run(LambdaModel.Invoke.self, input { $0.logType = .tail })
        #expect((output.statusCode, output.functionError) == (200, "Unhandled"))
        #expect(output.logResult == "bG9n")
        #expect(room.runner.invocations.first?.wantsLogTail == true)
    }

    @Test func anAnswerThatIsTooLongIsAnError() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        room.runner.script { _, _ in FunctionOutcome(payload: [UInt8](repeating: 0x31, count: 6_291_557)) }
        let output = try await room.run(LambdaModel.Invoke.self, input())
        #expect(output.functionError == "Unhandled")
        #expect(
            output.payload.map { String(decoding: $0, as: UTF8.self) } == """
                {"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).",\
                "errorType":"Function.ResponseSizeTooLarge"}
                """)
    }

    @Test func handsOnClientContextAndIdentity() async throws {
        let room = try InvocationRoom(grants: ["phone": InvocationRoom.everything])
        try await room.lay("f")
        let phone = Principal.session(
            SessionPrincipal(
                account: room.account, origin: .role(name: "phone", path: "/", id: "AROA", sessionName: "s"),
                accessKeyID: "ASIA", issuedAt: 0, expiresAt: .max,
                contextKeys: [
                    "cognito-identity.amazonaws.com:sub": ["eu:1"], "cognito-identity.amazonaws.com:aud": ["eu:pool"],
                ]))
        _ = try await room.run(
            LambdaModel.Invoke.self, input { $0.clientContext = "eyJhIjoxfQ==" }, as: phone)
        let invocation = try #require(room.runner.invocations.first)
        #expect(invocation.clientContext == #"{"a":1}"#)
        #expect(
            invocation.cognitoIdentity == #"{"cognitoIdentityId":"eu:1","cognitoIdentityPoolId":"eu:pool"}"#)
    }

    @Test func dryRunOnlyAsks() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        let output = try await room.run(LambdaModel.Invoke.self, input { $0.invocationType = .dryRun })
        #expect(output == InvocationResponse(statusCode: 204))
        #expect(room.runner.invocations.isEmpty)
    }

    @Test(
        arguments: [
            ("f", nil, "$LATEST", "f"), ("f", "1", "1", "f:1"), ("f:2", nil, "2", "f:2"), ("f", "live", "1", "f:live"),
            ("f:$LATEST", nil, "$LATEST", "f:$LATEST"),
            ("arn:aws:lambda:eu-central-1:123456789012:function:f:live", nil, "1", "f:live"),
        ] as [(String, String?, String, String)])
    func qualifiers(_ name: String, _ qualifier: String?, _ version: String, _ arn: String) async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 2)
        try await room.alias("live", of: "f", to: 1)
        let output = try await room.run(LambdaModel.Invoke.self, input(name) { $0.qualifier = qualifier })
        #expect(output.executedVersion == version)
        #expect(room.runner.invocations.first?.invokedARN == InvocationRoom.arn + arn)
        #expect(room.runner.functions.first?.version == version)
    }

    @Test func weightsShareInvocations() async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 2)
        try await room.alias("live", of: "f", to: 1, weights: ["2": 0.25])
        for _ in 0..<400 { _ = try await room.run(LambdaModel.Invoke.self, input("f:live")) }
        let second = room.runner.functions.count { $0.version == "2" }
        #expect((60...140).contains(second), "\(second) of 400 instead of about 100")
    }

    @Test(
        arguments: [
            ("missing", nil, "ResourceNotFoundException: Function not found: \(InvocationRoom.arn)missing:$LATEST"),
            ("f", "9", "ResourceNotFoundException: Function not found: \(InvocationRoom.arn)f:9"),
            ("f", "nobody", "ResourceNotFoundException: Function not found: \(InvocationRoom.arn)f:nobody"),
        ] as [(String, String?, String)])
    func whatIsNotThere(_ name: String, _ qualifier: String?, _ expected: String) async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        #expect(await room.refusal(LambdaModel.Invoke.self, input(name) { $0.qualifier = qualifier }) == expected)
    }

    @Test func throttlesAsAWSDoes() async throws {
        let room = try InvocationRoom()
        try await room.lay("f") { $0.reservedConcurrency = 0 }
        let error = await #expect(throws: ServiceError.self) {
            try await room.run(LambdaModel.Invoke.self, input())
        }
        #expect((error?.code, error?.status, error?.message) == ("TooManyRequestsException", 429, "Rate Exceeded."))
        #expect(error?.fields["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded")
        #expect(error?.headers["Retry-After"] == "1")
    }

    /// What others have reserved is not to be had.
    @Test func thePoolIsWhatReservationsLeave() async throws {
        let room = try InvocationRoom(settings: .init(accountConcurrency: 5))
        try await room.lay("greedy") { $0.reservedConcurrency = 5 }
        try await room.lay("f")
        let error = await #expect(throws: ServiceError.self) {
            try await room.run(LambdaModel.Invoke.self, input())
        }
        #expect(error?.fields["Reason"] == "ConcurrentInvocationLimitExceeded")
        _ = try await room.run(LambdaModel.Invoke.self, input("greedy"))
    }

    @Test(arguments: [
        (FunctionRunnerFault.exhausted, "TooManyRequestsException: Rate Exceeded."),
        (
            .runtimeMissing(runtime: "java21", reason: "no Java."),
            "InvalidRuntimeException: The runtime java21 cannot run on this server: no Java."
        ),
        (.codeUnusable("broken"), "InvalidZipFileException: Lambda could not unzip the deployment package: broken"),
    ])
    func runnersFaults(_ fault: FunctionRunnerFault, _ expected: String) async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        room.runner.script { _, _ in throw fault }
        #expect(await room.refusal(LambdaModel.Invoke.self, input()) == expected)
        // The place was given back.
        #expect(room.engine.gate.free(room.id("f"), limits: .init(reserved: 1, unreserved: 0)) == 1)
    }

    @Test func olderAsynchronousForm() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        let output = try await room.run(
            LambdaModel.InvokeAsync.self, .init(functionName: "f", invokeArgs: Array("{}".utf8)))
        #expect(output.status == 202)
        #expect(try await room.queued("f").count == 1)
        let refusal = await room.refusal(
            LambdaModel.InvokeAsync.self, .init(functionName: "f", invokeArgs: Array("x".utf8)))
        #expect(refusal.hasPrefix("InvalidRequestContentException"))
    }
}

/// Who may invoke what: the caller's policies and exactly the one policy of what was named.
struct InvokePermissionTests {
    private func input(_ name: String) -> InvocationRequest { InvocationRequest(functionName: name) }

    private static func allow(_ resource: String) -> String {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"lambda:InvokeFunction",\
        "Resource":"\(resource)"}]}
        """
    }

    @Test(arguments: [
        ("arn:aws:lambda:eu-central-1:123456789012:function:f", "f", true),
        ("arn:aws:lambda:eu-central-1:123456789012:function:f", "f:live", false),
        ("arn:aws:lambda:eu-central-1:123456789012:function:f:live", "f:live", true),
        ("arn:aws:lambda:eu-central-1:123456789012:function:f:live", "f", false),
        ("arn:aws:lambda:eu-central-1:123456789012:function:f:*", "f:live", true),
        ("arn:aws:lambda:eu-central-1:123456789012:function:f:*", "f", false),
    ])
    func identityPolicies(_ resource: String, _ name: String, _ isAllowed: Bool) async throws {
        let room = try InvocationRoom(grants: ["u": Self.allow(resource)])
        try await room.lay("f", versions: 1)
        try await room.alias("live", of: "f", to: 1)
        let refusal = await room.refusal(LambdaModel.Invoke.self, input(name), as: try room.user("u"))
        #expect((refusal == "no refusal") == isAllowed, "\(refusal)")
    }

    @Test(arguments: [
        ("", "f", true), ("", "f:live", false), ("", "f:1", false), ("live", "f:live", true), ("live", "f", false),
        ("1", "f:1", true), ("1", "f:live", false),
    ])
    func resourcePolicies(_ qualifier: String, _ name: String, _ isAllowed: Bool) async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 1)
        try await room.alias("live", of: "f", to: 1)
        let service = Principal.service(name: "cognito-idp.amazonaws.com", account: room.account)
        #expect(await room.refusal(LambdaModel.Invoke.self, input(name), as: service).contains("not authorized"))
        try await room.admit("cognito-idp.amazonaws.com", to: "f", qualifier: qualifier)
        let refusal = await room.refusal(LambdaModel.Invoke.self, input(name), as: service)
        #expect((refusal == "no refusal") == isAllowed, "\(refusal)")
    }

    /// One user pool is admitted, not every one.
    @Test func sourcesCount() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        try await room.admit("cognito-idp.amazonaws.com", to: "f") {
            $0.sourceARN = "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/one"
        }
        let service = Principal.service(name: "cognito-idp.amazonaws.com", account: room.account)
        let base = "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/"
        #expect(
            await room.refusal(LambdaModel.Invoke.self, input("f"), as: service, for: base + "one") == "no refusal")
        #expect(
            await room.refusal(LambdaModel.Invoke.self, input("f"), as: service, for: base + "two")
                .contains("not authorized"))
    }

    @Test func otherAccountsNeedBothSides() async throws {
        let room = try InvocationRoom(grants: ["guest": InvocationRoom.everything])
        try await room.lay("f")
        let arn = InvocationRoom.arn + "f"
        let guest = try room.user("guest", in: "210987654321")
        let stranger = try room.user("stranger", in: "210987654321")
        #expect(await room.refusal(LambdaModel.Invoke.self, input(arn), as: guest).contains("not authorized"))
        try await room.admit("210987654321", to: "f")
        #expect(await room.refusal(LambdaModel.Invoke.self, input(arn), as: guest) == "no refusal")
        #expect(await room.refusal(LambdaModel.Invoke.self, input(arn), as: stranger).contains("not authorized"))
    }

    /// Strangers learn nothing of what does not exist.
    @Test func missingFunctionsOfOtherAccountsAreDenied() async throws {
        let room = try InvocationRoom(grants: ["guest": InvocationRoom.everything])
        let guest = try room.user("guest", in: "210987654321")
        let refusal = await room.refusal(LambdaModel.Invoke.self, input(InvocationRoom.arn + "none"), as: guest)
        #expect(refusal.contains("not authorized to perform: lambda:InvokeFunction"))
    }
}
