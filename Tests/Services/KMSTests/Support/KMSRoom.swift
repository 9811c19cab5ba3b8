import IAMPolicy
import KMSModel
import Kernel
import Logging
import Storage
import Synchronization
import Testing
import Wire

@testable import ServiceKMS

/// The whole of KMS in memory, with a clock that a test turns, called as other services call it: validated and
/// authorized.
struct KMSRoom {
    /// 2026-11-22T10:00:00Z.
    static let start: Int64 = 1_795_341_600_000
    static let region = Region("eu-central-1")

    let engine: MemoryEngine
    let clock = HandClock(milliseconds: start)
    let store: KeyStore
    let client: InProcessClient
    let account: AccountID
    let other: AccountID
    private let vault = Vault.ephemeral()

    /// - Parameter grants: what users may do, by their names; root may do everything.
    init(grants: [String: String] = [:], engine: MemoryEngine = MemoryEngine()) throws {
        self.engine = engine
        account = try #require(AccountID("123456789012"))
        other = try #require(AccountID("210987654321"))
        let authorizer = Authorizer(policies: FixedGrants(texts: grants))
        client = InProcessClient(authorizer: authorizer)
        let random = CountedRandom()
        store = KeyStore(storage: engine, vault: vault, random: random, authorizer: authorizer)
        client.install([
            KMS(
                storage: engine, vault: vault, random: random, clock: clock, logger: Logger(label: "test"),
                authorizer: authorizer)
        ])
    }

    var upkeep: KeyUpkeep { KeyUpkeep(store: store, clock: clock, logger: Logger(label: "test")) }

    /// Runs an operation of the service's list, as root where nobody else is named.
    func run<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil, for source: String? = nil,
        in region: Region = region
    ) async throws -> M.Output {
        var call = call()
        call.region = region
        return try await client.call(
            model, input, as: principal ?? .root(account: account), for: source, in: call)
    }

    /// The refusal of an operation, as `Code: message`; what succeeds or fails otherwise is named so.
    func refusal<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil, for source: String? = nil,
        in region: Region = region
    ) async -> String {
        do {
            _ = try await run(model, input, as: principal, for: source, in: region)
            return "no refusal"
        } catch let error as ServiceError {
            return "\(error.jsonCode ?? error.code): \(error.message)"
        } catch {
            return "another failure: \(error)"
        }
    }

    func call() -> Call {
        Call(
            requestID: "r", principal: .root(account: account), account: account, region: Self.region,
            time: clock.now())
    }

    func user(_ name: String, of account: AccountID? = nil) -> Principal {
        let account = account ?? self.account
        return .user(
            UserPrincipal(account: account, name: name, path: "/", id: "AIDA\(name)", accessKeyID: "AKIA\(name)"))
    }

    /// A session of a role.
    func role(_ name: String) -> Principal {
        .session(
            SessionPrincipal(
                account: account, origin: .role(name: name, path: "/", id: "AROA\(name)", sessionName: "s"),
                accessKeyID: "ASIA", issuedAt: 0, expiresAt: .max))
    }

    /// Makes a key and gives its metadata.
    func makeKey(_ input: CreateKeyRequest = CreateKeyRequest(), as principal: Principal? = nil) async throws
        -> KeyMetadata
    {
        try #require(try await run(KMSModel.CreateKey.self, input, as: principal).keyMetadata)
    }

    /// Encrypts `bird` and gives the ciphertext.
    func encrypted(
        _ key: String, context: [String: String]? = nil, as principal: Principal? = nil
    ) async throws -> [UInt8] {
        let output = try await run(
            KMSModel.Encrypt.self,
            EncryptRequest(keyId: key, plaintext: Array("bird".utf8), encryptionContext: context), as: principal)
        return try #require(output.ciphertextBlob)
    }

    /// What a ciphertext holds.
    func decrypted(
        _ blob: [UInt8], context: [String: String]? = nil, key: String? = nil, as principal: Principal? = nil
    ) async throws -> String {
        let output = try await run(
            KMSModel.Decrypt.self,
            DecryptRequest(ciphertextBlob: blob, encryptionContext: context, keyId: key), as: principal)
        return String(decoding: try #require(output.plaintext), as: UTF8.self)
    }
}

/// A clock that a test turns; whoever sleeps on it is sent away.
final class HandClock: Kernel.Clock {
    private let time: Mutex<Int64>

    init(milliseconds: Int64) {
        time = Mutex(milliseconds)
    }

    func now() -> Timestamp { Timestamp(milliseconds: time.withLock { $0 }) }

    func microseconds() -> Int64 { time.withLock { $0 * 1000 } }

    func sleep(milliseconds: Int64) async throws { throw CancellationError() }

    func advance(days: Int64) { time.withLock { $0 += days * 86_400_000 } }
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

/// Users' and roles' policies by their names; services have none.
struct FixedGrants: PolicySource {
    let texts: [String: String]

    func grants(of principal: Principal) async throws -> PrincipalGrants {
        var name: String?
        if case .user(let user) = principal { name = user.name }
        if case .session(let session) = principal, case .role(let role, _, _, _) = session.origin { name = role }
        guard let name, let text = texts[name] else { return PrincipalGrants(policies: PrincipalPolicies()) }
        let document = try PolicyDocument(parsing: text, as: .inline)
        return PrincipalGrants(policies: PrincipalPolicies(identity: [NamedPolicy(name: name, document: document)]))
    }

    func isPresent(_ principal: Principal) async throws -> Bool { true }
}

/// Texts of policies.
enum PolicyText {
    static let everything = allow("kms:*")

    static func allow(_ action: String, on resource: String = "*", condition: String = "{}") -> String {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"\(action)","Resource":"\(resource)",
        "Condition":\(condition)}]}
        """
    }

    /// A key policy: statements as (effect, principal's JSON, action, condition).
    static func key(_ statements: (String, String, String, String)...) -> String {
        let texts = statements.map { effect, principal, action, condition in
            """
            {"Effect":"\(effect)","Principal":\(principal),"Action":"\(action)","Resource":"*","Condition":\(condition)}
            """
        }
        return "{\"Version\":\"2012-10-17\",\"Statement\":[\(texts.joined(separator: ","))]}"
    }

    static func aws(_ arn: String) -> String { "{\"AWS\":\"\(arn)\"}" }
}
