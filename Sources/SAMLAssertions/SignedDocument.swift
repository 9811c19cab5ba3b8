internal import CXMLSignature

/// What of an XML document was signed.
enum SignedDocument {
    /// The sentence that says what is missing to verify XML signatures here; `nil` where nothing is.
    static func obstacle() -> String? {
        martlet_xmlsignature_load().map { String(cString: $0) }
    }

    /// The bytes that one of the certificates signed, in canonical form: nothing else of the document may be believed.
    static func verify(_ document: [UInt8], by certificates: [[UInt8]]) throws(SAMLFault) -> [UInt8] {
        if let obstacle = obstacle() { throw .unavailable(obstacle) }
        for certificate in certificates {
            var bytes: UnsafeMutablePointer<UInt8>?
            var count = 0
            let outcome = martlet_xmlsignature_verify(
                document, document.count, certificate, certificate.count, &bytes, &count)
            switch Int(outcome) {
            case MARTLET_XMLSIGNATURE_GOOD:
                defer { martlet_xmlsignature_free(bytes) }
                return Array(UnsafeBufferPointer(start: bytes, count: count))
            case MARTLET_XMLSIGNATURE_MALFORMED: throw .malformed
            case MARTLET_XMLSIGNATURE_MISSING: throw .badSignature
            default: continue
            }
        }
        throw .badSignature
    }
}
