import Kernel
import Testing
import Wire

@testable import ServiceIdentityPools

/// User pools are how most people come: one person, one identity, however the pool's name is spelled.
@Suite struct UserPoolLoginsTests {
    private let room: IdentityPoolRoom
    private static let key = "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Birds0001"
    private static let foreign = "cognito-idp.us-west-2.amazonaws.com/us-west-2_Aws000001"
    private static let unsupported =
        "NotAuthorizedException: Token is not from a supported provider of this identity pool."

    init() throws {
        room = try IdentityPoolRoom()
    }

    private func claims(_ audience: String, subject: String = "ada") -> Document {
        .object([.init("aud", .string(audience)), .init("sub", .string(subject))])
    }

    @Test func everySpellingIsLinkedAsAWSs() async throws {
        let pool = try await room.layPool {
            $0.userPools = [.init(name: "martlet.example/eu-central-1_Birds0001", client: "c1", checksServerSide: nil)]
        }
        room.userPools.put("good", for: Self.key, .success(claims("c1")))
        for key in [Self.key, "martlet.example/eu-central-1_Birds0001"] {
            #expect(await room.proved("good", under: key, for: pool) == "\(Self.key) ada")
        }
        let verified = try await room.logins.verify([Self.key: "good"], for: pool, in: room.call())
        #expect(verified[0].methods == [Self.key, "\(Self.key):CognitoSignIn:ada"])
        #expect(verified[0].claims["aud"] == .string("c1"))
    }

    /// Each app client of a pool is taken for itself, with or without the check of the user's standing.
    @Test func theClientDecides() async throws {
        let pool = try await room.layPool {
            $0.userPools = [
                .init(name: Self.key, client: "c1", checksServerSide: false),
                .init(name: Self.key, client: "c2", checksServerSide: true),
            ]
        }
        for client in ["c1", "c2", "c3"] { room.userPools.put(client, for: Self.key, .success(claims(client))) }
        #expect(await room.proved("c2", under: Self.key, for: pool) == "\(Self.key) ada")
        #expect(await room.proved("c3", under: Self.key, for: pool) == Self.unsupported)
        room.userPools.revoke("ada")
        #expect(await room.proved("c1", under: Self.key, for: pool) == "\(Self.key) ada")
        #expect(
            await room.proved("c2", under: Self.key, for: pool)
                == "NotAuthorizedException: Invalid login token. Token has been revoked.")
    }

    /// One app under two spellings of its pool: no order of the entries may take the check away.
    @Test(arguments: [[true, false], [false, true], [nil, true]] as [[Bool?]])
    func anyEntryMayAskForTheCheck(_ checks: [Bool?]) async throws {
        let names = ["martlet.example/eu-central-1_Birds0001", Self.key]
        let pool = try await room.layPool {
            $0.userPools = zip(names, checks).map { .init(name: $0, client: "c1", checksServerSide: $1) }
        }
        room.userPools.put("good", for: Self.key, .success(claims("c1")))
        room.userPools.revoke("ada")
        #expect(
            await room.proved("good", under: Self.key, for: pool)
                == "NotAuthorizedException: Invalid login token. Token has been revoked.")
    }

    @Test func badTokensAreRefusedWithAWSsTexts() async throws {
        let pool = try await room.layPool { $0.userPools = [.init(name: Self.key, client: "c1")] }
        let now = IdentityPoolRoom.start / 1000
        let cases: [(UserPoolTokenFault, String)] = [
            (.notAnIDToken, "Not a valid OpenId Connect identity token."),
            (.missingClaim("aud"), "Missing a required claim: aud"), (.badSignature, "Token signature invalid."),
            (.expired(at: now - 5), "Token expired: \(now) >= \(now - 5)"),
            (.wrongIssuer, "Issuer doesn't match providerName"),
        ]
        for (fault, text) in cases {
            room.userPools.put("bad", for: Self.key, .failure(fault))
            #expect(
                await room.proved("bad", under: Self.key, for: pool)
                    == "NotAuthorizedException: Invalid login token. \(text)")
        }
        #expect(room.web.asked.isEmpty)
    }

    /// A pool that AWS serves is known by the keys that it publishes.
    @Test func aPoolOfAWSsIsVerifiedByItsKeySet() async throws {
        let issuer = LoginIssuer("https://\(Self.foreign)", in: room.web)
        let pool = try await room.layPool { $0.userPools = [.init(name: Self.foreign, client: "c1")] }
        let idToken: [String: Document] = ["token_use": .string("id")]
        #expect(
            try await room.proved(issuer.token("eve", for: "c1", idToken), under: Self.foreign, for: pool)
                == "\(Self.foreign) eve")
        let invalid = "NotAuthorizedException: Invalid login token. "
        #expect(
            try await room.proved(issuer.token("eve", for: "c2", idToken), under: Self.foreign, for: pool)
                == invalid + "Incorrect token audience.")
        #expect(
            try await room.proved(
                issuer.token("eve", for: "c1", ["token_use": .string("access")]), under: Self.foreign, for: pool)
                == invalid + "Not a valid OpenId Connect identity token.")
        #expect(
            try await room.proved(issuer.token("eve", for: "c1", idToken), under: Self.key, for: pool)
                == Self.unsupported)
    }
}
