import Foundation
import Kernel
import Testing
import Wire

@testable import ServiceIdentityPools

/// A SAML response under the ARN of a provider of IAM's is a login like others.
@Suite struct SAMLLoginsTests {
    private static let arn = "arn:aws:iam::\(IdentityPoolRoom.digits):saml-provider/idp"

    /// The documents of `SAMLAssertionsTests`, which were made for the room's first moment.
    private func fixture(_ name: String) throws -> String {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return try String(
            contentsOf: folder.appendingPathComponent("SAMLAssertionsTests/Fixtures/\(name).xml"), encoding: .utf8)
    }

    private func proof(_ name: String) throws -> String {
        String(decoding: Base64.encode(Array(try fixture(name).utf8)), as: UTF8.self)
    }

    @Test func responsesBecomeLogins() async throws {
        let room = try IdentityPoolRoom()
        let now = IdentityPoolRoom.start / 1000
        let pool = try await room.layPool { $0.samlProviders = [Self.arn, Self.arn + "-gone"] }
        room.roles.add(
            RegisteredSAMLProvider(arn: Self.arn, metadata: try fixture("metadata"), validUntil: now + 1000))
        let verified = try await room.logins.verify([Self.arn: proof("assertion-signed")], for: pool, in: room.call())
        #expect(verified[0].login == LinkedLogin(provider: Self.arn, subject: "ada"))
        #expect(verified[0].claims["email"] == .string("ada@example.com"))
        #expect(verified[0].claims["groups"] == .array([.string("birds"), .string("fish & chips")]))
        #expect(verified[0].claims["sub"] == .string("ada"))
        let invalid = "NotAuthorizedException: Invalid login token. "
        let unsupported = "NotAuthorizedException: Token is not from a supported provider of this identity pool."
        #expect(
            try await room.proved(proof("foreign-key"), under: Self.arn, for: pool)
                == invalid + "Response signature invalid")
        #expect(
            try await room.proved(proof("other-audience"), under: Self.arn, for: pool)
                == invalid + "Response does not contain the required audience.")
        #expect(
            await room.proved("@", under: Self.arn, for: pool)
                == invalid + "Your request included an invalid SAML response.")
        for arn in [Self.arn + "-gone", Self.arn + "-other"] {
            #expect(try await room.proved(proof("assertion-signed"), under: arn, for: pool) == unsupported)
        }
        room.clock.advance(seconds: 300)
        #expect(
            try await room.proved(proof("assertion-signed"), under: Self.arn, for: pool)
                == invalid + "Token expired: \(now + 300) >= \(now + 300)")
        room.clock.advance(seconds: 700)
        #expect(try await room.proved(proof("assertion-signed"), under: Self.arn, for: pool) == unsupported)
    }
}
