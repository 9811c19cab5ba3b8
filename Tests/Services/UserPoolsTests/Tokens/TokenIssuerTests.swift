import Kernel
import LambdaModel
import Storage
import Testing
import TokenSigning
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Apps and gateways read these claims by name: one missing or misspelt, and somebody is locked out or let in.
struct TokenIssuerTests {
    @Test func idTokensSayWhatCognitosSay() async throws {
        let signed = try await SignedIn(to: UserPoolRoom())
        let claims = try SignedIn.claims(signed.id)
        let now = Int(UserPoolRoom.start / 1000)
        #expect(claims["sub"]?.text == signed.user.sub)
        #expect(claims["iss"]?.text == "https://cognito-idp.eu-central-1.amazonaws.com/\(signed.pool.id)")
        #expect(claims["aud"]?.text == signed.client.id)
        #expect(claims["token_use"]?.text == "id")
        #expect(claims["cognito:username"]?.text == "ada")
        #expect(claims["email"]?.text == "ada@example.com")
        #expect(claims["email_verified"] == .boolean(true))
        #expect(claims["auth_time"] == .integer(now))
        #expect(claims["iat"] == .integer(now))
        #expect(claims["exp"] == .integer(now + 3600))
        #expect(
            Set(claims.members.map(\.name)) == [
                "sub", "iss", "aud", "token_use", "cognito:username", "email", "email_verified", "auth_time", "iat",
                "exp", "jti", "origin_jti", "event_id",
            ])
    }

    @Test func accessTokensSayWhatCognitosSay() async throws {
        let signed = try await SignedIn(to: UserPoolRoom())
        let claims = try SignedIn.claims(signed.access)
        let idClaims = try SignedIn.claims(signed.id)
        #expect(claims["client_id"]?.text == signed.client.id)
        #expect(claims["username"]?.text == "ada")
        #expect(claims["scope"]?.text == "aws.cognito.signin.user.admin")
        #expect(claims["token_use"]?.text == "access")
        #expect(claims["origin_jti"] == idClaims["origin_jti"])
        #expect(claims["event_id"] == idClaims["event_id"])
        #expect(claims["jti"] != idClaims["jti"])
        #expect(
            Set(claims.members.map(\.name)) == [
                "sub", "iss", "client_id", "token_use", "username", "scope", "auth_time", "iat", "exp", "jti",
                "origin_jti", "event_id",
            ])
    }

    /// Clients verify by the key that the header names; id and access tokens name different ones.
    @Test func tokensAreSignedByTheKeysTheyName() async throws {
        let signed = try await SignedIn(to: UserPoolRoom())
        let ring = try await signed.room.store.keys.ring(of: signed.pool, at: signed.room.clock.now())
        let (id, access) = (try #require(SignedToken(signed.id)), try #require(SignedToken(signed.access)))
        #expect(id.keyID != access.keyID)
        for token in [id, access] { #expect(token.isSigned(by: try #require(ring.keys[token.keyID]).publicKey)) }
    }

    @Test func lifetimesAreTheClients() async throws {
        let signed = try await SignedIn(
            to: UserPoolRoom(),
            client: {
                $0.accessTokenValidity = 5
                $0.idTokenValidity = 4800
                $0.refreshTokenValidity = 90
                $0.tokenValidityUnits = .init(accessToken: .minutes, idToken: .seconds, refreshToken: .minutes)
            })
        let now = Int(UserPoolRoom.start / 1000)
        #expect(try SignedIn.claims(signed.access)["exp"] == .integer(now + 300))
        #expect(try SignedIn.claims(signed.id)["exp"] == .integer(now + 4800))
        let issued = try await SignedIn.issuer(signed.room).issue(
            .init(user: signed.user, pool: signed.pool, client: signed.client, occasion: .authentication),
            in: signed.room.call())
        #expect(issued.result.expiresIn == 300)
        #expect(issued.result.tokenType == "Bearer")
        #expect(issued.family.expiresAt == UserPoolRoom.start + 90 * 60_000)
    }

    @Test func groupsGiveRoles() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        let pool = signed.pool
        try await room.store.write { transaction in
            for (name, role, precedence) in [("b", "arn:2", 2), ("a", "arn:1", 1), ("c", nil, nil)]
                as [(String, String?, Int?)]
            {
                let group = StoredGroup(
                    pool: pool.id, account: pool.account, name: name, roleARN: role, precedence: precedence,
                    createdAt: 0, modifiedAt: 0)
                try Groups.records.insert(group, in: transaction)
                try Memberships.records.insert(
                    StoredMembership(pool: pool.id, account: pool.account, group: name, user: signed.user.key),
                    in: transaction)
            }
        }
        let tokens = try await SignedIn.issue(to: signed.user, pool, signed.client, room)
        let claims = try SignedIn.claims(tokens.idToken)
        #expect(claims["cognito:groups"] == .array([.string("a"), .string("b"), .string("c")]))
        #expect(claims["cognito:roles"] == .array([.string("arn:1"), .string("arn:2")]))
        #expect(claims["cognito:preferred_role"]?.text == "arn:1")
        let access = try SignedIn.claims(tokens.accessToken)
        #expect(access["cognito:groups"] == claims["cognito:groups"])
        #expect(access["cognito:roles"] == nil)
    }

    @Test func attributesComeAsTheirKinds() async throws {
        let signed = try await SignedIn(
            to: UserPoolRoom(),
            pool: { $0.schema = [SchemaAttributeType(name: "team", attributeDataType: .string, mutable: true)] },
            client: { $0.readAttributes = ["address", "phone_number", "phone_number_verified", "custom:team"] },
            attributes: [
                "address": "Kirchplatz 1", "phone_number": "+4930123456", "phone_number_verified": "false",
                "custom:team": "7", "email": "ada@example.com", "dev:custom:secret": "x",
            ])
        let claims = try SignedIn.claims(signed.id)
        #expect(claims["address"] == .object([.init("formatted", .string("Kirchplatz 1"))]))
        #expect(claims["phone_number"]?.text == "+4930123456")
        #expect(claims["phone_number_verified"] == .boolean(false))
        #expect(claims["custom:team"] == .string("7"))
        #expect(claims["email"] == nil)
        #expect(claims["dev:custom:secret"] == nil)
    }

    @Test func linkedAccountsAreTold() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        var user = signed.user
        user.identities = [
            LinkedIdentity(
                providerName: "Google", providerType: "Google", userID: "42", isPrimary: true,
                createdAt: 1_642_699_117_273)
        ]
        let tokens = try await SignedIn.issue(to: user, signed.pool, signed.client, room)
        let text = try #require(SignedIn.claims(tokens.idToken)["identities"]).json
        #expect(
            String(decoding: text, as: UTF8.self)
                == #"[{"userId":"42","providerName":"Google","providerType":"Google","issuer":null,"primary":"true","dateCreated":"1642699117273"}]"#
        )
    }

    /// A device goes into access tokens and the family, confirmed or only just made known.
    @Test func devicesAreNamed() async throws {
        let room = try UserPoolRoom()
        let known = try await SignedIn(to: room, signIn: { $0.deviceKey = "eu-central-1_known" })
        #expect(try SignedIn.claims(known.access)["device_key"]?.text == "eu-central-1_known")
        let device = NewDeviceMetadataType(deviceKey: "eu-central-1_new", deviceGroupKey: "-group")
        let fresh = try await SignedIn.issue(to: known.user, known.pool, known.client, room) { $0.newDevice = device }
        #expect(try SignedIn.claims(fresh.accessToken)["device_key"]?.text == "eu-central-1_new")
        #expect(try SignedIn.claims(fresh.idToken)["device_key"] == nil)
        #expect(fresh.newDeviceMetadata == device)
    }

    /// What `PreTokenGeneration` wants is in the tokens, and nothing that it may not want.
    @Test func functionsChangeTokens() async throws {
        let room = try UserPoolRoom()
        let arn = "arn:aws:lambda:eu-central-1:123456789012:function:claims"
        let response = #"""
            {"claimsAndScopeOverrideDetails": {
              "idTokenGeneration": {"claimsToAddOrOverride": {"family": "true", "aud": "x"}, "claimsToSuppress": ["email"]},
              "accessTokenGeneration": {
                "claimsToAddOrOverride": {"tenant": {"id": 7}, "aud": "someone"},
                "scopesToAdd": ["birds.read", "aws.cognito.more"], "scopesToSuppress": []},
              "groupOverrideDetails": {"groupsToOverride": ["guests"], "iamRolesToOverride": ["arn:g"]}}}
            """#
        room.lambda.script { _, event in
            var members = try Document(json: event).members.filter { $0.name != "response" }
            members.append(.init("response", try Document(json: Array(response.utf8))))
            return InvocationResponse(statusCode: 200, payload: Document.object(members).json)
        }
        let signed = try await SignedIn(
            to: room,
            pool: {
                $0.lambdaConfig = LambdaConfigType(
                    preTokenGenerationConfig: .init(lambdaVersion: .v30, lambdaArn: arn))
            })
        let claims = try SignedIn.claims(signed.id)
        #expect(claims["family"] == .string("true"))
        #expect(claims["aud"]?.text == signed.client.id)
        #expect(claims["email"] == nil)
        #expect(claims["cognito:groups"] == .array([.string("guests")]))
        #expect(claims["cognito:roles"] == .array([.string("arn:g")]))
        #expect(claims["cognito:preferred_role"] == nil)
        let access = try SignedIn.claims(signed.access)
        #expect(access["tenant"] == .object([.init("id", .integer(7))]))
        #expect(access["aud"] == nil)
        #expect(access["scope"]?.text == "aws.cognito.signin.user.admin birds.read")
        #expect(access["cognito:groups"] == .array([.string("guests")]))
    }

    @Test func issuersAreKnownByBothNames() {
        let pool = PoolID("eu-west-1_AbCdEfGhI")
        let canonical = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI"
        let own = IssuerName(setting: .own(origin: "https://martlet.example.com"))
        #expect(own.name(of: pool) == "https://martlet.example.com/eu-west-1_AbCdEfGhI")
        #expect(own.pool(of: own.name(of: pool)) == pool)
        #expect(own.pool(of: canonical) == pool)
        #expect(own.pool(of: "https://evil.example.com/eu-west-1_AbCdEfGhI") == nil)
        #expect(own.pool(of: "eu-west-1_AbCdEfGhI") == nil)
        #expect(IssuerName(setting: .aws).name(of: pool) == canonical)
        #expect(IssuerName(setting: .aws).pool(of: own.name(of: pool)) == nil)
    }
}
