internal import Kernel
internal import Synchronization
internal import Wire

/// Verifies the signature and finds out who made it. Only operations that AWS leaves unsigned pass without one.
struct Authenticate: Sendable {
    private let credentials: any CredentialSource
    private let accounts: any AccountDirectory
    private let policies: any PolicySource
    private let keys = SharedSigningKeys()

    init(credentials: any CredentialSource, accounts: any AccountDirectory, policies: any PolicySource) {
        self.credentials = credentials
        self.accounts = accounts
        self.policies = policies
    }

    func callAsFunction(_ exchange: inout Exchange) async throws {
        if let site = exchange.site {
            let place = try await site.place(of: exchange.request)
            exchange.place = place
            guard let signingName = place.signingName else { return }
            try await authenticate(
                &exchange,
                .init(
                    name: site.service, signingName: signingName, region: place.region.name, dialect: .restJSON))
        } else if let target = exchange.target, !target.isUnsigned {
            // AWS's JSON services look for the operation before they look for a signature.
            if let unknown = target.unknownJSONOperation, exchange.isUnsigned { throw unknown }
            let service = target.service
            try await authenticate(
                &exchange,
                .init(name: service.name, signingName: service.signingName, dialect: service.wireProtocol))
        }
    }

    /// What a signature must be good for.
    private struct Audience {
        var name: String
        var signingName: String
        /// The only region that is right, where the address says it.
        var region: String?
        var dialect: WireProtocol
    }

    private func authenticate(_ exchange: inout Exchange, _ audience: Audience) async throws {
        do {
            guard let signature = try exchange.signature.get() else { throw SignatureFault.missing }
            exchange.principal = try await principal(of: exchange, signature, audience)
        } catch let fault as SignatureFault {
            throw fault.serviceError(for: SignatureDialect(audience.dialect, signingName: audience.signingName))
        }
    }

    private func principal(
        of exchange: Exchange,
        _ signature: RequestSignature,
        _ service: Audience
    ) async throws -> Principal {
        try signature.check(at: exchange.receivedAt, region: service.region, service: service.signingName)
        guard Self.isRegionName(signature.scope.region) else {
            let problem = SignatureFault.ScopeProblem.region(sent: signature.scope.region, expected: "us-east-1")
            throw SignatureFault.wrongScope([problem], signature.place)
        }
        let credential = try await credential(for: signature, at: exchange.receivedAt)
        let key = keys.key(for: credential, scope: signature.scope)
        try signature.verify(exchange.request, key: key)
        guard let account = credential.principal.account, let creation = try await accounts.creation(of: account) else {
            throw SignatureFault.unknownAccessKey(signature.accessKeyID)
        }
        if case .session(let session) = credential.principal {
            guard try await isAlive(session, accountCreation: creation), session.mayCall(service.name) else {
                throw SignatureFault.invalidToken
            }
        }
        return credential.principal
    }

    /// A session ends with its user or role, and with its account, even where another of the same name follows.
    private func isAlive(_ session: SessionPrincipal, accountCreation: Int64) async throws -> Bool {
        guard session.issuedAt * 1000 + 999 >= accountCreation else { return false }
        return try await policies.isPresent(.session(session))
    }

    private func credential(for signature: RequestSignature, at time: Timestamp) async throws -> Credential {
        do {
            let found = try await credentials.credential(
                accessKeyID: signature.accessKeyID, sessionToken: signature.sessionToken, at: time)
            guard let found else { throw SignatureFault.unknownAccessKey(signature.accessKeyID) }
            return found
        } catch let fault as CredentialFault {
            switch fault {
            case .expired: throw SignatureFault.expiredToken
            case .invalid where signature.sessionToken == nil:
                throw SignatureFault.unknownAccessKey(signature.accessKeyID)
            case .invalid: throw SignatureFault.invalidToken
            }
        }
    }

    /// Lower-case letters, digits and hyphens, as every region's name is made.
    private static func isRegionName(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    }
}

/// Derived signing keys, shared by all requests.
private final class SharedSigningKeys: Sendable {
    private let cache = Mutex(SigningKeyCache())

    func key(for credential: Credential, scope: CredentialScope) -> SigningKey {
        cache.withLock {
            $0.key(accessKeyID: credential.accessKeyID, secretAccessKey: credential.secretKey, scope: scope)
        }
    }
}

extension ServiceTable.Target {
    /// Whether AWS lets this operation be called without a signature; what is not served needs one.
    fileprivate var isUnsigned: Bool {
        guard let operation = try? operation.get() else { return false }
        return ServiceTable.descriptor(of: operation).isUnsigned
    }

    /// The refusal of an operation that is not served, where the service's protocol names operations in a header.
    fileprivate var unknownJSONOperation: ServiceError? {
        guard case .failure(let unknown) = operation, [.json10, .json11].contains(service.wireProtocol) else {
            return nil
        }
        return unknown
    }
}

extension Exchange {
    /// Whether the request brings no signature at all, not even a bad one.
    fileprivate var isUnsigned: Bool {
        guard case .success(nil) = signature else { return false }
        return true
    }
}
