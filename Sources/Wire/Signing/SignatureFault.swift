/// One way in which a signed request is wrong; `serviceError(for:)` says it in AWS's words.
package enum SignatureFault: Error, Hashable, Sendable {
    /// A moment and how far it may lie from now, in seconds.
    package struct Moment: Hashable, Sendable {
        package var request: Timestamp
        package var now: Timestamp
        package var allowed: Int64
    }

    /// One element of a credential scope that is not what it must be.
    package enum ScopeProblem: Hashable, Sendable {
        case region(sent: String, expected: String)
        case service(sent: String, expected: String)
        case terminator(sent: String)
        case date(sent: String, timestamp: String)
    }

    /// What is wrong with `X-Amz-Expires`.
    package enum LifetimeProblem: Hashable, Sendable {
        case notANumber
        case negative
        case tooLong
    }

    /// Nothing is signed; thrown by whoever finds that a signature is needed.
    case missing
    case foundTwice(authorization: String)
    case unsupportedAlgorithm(String, RequestSignature.Place)
    case malformedHeader(authorization: String)
    case incompleteHeader(missing: [String], lacksDate: Bool, authorization: String)
    case incompleteQuery(missing: [String])
    case malformedDate(String, RequestSignature.Place)
    case malformedLifetime(LifetimeProblem)
    case malformedCredential(String, RequestSignature.Place)
    case hostNotSigned
    /// Lowercase names of AWS's own headers that the signature does not hold.
    case headersNotSigned([String])
    case expired(Moment)
    case notYetCurrent(Moment)
    case presignedExpired(Moment)
    case presignedTooEarly(Moment)
    case wrongScope([ScopeProblem], RequestSignature.Place)
    /// Thrown by whoever looks keys up.
    case unknownAccessKey(String)
    /// Thrown by whoever judges session tokens, as the next.
    case invalidToken
    case expiredToken
    case mismatch(SignatureMismatch)
    case payloadMissing
    case payloadUnknown(String)
    case payloadMismatch(declared: String, computed: String)
}

/// A signature that is not the one computed. Holds nothing but what the caller sent and what follows from it.
package struct SignatureMismatch: Hashable, Sendable {
    package var accessKeyID: String
    /// As it was provided.
    package var signature: String
    package var canonicalRequest: String
    package var stringToSign: String
}

/// The four ways in which AWS spells a signature's faults.
package enum SignatureDialect: Hashable, Sendable, CaseIterable {
    /// The query protocol, and REST-XML but for S3.
    case query
    /// JSON 1.0 and 1.1, which answer 400 to everything.
    case json
    case restJSON
    case s3

    /// - Parameter signingName: tells S3 from the other REST-XML services.
    package init(_ wireProtocol: WireProtocol, signingName: String) {
        switch wireProtocol {
        case .json10, .json11: self = .json
        case .restJSON: self = .restJSON
        case .restXML where SigningRules.of(service: signingName).declaresPayload: self = .s3
        case .restXML, .query: self = .query
        }
    }
}

extension SignatureFault {
    /// The fault as the caller sees it.
    package func serviceError(for dialect: SignatureDialect) -> ServiceError {
        dialect == .s3 ? s3Error : standardError(for: dialect)
    }
}
