internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
package import Wire

/// Calls any operation of any service of a running server over HTTP, with the keys of its location: those of the root
/// of its default account where they come from its data folder.
package struct OperatorClient: Sendable {
    private let location: ServerLocation
    private let tls: TLSConfiguration?

    /// Refuses a location whose certificate cannot be read.
    package init(location: ServerLocation) throws(StartFault) {
        self.location = location
        tls = try location.trust.map { trust throws(StartFault) in try trust.configuration() }
    }

    /// Sends one signed request; throws the server's `ServiceError`, or a `StartFault` when nobody answers.
    ///
    /// - Parameter seconds: how long to wait for the whole answer.
    package func call<O: ModelOperation>(
        _ operation: O.Type, _ input: O.Input, waiting seconds: Int64 = 30
    ) async throws -> O.Output {
        let service = O.descriptor.service
        let codec = ClientCodec(service.wireProtocol)
        var request = try codec.encodeRequest(operation, input)
        guard let host = URLComponents(string: location.endpoint)?.encodedHostAndPort else {
            throw StartFault("'\(location.endpoint)' is not a URL")
        }
        request.headers.append("Host", host)
        let keys = SigningCredentials(
            accessKeyID: location.accessKeyID, secretAccessKey: location.secretKey,
            sessionToken: location.sessionToken)
        let signer = Signer(credentials: keys, region: location.region, service: service.signingName)
        signer.sign(&request, at: SystemClock().now())
        let response = try await send(request, waiting: seconds)
        guard (200..<300).contains(response.status) else { throw codec.decodeError(response) }
        return try codec.decodeOutput(operation, from: response)
    }

    /// Tells at once why a connection fails instead of trying on; a server that is not there does not come by waiting.
    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    private func send(_ message: WireRequest, waiting seconds: Int64) async throws -> WireResponse {
        let query = message.query.isEmpty ? "" : "?" + message.query
        var draft = HTTPClientRequest(url: location.endpoint + message.path + query)
        draft.method = .RAW(value: message.method)
        for field in message.headers.fields { draft.headers.add(name: field.name, value: field.value) }
        draft.body = .bytes(ByteBuffer(bytes: message.body))
        let request = draft
        do {
            return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
                let response = try await client.execute(request, timeout: .seconds(seconds))
                let headers = HeaderList(response.headers.map { .init($0.name, $0.value) })
                let body = try await response.body.collect(upTo: 64 << 20)
                return WireResponse(status: Int(response.status.code), headers: headers, body: Array(buffer: body))
            }
        } catch let error as NIOSSLError {
            throw StartFault(
                "the server at \(location.endpoint) shows a certificate that is not trusted: name the file of its "
                    + "authority with --ca or \(ServerLocation.authorityVariable) (\(error))")
        } catch {
            if let error = error as? HTTPClientError, error == .deadlineExceeded {
                throw StartFault("\(location.endpoint) did not answer within \(seconds) seconds")
            }
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
