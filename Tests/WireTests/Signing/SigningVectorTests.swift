import Foundation
import Testing

@testable import Wire

/// AWS's own signing suite is the one judge that neither signer nor verifier here has written.
@Suite(.enabled(if: !SigningVector.all.isEmpty, "the published vectors are not beside the package (MARTLET_VECTORS)"))
struct SigningVectorTests {
    /// Cases that a verifier here refuses on purpose, by place and name.
    private static let refused = [
        "query post-sts-header-after":
            "its session token is appended after signing, which AWS IoT alone takes; other services sign it"
    ]

    @Test(arguments: SigningVector.all)
    func signsInTheHeader(_ vector: SigningVector) {
        var request = vector.request
        let payload: PayloadDeclaration? = vector.signsBody ? .hash(SigningHash.hex(request.body)) : nil
        let signed = vector.signer.sign(&request, at: vector.now, payload: payload)
        #expect(signed.canonicalRequest == vector.expected("header-canonical-request"))
        #expect(signed.stringToSign == vector.expected("header-string-to-sign"))
        #expect(signed.signature == vector.expected("header-signature"))
        #expect(request.headers["authorization"] == vector.signedRequest("header").headers["authorization"])
    }

    @Test(arguments: SigningVector.all)
    func presigns(_ vector: SigningVector) {
        var request = vector.request
        let signed = vector.signer.presign(&request, at: vector.now, for: vector.lifetime)
        #expect(signed.canonicalRequest == vector.expected("query-canonical-request"))
        #expect(signed.stringToSign == vector.expected("query-string-to-sign"))
        #expect(signed.signature == vector.expected("query-signature"))
    }

    @Test(arguments: SigningVector.all, ["header", "query"])
    func verifies(_ vector: SigningVector, in place: String) throws {
        let request = vector.signedRequest(place)
        var signature = try #require(try RequestSignature.parse(request))
        signature.rules.normalizesPath = vector.signer.rules.normalizesPath
        try signature.check(at: vector.now, region: vector.signer.region, service: vector.signer.service)
        let key = SigningKey(secretAccessKey: vector.signer.credentials.secretAccessKey, scope: signature.scope)
        if let reason = Self.refused["\(place) \(vector.name)"] {
            print("left out: \(place) \(vector.name): \(reason)")
            #expect(throws: SignatureFault.self) { try signature.verify(request, key: key) }
        } else {
            try signature.verify(request, key: key)
            #expect(signature.sessionToken == vector.signer.credentials.sessionToken)
        }
    }
}
