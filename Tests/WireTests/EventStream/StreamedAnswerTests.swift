import LambdaModel
import Testing
import Wire

/// An answer that is still being made must reach its client event by event, and say how it ended.
struct StreamedAnswerTests {
    private typealias Event = InvokeWithResponseStreamResponseEvent

    private let chunks: [Event] = [
        .payloadChunk(InvokeResponseStreamUpdate(payload: Array("{\"a\":".utf8))),
        .payloadChunk(InvokeResponseStreamUpdate(payload: [0xFF, 0x00])),
        .invokeComplete(
            InvokeWithResponseStreamCompleteEvent(errorCode: "Unhandled", errorDetails: "ä", logResult: "bA==")),
    ]

    private func response(status: Int = 200, _ stream: EventStream<Event>) throws -> WireResponse {
        let output = InvokeWithResponseStreamResponse(statusCode: status, executedVersion: "3", eventStream: stream)
        return try ServerCodec(.restJSON).encodeOutput(InvokeWithResponseStream.self, output, requestID: "r-1")
    }

    private func stream(failing failure: (any Error)? = nil) -> EventStream<Event> {
        let chunks = chunks
        return EventStream { send in
            for chunk in chunks { try await send(chunk) }
            if let failure { throw failure }
        }
    }

    @Test func spellsEachEventAsOneMessage() async throws {
        let response = try response(stream())
        #expect(response.status == 200)
        #expect(response.headers["Content-Type"] == "application/vnd.amazon.eventstream")
        #expect(response.headers["X-Amz-Executed-Version"] == "3")
        #expect(response.headers["x-amzn-RequestId"] == "r-1")
        #expect(response.body == [])
        let messages = try await response.messages()
        let event = EventHeaderValue.string("event")
        #expect(
            messages == [
                EventMessage(
                    headers: [
                        .init(":message-type", event), .init(":event-type", .string("PayloadChunk")),
                        .init(":content-type", .string("application/octet-stream")),
                    ], payload: Array("{\"a\":".utf8)),
                EventMessage(
                    headers: [
                        .init(":message-type", event), .init(":event-type", .string("PayloadChunk")),
                        .init(":content-type", .string("application/octet-stream")),
                    ], payload: [0xFF, 0x00]),
                EventMessage(
                    headers: [
                        .init(":message-type", event), .init(":event-type", .string("InvokeComplete")),
                        .init(":content-type", .string("application/json")),
                    ], payload: Array(#"{"ErrorCode":"Unhandled","ErrorDetails":"ä","LogResult":"bA=="}"#.utf8)),
            ])
        let again = try self.response(stream())
        #expect(try await again.bodyParts().count == 4, "each event is sent when it is made")
    }

    @Test(arguments: [1, 7, 64, 10_000])
    func clientReadsEventsFromPieces(size: Int) async throws {
        let written = try response(stream())
        let bytes = try await written.bodyParts().flatMap { $0 }
        let body = BodyStream { send in
            for start in stride(from: 0, to: bytes.count, by: size) {
                try await send(Array(bytes[start..<min(start + size, bytes.count)]))
            }
        }
        let received = WireResponse(status: 200, headers: written.headers, stream: body)
        let output = try ClientCodec(.restJSON).decodeOutput(InvokeWithResponseStream.self, from: received)
        #expect(output.statusCode == 200)
        #expect(output.executedVersion == "3")
        #expect(output.responseStreamContentType == "application/vnd.amazon.eventstream")
        #expect(try await output.eventStream.events() == chunks)
    }

    /// Lambda's model lists no exception for the stream, so an error travels in headers alone.
    @Test func anErrorIsTheLastMessage() async throws {
        let error = ServiceError(code: "TooManyRequestsException", status: 429, message: "Rate exceeded")
        let response = try response(stream(failing: error))
        let messages = try await response.messages()
        #expect(messages.count == 4)
        #expect(
            messages.last
                == EventMessage(headers: [
                    .init(":message-type", .string("error")),
                    .init(":error-code", .string("TooManyRequestsException")),
                    .init(":error-message", .string("Rate exceeded")),
                ]))
        let received = WireResponse(
            status: 200, body: try await self.response(stream(failing: error)).bodyParts().flatMap { $0 })
        let output = try ClientCodec(.restJSON).decodeOutput(InvokeWithResponseStream.self, from: received)
        let thrown = await #expect(throws: ServiceError.self) { try await output.eventStream.events() }
        #expect(thrown?.code == "TooManyRequestsException")
        #expect(thrown?.message == "Rate exceeded")
    }

    /// A failure of this server's own.
    private struct Failure: Error {}

    @Test func anInternalFailureBreaksTheBodyOff() async throws {
        let response = try response(stream(failing: Failure()))
        let record = StreamRecord<[UInt8]>()
        await #expect(throws: Failure.self) { try await response.stream?.write { await record.append($0) } }
        #expect(await record.parts.count == 3)
    }

    @Test func clientNoticesABodyThatWasBrokenOff() async throws {
        let bytes = try await response(stream()).bodyParts().flatMap { $0 }
        let received = WireResponse(status: 200, body: Array(bytes.dropLast()))
        let output = try ClientCodec(.restJSON).decodeOutput(InvokeWithResponseStream.self, from: received)
        await #expect(throws: EventStreamFault.cutOff) { try await output.eventStream.events() }
    }

    /// The failure of a peer that is gone must reach the producer, so that it stops.
    @Test func theProducerLearnsThatThePeerIsGone() async throws {
        let record = StreamRecord<Int>()
        let response = try response(
            EventStream { send in
                for index in 0..<10 {
                    await record.append(index)
                    try await send(.payloadChunk(InvokeResponseStreamUpdate(payload: [1])))
                }
            })
        await #expect(throws: Failure.self) { try await response.stream?.write { _ in throw Failure() } }
        #expect(await record.parts == [0])
    }

    @Test func anAnswerWithoutContentHasNoStream() throws {
        let response = try response(status: 204, .empty)
        #expect(response.status == 204)
        #expect(response.stream == nil)
        #expect(response.headers["Content-Type"] == nil)
    }
}
