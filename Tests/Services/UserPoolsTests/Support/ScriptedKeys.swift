import KMSModel
import Kernel
import Synchronization
import Wire

/// KMS, as far as user pools call it; remembers what it was asked, and refuses where a test says so.
final class ScriptedKeys: Kernel.Service {
    /// One call, by the operation's name.
    struct Asked: Sendable {
        var operation: String
        var principal: Principal
        var sourceARN: String?
        var key: String
        var context: [String: String] = [:]
        var grantID: String?
    }

    private struct State {
        var asked: [Asked] = []
        var refuse: @Sendable (Asked) -> ServiceError? = { _ in nil }
    }

    static let arn = "arn:aws:kms:eu-central-1:123456789012:key/134f2428-cec1-4b25-a1ae-9048164dba47"

    private let state = Mutex(State())

    let descriptor = KMSModelService.descriptor
    var operations: [any Operation] {
        [FakeCreateGrant(keys: self), FakeRetireGrant(keys: self), FakeDataKey(keys: self)]
    }

    var asked: [Asked] { state.withLock { $0.asked } }

    func refuse(_ refusal: @escaping @Sendable (Asked) -> ServiceError?) { state.withLock { $0.refuse = refusal } }

    fileprivate func note(_ asked: Asked) throws {
        let refusal = state.withLock { state in
            state.asked.append(asked)
            return state.refuse(asked)
        }
        if let refusal { throw refusal }
    }
}

private struct FakeCreateGrant: Kernel.Operation {
    typealias Model = KMSModel.CreateGrant

    let keys: ScriptedKeys

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try keys.note(
            .init(
                operation: "CreateGrant", principal: call.principal, sourceARN: call.sourceARN, key: input.keyId,
                context: input.constraints?.encryptionContextSubset ?? [:]))
        return Output(grantToken: "token", grantId: "grant-\(keys.asked.count)")
    }
}

private struct FakeRetireGrant: Kernel.Operation {
    typealias Model = KMSModel.RetireGrant

    let keys: ScriptedKeys

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try keys.note(
            .init(
                operation: "RetireGrant", principal: call.principal, sourceARN: call.sourceARN,
                key: input.keyId ?? "", grantID: input.grantId))
        return Output()
    }
}

private struct FakeDataKey: Kernel.Operation {
    typealias Model = KMSModel.GenerateDataKey

    let keys: ScriptedKeys

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try keys.note(
            .init(
                operation: "GenerateDataKey", principal: call.principal, sourceARN: call.sourceARN, key: input.keyId,
                context: input.encryptionContext ?? [:]))
        return Output(
            ciphertextBlob: [1, 2, 3], plaintext: [UInt8](repeating: 7, count: input.numberOfBytes ?? 0),
            keyId: ScriptedKeys.arn)
    }
}
