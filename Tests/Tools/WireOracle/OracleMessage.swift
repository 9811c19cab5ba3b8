import Wire
import WireInterpreter

/// HTTP messages in the lines of the oracle; bodies are hexadecimal.
enum OracleMessage {
    static func request(_ json: Document) throws -> WireRequest {
        WireRequest(
            method: json["method"]?.text ?? "POST",
            path: json["path"]?.text ?? "/",
            query: json["query"]?.text ?? "",
            headers: headers(json),
            body: try Hexadecimal.bytes(json["body"]?.text ?? "")
        )
    }

    static func response(_ json: Document) throws -> WireResponse {
        WireResponse(
            status: Int(json["status"]?.number ?? 200),
            headers: headers(json),
            body: try Hexadecimal.bytes(json["body"]?.text ?? "")
        )
    }

    private static func headers(_ json: Document) -> HeaderList {
        HeaderList(
            (json["headers"]?.elements ?? []).map { pair in
                HeaderList.Field(pair.elements.first?.text ?? "", pair.elements.last?.text ?? "")
            }
        )
    }

    private static func document(_ headers: HeaderList) -> Document {
        .array(headers.fields.map { .array([.string($0.name), .string($0.value)]) })
    }

    static func document(_ request: WireRequest) -> Document {
        .object([
            Document.Member("method", .string(request.method)),
            Document.Member("path", .string(request.path)),
            Document.Member("query", .string(request.query)),
            Document.Member("headers", document(request.headers)),
            Document.Member("body", .string(Hexadecimal.text(request.body))),
        ])
    }

    static func document(_ response: WireResponse) -> Document {
        .object([
            Document.Member("status", .integer(response.status)),
            Document.Member("headers", document(response.headers)),
            Document.Member("body", .string(Hexadecimal.text(response.body))),
        ])
    }
}

extension WireResponse {
    /// The answer with all of its body.
    func collected() async throws -> WireResponse {
        guard let stream else { return self }
        let collection = BodyCollection(body)
        try await stream.write { await collection.append($0) }
        return WireResponse(status: status, headers: headers, body: await collection.bytes)
    }
}

/// The bytes of one body, in order.
private actor BodyCollection {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func append(_ part: [UInt8]) { bytes += part }
}
