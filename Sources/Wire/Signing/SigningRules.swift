/// How one service wants requests canonicalised and checked.
///
/// Source: "Create a signed AWS API request" in the IAM User Guide, and "Authenticating Requests" in the S3 API
/// Reference, which lists where S3 differs.
package struct SigningRules: Hashable, Sendable {
    /// Whether the path as sent is percent-encoded once more; S3 encodes the decoded path once.
    package var encodesPathTwice: Bool
    /// Whether `.`, `..` and empty segments are removed from the path.
    package var normalizesPath: Bool
    /// Whether S3's payload modes hold: `x-amz-content-sha256` is required, and its value stands for the body.
    package var declaresPayload: Bool
    /// How far a header-signed request's date may lie from now, either way, in seconds.
    package var allowedSkew: Int64

    package init(encodesPathTwice: Bool, normalizesPath: Bool, declaresPayload: Bool, allowedSkew: Int64) {
        self.encodesPathTwice = encodesPathTwice
        self.normalizesPath = normalizesPath
        self.declaresPayload = declaresPayload
        self.allowedSkew = allowedSkew
    }

    /// Every service but S3.
    package static let standard = SigningRules(
        encodesPathTwice: true, normalizesPath: true, declaresPayload: false, allowedSkew: 5 * 60)

    /// S3 and its kin.
    package static let s3 = SigningRules(
        encodesPathTwice: false, normalizesPath: false, declaresPayload: true, allowedSkew: 15 * 60)

    /// The rules that belong to a signing name, as it stands in a signature's scope.
    package static func of(service signingName: String) -> SigningRules {
        switch signingName {
        case "s3", "s3express", "s3-outposts", "s3-object-lambda": .s3
        default: .standard
        }
    }
}
