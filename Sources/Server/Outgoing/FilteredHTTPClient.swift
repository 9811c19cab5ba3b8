internal import AsyncHTTPClient
internal import Foundation
internal import Kernel
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// The one way out: resolves a name, refuses private addresses, and connects to the address that it checked.
///
/// A name that answers differently the second time gains nothing, since it is asked only once.
struct FilteredHTTPClient: OutgoingHTTP {
    /// How long a host has for its whole answer.
    private static let seconds: Int64 = 5

    let allowsPrivateNetworks: Bool
    /// Addresses that the operator put in the place of providers' own, by origin; they are not filtered.
    let overrides: [String: String]

    func answer(to url: String, headers: [String: String], limit: Int) async throws(OutgoingFault) -> OutgoingAnswer {
        let override = overrides.first { url == $0.key || url.hasPrefix($0.key + "/") }
        let target = override.map { $0.value + url.dropFirst($0.key.count) } ?? url
        // What is said of an address in faults, which are logged: a query may hold a secret.
        let name = String(url.prefix { $0 != "?" })
        guard let parts = URLComponents(string: target), let host = parts.host, !host.isEmpty else {
            throw .failed("'\(name)' is not a URL")
        }
        guard parts.scheme == "https" || override != nil else { throw .refused("'\(name)' is not an https URL") }
        let hostName = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        let addresses = try await Self.resolve(hostName)
        let isOpen = allowsPrivateNetworks || override != nil
        guard let address = addresses.first(where: { isOpen || AddressFilter.isPublic($0.bytes) }) else {
            throw .refused("'\(hostName)' lies in a private network")
        }
        var request = HTTPClientRequest(url: target)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        do {
            return try await Self.execute(request, host: hostName, at: address.text, limit: limit)
        } catch is NIOTooManyBytesError {
            throw .tooMuch("'\(name)' is longer than \(limit) bytes")
        } catch {
            throw .failed("'\(name)': \(error)")
        }
    }

    private static func execute(
        _ request: HTTPClientRequest,
        host: String,
        at address: String,
        limit: Int
    ) async throws -> OutgoingAnswer {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.dnsOverride = [host: address]
        configuration.decompression = .disabled
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let exchange = Task {
            let response = try await client.execute(request, timeout: .seconds(seconds))
            let body = try await response.body.collect(upTo: limit)
            // Cut off in the middle, a body would look like a short one.
            try Task.checkCancellation()
            return OutgoingAnswer(status: Int(response.status.code), body: Array(buffer: body))
        }
        // The client's own limit ends with the headers: a host that sends a byte now and then would never be left.
        let watch = Task {
            try await Task.sleep(for: .seconds(seconds))
            exchange.cancel()
        }
        let result = await exchange.result
        watch.cancel()
        try? await client.shutdown()
        return try result.get()
    }

    /// An address as the resolver gave it, in both forms.
    private struct Address: Sendable {
        var text: String
        var bytes: [UInt8]
    }

    /// Asks the system's resolver, off the cooperative threads since it blocks.
    private static func resolve(_ name: String) async throws(OutgoingFault) -> [Address] {
        let addresses = try? await NIOThreadPool.singleton.runIfActive { lookUp(name) }
        guard let addresses, !addresses.isEmpty else { throw .failed("'\(name)' cannot be resolved") }
        return addresses
    }

    private static func lookUp(_ name: String) -> [Address] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if os(Linux)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: [Address] = []
        var next = list
        while let entry = next {
            if let address = address(of: entry.pointee) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func address(of entry: addrinfo) -> Address? {
        guard let pointer = entry.ai_addr else { return nil }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        switch entry.ai_family {
        case AF_INET:
            return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { socket in
                var raw = socket.pointee.sin_addr
                inet_ntop(AF_INET, &raw, &text, socklen_t(text.count))
                return Address(text: string(text), bytes: withUnsafeBytes(of: raw, Array.init))
            }
        case AF_INET6:
            return pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { socket in
                var raw = socket.pointee.sin6_addr
                inet_ntop(AF_INET6, &raw, &text, socklen_t(text.count))
                return Address(text: string(text), bytes: withUnsafeBytes(of: raw, Array.init))
            }
        default:
            return nil
        }
    }

    private static func string(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
