import Kernel
import LambdaModel
import Testing
import Wire

@testable import ServiceUserPools

/// How functions that fail are told to people: the texts are shown on apps' screens, and matched by apps.
@Suite struct TriggerInvokerTests {
    private static let timeout =
        "PostConfirmation invocation failed due to error Socket timeout while invoking Lambda function."

    /// How a function behaves, what the caller is told ("" for nothing), after how many calls, and what was waited.
    struct Failure: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let script: ScriptedFunctions.Script
        let told: String
        let calls: Int
        let sleeps: [Int64]

        init(
            _ name: String, told: String, calls: Int = 1, sleeps: [Int64] = [],
            _ script: @escaping ScriptedFunctions.Script
        ) {
            testDescription = name
            self.told = told
            self.calls = calls
            self.sleeps = sleeps
            self.script = script
        }
    }

    private static func refusal(_ code: String, _ status: Int) -> ScriptedFunctions.Ending {
        .refused(ServiceError(code: code, status: status, message: "no"))
    }

    static let failures = [
        Failure("throws", told: "UserLambdaValidationException: PostConfirmation failed with error Not you.") { _, _ in
            .failed(#"{"errorType":"Error","errorMessage":"Not you","trace":[]}"#)
        },
        Failure(
            "exits",
            told: "UserLambdaValidationException: PostConfirmation failed with error "
                + "RequestId: 1 Error: Runtime exited with error: exit status 129."
        ) { _, _ in
            let text = "RequestId: 1 Error: Runtime exited with error: exit status 129"
            return .failed(#"{"errorType":"Runtime.ExitError","errorMessage":"\#(text)"}"#)
        },
        Failure(
            "hangs for ever", told: "UnexpectedLambdaException: \(timeout)", calls: 3, sleeps: [5000, 5000, 5000]
        ) { _, _ in .hangs },
        Failure("hangs twice", told: "", calls: 3, sleeps: [5000, 5000]) { event, attempt in
            attempt < 3 ? .hangs : .returned(event.json)
        },
        Failure(
            "is throttled",
            told:
                "UnexpectedLambdaException: PostConfirmation invocation failed due to error TooManyRequestsException.",
            calls: 3, sleeps: [100, 200]
        ) { _, _ in refusal("TooManyRequestsException", 429) },
        Failure("fails to start once", told: "", calls: 2, sleeps: [100]) { event, attempt in
            attempt < 2 ? refusal("ServiceException", 500) : .returned(event.json)
        },
        Failure(
            "is gone",
            told:
                "UnexpectedLambdaException: PostConfirmation invocation failed due to error ResourceNotFoundException."
        ) { _, _ in refusal("ResourceNotFoundException", 404) },
        Failure(
            "answers null", told: "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON"
        ) { _, _ in .returned(Array("null".utf8)) },
        Failure(
            "answers nothing", told: "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON"
        ) { _, _ in .returned([]) },
        Failure("answers a word", told: "InvalidLambdaResponseException: Unrecognizable lambda output") { _, _ in
            .returned(Array(#""fine""#.utf8))
        },
        Failure("answers half an event", told: "InvalidLambdaResponseException: Unrecognizable lambda output") {
            event, _ in .returned(event.without("callerContext").json)
        },
        Failure("answers a list for response", told: "InvalidLambdaResponseException: Unrecognizable lambda output") {
            event, _ in .returned(event.replacing("response", with: .array([])).json)
        },
        Failure("answers more than was asked", told: "") { event, _ in
            .returned(event.replacing("response", with: .object([.init("statusCode", .integer(200))])).json)
        },
    ]

    @Test(arguments: failures) func failuresAreToldAsOnAWS(_ failure: Failure) async throws {
        let room = try TriggerRoom(failure.script)
        let told = await Self.told {
            try await room.triggers.postConfirmation(room.context, source: "PostConfirmation_ConfirmSignUp")
        }
        #expect(told == failure.told)
        #expect(room.functions.events.count == failure.calls)
        #expect(room.clock.sleeps == failure.sleeps)
    }

    /// A function that does not admit this pool is refused here as on AWS.
    @Test(arguments: [nil, ScriptedFunctions.cognitoPolicy(pool: "eu-central-1_Other0000")])
    func onlyAPermittedPoolCalls(_ policy: String?) async throws {
        let room = try TriggerRoom(policy: policy, TriggerRoom.unchanged)
        let told = await Self.told {
            _ = try await room.triggers.preSignUp(room.context, source: "PreSignUp_SignUp", validationData: [:])
        }
        #expect(
            told == "UnexpectedLambdaException: PreSignUp invocation failed due to error AccessDeniedException.")
        #expect(room.functions.events.isEmpty)
    }

    /// The call is the pool's, in its own account and region, whoever caused it; and no request's id is used again.
    @Test func poolCallsInItsOwnName() async throws {
        let room = try TriggerRoom(TriggerRoom.unchanged)
        try await room.triggers.postConfirmation(room.context, source: "PostConfirmation_ConfirmSignUp")
        let call = try #require(room.functions.calls.first)
        #expect(call.principal == .service(name: "cognito-idp.amazonaws.com", account: room.context.pool.account))
        #expect(call.sourceARN == "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_AbCdEfGh1")
        #expect(call.account == room.context.pool.account)
        #expect(call.region.name == "eu-central-1")
        #expect(call.source.address == nil)
    }

    /// Without a trigger nothing is called, and nothing changes.
    @Test func poolWithoutTriggersAsksNobody() async throws {
        var room = try TriggerRoom(TriggerRoom.unchanged)
        room.context.pool.settings.triggers = TriggerSettings()
        let (triggers, context) = (room.triggers, room.context)
        let verdict = try await triggers.preSignUp(context, source: "PreSignUp_SignUp", validationData: [:])
        #expect(verdict == Triggers.SignUpVerdict())
        #expect(try await triggers.defineAuthChallenge(context, session: [], userNotFound: false) == .fail)
        #expect(try await triggers.customMessage(context, source: "CustomMessage_SignUp") == nil)
        #expect(
            try await triggers.userMigration(
                context, source: "UserMigration_Authentication", password: "p", validationData: [:]) == nil)
        #expect(
            try await triggers.preTokenGeneration(
                context, source: "TokenGeneration_Authentication", groups: [], scopes: []) == nil)
        #expect(room.functions.events.isEmpty)
    }

    static func told(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return ""
        } catch let error as ServiceError {
            return "\(error.code): \(error.message)"
        } catch {
            return "\(error)"
        }
    }
}
