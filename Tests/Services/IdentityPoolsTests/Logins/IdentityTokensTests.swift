import Crypto
import Kernel
import Testing
import Wire

@testable import ServiceIdentityPools

/// Whoever gets a forged token past this is somebody else, with their permissions.
@Suite struct IdentityTokensTests {
    private let room: IdentityPoolRoom
    private let issuer: LoginIssuer
    private let pool: StoredIdentityPool
    private static let key = "club.example/members"

    init() async throws {
        room = try IdentityPoolRoom()
        issuer = LoginIssuer("https://\(Self.key)", in: room.web)
        pool = try await room.layPool {
            $0.openIDConnectProviders = ["arn:aws:iam::\(IdentityPoolRoom.digits):oidc-provider/\(Self.key)"]
        }
        room.roles.add(RegisteredProvider(url: Self.key, clientIDs: ["app-0", "app-1"], thumbprints: []))
    }

    private func refusal(_ token: String) async -> String {
        let answer = await room.proved(token, under: Self.key, for: pool)
        return answer.replacing("NotAuthorizedException: Invalid login token. ", with: "")
    }

    @Test func aGoodTokenNamesItsSubject() async throws {
        #expect(try await refusal(issuer.token()) == "club.example/members ada")
        let audiences = Document.array([.string("other"), .string("app-0")])
        #expect(try await refusal(issuer.token("bob", for: "", ["aud": audiences])) == "club.example/members bob")
        #expect(
            try await refusal(issuer.token("cleo", for: "other", ["azp": .string("app-1")]))
                == "club.example/members cleo")
        let verified = try await room.logins.verify([Self.key: issuer.token()], for: pool, in: room.call())
        #expect(verified[0].claims["aud"] == .string("app-1"))
        #expect(verified[0].methods == [Self.key, "\(pool.openIDConnectProviders[0]):OIDC:ada"])
    }

    /// AWS's texts, which clients and support forums know.
    @Test func badTokensAreRefusedWithAWSsTexts() async throws {
        let now = Int(IdentityPoolRoom.start / 1000)
        let malformed = "Not a valid OpenId Connect identity token."
        let stranger = P256.Signing.PrivateKey()
        let good = try issuer.token().split(separator: ".")
        let other = try issuer.token("eve").split(separator: ".")
        let cases: [(String, String)] = [
            (try issuer.token("ada", for: "app-2"), "Incorrect token audience."),
            (
                try issuer.token("ada", for: "app-1", ["iss": .string("https://evil.example")]),
                "Issuer doesn't match providerName"
            ),
            (try issuer.token("ada", for: "app-1", ["exp": .integer(now)]), "Token expired: \(now) >= \(now)"),
            (
                try issuer.token("ada", for: "app-1", ["exp": .integer(now - 77)]),
                "Token expired: \(now) >= \(now - 77)"
            ),
            (try issuer.token("ada", for: "app-1", ["exp": .null]), "Missing a required claim: exp"),
            (try issuer.token("ada", for: "app-1", ["aud": .null]), "Missing a required claim: aud"),
            (try issuer.token("ada", for: "app-1", ["sub": .null]), "Missing a required claim: sub"),
            (try issuer.token("ada", for: "app-1", ["iss": .null]), "Missing a required claim: iss"),
            (
                try issuer.token("ada", for: "app-1", ["nbf": .integer(now + 61)]),
                "Token is not valid yet: its claim nbf lies in the future."
            ),
            (try issuer.token(signer: stranger), "Token signature invalid."),
            (try issuer.token(header: ["kid": "2"]), "Couldn't verify signed token."),
            (try issuer.token(header: ["alg": "none"]), malformed),
            (try issuer.token(header: ["alg": "HS256"]), malformed),
            (try issuer.token(header: ["alg": "RS256"]), "Couldn't verify signed token."),
            ("\(good[0]).\(other[1]).\(good[2])", "Token signature invalid."),
            ("\(good[0]).\(good[1]).", "Token signature invalid."), ("ya29.opaque-access-token", malformed),
            ("\(good[0]).\(good[1])", malformed), ("", malformed),
        ]
        for (token, expected) in cases { #expect(await refusal(token) == expected) }
    }

    /// What IAM no longer knows, or never did, vouches for nobody.
    @Test func onlyWhatThePoolAndIAMKnowIsTaken() async throws {
        let unsupported = "NotAuthorizedException: Token is not from a supported provider of this identity pool."
        let stray = try await room.layPool("stray") {
            $0.openIDConnectProviders = [
                "arn:aws:iam::000000000042:oidc-provider/\(Self.key)",
                "arn:aws:iam::\(IdentityPoolRoom.digits):oidc-provider/gone.example",
            ]
        }
        for key in [Self.key, "gone.example", "club.example", "accounts.google.com", ""] {
            #expect(try await room.proved(issuer.token(), under: key, for: stray) == unsupported)
        }
    }

    /// Auth0's issuers end in a slash, which IAM does not keep.
    @Test func aSlashAtTheEndMakesNoDifference() async throws {
        let slashed = LoginIssuer("https://tenant.example/", in: room.web)
        room.roles.add(RegisteredProvider(url: "tenant.example", clientIDs: ["app-1"], thumbprints: []))
        let pool = try await room.layPool {
            $0.openIDConnectProviders = ["arn:aws:iam::\(IdentityPoolRoom.digits):oidc-provider/tenant.example"]
        }
        for key in ["tenant.example", "tenant.example/"] {
            #expect(try await room.proved(slashed.token(), under: key, for: pool) == "tenant.example ada")
        }
    }

    /// Nobody is let in or told off for what a provider does wrong.
    @Test func aSilentProviderIsAnotherFault() async throws {
        room.web.put("<html>", at: "https://\(Self.key)/keys")
        #expect(
            try await refusal(issuer.token())
                == "ExternalServiceException: The identity provider did not answer as it should.")
    }

    /// All are looked for before any is asked; developers' own come another way.
    @Test func oneUnknownLoginRefusesThemAll() async throws {
        let pool = try await room.layPool {
            $0.openIDConnectProviders = self.pool.openIDConnectProviders
            $0.developerProvider = "login.birds"
        }
        let token = try issuer.token()
        for (key, refusal) in [
            ("login.birds", "InvalidParameterException: Please provide a valid public provider"),
            ("www.digits.com", "NotAuthorizedException: Token is not from a supported provider of this identity pool."),
        ] {
            let answer = await IdentityPoolRoom.refusal {
                _ = try await room.logins.verify([Self.key: token, key: "x"], for: pool, in: room.call())
            }
            #expect(answer == refusal)
        }
        #expect(room.web.asked.isEmpty)
    }
}
