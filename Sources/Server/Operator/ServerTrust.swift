internal import NIOSSL

/// Why a command believes that it speaks to the server meant, where the system would not say so.
package enum ServerTrust: Hashable, Sendable {
    /// A PEM file of authorities that a person named; they count beside the system's.
    case authority(String)

    /// The PEM file of the certificate that the server itself said it shows.
    case own(String)

    /// The PEM file.
    package var file: String {
        switch self {
        case .authority(let file), .own(let file): file
        }
    }

    /// How to check the server's certificate; refuses a file that cannot be read.
    func configuration() throws(StartFault) -> TLSConfiguration {
        let certificates: [NIOSSLCertificate]
        do {
            certificates = try NIOSSLCertificate.fromPEMFile(file)
        } catch {
            throw StartFault("'\(file)' must be a PEM file of certificates (\(error))")
        }
        var configuration = TLSConfiguration.makeClientConfiguration()
        if case .own = self, certificates.count == 1 {
            // It signed itself, and only its own key can show it: the name in it adds nothing. Nothing else is trusted.
            configuration.trustRoots = .certificates(certificates)
            configuration.certificateVerification = .noHostnameVerification
        } else {
            configuration.additionalTrustRoots = [.certificates(certificates)]
        }
        return configuration
    }
}
