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

    /// Who shows a site's own proof may send what the site takes; everybody else what others may.
    @Test func aSiteSaysHowMuchItTakes() async throws {
        let allowance = BodyAllowance(
            limits: Limits(), table: ServiceTable(services: []), sites: SiteTable([Attic()]))
        var head = Self.head(isSigned: false)
        head.headers.append("Host", "Attic.example.com:4566")
        #expect(allowance.limit(of: head) == 1 << 20)
        head.query = "key=right"
        #expect(allowance.limit(of: head) == 100_000_000)
        #expect(allowance.largest == 100_000_000)
        await #expect(throws: BodyAllowance.Refusal.tooLarge) {
            try await allowance.withBody(of: head, declared: 100_000_001) { _ in }
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

    /// Takes large things from those who have the key.
    private struct Attic: Site {
        let service = "attic"
        let operation = "Keep"
        let largestBody = 100_000_000

        func answers(host: String, path: String) -> Bool { host == "attic.example.com" }

        func bodyLimit(of head: WireRequest) -> Int? { head.query == "key=right" ? largestBody : nil }

        func place(of request: WireRequest) async throws -> SitePlace {
            SitePlace(account: House.account, region: Region("us-east-1"), signingName: nil)
        }

        func permissions(for request: WireRequest, in call: Call) async throws -> [Permission] { [] }

        func respond(to request: WireRequest, in call: Call) async throws -> WireResponse { WireResponse(status: 200) }

        func refusal(for error: ServiceError, requestID: String) -> WireResponse { WireResponse(status: 400) }
    }

    /// A service whose protocol only the signature's scope tells.
    private struct Service: Kernel.Service {
        let descriptor = ServiceDescriptor(
            name: "rest", signingName: "rest", apiVersion: "2026-11-01", wireProtocol: .restJSON)
        let operations: [any Operation] = []
    }
}
