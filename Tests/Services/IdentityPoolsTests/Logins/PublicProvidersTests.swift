import Kernel
import Testing
import Wire

@testable import ServiceIdentityPools

/// The large providers, each with its own idea of what a token is, and whom it names as its issuer and audience.
@Suite struct PublicProvidersTests {
    private let room: IdentityPoolRoom
    private static let unsupported =
        "NotAuthorizedException: Token is not from a supported provider of this identity pool."

    init() throws {
        room = try IdentityPoolRoom()
    }

    private func pool(_ provider: String, _ ids: String) async throws -> StoredIdentityPool {
        try await room.layPool { $0.supportedLogins[provider] = try room.apps(ids, of: provider, in: $0) }
    }

    @Test(
        "Google spells its issuer in two ways, and one pool may serve several apps",
        arguments: ["https://accounts.google.com", "accounts.google.com"])
    func google(issuer name: String) async throws {
        let issuer = LoginIssuer("https://accounts.google.com", in: room.web)
        let pool = try await pool("accounts.google.com", "ios-app;web-app")
        for app in ["ios-app", "web-app"] {
            let token = try issuer.token("1077", for: app, ["iss": .string(name)])
            #expect(await room.proved(token, under: "accounts.google.com", for: pool) == "accounts.google.com 1077")
        }
        let stray = try issuer.token("1077", for: "other-app", ["iss": .string(name)])
        #expect(
            await room.proved(stray, under: "accounts.google.com", for: pool)
                == "NotAuthorizedException: Invalid login token. Incorrect token audience.")
    }

    @Test("Google may also be registered in IAM, with still more apps")
    func registeredGoogle() async throws {
        let issuer = LoginIssuer("https://accounts.google.com", in: room.web)
        let pool = try await room.layPool {
            $0.openIDConnectProviders = ["arn:aws:iam::\(IdentityPoolRoom.digits):oidc-provider/accounts.google.com"]
        }
        room.roles.add(RegisteredProvider(url: "accounts.google.com", clientIDs: ["droid"], thumbprints: []))
        #expect(
            try await room.proved(
                issuer.token("1077", for: "server", ["azp": .string("droid"), "iss": .string("accounts.google.com")]),
                under: "accounts.google.com", for: pool) == "accounts.google.com 1077")
    }

    @Test("Apple's tokens are for a bundle or a services id")
    func apple() async throws {
        let issuer = LoginIssuer("https://appleid.apple.com", in: room.web)
        let pool = try await pool("appleid.apple.com", "com.example.birds;com.example.birds.web")
        for app in ["com.example.birds", "com.example.birds.web"] {
            #expect(
                try await room.proved(issuer.token("0017.a", for: app), under: "appleid.apple.com", for: pool)
                    == "appleid.apple.com 0017.a")
        }
        #expect(
            try await room.proved(issuer.token("0017.a", for: "com.example"), under: "appleid.apple.com", for: pool)
                == "NotAuthorizedException: Invalid login token. Incorrect token audience.")
    }

    @Test("Facebook's access tokens are asked about in the person's name")
    func facebook() async throws {
        let pool = try await pool("graph.facebook.com", "100200")
        let graph = "https://graph.facebook.com"
        room.web.put(#"{"id":"100200"}"#, at: "\(graph)/app?access_token=EAA%7C1&fields=id")
        room.web.put(#"{"id":"77"}"#, at: "\(graph)/me?access_token=EAA%7C1&fields=id")
        room.web.put(#"{"id":"666"}"#, at: "\(graph)/app?access_token=EAA2&fields=id")
        room.web.put(#"{"id":"77"}"#, at: "\(graph)/me?access_token=EAA2&fields=id")
        for (token, error) in [("EAA3", #"{"code":190}"#), ("EAA4", #"{"code":190,"error_subcode":463}"#)] {
            for path in ["app", "me"] {
                room.web.put(
                    #"{"error":\#(error)}"#, at: "\(graph)/\(path)?access_token=\(token)&fields=id", status: 400)
            }
        }
        let cases = [
            ("EAA|1", "graph.facebook.com 77"), ("EAA2", Self.unsupported),
            ("EAA3", "NotAuthorizedException: Invalid login token. Not a valid Facebook access token."),
            ("EAA4", "NotAuthorizedException: Invalid login token. Token is expired."),
            ("EAA5", "ExternalServiceException: The identity provider did not answer as it should."),
        ]
        for (token, answer) in cases {
            #expect(await room.proved(token, under: "graph.facebook.com", for: pool) == answer)
        }
    }

    @Test("Facebook's access tokens are debugged where the app's secret is known")
    func facebookWithSecret() async throws {
        let secret = "0123456789abcdef0123456789abcdef"
        let pool = try await pool("graph.facebook.com", "100200;\(secret)")
        let address = "https://graph.facebook.com/debug_token?access_token=100200%7C\(secret)&input_token="
        let now = IdentityPoolRoom.start / 1000
        func debugged(_ token: String, _ rest: String) {
            room.web.put(#"{"data":{"user_id":"77",\#(rest)}}"#, at: address + token)
        }
        debugged("t1", #""is_valid":true,"app_id":"100200","expires_at":\#(now + 1)"#)
        debugged("t2", #""is_valid":true,"app_id":"100200","expires_at":0"#)
        debugged("t3", #""is_valid":false,"app_id":"100200","expires_at":0"#)
        debugged("t4", #""is_valid":true,"app_id":"666","expires_at":0"#)
        debugged("t5", #""is_valid":true,"app_id":"100200","expires_at":\#(now)"#)
        let cases = [
            ("t1", "graph.facebook.com 77"), ("t2", "graph.facebook.com 77"), ("t4", Self.unsupported),
            ("t3", "NotAuthorizedException: Invalid login token. Not a valid Facebook access token."),
            ("t5", "NotAuthorizedException: Invalid login token. Token expired: \(now) >= \(now)"),
        ]
        for (token, answer) in cases {
            #expect(await room.proved(token, under: "graph.facebook.com", for: pool) == answer)
        }
    }

    @Test("Limited Login's tokens come under Facebook's key and are the same person's")
    func limitedLogin() async throws {
        let issuer = LoginIssuer(
            "https://www.facebook.com", keysAt: "https://www.facebook.com/.well-known/oauth/openid/jwks/", in: room.web)
        let pool = try await pool("graph.facebook.com", "100200")
        let key = "graph.facebook.com"
        #expect(try await room.proved(issuer.token("77", for: "100200"), under: key, for: pool) == "\(key) 77")
        let invalid = "NotAuthorizedException: Invalid login token. "
        #expect(
            try await room.proved(issuer.token("77", for: "666"), under: key, for: pool)
                == invalid + "Incorrect token audience.")
        // Two hosts of Facebook's have keys of their own: neither's may sign for the other.
        let other = try issuer.token("77", for: "100200", ["iss": .string("https://evil.example")])
        #expect(await room.proved(other, under: key, for: pool) == invalid + "Issuer doesn't match providerName")
    }

    @Test("Amazon says whose an access token is and which app's")
    func amazon() async throws {
        let pool = try await pool("www.amazon.com", "amzn1.application.birds")
        func tell(_ token: String, _ text: String, status: Int = 200) {
            room.web.put(
                text, at: "https://api.amazon.com/auth/o2/tokeninfo?access_token=Atza%7C\(token)", status: status)
        }
        let issuer = #""iss":"https://www.amazon.com","user_id":"amzn1.account.A""#
        tell("1", #"{\#(issuer),"aud":"client-1","app_id":"amzn1.application.birds","exp":10}"#)
        tell("2", #"{\#(issuer),"aud":"client-2","app_id":"amzn1.application.fish","exp":10}"#)
        tell("3", #"{"error":"invalid_token"}"#, status: 400)
        tell("4", #"{\#(issuer),"aud":"client-1","app_id":"amzn1.application.birds","exp":0}"#)
        let invalid = "NotAuthorizedException: Invalid login token. "
        let cases = [
            ("1", "www.amazon.com amzn1.account.A"), ("2", Self.unsupported),
            ("3", invalid + "Not a valid Amazon access token."), ("4", invalid + "Token is expired."),
        ]
        for (token, answer) in cases {
            #expect(await room.proved("Atza|\(token)", under: "www.amazon.com", for: pool) == answer)
        }
    }

    @Test("Twitter is asked with a signature of the app and the person")
    func twitter() async throws {
        let pool = try await pool("api.twitter.com", "ck-birds;cs-secret")
        let address = "https://api.twitter.com/1.1/account/verify_credentials.json"
        room.web.put(#"{"id":123,"id_str":"123"}"#, at: address)
        #expect(await room.proved("t-1;ts-1", under: "api.twitter.com", for: pool) == "api.twitter.com 123")
        let header = try #require(room.web.headers.last?["Authorization"])
        #expect(header.contains(#"oauth_consumer_key="ck-birds""#) && header.contains(#"oauth_token="t-1""#))
        #expect(!header.contains("cs-secret") && !header.contains("ts-1"))
        let invalid = "NotAuthorizedException: Invalid login token. Not a valid Twitter access token."
        for proof in ["t-1", "t-1;", ";ts-1", "t-1;ts-1;x", ""] {
            #expect(await room.proved(proof, under: "api.twitter.com", for: pool) == invalid)
        }
        room.web.put(#"{"errors":[{"code":89}]}"#, at: address, status: 401)
        #expect(await room.proved("t-1;ts-2", under: "api.twitter.com", for: pool) == invalid)
        #expect(Set(room.web.headers.compactMap { $0["Authorization"] }).count == 2)
    }

    /// The expected value was made by oauthlib 3.
    @Test func anOAuth1SignatureIsOAuthLibs() {
        let signature = OAuth1Signature(
            consumerKey: "ck-birds", consumerSecret: "cs&secret", token: "t-1", tokenSecret: "ts/+ä", nonce: "nonce1",
            timestamp: 1_795_341_600)
        #expect(
            signature.signature(method: "GET", url: "https://api.twitter.com/1.1/account/verify_credentials.json")
                == "OTJmbz3vGtcwyYffcnY6nse8B1k=")
    }
}
