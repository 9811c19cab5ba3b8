internal import Kernel

/// What lies inside a session token: the session and the secret key that signs for it.
///
/// Written as lengths and UTF-8 in a fixed order behind a form number, because it travels with every request.
struct SealedSession: Hashable, Sendable {
    private static let form: UInt8 = 2
    /// The form before, whose condition keys had one value each; sessions of it last for hours.
    private static let formOfSingleValues: UInt8 = 1

    var principal: SessionPrincipal
    var secretKey: String

    init(principal: SessionPrincipal, secretKey: String) {
        self.principal = principal
        self.secretKey = secretKey
    }

    var bytes: [UInt8] {
        var writer = TupleWriter()
        writer.byte(Self.form)
        writer.text(secretKey)
        writer.text(principal.account.digits)
        writer.text(principal.accessKeyID)
        writer.number(principal.issuedAt)
        writer.number(principal.expiresAt)
        write(principal.origin, to: &writer)
        writer.texts(principal.sessionPolicies)
        writer.texts(principal.sessionPolicyARNs)
        writer.pairs(principal.tags)
        writer.texts(principal.transitiveTagKeys)
        writer.lists(principal.contextKeys)
        writer.texts(principal.sourceIdentity.map { [$0] } ?? [])
        writer.byte(principal.isMultiFactor ? 1 : 0)
        return writer.bytes
    }

    /// Reads what `bytes` wrote; `nil` for any other bytes.
    init?(bytes: [UInt8]) {
        var reader = TupleReader(bytes)
        guard let form = reader.byte(), form == Self.form || form == Self.formOfSingleValues,
            let secretKey = reader.text(), let digits = reader.text(),
            let account = AccountID(digits), let accessKeyID = reader.text(), let issuedAt = reader.number(),
            let expiresAt = reader.number(), let origin = Self.origin(from: &reader), let policies = reader.texts(),
            let policyARNs = reader.texts(), let tags = reader.pairs(), let transitiveTagKeys = reader.texts(),
            let contextKeys = Self.contextKeys(from: &reader, form), let sourceIdentity = reader.texts(),
            let isMultiFactor = reader.byte(),
            reader.isAtEnd
        else { return nil }
        self.secretKey = secretKey
        principal = SessionPrincipal(
            account: account,
            origin: origin,
            accessKeyID: accessKeyID,
            issuedAt: issuedAt,
            expiresAt: expiresAt,
            sessionPolicies: policies,
            sessionPolicyARNs: policyARNs,
            tags: tags,
            transitiveTagKeys: transitiveTagKeys,
            contextKeys: contextKeys,
            sourceIdentity: sourceIdentity.first,
            isMultiFactor: isMultiFactor == 1
        )
    }

    private static func contextKeys(from reader: inout TupleReader, _ form: UInt8) -> [String: [String]]? {
        form == formOfSingleValues ? reader.pairs()?.mapValues { [$0] } : reader.lists()
    }

    private func write(_ origin: SessionPrincipal.Origin, to writer: inout TupleWriter) {
        switch origin {
        case .role(let name, let path, let id, let sessionName):
            writer.byte(1)
            writer.texts([name, path, id, sessionName])
        case .federatedUser(let name, let issuer):
            writer.byte(2)
            writer.texts([name] + Self.texts(of: issuer))
        case .own(let user):
            writer.byte(3)
            writer.texts(Self.texts(of: user))
        }
    }

    private static func origin(from reader: inout TupleReader) -> SessionPrincipal.Origin? {
        guard let kind = reader.byte(), let texts = reader.texts() else { return nil }
        switch (kind, texts.count) {
        case (1, 4): return .role(name: texts[0], path: texts[1], id: texts[2], sessionName: texts[3])
        case (2, 1), (2, 4): return .federatedUser(name: texts[0], issuer: user(of: texts.dropFirst()))
        case (3, 0), (3, 3): return .own(user(of: texts[...]))
        default: return nil
        }
    }

    private static func texts(of user: SessionUser?) -> [String] {
        user.map { [$0.name, $0.path, $0.id] } ?? []
    }

    private static func user(of texts: ArraySlice<String>) -> SessionUser? {
        let texts = Array(texts)
        return texts.isEmpty ? nil : SessionUser(name: texts[0], path: texts[1], id: texts[2])
    }
}
