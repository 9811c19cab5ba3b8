import Testing
import Wire

/// SDKs find an error's code in different places for each protocol.
struct ErrorCodecTests {
    private let error = ServiceError(
        code: "AccessDenied",
        jsonCode: "AccessDeniedException",
        status: 403,
        jsonStatus: 400,
        message: "a < b & \"c\"",
        fields: ["Reason": "none"],
        headers: ["Retry-After": "1"]
    )

    private func service(_ wireProtocol: WireProtocol, name: String = "x") -> ServiceDescriptor {
        ServiceDescriptor(
            name: name, signingName: name, apiVersion: "1", wireProtocol: wireProtocol, xmlNamespace: "https://x/")
    }

    @Test(arguments: WireProtocol.allCases)
    func roundTrips(wireProtocol: WireProtocol) {
        let response = ServerCodec(wireProtocol).encodeError(error, for: service(wireProtocol), requestID: "id-1")
        let read = ClientCodec(wireProtocol).decodeError(response)
        #expect(response.status == (wireProtocol == .json10 || wireProtocol == .json11 ? 400 : 403))
        #expect(read.code == (wireProtocol.isJSON ? "AccessDeniedException" : "AccessDenied"))
        #expect(read.message == error.message)
        #expect(read.fields == error.fields)
        #expect(response.headers["x-amzn-requestid"] == "id-1")
        #expect(response.headers["retry-after"] == "1")
    }

    @Test func spellsQueryErrors() {
        let response = ServerCodec(.query).encodeError(error, for: service(.query), requestID: "id-1")
        #expect(
            String(decoding: response.body, as: UTF8.self)
                == "<ErrorResponse xmlns=\"https://x/\"><Error><Type>Sender</Type><Code>AccessDenied</Code>"
                + "<Message>a &lt; b &amp; &quot;c&quot;</Message><Reason>none</Reason></Error>"
                + "<RequestId>id-1</RequestId></ErrorResponse>")
    }

    @Test func spellsS3ErrorsWithoutEnvelope() {
        let response = ServerCodec(.restXML).encodeError(error, for: service(.restXML, name: "s3"), requestID: "id-1")
        let text = String(decoding: response.body, as: UTF8.self)
        #expect(text.contains("<Error><Code>AccessDenied</Code>"))
        #expect(!text.contains("ErrorResponse"))
        #expect(response.headers["x-amz-request-id"] == "id-1")
    }

    /// Some clients read an error's members by their exact names.
    @Test(arguments: [WireProtocol.json11, .restJSON])
    func spellsTheMessageAsTheErrorsShapeDoes(wireProtocol: WireProtocol) throws {
        let error = ServiceError(code: "Gone", status: 404, message: "m", messageName: "Message")
        let response = ServerCodec(wireProtocol).encodeError(error, for: service(wireProtocol), requestID: "id-1")
        #expect(try Document(json: response.body)["Message"] == .string("m"))
        #expect(try Document(json: response.body)["message"] == nil)
        #expect(ClientCodec(wireProtocol).decodeError(response).message == "m")
    }

    @Test func spellsRestJSONErrorsInAHeader() {
        let response = ServerCodec(.restJSON).encodeError(error, for: service(.restJSON), requestID: "id-1")
        #expect(response.headers["x-amzn-errortype"] == "AccessDeniedException")
    }
}
