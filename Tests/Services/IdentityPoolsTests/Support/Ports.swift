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
        var pages: [String: String] = [:]
        var asked: [String] = []
    }

    private let state = Mutex(State())

    /// The addresses that were fetched, in order.
    var asked: [String] { state.withLock { $0.asked } }

    func put(_ text: String, at address: String) { state.withLock { $0.pages[address] = text } }

    func get(_ url: String, limit: Int) async throws(OutgoingFault) -> [UInt8] {
        let page = state.withLock { state in
            state.asked.append(url)
            return state.pages[url]
        }
        guard let page else { throw .failed("nothing at \(url)") }
        return Array(page.utf8)
    }
}

/// The user pools of this server, where a token's text says which claims it carries.
final class ScriptedUserPools: UserPoolTokens {
    /// What a token proves, or why it proves nothing.
    typealias Verdict = Result<Document, UserPoolTokenFault>

    private let verdicts = Mutex<[String: Verdict]>([:])

    /// Makes a token known for one pool, by its login key; its text must be unlike all others.
    func put(_ token: String, for provider: String, _ verdict: Verdict) {
        verdicts.withLock { $0["\(provider) \(token)"] = verdict }
    }

    func claims(
        ofIDToken token: String, provider: String, client: String, checking isStillGood: Bool, at time: Timestamp
    ) async throws -> Document? {
        try verdicts.withLock { $0["\(provider) \(token)"] }?.get()
    }
}
