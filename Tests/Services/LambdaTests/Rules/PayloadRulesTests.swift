import Foundation
import Testing
import Wire

@testable import ServiceLambda

/// Clients see these texts when they send too much or no JSON.
struct PayloadRulesTests {
    @Test func nothingIsAnEmptyObject() throws {
        #expect(try PayloadRules.checked(nil, isEvent: false) == Array("{}".utf8))
        #expect(try PayloadRules.checked([], isEvent: true) == Array("{}".utf8))
    }

    @Test(arguments: [
        (
            false, 6_291_457,
            "6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)"
        ),
        (true, 1_048_577, "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)"),
    ])
    func limits(_ isEvent: Bool, _ size: Int, _ text: String) throws {
        func payload(_ size: Int) -> [UInt8] { [0x22] + [UInt8](repeating: 0x61, count: size - 2) + [0x22] }
        #expect(try PayloadRules.checked(payload(size - 1), isEvent: isEvent).count == size - 1)
        let error = #expect(throws: ServiceError.self) { try PayloadRules.checked(payload(size), isEvent: isEvent) }
        #expect(error?.message == text)
        #expect((error?.code, error?.status) == ("RequestEntityTooLargeException", 413))
    }

    @Test func otherTextIsNoPayload() {
        let error = #expect(throws: ServiceError.self) { try PayloadRules.checked(Array("x".utf8), isEvent: false) }
        #expect(
            error?.message.hasPrefix(
                "Could not parse request body into json: Could not parse payload into json: Unrecognized token 'x'")
                == true)
        #expect(error?.code == "InvalidRequestContentException")
    }

    @Test(arguments: ["%%%", "eA==", "W10=", "e30"])
    func contextMustBeAnObject(_ text: String) {
        let error = #expect(throws: ServiceError.self) { try PayloadRules.clientContext(text) }
        #expect(error?.message == "Client context must be a valid Base64-encoded JSON object.")
    }

    @Test func contextIsOpened() throws {
        #expect(try PayloadRules.clientContext("eyJhIjoxfQ==") == #"{"a":1}"#)
        #expect(try PayloadRules.clientContext(nil) == nil)
        let long = Data(#"{"a":"\#(String(repeating: "x", count: 3000))"}"#.utf8).base64EncodedString()
        #expect(throws: ServiceError.self) { try PayloadRules.clientContext(long) }
    }
}
