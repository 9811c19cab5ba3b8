import IAMPolicy
import Kernel
import LambdaModel
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

/// Lambda, with a closure in place of functions; remembers what it was sent.
final class ScriptedLambda: Kernel.Service {
    /// The function's ARN and the event, to the answer.
    typealias Script = @Sendable (String, [UInt8]) async throws -> InvocationResponse

    /// One call of a function.
    struct Sent: Sendable {
        var function: String
        var payload: [UInt8]
        var principal: Principal
        var sourceARN: String?
        var type: InvocationType?
    }

    private struct State {
        var script: Script = { _, event in InvocationResponse(statusCode: 200, payload: event) }
        var sent: [Sent] = []
    }

    private let state = Mutex(State())

    let descriptor = LambdaModelService.descriptor
    var operations: [any Operation] { [FakeInvoke(lambda: self)] }

    var sent: [Sent] { state.withLock { $0.sent } }

    func script(_ script: @escaping Script) { state.withLock { $0.script = script } }

    fileprivate func answer(_ sent: Sent) async throws -> InvocationResponse {
        let script = state.withLock { state in
            state.sent.append(sent)
            return state.script
        }
        return try await script(sent.function, sent.payload)
    }
}

private struct FakeInvoke: Kernel.Operation {
    typealias Model = LambdaModel.Invoke

    let lambda: ScriptedLambda

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await lambda.answer(
            .init(
                function: input.functionName, payload: input.payload ?? [], principal: call.principal,
                sourceARN: call.sourceARN, type: input.invocationType))
    }
}
