import LambdaModel
import Testing
import Wire

@testable import ServiceLambda

/// Mappings are kept and told truthfully, whoever will read their sources.
struct EventSourceMappingTests {
    private static let stream = "arn:aws:dynamodb:eu-central-1:123456789012:table/t/stream/2026-11-22T10:00:00.000"
    private static let queue = "arn:aws:sqs:eu-central-1:123456789012:q"

    typealias Change = @Sendable (inout CreateEventSourceMappingRequest) -> Void

    private func input(_ source: String?, _ change: Change = { _ in }) -> CreateEventSourceMappingRequest {
        var input = CreateEventSourceMappingRequest(eventSourceArn: source, functionName: "f")
        change(&input)
        return input
    }

    @Test func streamsHaveAWSsDefaults() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        let made = try await room.run(
            LambdaModel.CreateEventSourceMapping.self, input(Self.stream) { $0.startingPosition = .latest })
        #expect((made.state, made.lastProcessingResult) == ("Enabled", "No records processed"))
        #expect((made.batchSize, made.parallelizationFactor, made.maximumRetryAttempts) == (100, 1, -1))
        #expect(
            (made.maximumRecordAgeInSeconds, made.bisectBatchOnFunctionError, made.tumblingWindowInSeconds) == (
                -1, false, 0
            ))
        #expect(made.functionArn == InvocationRoom.arn + "f")
        #expect(made.uuid?.utf8.count == 36)
        #expect(
            made.eventSourceMappingArn
                == "arn:aws:lambda:eu-central-1:123456789012:event-source-mapping:\(made.uuid ?? "")")
        let found = try await room.run(
            LambdaModel.GetEventSourceMapping.self, .init(uuid: try #require(made.uuid)))
        #expect(found == made)
    }

    @Test func queuesAreChangedAndDeleted() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        try await room.lay("g")
        let made = try await room.run(
            LambdaModel.CreateEventSourceMapping.self,
            input(Self.queue) {
                $0.enabled = false
                $0.filterCriteria = FilterCriteria(filters: [Filter(pattern: #"{"body":{"a":[1]}}"#)])
            })
        #expect((made.state, made.batchSize, made.startingPosition) == ("Disabled", 10, nil))
        let uuid = try #require(made.uuid)
        let changed = try await room.run(
            LambdaModel.UpdateEventSourceMapping.self,
            .init(uuid: uuid, functionName: "g", enabled: true, batchSize: 20, maximumBatchingWindowInSeconds: 5))
        #expect((changed.state, changed.batchSize) == ("Enabled", 20))
        #expect(changed.functionArn == InvocationRoom.arn + "g")
        #expect(changed.filterCriteria?.filters?.count == 1)
        let list = try await room.run(LambdaModel.ListEventSourceMappings.self, .init(functionName: "g"))
        #expect(list.eventSourceMappings?.map(\.uuid) == [uuid])
        let none = try await room.run(LambdaModel.ListEventSourceMappings.self, .init(functionName: "f"))
        #expect(none.eventSourceMappings?.isEmpty == true)
        let deleted = try await room.run(LambdaModel.DeleteEventSourceMapping.self, .init(uuid: uuid))
        #expect(deleted.state == "Deleting")
        #expect(
            await room.refusal(LambdaModel.GetEventSourceMapping.self, .init(uuid: uuid))
                == "ResourceNotFoundException: The resource you requested does not exist.")
    }

    /// A mapping that is refused, and why.
    struct Refused: Sendable {
        var source: String?
        var text: String
        var change: Change = { _ in }
    }

    @Test(arguments: [
        Refused(source: nil, text: "Unrecognized event source."),
        Refused(
            source: "arn:aws:kafka:eu-central-1:123456789012:cluster/c/1",
            text: "An event source of the service kafka is not supported by this server."),
        Refused(
            source: stream,
            text: "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member "
                + "must not be null."),
        Refused(source: stream, text: "Unsupported starting position for arn type: \(stream)") {
            $0.startingPosition = .atTimestamp
            $0.startingPositionTimestamp = Timestamp(seconds: 1)
        },
        Refused(source: queue, text: "Function does not exist") { $0.functionName = "none" },
        Refused(
            source: queue,
            text: "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"
        ) { $0.batchSize = 11 },
        Refused(source: queue + ".fifo", text: "BatchSize 11 exceeds the max of 10") { $0.batchSize = 11 },
        Refused(source: queue, text: "Invalid filter pattern definition.") {
            $0.filterCriteria = FilterCriteria(filters: [Filter(pattern: "{")])
        },
        Refused(source: queue, text: "MetricsConfig is not supported by this server.") { $0.metricsConfig = .init() },
    ])
    func refuses(_ refused: Refused) async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        let refusal = await room.refusal(
            LambdaModel.CreateEventSourceMapping.self, input(refused.source, refused.change))
        #expect(refusal == "InvalidParameterValueException: \(refused.text)")
    }

    @Test func theSamePairOnlyOnce() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        let made = try await room.run(LambdaModel.CreateEventSourceMapping.self, input(Self.queue))
        #expect(
            await room.refusal(LambdaModel.CreateEventSourceMapping.self, input(Self.queue))
                == "ResourceConflictException: An event source mapping with SQS arn (\" \(Self.queue) \") and function "
                + "(\" f \") already exists. Please update or delete the existing mapping with UUID \(made.uuid ?? "")")
    }
}
