import Kernel
import STSModel
import Synchronization
import Wire

/// STS, with a closure in place of trust policies; remembers what it was asked, and by whom.
final class ScriptedTokenService: Kernel.Service {
    /// One call of `AssumeRoleWithWebIdentity` or `AssumeRole`.
    struct Asked: Sendable {
        var role: String
        var sessionName: String
        var principal: Principal
        var sourceARN: String?
        /// The inline session policy and the ARNs of managed ones.
        var policy: String?
        var policyARNs: [String] = []
        var duration: Int?
        /// Of `AssumeRoleWithWebIdentity`.
        var token: String?
        var tags: [String: String] = [:]
    }

    /// Throws what STS would refuse with.
    typealias Script = @Sendable (Asked) async throws -> Void

    private struct State {
        var script: Script = { _ in }
        var asked: [Asked] = []
    }

    private let state = Mutex(State())

    let descriptor = STSModelService.descriptor
    var operations: [any Operation] { [FakeAssumeRole(service: self), FakeAssumeRoleWithWebIdentity(service: self)] }

    var asked: [Asked] { state.withLock { $0.asked } }

    func script(_ script: @escaping Script) { state.withLock { $0.script = script } }

    /// Credentials that name the role, and end when they were asked to.
    fileprivate func credentials(_ asked: Asked, in call: Call) async throws -> Credentials {
        let script = state.withLock { state in
            state.asked.append(asked)
            return state.script
        }
        try await script(asked)
        let end = call.time.milliseconds + Int64(asked.duration ?? 3600) * 1000
        return Credentials(
            accessKeyId: "ASIAEXAMPLE", secretAccessKey: "secret of \(asked.role)", sessionToken: "session token",
            expiration: Timestamp(milliseconds: end))
    }
}

private struct FakeAssumeRole: Kernel.Operation {
    typealias Model = STSModel.AssumeRole

    let service: ScriptedTokenService

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let tags = (input.tags ?? []).map { ($0.key, $0.value) }
        let credentials = try await service.credentials(
            .init(
                role: input.roleArn, sessionName: input.roleSessionName, principal: call.principal,
                sourceARN: call.sourceARN, policy: input.policy,
                policyARNs: (input.policyArns ?? []).compactMap(\.arn), duration: input.durationSeconds,
                tags: Dictionary(tags) { $1 }),
            in: call)
        return Output(credentials: credentials)
    }
}

private struct FakeAssumeRoleWithWebIdentity: Kernel.Operation {
    typealias Model = STSModel.AssumeRoleWithWebIdentity

    let service: ScriptedTokenService

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let credentials = try await service.credentials(
            .init(
                role: input.roleArn, sessionName: input.roleSessionName, principal: call.principal,
                sourceARN: call.sourceARN, policy: input.policy,
                policyARNs: (input.policyArns ?? []).compactMap(\.arn), duration: input.durationSeconds,
                token: input.webIdentityToken),
            in: call)
        return Output(credentials: credentials)
    }
}
