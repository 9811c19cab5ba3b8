import IAMPolicy
import Kernel
import LambdaModel
import Storage
import Wire

/// Answers plain HTTP at the addresses of functions.
struct FunctionURLSite: Site {
    let service = "lambda"
    let operation = "InvokeFunctionUrl"

    private let engine: InvocationEngine
    private let urls: StampedCache<String, StoredFunctionURL?>

    init(engine: InvocationEngine) {
        self.engine = engine
        urls = StampedCache(engine.store.storage, spaces: [FunctionURLs.records.space])
    }

    func answers(host: String, path: String) -> Bool { FunctionURLHost(host) != nil }

    func place(of request: WireRequest) async throws -> SitePlace {
        let url = try await url(of: request)
        let isSigned = url.authType == FunctionUrlAuthType.awsIam.rawValue && preflight(request, at: url) == nil
        return SitePlace(
            account: url.id.account, region: url.id.region, signingName: isSigned ? "lambda" : nil)
    }

    /// Both actions are needed, as for all URLs made since October 2025.
    func permissions(for request: WireRequest, in call: Call) async throws -> [Permission] {
        let url = try await url(of: request)
        if preflight(request, at: url) != nil { return [] }
        let target = try await target(of: url)
        var asked = [
            target.permission(
                "lambda:InvokeFunctionUrl", in: call, context: ["lambda:FunctionUrlAuthType": [url.authType]]),
            target.permission(
                "lambda:InvokeFunction", in: call,
                context: ["lambda:FunctionUrlAuthType": [url.authType], "lambda:InvokedViaFunctionUrl": ["true"]]),
        ]
        // The call acts in the function's account, whoever signed it.
        for index in asked.indices { asked[index].resourceAccount = url.id.account }
        return asked
    }

    func respond(to request: WireRequest, in call: Call) async throws -> WireResponse {
        let url = try await url(of: request)
        if let fields = preflight(request, at: url) {
            return WireResponse(
                status: 200,
                headers: HeaderList([.init("Content-Type", "application/json"), Self.id(call.requestID)] + fields))
        }
        let order = try await order(for: request, at: url, in: call)
        let added = [Self.id(call.requestID)] + (url.cors?.headers(for: request) ?? [])
        if url.invokeMode == InvokeMode.responseStream.rawValue { return try await streamed(order, added) }
        let outcome = try await engine.run(order).outcome
        let answer = outcome.failure == nil ? FunctionURLAnswer(payload: outcome.payload) : .failure
        return WireResponse(
            status: answer.status, headers: HeaderList(answer.headers + added), body: answer.body)
    }

    func refusal(for error: ServiceError, requestID: String) -> WireResponse {
        let isForbidden = error.code.hasPrefix("AccessDenied") || error.code.hasPrefix("MissingAuthentication")
        var members = error.fields.sorted { $0.key < $1.key }.map { Document.Member($0.key, .string($0.value)) }
        members.append(
            isForbidden ? .init("Message", .string(Self.forbidden)) : .init("message", .string(error.message)))
        let type = isForbidden ? "AccessDeniedException" : error.jsonCode ?? error.code
        var headers = HeaderList([
            .init("Content-Type", "application/json"), Self.id(requestID), .init("x-amzn-ErrorType", type),
        ])
        headers.fields += error.headers.sorted { $0.key < $1.key }.map { HeaderList.Field($0.key, $0.value) }
        return WireResponse(
            status: isForbidden ? 403 : error.status, headers: headers, body: Document.object(members).json)
    }

    private static let forbidden =
        "Forbidden. For troubleshooting Function URL authorization issues, see: "
        + "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"

    private static func id(_ requestID: String) -> HeaderList.Field { .init("x-amzn-RequestId", requestID) }

    /// What stands at the address; an address without a function is refused like one that is not for the caller.
    private func url(of request: WireRequest) async throws -> StoredFunctionURL {
        let name = (request.headers["host"] ?? "").prefix { $0 != ":" }.lowercased()
        guard let host = FunctionURLHost(name),
            let url = try await urls.value(
                host.label, read: { try FunctionURLs.records.find("label", [.string(host.label)], in: $0) }),
            url.id.region.name == host.region
        else { throw CommonError.accessDenied(Self.forbidden) }
        return url
    }

    private func preflight(_ request: WireRequest, at url: StoredFunctionURL) -> [HeaderList.Field]? {
        CrossOriginRules.isPreflight(request) ? url.cors?.preflight(request) : nil
    }

    private func target(of url: StoredFunctionURL) async throws -> FunctionTarget {
        try await engine.directory.target(
            FunctionLocator(id: url.id, qualifier: url.qualifier.isEmpty ? nil : url.qualifier))
    }
}

extension FunctionURLSite {
    private func order(
        for request: WireRequest, at url: StoredFunctionURL, in call: Call
    ) async throws -> InvocationEngine.Order {
        let random = engine.store.random.bytes(12).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        let traceID = "Root=1-\(String(call.time.seconds, radix: 16))-\(random.joined())"
        let event = FunctionURLEvent(
            request: request,
            label: url.label,
            signer: url.authType == FunctionUrlAuthType.awsIam.rawValue
                ? Self.signer(of: request, call.principal) : nil,
            source: call.source,
            requestID: call.requestID,
            traceID: traceID,
            time: call.time
        ).json
        guard event.count <= PayloadRules.synchronousLimit else {
            throw ServiceError(code: "RequestEntityTooLargeException", status: 413, message: "Request Too Long")
        }
        return InvocationEngine.Order(
            target: try await target(of: url), requestID: call.requestID, payload: event,
            traceHeader: "\(traceID);Sampled=0")
    }

    private static func signer(of request: WireRequest, _ principal: Principal) -> FunctionURLEvent.Signer? {
        guard let account = principal.account else { return nil }
        let caller = Caller(principal)
        return FunctionURLEvent.Signer(
            accessKeyID: accessKeyID(in: request), account: account.digits, arn: caller.arn,
            userID: caller.userID ?? account.digits)
    }

    /// The key that the signature names, in the header or in the query.
    private static func accessKeyID(in request: WireRequest) -> String {
        let marks = [("Credential=", request.headers["authorization"] ?? ""), ("X-Amz-Credential=", request.query)]
        for (mark, text) in marks {
            guard let found = text.firstRange(of: mark) else { continue }
            return String(text[found.upperBound...].prefix { $0.isLetter || $0.isNumber })
        }
        return ""
    }

    /// Waits for the head of a streamed answer, and hands on the rest as it comes.
    private func streamed(
        _ order: InvocationEngine.Order, _ added: [HeaderList.Field]
    ) async throws -> WireResponse {
        let taker = engine.stream(order, version: engine.version(of: order.target))
        var answer = FunctionURLAnswer(
            status: 200, headers: [.init("Content-Type", "application/octet-stream")], body: [])
        var prelude: StreamPrelude?
        reading: while true {
            switch try await taker.next() {
            case .head(StreamPrelude.contentType): prelude = StreamPrelude()
            case .head(let type): answer.headers = [.init("Content-Type", type)]
            case .bytes(let bytes):
                guard var head = prelude else {
                    answer.body = bytes
                    break reading
                }
                switch head.take(bytes) {
                case .incomplete: prelude = head
                case .malformed: return failure(added)
                case .complete(let head, let rest):
                    guard let described = FunctionURLAnswer(prelude: head) else { return failure(added) }
                    answer = described
                    answer.body = rest
                    break reading
                }
            case nil:
                if taker.finished?.outcome.failure != nil || prelude != nil { return failure(added) }
                break reading
            }
        }
        let stream = BodyStream { send in
            while let part = try await taker.next() {
                if case .bytes(let bytes) = part { try await send(bytes) }
            }
            // A function that fails on the way leaves a body that is seen not to be whole.
            if taker.finished?.outcome.failure != nil { throw BrokenAnswer() }
        }
        return WireResponse(
            status: answer.status, headers: HeaderList(answer.headers + added), body: answer.body, stream: stream)
    }

    private func failure(_ added: [HeaderList.Field]) -> WireResponse {
        let answer = FunctionURLAnswer.failure
        return WireResponse(status: answer.status, headers: HeaderList(answer.headers + added), body: answer.body)
    }

    /// The function failed after its answer had begun.
    private struct BrokenAnswer: Error {}
}
