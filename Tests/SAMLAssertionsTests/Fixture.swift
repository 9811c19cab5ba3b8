import Foundation
import SAMLAssertions
import Wire

/// The documents beside this file.
enum Fixture {
    /// 2026-11-22T10:00:00Z, for which the documents were made.
    static let now = Timestamp(seconds: 1_795_341_600)

    static func text(_ name: String) throws -> String {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Fixtures/\(name).xml")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The provider of all documents; its first certificate is one that it no longer signs with.
    static func issuer() throws -> SAMLIssuer {
        try SAMLIssuer(metadata: text("metadata"))
    }

    /// Why a response is refused; `nil` where it is taken.
    static func fault(of response: String, seconds: Int64 = 0) throws -> SAMLFault? {
        let issuer = try issuer()
        do throws(SAMLFault) {
            _ = try AssertionVerifier().verify(Array(response.utf8), by: issuer, at: now.adding(seconds: seconds))
            return nil
        } catch {
            return error
        }
    }
}
