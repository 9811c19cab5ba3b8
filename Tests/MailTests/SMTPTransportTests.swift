import Foundation
import Kernel
import Testing
import Wire

@testable import Mail

/// Sends real mails by the real libcurl; the server comes from the environment, else there is nothing to test with.
///
/// `MARTLET_TEST_SMTP` is `security:host:port` with TLS; `_USER`, `_PASSWORD` and `_CA` say the rest. The server must
/// refuse recipients that begin with `refused` (550) or `busy` (450).
@Suite(.enabled(if: ProcessInfo.processInfo.environment["MARTLET_TEST_SMTP"] != nil))
struct SMTPTransportTests {
    private func transport(_ change: (inout SMTPSettings) -> Void = { _ in }) throws -> SMTPTransport {
        let environment = ProcessInfo.processInfo.environment
        let parts = try #require(environment["MARTLET_TEST_SMTP"]).split(separator: ":").map(String.init)
        var settings = SMTPSettings(
            host: parts[1], port: Int(parts[2]), security: try #require(.init(rawValue: parts[0])),
            user: environment["MARTLET_TEST_SMTP_USER"], password: environment["MARTLET_TEST_SMTP_PASSWORD"],
            sender: try #require(MailAddress("Postcards <no-reply@example.com>")),
            authority: environment["MARTLET_TEST_SMTP_CA"])
        change(&settings)
        return try SMTPTransport(settings)
    }

    private func message(_ number: Int, to recipient: String = "ada@example.com") -> MailMessage {
        MailMessage(
            id: "mail-\(number)", time: Timestamp(seconds: 1_800_000_000), recipient: recipient,
            subject: "Grüße \(number)", body: ".\nYour code is <b>\(number)</b> = é\n.")
    }

    @Test("Mails go out one after another and at the same time")
    func sending() async throws {
        let transport = try transport()
        for number in 0..<3 { try await transport.send(message(number)) }
        try await withThrowingTaskGroup { group in
            for number in 3..<20 { group.addTask { try await transport.send(message(number)) } }
            try await group.waitForAll()
        }
    }

    @Test("The server's own words come back")
    func refusals() async throws {
        let transport = try transport()
        let permanent = await #expect(throws: DeliveryFault.self) {
            try await transport.send(message(1, to: "refused@example.com"))
        }
        guard case .permanent(let reason) = permanent else { throw try #require(permanent) }
        #expect(reason.contains("550"))
        let temporary = await #expect(throws: DeliveryFault.self) {
            try await transport.send(message(1, to: "busy@example.com"))
        }
        guard case .temporary(let cause) = temporary else { throw try #require(temporary) }
        #expect(cause.contains("450"))
        // The connection is good for the next one.
        try await transport.send(message(2))
    }

    @Test("A wrong password, a stranger's certificate and a closed port are told apart, and tried again")
    func settings() async throws {
        let cases: [((inout SMTPSettings) -> Void, String)] = [
            ({ $0.password = "wrong" }, "535"), ({ $0.authority = nil }, "certificate"), ({ $0.port = 1 }, "onnect"),
        ]
        for (change, words) in cases {
            let transport = try transport(change)
            let fault = await #expect(throws: DeliveryFault.self) { try await transport.send(message(1)) }
            guard case .temporary(let reason) = fault else { throw try #require(fault) }
            #expect(reason.contains(words))
        }
    }

    @Test("A stopping server does not wait for one that hangs")
    func cancellation() async throws {
        let listener = try #require(SilentListener())
        let transport = try transport { $0.port = listener.port }
        let began = ContinuousClock.now
        let sending = Task { try await transport.send(message(1)) }
        sending.cancel()
        let result = await sending.result
        #expect(throws: DeliveryFault.self) { try result.get() }
        #expect(ContinuousClock.now - began < .seconds(12))
    }
}

/// Accepts connections, by the kernel's backlog, and never says a word.
private final class SilentListener: Sendable {
    private let socketNumber: Int32
    let port: Int

    init?() {
        #if canImport(Glibc)
            let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let number = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(number, $0, length) == 0 && listen(number, 8) == 0 && getsockname(number, $0, &length) == 0
            }
        }
        guard number >= 0, isBound else { return nil }
        socketNumber = number
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit {
        close(socketNumber)
    }
}
