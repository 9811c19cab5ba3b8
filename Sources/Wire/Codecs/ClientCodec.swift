/// Writes requests and reads answers in one of AWS's protocols: `ServerCodec` from the other end.
package struct ClientCodec: Hashable, Sendable {
    package let wireProtocol: WireProtocol

    package init(_ wireProtocol: WireProtocol) {
        self.wireProtocol = wireProtocol
    }

    /// Writes a call, unsigned and without a host. A given token fills an idempotency token that the input leaves out.
    package func encodeRequest<O: ModelOperation>(
        _: O.Type,
        _ input: O.Input,
        idempotencyToken: String? = nil
    ) throws -> WireRequest {
        try encode(operation: O.descriptor, schema: O.Input.schema, idempotencyToken: idempotencyToken) {
            try input.encode(to: $0)
        }
    }

    /// The same for a structure that is written by the caller's own code.
    package func encode(
        operation: OperationDescriptor,
        schema: StructureSchema,
        idempotencyToken: String? = nil,
        _ write: (any ShapeWriter) throws -> Void
    ) throws -> WireRequest {
        func fill(_ writer: any ShapeWriter) throws {
            if let idempotencyToken, schema.members.contains(where: \.isIdempotencyToken) {
                try write(TokenWriter(writer, token: idempotencyToken))
            } else {
                try write(writer)
            }
        }
        switch wireProtocol {
        case .json10, .json11: return try jsonRequest(operation, fill)
        case .query:
            let writer = QueryWriter(action: operation.name, version: operation.service.apiVersion)
            if operation.hasInput { try fill(writer) }
            let headers = HeaderList([.init("Content-Type", wireProtocol.contentType)])
            return WireRequest(method: operation.method, path: "/", headers: headers, body: writer.bytes)
        case .restJSON, .restXML: return try restRequest(operation, schema, fill)
        }
    }

    private func jsonRequest(
        _ operation: OperationDescriptor,
        _ write: (any ShapeWriter) throws -> Void
    ) throws -> WireRequest {
        let writer = JSONWriter()
        if operation.hasInput { try write(writer) }
        var headers = HeaderList([
            .init("Content-Type", wireProtocol.contentType),
            .init("X-Amz-Target", "\(operation.service.targetPrefix).\(operation.name)"),
        ])
        if operation.service.isQueryCompatible { headers.append("x-amzn-query-mode", "true") }
        let body = operation.hasInput ? writer.bytes : Array("{}".utf8)
        return WireRequest(method: operation.method, path: "/", headers: headers, body: body)
    }

    private func restRequest(
        _ operation: OperationDescriptor,
        _ schema: StructureSchema,
        _ write: (any ShapeWriter) throws -> Void
    ) throws -> WireRequest {
        let writer = BindingWriter(
            format: wireProtocol == .restJSON ? .json : .xml(),
            isRequest: true,
            bodyName: schema.locationName ?? schema.name,
            bodyNamespace: schema.namespace
        )
        if operation.hasInput { try write(writer) }
        let template = URITemplate(operation.uri)
        var headers = writer.parts.headers
        if headers["Content-Type"] == nil, !(writer.hasRawBody && schema.bindsContentType) {
            if writer.hasRawBody {
                let kind = schema.payload.map { schema.members[$0].shape.kind }
                headers.append("Content-Type", kind == .string ? "text/plain" : "application/octet-stream")
            } else if !writer.parts.body.isEmpty {
                headers.append("Content-Type", wireProtocol.contentType)
            }
        }
        let constants = template.query.map { name, value in value.map { "\(name)=\($0)" } ?? name }
        let fields = writer.parts.query.map { field in
            "\(PercentCoding.encode(field.name))=\(PercentCoding.encode(field.value))"
        }
        return WireRequest(
            method: operation.method,
            path: try template.path(writer.parts.labels),
            query: (constants + fields).joined(separator: "&"),
            headers: headers,
            body: writer.parts.body
        )
    }

    /// Reads an operation's answer, or throws `WireFault`.
    package func decodeOutput<O: ModelOperation>(_: O.Type, from response: WireResponse) throws -> O.Output {
        try decode(response, operation: O.descriptor, schema: O.Output.schema) { try O.Output(from: $0) }
    }

    /// The same for a structure that is read by the caller's own code.
    package func decode<Value>(
        _ response: WireResponse,
        operation: OperationDescriptor,
        schema: StructureSchema,
        _ read: (any ShapeReader) throws -> Value
    ) throws -> Value {
        if schema.eventStream != nil { return try decodeStreamed(response, read) }
        switch wireProtocol {
        case .json10, .json11:
            let isEmpty = response.body.isEmpty || !operation.hasOutput
            let reader = try JSONReader(isEmpty ? Array("{}".utf8) : response.body)
            let value = try read(reader)
            try reader.finish()
            return value
        case .query:
            let steps = [operation.resultWrapper.isEmpty ? operation.name + "Result" : operation.resultWrapper]
            let isEmpty = response.body.isEmpty || !operation.hasOutput
            return try read(try XMLReader(isEmpty ? Array("<Empty/>".utf8) : response.body, at: steps))
        case .restJSON, .restXML:
            let parts = HTTPParts(headers: response.headers, status: response.status, body: response.body)
            return try read(BindingReader(parts, format: wireProtocol == .restJSON ? .json : .xml()))
        }
    }

    /// Reads the members of an error's own shape by the caller's code, or throws `WireFault`.
    package func decodeError<Value>(
        _ response: WireResponse,
        _ read: (any ShapeReader) throws -> Value
    ) throws -> Value {
        switch wireProtocol {
        case .json10, .json11: return try read(try JSONReader(response.body.isEmpty ? Array("{}".utf8) : response.body))
        case .query: return try read(try XMLReader(response.body, at: ["Error"]))
        case .restJSON, .restXML:
            let parts = HTTPParts(headers: response.headers, status: response.status, body: response.body)
            return try read(BindingReader(parts, format: wireProtocol == .restJSON ? .json : .xml(at: ["Error"])))
        }
    }

    /// Reads an error, however badly it is written.
    package func decodeError(_ response: WireResponse) -> ServiceError {
        ErrorCodec(wireProtocol).decode(response)
    }
}
