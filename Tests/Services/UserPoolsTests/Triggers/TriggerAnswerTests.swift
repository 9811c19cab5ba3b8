import Kernel
import Testing
import Wire

@testable import ServiceUserPools

/// What functions answer decides sign-ups and sign-ins: what they say is taken, and nothing else for it.
@Suite struct TriggerAnswerTests {
    private static let unrecognizable = "InvalidLambdaResponseException: Unrecognizable lambda output"

    @Test func signUpIsJudged() async throws {
        let room = try TriggerRoom(
            TriggerRoom.answering(#"{"autoConfirmUser":true,"autoVerifyEmail":true,"autoVerifyPhone":null}"#))
        let verdict = try await room.triggers.preSignUp(
            room.context, source: "PreSignUp_SignUp", validationData: [:])
        #expect(verdict == Triggers.SignUpVerdict(confirmsUser: true, verifiesEmail: true, verifiesPhone: false))
    }

    @Test(arguments: [#"{"autoConfirmUser":"true"}"#, #"{"autoVerifyEmail":1}"#, #"{"autoVerifyPhone":{}}"#])
    func onlyBooleansJudge(_ response: String) async throws {
        let room = try TriggerRoom(TriggerRoom.answering(response))
        let told = await TriggerInvokerTests.told {
            _ = try await room.triggers.preSignUp(room.context, source: "PreSignUp_SignUp", validationData: [:])
        }
        #expect(told == Self.unrecognizable)
    }

    @Test(arguments: [
        (#"{"challengeName":"CUSTOM_CHALLENGE","issueTokens":false}"#, Triggers.NextStep.challenge("CUSTOM_CHALLENGE")),
        (#"{"challengeName":"CUSTOM_CHALLENGE","issueTokens":true}"#, .issueTokens),
        (#"{"issueTokens":true,"failAuthentication":true}"#, .fail),
    ]) func nextStepIsDefined(_ response: String, _ step: Triggers.NextStep) async throws {
        let room = try TriggerRoom(TriggerRoom.answering(response))
        #expect(try await room.triggers.defineAuthChallenge(room.context, session: [], userNotFound: false) == step)
    }

    /// Deciding nothing must not sign anybody in.
    @Test(arguments: ["{}", #"{"challengeName":""}"#, #"{"issueTokens":"true"}"#, #"{"challengeName":7}"#])
    func noStepIsRefused(_ response: String) async throws {
        let room = try TriggerRoom(TriggerRoom.answering(response))
        let told = await TriggerInvokerTests.told {
            _ = try await room.triggers.defineAuthChallenge(room.context, session: [], userNotFound: false)
        }
        #expect(told == Self.unrecognizable)
    }

    @Test func challengeIsMadeAndVerified() async throws {
        let room = try TriggerRoom(
            TriggerRoom.answering(
                """
                {"publicChallengeParameters":{"captchaUrl":"url/123.jpg"},"privateChallengeParameters":{"answer":5},
                 "challengeMetadata":"CAPTCHA_CHALLENGE","answerCorrect":true}
                """))
        let challenge = try await room.triggers.createAuthChallenge(
            room.context, challengeName: "CUSTOM_CHALLENGE", session: [], userNotFound: false)
        #expect(
            challenge
                == Triggers.CustomChallenge(
                    publicParameters: ["captchaUrl": "url/123.jpg"], privateParameters: ["answer": "5"],
                    metadata: "CAPTCHA_CHALLENGE"))
        #expect(
            try await room.triggers.verifyAuthChallenge(
                room.context, answer: "5", privateParameters: ["answer": "5"], userNotFound: false))
    }

    @Test func messageIsWritten() async throws {
        let room = try TriggerRoom(
            TriggerRoom.answering(#"{"smsMessage":"{####}","emailSubject":"Hello","emailMessage":null}"#))
        let texts = try await room.triggers.customMessage(room.context, source: "CustomMessage_SignUp")
        #expect(texts == Triggers.MessageTexts(sms: "{####}", email: nil, subject: "Hello"))
    }

    @Test func migrantIsKnown() async throws {
        let room = try TriggerRoom(
            TriggerRoom.answering(
                """
                {"userAttributes":{"email":"ada@example.com","email_verified":true,"name":null},
                 "finalUserStatus":"CONFIRMED","messageAction":"SUPPRESS","desiredDeliveryMediums":["EMAIL"],
                 "forceAliasCreation":true,"enableSMSMFA":false}
                """))
        let migrant = try await Self.migrate(room)
        #expect(
            migrant
                == Triggers.Migrant(
                    attributes: ["email": "ada@example.com", "email_verified": "true"], finalStatus: "CONFIRMED",
                    suppressesMessage: true, deliveryMediums: ["EMAIL"], forcesAlias: true))
    }

    /// What AWS's Knowledge Center names under "user migration Lambda trigger errors".
    @Test(arguments: [
        (
            #"{"userAttributes":{"email":"a"},"finalUserStatus":"DONE"}"#,
            "Error during migration: Invalid finalUserStatus"
        ),
        (#"{"userAttributes":{"email":"a"},"messageAction":"MAIL"}"#, "Error during migration: Invalid messageAction"),
        (
            #"{"userAttributes":{"email":"a"},"desiredDeliveryMediums":["POST"]}"#,
            "Error during migration: Invalid desiredDeliveryMediums"
        ),
    ]) func impossibleMigrantIsUnknown(_ response: String, _ text: String) async throws {
        let room = try TriggerRoom(TriggerRoom.answering(response))
        #expect(
            await TriggerInvokerTests.told { _ = try await Self.migrate(room) } == "UserNotFoundException: \(text)")
    }

    /// A wrong password is the function's to tell; a function out of reach makes the user unknown.
    @Test func migrationFailsInTwoWays() async throws {
        let throwing = try TriggerRoom { _, _ in .failed(#"{"errorMessage":"Bad password"}"#) }
        #expect(
            await TriggerInvokerTests.told { _ = try await Self.migrate(throwing) }
                == "UserLambdaValidationException: UserMigration failed with error Bad password.")
        let closed = try TriggerRoom(policy: nil, TriggerRoom.unchanged)
        #expect(
            await TriggerInvokerTests.told { _ = try await Self.migrate(closed) }
                == "UserNotFoundException: Exception migrating user in app client 1example23456789")
    }

    private static func migrate(_ room: TriggerRoom) async throws -> Triggers.Migrant? {
        try await room.triggers.userMigration(
            room.context, source: "UserMigration_Authentication", password: "p", validationData: [:])
    }

    /// Ties between groups leave the choice of a role to nobody.
    @Test(
        arguments: [
            ([("a", 1, "r1"), ("b", 2, "r2")], "r1"),
            ([("a", 1, "r1"), ("b", 1, "r2")], nil),
            ([("a", 1, "r1"), ("b", 1, "r1")], "r1"),
            ([("a", nil, "r1")], "r1"),
            ([("a", 0, nil), ("b", 1, "r2")], nil),
            ([], nil),
        ] as [([(String, Int?, String?)], String?)])
    func rolePreferred(_ groups: [(String, Int?, String?)], _ role: String?) throws {
        let account = try #require(AccountID("123456789012"))
        let stored = groups.map { name, precedence, role in
            StoredGroup(
                pool: PoolID(TriggerRoom.poolID), account: account, name: name, roleARN: role, precedence: precedence,
                createdAt: 0, modifiedAt: 0)
        }
        #expect(Triggers.preferredRole(of: stored) == role)
    }
}
