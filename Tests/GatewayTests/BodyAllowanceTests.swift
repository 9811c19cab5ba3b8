import Kernel
import Testing
import Wire

@testable import Gateway

/// A body's limit is known before it is read, and all bodies together have one too.
@Suite struct BodyAllowanceTests {
    private static func head(
        _ type: String? = nil, isSigned: Bool = true, scope: String = "unknown"
    ) -> WireRequest {
        var headers = HeaderList()
        if let type { headers.append("Content-Type", type) }
        if isSigned {
            headers.append("X-Amz-Date", "20261101T000000Z")
            headers.append(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIA/20261101/us-east-1/\(scope)/aws4_request, SignedHeaders=host, "
                    + "Signature=00")
        }
        return WireRequest(method: "POST", path: "/", headers: headers)
    }

    private func allowance(held: Int = 512 << 20) -> BodyAllowance {
        BodyAllowance(limits: Limits(heldBodies: held), table: ServiceTable(services: [Service()]))
    }

    @Test(arguments: [
        (Self.head(isSigned: false), 1 << 20),
        (Self.head("application/x-amz-json-1.0"), 16 << 20),
        (Self.head("application/x-amz-json-1.1"), 8 << 20),
        (Self.head("application/x-www-form-urlencoded; charset=utf-8"), 32 << 20),
        (Self.head(scope: "rest"), 70_167_211),
        (Self.head(), 16 << 20),
    ])
    func eachProtocolHasItsLimit(_ head: WireRequest, _ limit: Int) async throws {
        let allowance = allowance()
        #expect(allowance.limit(of: head) == limit)
        let declared = try await allowance.withBody(of: head, declared: limit) { $0 }
        #expect(declared == limit)
        await #expect(throws: BodyAllowance.Refusal.tooLarge) {
            try await allowance.withBody(of: head, declared: limit + 1) { _ in }
        }
    }

    @Test func largeBodiesShareTheMemoryThereIs() async throws {
        let allowance = allowance(held: 20 << 20)
        let head = Self.head("application/x-amz-json-1.0")
        try await allowance.withBody(of: head, declared: 12 << 20) { _ in
            await #expect(throws: BodyAllowance.Refusal.noRoom) {
                try await allowance.withBody(of: head, declared: 12 << 20) { _ in }
            }
            try await allowance.withBody(of: head, declared: 1 << 20) { _ in }
            try await allowance.withBody(of: head, declared: 8 << 20) { _ in }
        }
        try await allowance.withBody(of: head, declared: nil) { #expect($0 == 16 << 20) }
    }

    /// A service whose protocol only the signature's scope tells.
    private struct Service: Kernel.Service {
        let descriptor = ServiceDescriptor(
            name: "rest", signingName: "rest", apiVersion: "2026-11-01", wireProtocol: .restJSON)
        let operations: [any Operation] = []
    }
}
