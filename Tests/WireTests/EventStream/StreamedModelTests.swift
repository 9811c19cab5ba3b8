import ModelSource
import Testing
import Wire
import WireInterpreter

/// Events may be bound to headers and payloads in every way that AWS's models know.
struct StreamedModelTests {
    /// A service that has every kind of event, in either protocol.
    private static func operation(_ wireProtocol: String) throws -> (ModelInterpreter, OperationModel) {
        let payload = wireProtocol == "json" ? "" : #", "payload": "Events""#
        let place = wireProtocol == "json" ? "" : #", "location": "header", "locationName": "X-Session""#
        let model = """
            {"metadata": {"protocol": "\(wireProtocol)", "jsonVersion": "1.1", "endpointPrefix": "x", "targetPrefix": "X"},
            "operations": {"Watch": {"http": {"method": "POST", "requestUri": "/watch"}, "output": {"shape": "Answer"}}},
            "shapes": {
            "String": {"type": "string"}, "Integer": {"type": "integer"}, "Boolean": {"type": "boolean"},
            "Blob": {"type": "blob"}, "Time": {"type": "timestamp"},
            "Strings": {"type": "list", "member": {"shape": "String"}},
            "Answer": {"type": "structure"\(payload), "members": {
                "Session": {"shape": "String"\(place)}, "Events": {"shape": "Events"}}},
            "Events": {"type": "structure", "eventstream": true, "members": {
                "bytes": {"shape": "Bytes"}, "text": {"shape": "Text"}, "inner": {"shape": "Inner"},
                "plain": {"shape": "Plain"}, "headersOnly": {"shape": "HeadersOnly"}, "nothing": {"shape": "Nothing"},
                "tooSlow": {"shape": "TooSlowException"}}},
            "Bytes": {"type": "structure", "event": true, "members": {"Payload": {"shape": "Blob", "eventpayload": true},
                "Text": {"shape": "String", "eventheader": true}}},
            "Text": {"type": "structure", "event": true, "members": {"Payload": {"shape": "String", "eventpayload": true}}},
            "Inner": {"type": "structure", "event": true, "members": {"Detail": {"shape": "Plain", "eventpayload": true}}},
            "Plain": {"type": "structure", "event": true, "members": {"Words": {"shape": "Strings"},
                "Count": {"shape": "Integer", "eventheader": true}, "Next": {"shape": "Text"}}},
            "HeadersOnly": {"type": "structure", "event": true, "members": {
                "Text": {"shape": "String", "eventheader": true}, "Blob": {"shape": "Blob", "eventheader": true},
                "Flag": {"shape": "Boolean", "eventheader": true}, "Count": {"shape": "Integer", "eventheader": true},
                "Time": {"shape": "Time", "eventheader": true}}},
            "Nothing": {"type": "structure", "event": true, "members": {}},
            "TooSlowException": {"type": "structure", "exception": true, "members": {
                "Message": {"shape": "String"}, "Reason": {"shape": "String"}}}
            }}
            """
        let interpreter = try ModelInterpreter(try Document(json: Array(model.utf8)))
        return (interpreter, interpreter.model.operations[0])
    }

    static let events: [DynamicValue] = [
        .map(["bytes": .map(["Payload": .blob([0, 1, 0xFF]), "Text": .string("ä🙂")])]),
        .map(["bytes": .map(["Payload": .blob([])])]),
        .map(["text": .map(["Payload": .string("ä <&>\n")])]),
        .map(["inner": .map(["Detail": .map(["Words": .list([.string("a"), .string("b")])])])]),
        .map([
            "plain": .map([
                "Words": .list([]), "Count": .integer(-5_000_000_000), "Next": .map(["Payload": .string("x")]),
            ])
        ]),
        .map(["plain": .map([:])]),
        .map([
            "headersOnly": .map([
                "Text": .string(""), "Blob": .blob([9]), "Flag": .boolean(false), "Count": .integer(-1),
                "Time": .timestamp(Timestamp(milliseconds: 1_700_000_000_123)),
            ])
        ]),
        .map(["nothing": .map([:])]),
    ]

    private func encode(_ wireProtocol: String, _ events: [DynamicValue]) throws -> WireResponse {
        let (interpreter, operation) = try Self.operation(wireProtocol)
        let value = DynamicValue.map(["Session": .string("s"), "Events": .list(events)])
        return try ServerCodec(interpreter.service.wireProtocol).encode(
            operation: interpreter.model.descriptor(of: operation, in: interpreter.service),
            schema: try interpreter.schema(operation.output),
            requestID: "r"
        ) { try interpreter.write(value, operation.output, to: $0) }
    }

    private func decode(_ wireProtocol: String, _ response: WireResponse) async throws -> DynamicValue {
        let (interpreter, operation) = try Self.operation(wireProtocol)
        let value = try ClientCodec(interpreter.service.wireProtocol).decode(
            response,
            operation: interpreter.model.descriptor(of: operation, in: interpreter.service),
            schema: try interpreter.schema(operation.output)
        ) { try interpreter.read(operation.output, from: $0) }
        return try await value.collected()
    }

    @Test(arguments: ["json", "rest-json"])
    func clientReadsWhatTheServerWrites(wireProtocol: String) async throws {
        let response = try encode(wireProtocol, Self.events)
        let body = try await response.bodyParts().flatMap { $0 }
        let received = WireResponse(status: response.status, headers: response.headers, body: body)
        let value = try await decode(wireProtocol, received)
        #expect(value == .map(["Session": .string("s"), "Events": .list(Self.events)]))
    }

    /// The JSON protocols have no headers for an answer's other members.
    @Test func anAnswerInJSONBeginsWithItsOtherMembers() async throws {
        let response = try encode("json", [])
        #expect(response.headers["Content-Type"] == "application/vnd.amazon.eventstream")
        let messages = try await response.messages()
        #expect(
            messages == [
                EventMessageTests.message(
                    [
                        ":message-type": .string("event"), ":event-type": .string("initial-response"),
                        ":content-type": .string("application/json"),
                    ], #"{"Session":"s"}"#)
            ])
    }

    @Test func aHeadersEventHasNoPayload() async throws {
        let messages = try await encode("rest-json", Array(Self.events.suffix(2))).messages()
        #expect(messages.map(\.payload) == [[], []])
        #expect(messages.map { $0[":content-type"] } == [nil, nil])
        #expect(messages[0]["Count"] == .integer(-1))
        #expect(messages[0]["Time"] == .timestamp(Timestamp(milliseconds: 1_700_000_000_123)))
    }

    private func failure(_ code: String) -> DynamicValue {
        .map([DynamicValue.streamError: .map(["code": .string(code), "message": .string("ä")])])
    }

    @Test(arguments: ["json", "rest-json"])
    func anErrorOfTheModelIsAnException(wireProtocol: String) async throws {
        let events = [Self.events[0], failure("TooSlowException")]
        let response = try encode(wireProtocol, events)
        let parts = try await response.bodyParts()
        let received = WireResponse(status: 200, headers: response.headers, body: parts.flatMap { $0 })
        #expect(
            try await received.messages().last
                == EventMessageTests.message(
                    [
                        ":message-type": .string("exception"), ":exception-type": .string("tooSlow"),
                        ":content-type": .string("application/json"),
                    ], #"{"Message":"ä"}"#))
        #expect(try await decode(wireProtocol, received) == .map(["Session": .string("s"), "Events": .list(events)]))
    }

    /// New events come to a service without notice.
    @Test func unknownEventsAreLeftOut() async throws {
        let known = try encode("rest-json", [Self.events[0]])
        let unknown = EventMessageTests.message([
            ":message-type": .string("event"), ":event-type": .string("tomorrow"),
        ])
        let body = try await unknown.encoded() + known.bodyParts().flatMap { $0 }
        let received = WireResponse(status: 200, headers: known.headers, body: body)
        let value = try await decode("rest-json", received)
        #expect(value == .map(["Session": .string("s"), "Events": .list([Self.events[0]])]))
    }

    @Test(arguments: [[:], ["Text": EventHeaderValue.integer(1)]])
    func clientRefusesWhatTheModelDoesNotMean(headers: [String: EventHeaderValue]) async throws {
        let type: [EventMessage.Header] =
            headers.isEmpty
            ? [] : [.init(":message-type", .string("event")), .init(":event-type", .string("headersOnly"))]
        let message = EventMessage(headers: type + headers.map { .init($0.key, $0.value) })
        let received = WireResponse(status: 200, body: try message.encoded())
        await #expect(throws: WireFault.self) { try await decode("rest-json", received) }
    }
}
