import LambdaModel
import Testing
import Wire

@testable import ServiceLambda

/// Terraform and the CLI set these and read them back.
struct FunctionEventInvokeConfigTests {
    private static let queue = "arn:aws:sqs:eu-central-1:123456789012:q"

    @Test func putReplacesAndUpdateKeeps() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        let put = try await room.run(
            LambdaModel.PutFunctionEventInvokeConfig.self,
            .init(
                functionName: "f", maximumRetryAttempts: 1,
                destinationConfig: .init(onFailure: .init(destination: Self.queue))))
        #expect(put.functionArn == InvocationRoom.arn + "f:$LATEST")
        #expect(put.destinationConfig == .init(onSuccess: .init(), onFailure: .init(destination: Self.queue)))
        #expect((put.maximumRetryAttempts, put.maximumEventAgeInSeconds) == (1, nil))
        let update = try await room.run(
            LambdaModel.UpdateFunctionEventInvokeConfig.self, .init(functionName: "f", maximumEventAgeInSeconds: 60))
        #expect((update.maximumRetryAttempts, update.maximumEventAgeInSeconds) == (1, 60))
        #expect(update.destinationConfig?.onFailure?.destination == Self.queue)
        let again = try await room.run(
            LambdaModel.PutFunctionEventInvokeConfig.self, .init(functionName: "f", maximumEventAgeInSeconds: 90))
        #expect((again.maximumRetryAttempts, again.maximumEventAgeInSeconds) == (nil, 90))
        let found = try await room.run(LambdaModel.GetFunctionEventInvokeConfig.self, .init(functionName: "f"))
        #expect(found == again)
        _ = try await room.run(LambdaModel.DeleteFunctionEventInvokeConfig.self, .init(functionName: "f"))
        #expect(
            await room.refusal(LambdaModel.GetFunctionEventInvokeConfig.self, .init(functionName: "f"))
                == "ResourceNotFoundException: The function \(InvocationRoom.arn)f:$LATEST doesn't have an "
                + "EventInvokeConfig")
    }

    @Test func everyQualifierHasItsOwn() async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 1)
        for qualifier in ["1", "$LATEST"] {
            _ = try await room.run(
                LambdaModel.PutFunctionEventInvokeConfig.self,
                .init(functionName: "f", qualifier: qualifier, maximumRetryAttempts: 0))
        }
        let list = try await room.run(
            LambdaModel.ListFunctionEventInvokeConfigs.self, .init(functionName: "f", maxItems: 1))
        #expect(list.functionEventInvokeConfigs?.count == 1)
        let rest = try await room.run(
            LambdaModel.ListFunctionEventInvokeConfigs.self,
            .init(functionName: "f", marker: list.nextMarker, maxItems: 1))
        let both = (list.functionEventInvokeConfigs ?? []) + (rest.functionEventInvokeConfigs ?? [])
        #expect(Set(both.compactMap(\.functionArn)) == [InvocationRoom.arn + "f:1", InvocationRoom.arn + "f:$LATEST"])
    }

    @Test(
        arguments: [
            ("f", nil, "You must specify at least one of error handling or destination setting."),
            (
                "f", "arn:aws:sns:eu-central-1:123456789012:t",
                "The destination ARN arn:aws:sns:eu-central-1:123456789012:t is invalid. This server has no "
                    + "destinations of the service sns."
            ),
            (
                "f", "arn:aws:iam::123456789012:role/r",
                "The provided destination config DestinationConfig(onSuccess=null, "
                    + "onFailure=OnFailure(destination=arn:aws:iam::123456789012:role/r)) is invalid."
            ),
            ("f", InvocationRoom.arn + "f", "You can't specify the function as a destination for itself."),
            ("f", InvocationRoom.arn + "f:1", "You can't specify the function as a destination for itself."),
            ("f", InvocationRoom.arn + "none", "The destination ARN \(InvocationRoom.arn)none is invalid."),
        ] as [(String, String?, String)])
    func refuses(_ name: String, _ destination: String?, _ text: String) async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        let config = destination.map { DestinationConfig(onFailure: .init(destination: $0)) }
        let refusal = await room.refusal(
            LambdaModel.PutFunctionEventInvokeConfig.self, .init(functionName: name, destinationConfig: config))
        #expect(refusal == "InvalidParameterValueException: \(text)")
    }

    @Test func missingFunctions() async throws {
        let room = try InvocationRoom()
        for qualifier in [nil, "9", "nobody"] {
            #expect(
                await room.refusal(
                    LambdaModel.PutFunctionEventInvokeConfig.self,
                    .init(functionName: "none", qualifier: qualifier, maximumRetryAttempts: 1))
                    == "ResourceNotFoundException: The function doesn't exist.")
        }
    }
}
