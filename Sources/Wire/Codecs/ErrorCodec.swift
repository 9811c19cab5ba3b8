/// Writes and reads errors in one of AWS's protocols.
struct ErrorCodec {
    let wireProtocol: WireProtocol

    init(_ wireProtocol: WireProtocol) {
        self.wireProtocol = wireProtocol
    }

    /// S3 names its header differently from all others.
    static func requestIDHeader(_ service: ServiceDescriptor) -> String {
        service.name == "s3" ? "x-amz-request-id" : "x-amzn-RequestId"
    }

    func encode(_ error: ServiceError, for service: ServiceDescriptor, requestID: String) -> WireResponse {
        var headers = HeaderList()
        let code = wireProtocol.isJSON ? error.jsonCode ?? error.code : error.code
        let body: [UInt8]
        if wireProtocol.isJSON {
            headers.append("Content-Type", wireProtocol.contentType)
            if wireProtocol == .restJSON { headers.append("x-amzn-ErrorType", code) }
            if service.isQueryCompatible {
                headers.append("x-amzn-query-error", "\(error.code);\(error.isServerFault ? "Receiver" : "Sender")")
            }
            body = json(error, code)
        } else {
            let isS3 = service.name == "s3"
            headers.append("Content-Type", isS3 ? "application/xml" : "text/xml")
            body = isS3 ? s3(error, requestID) : xml(error, service, requestID)
        }
        headers.append(Self.requestIDHeader(service), requestID)
        headers.fields += error.headers.sorted { $0.key < $1.key }.map { HeaderList.Field($0.key, $0.value) }
        let hasOwnStatus = wireProtocol == .json10 || wireProtocol == .json11
        let status = hasOwnStatus ? error.jsonStatus ?? error.status : error.status
        return WireResponse(status: status, headers: headers, body: body)
    }

    private func json(_ error: ServiceError, _ code: String) -> [UInt8] {
        var members = [
            Document.Member("__type", .string(code)),
            Document.Member(error.messageName ?? "message", .string(error.message)),
        ]
        for (name, value) in error.fields.sorted(by: { $0.key < $1.key }) {
            members.append(Document.Member(name, .string(value)))
        }
        return Document.object(members).json
    }

    private func xml(_ error: ServiceError, _ service: ServiceDescriptor, _ requestID: String) -> [UInt8] {
        var bytes = Array("<ErrorResponse xmlns=\"".utf8)
        XMLText.appendAttribute(service.xmlNamespace, to: &bytes)
        bytes.append(contentsOf: "\"><Error>".utf8)
        append("Type", error.isServerFault ? "Receiver" : "Sender", to: &bytes)
        appendDetail(of: error, to: &bytes)
        bytes.append(contentsOf: "</Error>".utf8)
        append("RequestId", requestID, to: &bytes)
        bytes.append(contentsOf: "</ErrorResponse>".utf8)
        return bytes
    }

    /// S3's errors have no envelope.
    private func s3(_ error: ServiceError, _ requestID: String) -> [UInt8] {
        var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>".utf8)
        appendDetail(of: error, to: &bytes)
        append("RequestId", requestID, to: &bytes)
        bytes.append(contentsOf: "</Error>".utf8)
        return bytes
    }

    private func appendDetail(of error: ServiceError, to bytes: inout [UInt8]) {
        append("Code", error.code, to: &bytes)
        append("Message", error.message, to: &bytes)
        for (name, value) in error.fields.sorted(by: { $0.key < $1.key }) { append(name, value, to: &bytes) }
    }

    private func append(_ name: String, _ text: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "<\(name)>".utf8)
        XMLText.append(text, to: &bytes)
        bytes.append(contentsOf: "</\(name)>".utf8)
    }

    /// Reads an error, however badly it is written: the status stands in for a code that cannot be found.
    func decode(_ response: WireResponse) -> ServiceError {
        let found = wireProtocol.isJSON ? jsonError(response) : xmlError(response)
        return found ?? ServiceError(code: String(response.status), status: response.status, message: "")
    }

    private func jsonError(_ response: WireResponse) -> ServiceError? {
        let document = (try? Document(json: response.body)) ?? .object([])
        let header = response.headers["x-amzn-ErrorType"]
        let stated = header ?? document["__type"]?.text ?? document["code"]?.text ?? document["Code"]?.text
        guard let stated else { return nil }
        var fields: [String: String] = [:]
        for member in document.members where !["__type", "message", "Message"].contains(member.name) {
            if let text = member.value.text { fields[member.name] = text }
        }
        let queryCode = response.headers["x-amzn-query-error"]?.split(separator: ";").first
        let code = Self.plain(stated)
        return ServiceError(
            code: queryCode.map(String.init) ?? code,
            jsonCode: queryCode == nil ? nil : code,
            status: response.status,
            message: document["message"]?.text ?? document["Message"]?.text ?? "",
            fields: fields
        )
    }

    /// `namespace#Code:uri` without what is around the code.
    private static func plain(_ code: String) -> String {
        let head = code.split(separator: ":").first ?? ""
        return String(head.split(separator: "#").last ?? "")
    }

    private func xmlError(_ response: WireResponse) -> ServiceError? {
        guard let tree = try? XMLParser.parse(response.body) else { return nil }
        let envelope = tree.child("Errors", of: tree.root) ?? tree.root
        let error = tree.child("Error", of: envelope) ?? tree.root
        guard let code = tree.child("Code", of: error) else { return nil }
        var fields: [String: String] = [:]
        for child in tree.children(of: error) where tree.children(of: child).isEmpty {
            fields[tree.elements[child].name] = tree.elements[child].text
        }
        let message = fields["Message"] ?? fields["message"] ?? ""
        for name in ["Code", "Message", "message", "Type", "RequestId", "HostId"] { fields[name] = nil }
        return ServiceError(
            code: tree.elements[code].text, status: response.status, message: message, fields: fields)
    }
}
