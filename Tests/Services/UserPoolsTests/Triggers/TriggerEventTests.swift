import Kernel
import Testing
import Wire

@testable import ServiceUserPools

/// One call of a trigger, and the members of its event that differ from trigger to trigger, as AWS sends them.
struct EventCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let source: String
    let request: String
    let response: String
    var version = "V1_0"
    let call: @Sendable (TriggerRoom) async throws -> Void

    init(
        _ name: String, _ source: String, version: String = "V1_0", request: String, response: String = "{}",
        _ call: @escaping @Sendable (TriggerRoom) async throws -> Void
    ) {
        testDescription = name
        self.source = source
        self.version = version
        self.request = request
        self.response = response
        self.call = call
    }
}

/// The events are what functions are written against: each member, and each `null`, as functions on AWS have logged it.
@Suite struct TriggerEventTests {
    private static let attributes =
        #""userAttributes":{"sub":"1-2-3","cognito:user_status":"CONFIRMED","email":"ada@example.com"}"#
    private static let metadata = #""clientMetadata":{"lang":"en"}"#

    static let cases: [EventCase] = signUp + authentication + challenges + tokens + others

    @Test(arguments: cases) func eventIsAWSs(_ item: EventCase) async throws {
        let room = try TriggerRoom(version: item.version, TriggerRoom.unchanged)
        do {
            try await item.call(room)
        } catch let error as ServiceError {
            // Unchanged, only this one says nothing that could be followed.
            #expect(item.source.hasPrefix("DefineAuthChallenge"), "\(error)")
        }
        let version = ["V1_0": "1", "V2_0": "2", "V3_0": "3"][item.version] ?? ""
        let expected = """
            {"version":"\(version)","triggerSource":"\(item.source)","region":"eu-central-1",
             "userPoolId":"eu-central-1_AbCdEfGh1","userName":"ada",
             "callerContext":{"awsSdkVersion":"aws-sdk-js-2.1639.0","clientId":"1example23456789"},
             "request":\(item.request),"response":\(item.response)}
            """
        let event = try #require(room.functions.events.first)
        #expect(event.sorted.jsonText == (try Document(json: Array(expected.utf8)).sorted.jsonText))
        #expect(room.functions.events.count == 1)
    }

    /// Members that are there only in some circumstances.
    @Test func circumstancesAddMembers() async throws {
        var room = try TriggerRoom(TriggerRoom.answering(#"{"answerCorrect":true}"#))
        room.context.hidesUsers = true
        room.context.clientMetadata = ["lang": "en"]
        try await room.triggers.preAuthentication(room.context, validationData: [:], userNotFound: false)
        _ = try await room.triggers.verifyAuthChallenge(
            room.context, answer: "5", privateParameters: [:], userNotFound: true)
        let requests = room.functions.events.map { $0["request"] }
        #expect(requests[0]?["userNotFound"] == .boolean(false))
        #expect(requests[0]?["clientMetadata"] == nil)
        #expect(requests[1]?["userNotFound"] == .boolean(true))
        #expect(requests[1]?["clientMetadata"] == .object([.init("lang", .string("en"))]))
    }

    /// An administrator comes without a client, and most clients without a version that AWS would tell.
    @Test func strangersAreNamedAsOnAWS() async throws {
        var room = try TriggerRoom(TriggerRoom.unchanged)
        room.context.clientID = nil
        room.context.call.source.userAgent = "Boto3/1.43.11 md/Botocore#1.43.11"
        try await room.triggers.postConfirmation(room.context, source: "PostConfirmation_ConfirmSignUp")
        let caller = room.functions.events.first?["callerContext"]
        #expect(caller?["clientId"]?.text == "CLIENT_ID_NOT_APPLICABLE")
        #expect(caller?["awsSdkVersion"]?.text == "aws-sdk-unknown-unknown")
    }

    private static let signUp = [
        EventCase(
            "sign-up with everything", "PreSignUp_SignUp",
            request: """
                {"userAttributes":{"email":"ada@example.com"},"validationData":{"k":"v"},\(metadata)}
                """,
            response: #"{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}"#
        ) { room in
            var context = room.context
            context.clientMetadata = ["lang": "en"]
            context.userAttributes["email_verified"] = "false"
            let verdict = try await room.triggers.preSignUp(
                context, source: "PreSignUp_SignUp", validationData: ["k": "v"])
            #expect(verdict == Triggers.SignUpVerdict())
        },
        EventCase(
            "sign-up with nothing", "PreSignUp_AdminCreateUser",
            request: #"{"userAttributes":{"email":"ada@example.com"},"validationData":null}"#,
            response: #"{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}"#
        ) { room in
            _ = try await room.triggers.preSignUp(
                room.context, source: "PreSignUp_AdminCreateUser", validationData: [:])
        },
        EventCase(
            "confirmation", "PostConfirmation_ConfirmForgotPassword", request: "{\(attributes)}"
        ) { room in
            try await room.triggers.postConfirmation(room.context, source: "PostConfirmation_ConfirmForgotPassword")
        },
    ]

    private static let authentication = [
        EventCase(
            "before", "PreAuthentication_Authentication", request: "{\(attributes),\"validationData\":{\"k\":\"v\"}}"
        ) { room in
            try await room.triggers.preAuthentication(room.context, validationData: ["k": "v"], userNotFound: false)
        },
        EventCase(
            "after", "PostAuthentication_Authentication", request: "{\(attributes),\"newDeviceUsed\":true}"
        ) { room in
            try await room.triggers.postAuthentication(room.context, newDeviceUsed: true)
        },
    ]

    private static let session = [
        Triggers.ChallengeResult(challengeName: "SRP_A", challengeResult: true),
        Triggers.ChallengeResult(
            challengeName: "CUSTOM_CHALLENGE", challengeResult: false, challengeMetadata: "CAPTCHA"),
    ]
    private static let sessionJSON = """
        [{"challengeName":"SRP_A","challengeResult":true,"challengeMetadata":null},
         {"challengeName":"CUSTOM_CHALLENGE","challengeResult":false,"challengeMetadata":"CAPTCHA"}]
        """

    private static let challenges = [
        EventCase(
            "define", "DefineAuthChallenge_Authentication", request: "{\(attributes),\"session\":\(sessionJSON)}",
            response: #"{"challengeName":null,"issueTokens":null,"failAuthentication":null}"#
        ) { room in
            _ = try await room.triggers.defineAuthChallenge(room.context, session: session, userNotFound: false)
        },
        EventCase(
            "create", "CreateAuthChallenge_Authentication",
            request: "{\(attributes),\"challengeName\":\"CUSTOM_CHALLENGE\",\"session\":[]}",
            response:
                #"{"publicChallengeParameters":null,"privateChallengeParameters":null,"challengeMetadata":null}"#
        ) { room in
            let challenge = try await room.triggers.createAuthChallenge(
                room.context, challengeName: "CUSTOM_CHALLENGE", session: [], userNotFound: false)
            #expect(challenge == Triggers.CustomChallenge())
        },
        EventCase(
            "verify", "VerifyAuthChallengeResponse_Authentication",
            request: """
                {\(attributes),"privateChallengeParameters":{"answer":"5"},"challengeAnswer":"4","userNotFound":true}
                """,
            response: #"{"answerCorrect":null}"#
        ) { room in
            let isRight = try await room.triggers.verifyAuthChallenge(
                room.context, answer: "4", privateParameters: ["answer": "5"], userNotFound: true)
            #expect(!isRight)
        },
    ]

    private static func tokenCase(_ version: String, scopes: String, member: String) -> EventCase {
        EventCase(
            version, "TokenGeneration_Authentication", version: version,
            request: """
                {\(attributes),"groupConfiguration":{"groupsToOverride":["b","a"],
                 "iamRolesToOverride":["arn:aws:iam::123456789012:role/b"],
                 "preferredRole":"arn:aws:iam::123456789012:role/b"}\(scopes)}
                """,
            response: "{\"\(member)\":null}"
        ) { room in
            let pool = room.context.pool
            let groups = [("b", 1, "arn:aws:iam::123456789012:role/b"), ("a", nil, nil)].map { name, precedence, role in
                StoredGroup(
                    pool: pool.id, account: pool.account, name: name, roleARN: role, precedence: precedence,
                    createdAt: 0, modifiedAt: 0)
            }
            let overrides = try await room.triggers.preTokenGeneration(
                room.context, source: "TokenGeneration_Authentication", groups: groups,
                scopes: ["aws.cognito.signin.user.admin"])
            #expect(overrides == TokenOverrides())
        }
    }

    private static let tokens = [
        tokenCase("V1_0", scopes: "", member: "claimsOverrideDetails"),
        tokenCase(
            "V2_0", scopes: #","scopes":["aws.cognito.signin.user.admin"]"#, member: "claimsAndScopeOverrideDetails"),
        tokenCase(
            "V3_0", scopes: #","scopes":["aws.cognito.signin.user.admin"]"#, member: "claimsAndScopeOverrideDetails"),
    ]

    private static let migration = """
        {"userAttributes":null,"forceAliasCreation":null,"enableSMSMFA":null,"finalUserStatus":null,\
        "messageAction":null,"desiredDeliveryMediums":null}
        """

    private static let others = [
        EventCase(
            "migration with a password", "UserMigration_Authentication",
            request: #"{"password":"secret","validationData":{"k":"v"},"userAttributes":null}"#, response: migration
        ) { room in
            let migrant = try await room.triggers.userMigration(
                room.context, source: "UserMigration_Authentication", password: "secret", validationData: ["k": "v"])
            #expect(migrant == nil)
        },
        EventCase(
            "migration without", "UserMigration_ForgotPassword",
            request: #"{"validationData":null,"userAttributes":null}"#, response: migration
        ) { room in
            _ = try await room.triggers.userMigration(
                room.context, source: "UserMigration_ForgotPassword", password: nil, validationData: [:])
        },
        EventCase(
            "message", "CustomMessage_SignUp",
            request: """
                {\(attributes),"codeParameter":"{####}","linkParameter":"{##Click Here##}","usernameParameter":null}
                """,
            response: #"{"smsMessage":null,"emailMessage":null,"emailSubject":null}"#
        ) { room in
            let texts = try await room.triggers.customMessage(room.context, source: "CustomMessage_SignUp")
            #expect(texts == Triggers.MessageTexts())
        },
        EventCase(
            "invitation", "CustomMessage_AdminCreateUser",
            request: """
                {\(attributes),"codeParameter":"{####}","linkParameter":"{##Click Here##}",\
                "usernameParameter":"{username}"}
                """,
            response: #"{"smsMessage":null,"emailMessage":null,"emailSubject":null}"#
        ) { room in
            _ = try await room.triggers.customMessage(room.context, source: "CustomMessage_AdminCreateUser")
        },
    ]
}
