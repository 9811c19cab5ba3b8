import IAMPolicy
import Kernel
import LambdaModel
import Storage
import Synchronization
import Testing
import Wire

@testable import ServiceUserPools

/// A pool whose every trigger is a function that answers as a test says.
struct TriggerRoom {
    static let poolID = "eu-central-1_AbCdEfGh1"

    let functions: ScriptedFunctions
    let clock = TurningClock()
    let triggers: Triggers
    var context: TriggerContext

    /// - Parameters:
    ///   - policy: of the function; without one nobody may call it.
    ///   - script: what the function answers, and how long it takes.
    init(
        version: String = "V1_0", policy: String? = ScriptedFunctions.cognitoPolicy(pool: poolID),
        _ script: @escaping ScriptedFunctions.Script
    ) throws {
        functions = ScriptedFunctions(policy: policy, clock: clock, script)
        let client = InProcessClient(authorizer: Authorizer(policies: FixedGrants(texts: [:])))
        client.install([FunctionsService(functions: functions)])
        triggers = Triggers(client: client, clock: clock)
        let call = Call(
            requestID: "request", principal: .anonymous, account: try #require(AccountID("000000000000")),
            region: Region("us-east-1"), time: Timestamp(milliseconds: 1_700_000_000_000),
            source: .init(address: "10.0.0.1", userAgent: "aws-sdk-js/2.1639.0 callback"))
        context = TriggerContext(
            pool: try Self.pool(version: version), clientID: "1example23456789", userName: "ada",
            userAttributes: ["sub": "1-2-3", "cognito:user_status": "CONFIRMED", "email": "ada@example.com"],
            clientMetadata: [:], call: call)
    }

    /// Functions that answer the event with a changed `response`.
    static func answering(_ response: String) -> ScriptedFunctions.Script {
        { event, _ in .returned(try event.replacing("response", with: Document(json: Array(response.utf8))).json) }
    }

    static func unchanged(_ event: Document, _: Int) -> ScriptedFunctions.Ending { .returned(event.json) }

    private static func pool(version: String) throws -> StoredPool {
        var settings = PoolSettings()
        let arn = "arn:aws:lambda:eu-central-1:123456789012:function:trigger"
        settings.triggers = TriggerSettings(
            preSignUp: arn, customMessage: arn, postConfirmation: arn, preAuthentication: arn,
            postAuthentication: arn, defineAuthChallenge: arn, createAuthChallenge: arn,
            verifyAuthChallengeResponse: arn, userMigration: arn,
            preTokenGeneration: .init(version: version, arn: arn))
        return StoredPool(
            id: PoolID(poolID), account: try #require(AccountID("123456789012")), name: "pool", createdAt: 0,
            modifiedAt: 0, aliasAttributes: [], usernameAttributes: [], caseSensitivity: nil, schema: [],
            settings: settings, tags: [:])
    }
}

/// A clock that runs when nothing else does: each sleeper is woken in turn, once all functions wait too.
final class TurningClock: Kernel.Clock {
    private let slept = Mutex<[Int64]>([])
    private let hanging = Mutex(0)

    /// How long was slept, in order.
    var sleeps: [Int64] { slept.withLock { $0 } }

    /// From now on a function hangs: only time ends the wait for it.
    func hang() { hanging.withLock { $0 += 1 } }

    func now() -> Timestamp { Timestamp(milliseconds: 0) }

    func microseconds() -> Int64 { 0 }

    func sleep(milliseconds: Int64) async throws {
        // A short pause passes at once; a long wait only for a function that hangs.
        while milliseconds >= 1000, hanging.withLock({ $0 == 0 }) {
            try Task.checkCancellation()
            await Task.yield()
        }
        if milliseconds >= 1000 { hanging.withLock { $0 -= 1 } }
        slept.withLock { $0.append(milliseconds) }
    }
}

/// Stands for Lambda: answers by a script, and remembers events and callers.
final class ScriptedFunctions: Sendable {
    /// How a call ends.
    enum Ending: Sendable {
        case returned([UInt8])
        /// The function failed; the payload describes it.
        case failed(String)
        case refused(ServiceError)
        case hangs
    }

    typealias Script = @Sendable (Document, Int) throws -> Ending

    private struct State {
        var events: [Document] = []
        var calls: [Call] = []
    }

    let policy: String?
    private let clock: TurningClock
    private let script: Script
    private let state = Mutex(State())

    var events: [Document] { state.withLock { $0.events } }
    var calls: [Call] { state.withLock { $0.calls } }

    init(policy: String?, clock: TurningClock, _ script: @escaping Script) {
        self.policy = policy
        self.clock = clock
        self.script = script
    }

    /// The policy that AWS's guide gives: this pool, in this account.
    static func cognitoPolicy(pool: String) -> String {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cognito-idp.amazonaws.com"},\
        "Action":"lambda:InvokeFunction","Resource":"*","Condition":{\
        "StringEquals":{"AWS:SourceAccount":"123456789012"},\
        "ArnLike":{"AWS:SourceArn":"arn:aws:cognito-idp:eu-central-1:123456789012:userpool/\(pool)"}}}]}
        """
    }

    func answer(_ payload: [UInt8], in call: Call) async throws -> InvocationResponse {
        let event = try Document(json: payload)
        let attempt = state.withLock { state in
            state.events.append(event)
            state.calls.append(call)
            return state.events.count
        }
        switch try script(event, attempt) {
        case .returned(let bytes): return InvocationResponse(statusCode: 200, payload: bytes)
        case .failed(let report):
            return InvocationResponse(statusCode: 200, functionError: "Unhandled", payload: Array(report.utf8))
        case .refused(let error): throw error
        case .hangs:
            clock.hang()
            while true {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
    }
}

private struct FunctionsService: Kernel.Service {
    let functions: ScriptedFunctions

    var descriptor: ServiceDescriptor { LambdaModelService.descriptor }
    var operations: [any Operation] { [ScriptedInvoke(functions: functions)] }
}

private struct ScriptedInvoke: Operation {
    typealias Model = LambdaModel.Invoke

    let functions: ScriptedFunctions

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let policy = try functions.policy.map { text in
            ResourcePolicy(
                policy: NamedPolicy(name: "function", document: try PolicyDocument(parsing: text, as: .resource)))
        }
        return [Permission("lambda:InvokeFunction", on: input.functionName, resourcePolicy: policy)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await functions.answer(input.payload ?? [], in: call)
    }
}

extension Document {
    /// An object with one member changed.
    func replacing(_ name: String, with value: Document) -> Document {
        .object(members.filter { $0.name != name } + [.init(name, value)])
    }

    func without(_ name: String) -> Document { .object(members.filter { $0.name != name }) }

    /// The same value with all members in the order of their names, to be compared.
    var sorted: Document {
        switch self {
        case .object(let members):
            .object(members.map { Member($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
        case .array(let elements): .array(elements.map(\.sorted))
        default: self
        }
    }
}
