internal import Kernel
internal import Wire

/// The key sets of issuers, fetched and kept for a while.
///
/// Callers who want the same keys at once share one fetch. A failed fetch is not remembered.
actor KeySets {
    /// What was fetched of one issuer, and when, in seconds since 1970.
    private struct Entry {
        var keys: [VerificationKey]
        var fetchedAt: Int64
        /// When the issuer was last asked again, with or without success.
        var askedAgainAt: Int64?
    }

    /// Every issuer's discovery document and key set are bounded, since whoever registers it names the address.
    private static let discoveryLimit = 64 * 1024
    private static let keySetLimit = 256 * 1024
    private static let keyCountLimit = 128

    private let http: any OutgoingHTTP
    private let settings: TokenVerifier.Settings
    private var entries: [KeyLocation: Entry] = [:]
    private var fetches: [KeyLocation: Task<Result<[VerificationKey], TokenFault>, Never>] = [:]

    init(http: any OutgoingHTTP, settings: TokenVerifier.Settings) {
        self.http = http
        self.settings = settings
    }

    /// The keys that may verify a token, fetching again where the one it names is not among those kept.
    func keys(
        for token: JSONWebToken, in location: KeyLocation, at now: Int64
    ) async throws(TokenFault) -> [VerificationKey] {
        if let entry = entries[location], isFresh(entry, at: now) {
            let found = Self.candidates(for: token, among: entry.keys)
            let isTooSoon = entry.askedAgainAt.map { now - $0 < settings.refetchInterval } ?? false
            if !found.isEmpty || isTooSoon { return found }
        }
        return Self.candidates(for: token, among: try await fetch(location, at: now))
    }

    private func isFresh(_ entry: Entry, at now: Int64) -> Bool {
        (0..<settings.lifetime).contains(now - entry.fetchedAt)
    }

    /// A named key is looked for by its name alone; without a name every key is tried that allows the algorithm.
    private static func candidates(for token: JSONWebToken, among keys: [VerificationKey]) -> [VerificationKey] {
        keys.filter { key in
            (token.keyID == nil || key.keyID == token.keyID) && key.allows(token.algorithm)
        }
    }

    private func fetch(_ location: KeyLocation, at now: Int64) async throws(TokenFault) -> [VerificationKey] {
        if let running = fetches[location] { return try await running.value.get() }
        let task = Task { [http] in await Self.load(location, by: http) }
        fetches[location] = task
        let isKnown = entries[location] != nil
        entries[location]?.askedAgainAt = now
        let result = await task.value
        fetches[location] = nil
        let keys = try result.get()
        if entries[location] == nil, entries.count >= settings.issuerLimit,
            let oldest = entries.min(by: { $0.value.fetchedAt < $1.value.fetchedAt })
        {
            entries[oldest.key] = nil
        }
        entries[location] = Entry(keys: keys, fetchedAt: now, askedAgainAt: isKnown ? now : nil)
        return keys
    }

    private static func load(
        _ location: KeyLocation,
        by http: any OutgoingHTTP
    ) async -> Result<[VerificationKey], TokenFault> {
        do throws(TokenFault) {
            let address =
                switch location {
                case .keySet(let address): address
                case .discovery(let issuer): try await keySetAddress(of: issuer, by: http)
                }
            let keys = try await document(address, keySetLimit, by: http)["keys"]?.elements ?? []
            return .success(keys.prefix(keyCountLimit).compactMap { VerificationKey($0) })
        } catch {
            return .failure(error)
        }
    }

    private static func keySetAddress(of issuer: String, by http: any OutgoingHTTP) async throws(TokenFault) -> String {
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        let discovery = try await document(base + "/.well-known/openid-configuration", discoveryLimit, by: http)
        guard discovery["issuer"]?.text == issuer else {
            throw .badProvider("the discovery document of \(issuer) names another issuer")
        }
        guard let address = discovery["jwks_uri"]?.text, address.hasPrefix("https://") else {
            throw .badProvider("the discovery document of \(issuer) has no jwks_uri")
        }
        return address
    }

    private static func document(
        _ address: String,
        _ limit: Int,
        by http: any OutgoingHTTP
    ) async throws(TokenFault) -> Document {
        let bytes: [UInt8]
        do throws(OutgoingFault) {
            bytes = try await http.get(address, limit: limit)
        } catch {
            switch error {
            case .refused(let cause), .failed(let cause): throw .unreachable(cause)
            case .tooMuch(let cause): throw .overlong(cause)
            }
        }
        guard bytes.count <= limit else { throw .overlong("\(address) answered more than \(limit) bytes") }
        guard let document = try? Document(json: bytes) else { throw .badProvider("\(address) is not JSON") }
        return document
    }
}
