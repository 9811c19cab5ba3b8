/// Reads requests and writes answers in one of AWS's protocols.
///
/// It is stateless and knows no service; what a service may do differently is in its descriptor.
package struct ServerCodec: Hashable, Sendable {
    package let wireProtocol: WireProtocol

    package init(_ wireProtocol: WireProtocol) {
        self.wireProtocol = wireProtocol
    }

    /// Reads an operation's input, or throws the error that AWS answers to what cannot be read.
    ///
    /// Required members that were missing hold placeholders; `InputValidation` refuses them.
    package func decodeInput<O: ModelOperation>(
        _: O.Type,
        from request: WireRequest
    ) throws(ServiceError) -> Decoded<O.Input> {
        try decode(request, operation: O.descriptor) { try O.Input(from: $0) }
    }

    /// The same for a structure that is read by the caller's own code.
    package func decode<Value: Sendable>(
        _ request: WireRequest,
        operation: OperationDescriptor,
        _ read: (any ShapeReader) throws -> Value
    ) throws(ServiceError) -> Decoded<Value> {
        do {
            let reader = try reader(of: request, operation)
            let value = try read(reader)
            if let json = reader as? JSONReader { try json.finish() }
            return Decoded(value: value, missing: reader.missing)
        } catch {
            throw Self.refusal(error, wireProtocol, service: operation.service.name)
        }
    }

    private func reader(of request: WireRequest, _ operation: OperationDescriptor) throws -> any ShapeReader {
        switch wireProtocol {
        case .json10, .json11: return try JSONReader(request.body.isEmpty ? Array("{}".utf8) : request.body)
        case .query: return QueryReader(try Self.form(of: request))
        case .restJSON, .restXML:
            let template = URITemplate(operation.uri)
            guard let labels = template.labels(in: request.path) else {
                throw WireFault.malformed("The path does not fit the operation")
            }
            let parts = HTTPParts(
                headers: request.headers,
                query: try FormFields(request.query.utf8).fields,
                labels: labels,
                body: request.body
            )
            let format: BodyFormat = wireProtocol == .restJSON ? .json : .xml()
            return BindingReader(parts, format: format, constants: Set(template.query.map(\.name)))
        }
    }

    /// The fields of a query request: those of the body, and of the query string where there is no body.
    static func form(of request: WireRequest) throws -> FormFields {
        try request.body.isEmpty ? FormFields(request.query.utf8) : FormFields(request.body)
    }

    /// What AWS answers to bytes that cannot be read.
    static func refusal(_ error: any Error, _ wireProtocol: WireProtocol, service: String) -> ServiceError {
        let isMalformed: Bool
        let message: String
        switch error as? WireFault {
        case .malformed(let text): (isMalformed, message) = (true, text)
        case .unexpected(let text): (isMalformed, message) = (false, text)
        case .tooDeep: (isMalformed, message) = (true, "The input is nested too deeply.")
        case nil: (isMalformed, message) = (true, "The input could not be read.")
        }
        switch wireProtocol {
        case .json10, .json11, .restJSON:
            return ServiceError(code: "SerializationException", status: 400, message: message)
        case .query where isMalformed:
            return ServiceError(code: "MalformedQueryString", status: 404, message: message)
        case .restXML where service == "s3":
            return ServiceError(
                code: "MalformedXML",
                status: 400,
                message: "The XML you provided was not well-formed or did not validate against our published schema"
            )
        case .query, .restXML: return ServiceError(code: "MalformedInput", status: 400, message: message)
        }
    }

    /// Writes an operation's answer; throws only where a value cannot be written at all, which is an internal failure.
    package func encodeOutput<O: ModelOperation>(
        _: O.Type,
        _ output: O.Output,
        requestID: String
    ) throws -> WireResponse {
        try encode(operation: O.descriptor, schema: O.Output.schema, requestID: requestID) { try output.encode(to: $0) }
    }

    /// The same for a structure that is written by the caller's own code.
    package func encode(
        operation: OperationDescriptor,
        schema: StructureSchema,
        requestID: String,
        _ write: (any ShapeWriter) throws -> Void
    ) throws -> WireResponse {
        guard schema.eventStream == nil else {
            return try encodeStreamed(operation: operation, schema: schema, requestID: requestID, write)
        }
        return try encodeWhole(operation: operation, schema: schema, requestID: requestID, write)
    }

    /// Writes an answer that is whole before it is sent.
    func encodeWhole(
        operation: OperationDescriptor,
        schema: StructureSchema,
        requestID: String,
        _ write: (any ShapeWriter) throws -> Void
    ) throws -> WireResponse {
        switch wireProtocol {
        case .json10, .json11: return try jsonAnswer(operation, requestID, write)
        case .query: return try queryAnswer(operation, schema, requestID, write)
        case .restJSON, .restXML: return try restAnswer(operation, schema, requestID, write)
        }
    }

    private func jsonAnswer(
        _ operation: OperationDescriptor,
        _ requestID: String,
        _ write: (any ShapeWriter) throws -> Void
    ) throws -> WireResponse {
        let writer = JSONWriter()
        if operation.hasOutput { try write(writer) }
        let headers = HeaderList([
            .init("Content-Type", wireProtocol.contentType), .init("x-amzn-RequestId", requestID),
        ])
        return WireResponse(status: 200, headers: headers, body: writer.bytes)
    }

    private func queryAnswer(
        _ operation: OperationDescriptor,
        _ schema: StructureSchema,
        _ requestID: String,
        _ write: (any ShapeWriter) throws -> Void
    ) throws -> WireResponse {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes.append(0x3C)
        bytes.append(contentsOf: operation.name.utf8)
        bytes.append(contentsOf: "Response xmlns=\"".utf8)
        XMLText.appendAttribute(operation.service.xmlNamespace, to: &bytes)
        bytes.append(contentsOf: "\">".utf8)
        if operation.hasOutput {
            let name = operation.resultWrapper.isEmpty ? operation.name + "Result" : operation.resultWrapper
            let writer = XMLWriter(root: name, namesElements: true)
            try write(writer)
            bytes.append(contentsOf: writer.bytes)
        }
        bytes.append(contentsOf: "<ResponseMetadata><RequestId>".utf8)
        XMLText.append(requestID, to: &bytes)
        bytes.append(contentsOf: "</RequestId></ResponseMetadata></".utf8)
        bytes.append(contentsOf: operation.name.utf8)
        bytes.append(contentsOf: "Response>".utf8)
        let headers = HeaderList([.init("Content-Type", "text/xml"), .init("x-amzn-RequestId", requestID)])
        return WireResponse(status: 200, headers: headers, body: bytes)
    }

    private func restAnswer(
        _ operation: OperationDescriptor,
        _ schema: StructureSchema,
        _ requestID: String,
        _ write: (any ShapeWriter) throws -> Void
    ) throws -> WireResponse {
        let writer = BindingWriter(
            format: wireProtocol == .restJSON ? .json : .xml(),
            isRequest: false,
            bodyName: schema.locationName ?? schema.name,
            bodyNamespace: operation.service.xmlNamespace.isEmpty ? nil : XMLNamespace(operation.service.xmlNamespace)
        )
        if operation.hasOutput { try write(writer) }
        var headers = writer.parts.headers
        if !writer.parts.body.isEmpty, headers["Content-Type"] == nil,
            !(writer.hasRawBody && schema.bindsContentType)
        {
            headers.append("Content-Type", writer.hasRawBody ? "application/octet-stream" : wireProtocol.contentType)
        }
        headers.append(ErrorCodec.requestIDHeader(operation.service), requestID)
        let hasStatus = schema.members.contains { $0.location == .statusCode }
        let status = hasStatus && writer.parts.status != 0 ? writer.parts.status : operation.status
        return WireResponse(status: status, headers: headers, body: writer.parts.body)
    }

    /// Writes an error as the protocol spells it.
    package func encodeError(
        _ error: ServiceError,
        for service: ServiceDescriptor,
        requestID: String
    ) -> WireResponse {
        ErrorCodec(wireProtocol).encode(error, for: service, requestID: requestID)
    }
}

/// What was read of a request: a value, and what it lacks.
package struct Decoded<Value: Sendable>: Sendable {
    package var value: Value
    /// Paths of required members that were missing, such as `tags.1.member.key`.
    package var missing: [String]

    package init(value: Value, missing: [String] = []) {
        self.value = value
        self.missing = missing
    }
}

extension WireProtocol {
    /// The content type of its bodies.
    package var contentType: String {
        switch self {
        case .json10: "application/x-amz-json-1.0"
        case .json11: "application/x-amz-json-1.1"
        case .restJSON: "application/json"
        case .restXML: "application/xml"
        case .query: "application/x-www-form-urlencoded; charset=utf-8"
        }
    }
}
