import IAMPolicy
import Kernel
import Storage
import Synchronization
import Wire

/// Remembers what it was asked to end; runs nothing.
final class RecordingRunner: FunctionRunner {
    private let state = Mutex<[String]>([])

    var retired: [String] { state.withLock { $0 } }

    func invoke(
        _ invocation: FunctionInvocation, of function: RunnableFunction, support: any FunctionSupport,
        stream: (@Sendable (FunctionStreamPart) async throws -> Void)?
    ) async throws -> FunctionOutcome {
        FunctionOutcome(payload: invocation.payload)
    }

    func provision(_ count: Int, of function: RunnableFunction, support: any FunctionSupport) async throws {}

    func retire(revision: String) async { state.withLock { $0.append(revision) } }

    func retireAll() async { state.withLock { $0.append("all") } }

    func obstacle(to runtime: String) async -> String? {
        runtime.hasPrefix("java") ? "no Java is installed." : nil
    }
}

/// The roles `app`, which Lambda may assume, and `machine`, which EC2 may.
struct FixedRoles: RoleSource {
    let account: AccountID

    func role(named name: String, in account: AccountID) async throws -> AssumableRole? {
        guard account == self.account, let service = ["app": "lambda", "spare": "lambda", "machine": "ec2"][name]
        else { return nil }
        let trust = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
            "Principal":{"Service":"\(service).amazonaws.com"},"Action":"sts:AssumeRole"}]}
            """
        return AssumableRole(
            account: account, name: name, path: "/", id: "AROA\(name)",
            trust: try PolicyDocument(parsing: trust, as: .trust), maxSessionDuration: 3600)
    }

    func provider(issuedBy url: String, in account: AccountID) async throws -> RegisteredProvider? { nil }

    func noteUse(ofRole name: String, in account: AccountID, region: Region, at seconds: Int64) async {}
}

/// Users' policies by their names.
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

/// A clock that stands still, and never wakes anybody.
struct StoppedClock: Kernel.Clock {
    let seconds: Int64

    func now() -> Timestamp { Timestamp(seconds: seconds) }

    func microseconds() -> Int64 { seconds * 1_000_000 }

    func sleep(milliseconds: Int64) async throws { throw CancellationError() }
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
