import KMSModel
import Kernel
import LambdaModel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// A function of the pool's own carries its messages: nothing goes out otherwise, and no code goes out in the clear.
@Suite struct CustomSenderTests {
    private static let function = "arn:aws:lambda:eu-central-1:123456789012:function:sender"

    private let room: UserPoolRoom
    private let keys = ScriptedKeys()

    init() throws {
        room = try UserPoolRoom()
        room.client.install([keys])
    }

    private var worker: SenderWorker {
        SenderWorker(store: room.store, client: room.client, clock: room.clock, logger: room.call().logger)
    }

    private func senders(email: Bool = true, text: Bool = true, key: String? = ScriptedKeys.arn) -> LambdaConfigType {
        LambdaConfigType(
            customMessage: Self.function + "-never",
            customSMSSender: text
                ? CustomSMSLambdaVersionConfigType(lambdaVersion: .v10, lambdaArn: Self.function) : nil,
            customEmailSender: email
                ? CustomEmailLambdaVersionConfigType(lambdaVersion: .v10, lambdaArn: Self.function) : nil,
            kmsKeyID: key)
    }

    private func pool(verifying attribute: VerifiedAttributeType = .email) async throws -> StoredPool {
        try await room.makePool {
            $0.lambdaConfig = senders()
            $0.autoVerifiedAttributes = [attribute]
            $0.smsConfiguration = SmsConfigurationType(snsCallerArn: "arn:aws:iam::123456789012:role/sms")
        }
    }

    private func signUp(in pool: StoredPool, attribute: String, value: String) async throws -> SignUpRequest {
        let client = try await room.makeClient(of: pool)
        return SignUpRequest(
            clientId: client.id, username: "ada", password: "Correct-Horse-7",
            userAttributes: [AttributeType(name: attribute, value: value)], clientMetadata: ["screen": "1"])
    }

    /// The event's form is that of events which functions have logged on AWS.
    @Test(arguments: [
        ("email", "ada@example.com", "CustomEmailSender_SignUp", "customEmailSenderRequestV1"),
        ("phone_number", "+4915112345678", "CustomSMSSender_SignUp", "customSMSSenderRequestV1"),
    ])
    func aCodeGoesToTheFunction(attribute: String, value: String, source: String, type: String) async throws {
        let pool = try await pool(verifying: VerifiedAttributeType(rawValue: attribute))
        let request = try await signUp(in: pool, attribute: attribute, value: value)
        let made = try await room.run(UserPoolsModel.SignUp.self, request)
        #expect(made.codeDeliveryDetails?.attributeName == attribute)
        #expect(try await room.outbox.messages(of: room.account, limit: 10).records.isEmpty)
        #expect(room.lambda.sent.map(\.type) == [.dryRun])
        try await worker.work()
        let sent = try #require(room.lambda.sent.last)
        #expect(sent.type == .event)
        #expect(sent.function == Self.function)
        #expect(sent.principal == .service(name: "cognito-idp.amazonaws.com", account: room.account))
        #expect(sent.sourceARN == pool.arn)
        let event = try Document(json: sent.payload)
        #expect(event["triggerSource"] == .string(source))
        #expect(event["userName"] == .string("ada"))
        #expect(event["callerContext"]?["clientId"] == .string(request.clientId))
        #expect(event["response"] == nil)
        let asked = try #require(event["request"])
        #expect(asked.members.map(\.name) == ["type", "code", "clientMetadata", "userAttributes"])
        #expect(asked["type"] == .string(type))
        #expect(asked["clientMetadata"]?["screen"] == .string("1"))
        #expect(asked["userAttributes"]?[attribute] == .string(value))
        #expect(asked["userAttributes"]?["cognito:user_status"] == .string("UNCONFIRMED"))
        let code = try #require(Base64.decode((asked["code"]?.text ?? "").utf8))
        #expect(code.starts(with: [1, 0x80, 3, 0x78]))
    }

    /// The data key is made for the pool, under the context that the message carries.
    @Test func theDataKeyIsBoundToThePool() async throws {
        let pool = try await pool()
        _ = try await room.run(
            UserPoolsModel.SignUp.self, try await signUp(in: pool, attribute: "email", value: "ada@example.com"))
        let asked = try #require(keys.asked.last)
        #expect(asked.operation == "GenerateDataKey")
        #expect(asked.principal == .service(name: "cognito-idp.amazonaws.com", account: room.account))
        #expect(asked.sourceARN == pool.arn)
        #expect(asked.context["userpool-id"] == pool.id.text)
        #expect(asked.context.keys.sorted() == ["aws-crypto-public-key", "userpool-id"])
    }

    /// Without leave to use the key, or to call the function, nobody is signed up in vain.
    @Test func whatCannotBeCarriedIsRefused() async throws {
        let pool = try await pool()
        let request = try await signUp(in: pool, attribute: "email", value: "ada@example.com")
        keys.refuse { $0.operation == "GenerateDataKey" ? KMSError.disabled("the key is disabled.") : nil }
        #expect(
            await room.refusal(UserPoolsModel.SignUp.self, request)
                == "UnexpectedLambdaException: CustomEmailSender invocation failed due to error DisabledException.")
        keys.refuse { _ in nil }
        room.lambda.script { _, _ in throw CommonError.accessDenied("no") }
        #expect(
            await room.refusal(UserPoolsModel.SignUp.self, request)
                == "UnexpectedLambdaException: CustomEmailSender invocation failed due to error AccessDeniedException.")
        room.lambda.script { _, event in InvocationResponse(statusCode: 200, payload: event) }
        _ = try await room.run(UserPoolsModel.SignUp.self, request)
    }

    /// Lambda too busy is asked again; Lambda refusing is not.
    @Test func aBusyLambdaIsAskedAgain() async throws {
        let pool = try await pool()
        _ = try await room.run(
            UserPoolsModel.SignUp.self, try await signUp(in: pool, attribute: "email", value: "ada@example.com"))
        room.lambda.script { _, _ in throw ServiceError(code: "TooManyRequestsException", status: 429, message: "") }
        try await worker.work()
        room.lambda.script { _, _ in throw CommonError.accessDenied("no") }
        room.clock.advance(seconds: 600)
        try await worker.work()
        room.clock.advance(seconds: 600)
        try await worker.work()
        #expect(room.lambda.sent.filter { $0.type == .event }.count == 2)
        #expect(try await room.engine.read { try SenderCall.queue.counts(in: $0).waiting } == 0)
    }

    /// Mails go to the function, texts as before where only mails have one.
    @Test func onlyWhatHasASenderGoesToIt() async throws {
        let pool = try await room.makePool {
            $0.lambdaConfig = senders(email: false)
            $0.lambdaConfig?.customMessage = nil
            $0.autoVerifiedAttributes = [.email]
        }
        _ = try await room.run(
            UserPoolsModel.SignUp.self, try await signUp(in: pool, attribute: "email", value: "ada@example.com"))
        #expect(try await room.outbox.messages(of: room.account, limit: 10).records.count == 1)
        #expect(room.lambda.sent.isEmpty)
    }

    /// An invitation carries the temporary password.
    @Test func anInvitationGoesToTheFunction() async throws {
        let pool = try await pool()
        _ = try await room.run(
            UserPoolsModel.AdminCreateUser.self,
            AdminCreateUserRequest(
                userPoolId: pool.id.text, username: "bob",
                userAttributes: [AttributeType(name: "email", value: "bob@example.com")],
                desiredDeliveryMediums: [.email]))
        try await worker.work()
        let event = try Document(json: try #require(room.lambda.sent.last).payload)
        #expect(event["triggerSource"] == .string("CustomEmailSender_AdminCreateUser"))
        #expect(event["callerContext"]?["clientId"] == .string("CLIENT_ID_NOT_APPLICABLE"))
        #expect(event["request"]?["clientMetadata"] == .null)
    }
}
