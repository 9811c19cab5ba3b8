import IAMPolicy
import Kernel
import Storage
import Synchronization
import Wire

/// A clock that a test turns; whoever sleeps on it is sent away.
final class HandClock: Kernel.Clock {
    private let time: Mutex<Int64>

    init(milliseconds: Int64) {
        time = Mutex(milliseconds)
    }

    func now() -> Timestamp { Timestamp(milliseconds: time.withLock { $0 }) }

    func microseconds() -> Int64 { time.withLock { $0 * 1000 } }

    func sleep(milliseconds: Int64) async throws { throw CancellationError() }

    func advance(seconds: Int64) { time.withLock { $0 += seconds * 1000 } }
}

/// Bytes that look random and are the same in every run.
final class CountedRandom: RandomSource {
    private let state = Mutex<UInt64>(0)

    func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                state &+= 0x9e37_79b9_7f4a_7c15
                var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
                mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
                return UInt8(truncatingIfNeeded: mixed >> 33)
            }
        }
    }
}

/// Users' policies by their names; services need none.
struct FixedGrants: PolicySource {
    let texts: [String: String]

    func grants(of principal: Principal) async throws -> PrincipalGrants {
        guard case .user(let user) = principal, let text = texts[user.name] else {
            return PrincipalGrants(policies: PrincipalPolicies())
        }
        let document = try PolicyDocument(parsing: text, as: .inline)
        return PrincipalGrants(
            policies: PrincipalPolicies(identity: [NamedPolicy(name: user.name, document: document)]))
    }

    func isPresent(_ principal: Principal) async throws -> Bool { true }
}

/// The web as a test makes it up: what stands at which address. Everything else cannot be reached.
final class ScriptedWeb: OutgoingHTTP {
    private struct State {
        var pages: [String: OutgoingAnswer] = [:]
        var asked: [String] = []
        var headers: [[String: String]] = []
    }

    private let state = Mutex(State())

    /// The addresses that were fetched, in order.
    var asked: [String] { state.withLock { $0.asked } }
    /// The headers of each request, in order.
    var headers: [[String: String]] { state.withLock { $0.headers } }

    func put(_ text: String, at address: String, status: Int = 200) {
        state.withLock { $0.pages[address] = OutgoingAnswer(status: status, body: Array(text.utf8)) }
    }

    func answer(to url: String, headers: [String: String], limit: Int) async throws(OutgoingFault) -> OutgoingAnswer {
        let page = state.withLock { state in
            state.asked.append(url)
            state.headers.append(headers)
            return state.pages[url]
        }
        guard let page else { throw .failed("nothing at \(url)") }
        return page
    }
}

/// The user pools of this server, where a token's text says which claims it carries.
final class ScriptedUserPools: UserPoolTokens {
    /// What a token proves, or why it proves nothing.
    typealias Verdict = Result<Document, UserPoolTokenFault>

    private let verdicts = Mutex<[String: Verdict]>([:])
    private let revoked = Mutex<Set<String>>([])

    /// Makes a token known for one pool, by its login key; its text must be unlike all others.
    func put(_ token: String, for provider: String, _ verdict: Verdict) {
        verdicts.withLock { $0["\(provider) \(token)"] = verdict }
    }

    /// Users who may not come in any more, by their `sub`.
    func revoke(_ subject: String) { revoked.withLock { _ = $0.insert(subject) } }

    /// Keys under this server's own host are told by their `martlet.example/`.
    func canonicalKey(of key: String) -> String? {
        guard let pool = key.split(separator: "/").last, let region = pool.split(separator: "_").first else {
            return nil
        }
        let canonical = "cognito-idp.\(region).amazonaws.com/\(pool)"
        return key == canonical || key.hasPrefix("martlet.example/") ? canonical : nil
    }

    func claims(ofIDToken token: String, under key: String, at time: Timestamp) async throws -> Document? {
        try verdicts.withLock { $0["\(key) \(token)"] }?.get()
    }

    func checkStanding(of claims: Document, under key: String) async throws {
        let subject = claims["sub"]?.text ?? ""
        if revoked.withLock({ $0.contains(subject) }) { throw UserPoolTokenFault.revoked }
    }
}

/// Roles and providers that a test lays down; nobody notes their use.
final class ScriptedRoles: RoleSource, SAMLProviderSource {
    private let providers = Mutex<[String: RegisteredProvider]>([:])
    private let samlProviders = Mutex<[String: RegisteredSAMLProvider]>([:])

    func add(_ provider: RegisteredSAMLProvider) { samlProviders.withLock { $0[provider.arn] = provider } }

    func samlProvider(arn: String, in account: AccountID) async throws -> RegisteredSAMLProvider? {
        samlProviders.withLock { $0[arn] }
    }

    func add(_ provider: RegisteredProvider) { providers.withLock { $0[provider.url] = provider } }

    func role(named name: String, in account: AccountID) async throws -> AssumableRole? { nil }

    func provider(issuedBy url: String, in account: AccountID) async throws -> RegisteredProvider? {
        providers.withLock { $0[url] }
    }

    func noteUse(ofRole name: String, in account: AccountID, region: Region, at seconds: Int64) async {}
}
