internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
package import Wire

/// Calls operations of the running server over HTTP, as root of its default account.
package struct OperatorClient: Sendable {
    private let location: ServerLocation

    package init(location: ServerLocation) {
        self.location = location
    }

    /// Sends one signed request; throws the server's `ServiceError`, or a `StartFault` when nobody answers.
    package func call<O: ModelOperation>(_ operation: O.Type, _ input: O.Input) async throws -> O.Output {
        let service = O.descriptor.service
        let codec = ClientCodec(service.wireProtocol)
        var request = try codec.encodeRequest(operation, input)
        guard let host = URLComponents(string: location.endpoint)?.encodedHostAndPort else {
            throw StartFault("'\(location.endpoint)' is not a URL")
        }
        request.headers.append("Host", host)
        let keys = SigningCredentials(accessKeyID: location.accessKeyID, secretAccessKey: location.secretKey)
        let signer = Signer(credentials: keys, region: location.region, service: service.signingName)
        signer.sign(&request, at: SystemClock().now())
        let response = try await send(request)
        guard (200..<300).contains(response.status) else { throw codec.decodeError(response) }
        return try codec.decodeOutput(operation, from: response)
    }

    private func send(_ message: WireRequest) async throws -> WireResponse {
        var request = HTTPClientRequest(url: location.endpoint + message.path)
        request.method = .RAW(value: message.method)
        for field in message.headers.fields { request.headers.add(name: field.name, value: field.value) }
        request.body = .bytes(ByteBuffer(bytes: message.body))
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
            let headers = HeaderList(response.headers.map { .init($0.name, $0.value) })
            let body = try await response.body.collect(upTo: 16 << 20)
            return WireResponse(status: Int(response.status.code), headers: headers, body: Array(buffer: body))
        } catch {
            throw StartFault("no server answers at \(location.endpoint): start it with 'martlet serve' (\(error))")
        }
    }
}

extension URLComponents {
    /// As the `Host` header has it.
    fileprivate var encodedHostAndPort: String? {
        encodedHost.map { host in port.map { "\(host):\($0)" } ?? host }
    }
}
