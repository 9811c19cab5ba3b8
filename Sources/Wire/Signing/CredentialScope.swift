/// What a signature is good for: one day, one region, one service.
package struct CredentialScope: Hashable, Sendable, CustomStringConvertible {
    /// The day as `YYYYMMDD`, as it was sent.
    package var date: String
    package var region: String
    /// The service's signing name, such as `sts`.
    package var service: String
    /// The last element; `aws4_request` in every valid scope.
    package var terminator: String

    package static let terminator = "aws4_request"

    package init(date: String, region: String, service: String, terminator: String = Self.terminator) {
        self.date = date
        self.region = region
        self.service = service
        self.terminator = terminator
    }

    package var description: String { "\(date)/\(region)/\(service)/\(terminator)" }

    /// Writes the scope as the string to sign holds it.
    func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: date.utf8)
        bytes.append(SigningText.slash)
        bytes.append(contentsOf: region.utf8)
        bytes.append(SigningText.slash)
        bytes.append(contentsOf: service.utf8)
        bytes.append(SigningText.slash)
        bytes.append(contentsOf: terminator.utf8)
    }
}
