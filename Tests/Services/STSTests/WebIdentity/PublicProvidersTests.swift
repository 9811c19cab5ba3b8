import Crypto
import Kernel
import OpenIDConnect
import STSModel
import Synchronization
import Testing
import Wire

@testable import ServiceSTS

/// Google, Facebook and Amazon are known to AWS without being registered in IAM: only the trust policy says for which
/// app their users may come.
struct PublicProvidersTests {
    private let fixture = Fixture()
    private let web = Web()

    /// Answers by address; Google's documents among them.
    private final class Web: OutgoingHTTP {
        let key = P256.Signing.PrivateKey()
        private let pages = Mutex<[String: OutgoingAnswer]>([:])

        init() {
            let point = Array(key.publicKey.rawRepresentation)
            let (x, y) = (Base64URL.encode(Array(point[..<32])), Base64URL.encode(Array(point[32...])))
            put(
                #"{"issuer":"https://accounts.google.com","jwks_uri":"https://www.googleapis.com/certs"}"#,
                at: "https://accounts.google.com/.well-known/openid-configuration")
            put(
                #"{"keys":[{"kty":"EC","crv":"P-256","kid":"1","x":"\#(x)","y":"\#(y)"}]}"#,
                at: "https://www.googleapis.com/certs")
        }

        func put(_ text: String, at address: String, status: Int = 200) {
            pages.withLock { $0[address] = OutgoingAnswer(status: status, body: Array(text.utf8)) }
        }

        func answer(
            to url: String, headers: [String: String], limit: Int
        ) async throws(OutgoingFault) -> OutgoingAnswer {
            guard let page = pages.withLock({ $0[url] }) else { throw .failed("nothing at \(url)") }
            return page
        }

        func token(issuer: String = "https://accounts.google.com", audience: String = "app-1") throws -> String {
            let end = Fixture.now.seconds + 600
            let claims = #"{"iss":"\#(issuer)","sub":"1077","aud":"\#(audience)","exp":\#(end)}"#
            let parts = [#"{"alg":"ES256","kid":"1"}"#, claims].map { Base64URL.encode(Array($0.utf8)) }
            let signed = parts.joined(separator: ".")
            let signature = try key.signature(for: SHA256.hash(data: Array(signed.utf8)))
            return signed + "." + Base64URL.encode(Array(signature.rawRepresentation))
        }
    }

    private static func trust(_ provider: String, _ condition: String) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"\#(provider)"},"#
            + #""Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":\#(condition)}}]}"#
    }

    private func exchange(
        _ token: String, for arn: String, of providerID: String? = nil
    ) async throws -> AssumeRoleWithWebIdentityResponse {
        let verifier = TokenVerifier(http: web)
        let operation = ServiceSTS.AssumeRoleWithWebIdentity(
            roles: fixture.accounts, sessions: RoleSessions(roles: fixture.accounts, tokens: fixture.tokens),
            identities: [
                GoogleIdentities(roles: fixture.accounts, verifier: verifier),
                RegisteredIdentities(roles: fixture.accounts, verifier: verifier),
            ],
            accessTokens: [
                FacebookIdentities(tokens: FacebookAccessTokens(web: web)),
                AmazonIdentities(tokens: AmazonAccessTokens(web: web)),
            ])
        let request = AssumeRoleWithWebIdentityRequest(
            roleArn: arn, roleSessionName: "phone", webIdentityToken: token, providerId: providerID)
        return try await operation.run(request, in: fixture.call(as: .anonymous))
    }

    private static let denied = "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity"

    @Test(
        "Google's tokens come by either name of its",
        arguments: ["https://accounts.google.com", "accounts.google.com"])
    func google(issuer: String) async throws {
        let arn = try fixture.role(trust: Self.trust("accounts.google.com", #"{"accounts.google.com:aud":"app-1"}"#))
        let answer = try await exchange(web.token(issuer: issuer), for: arn)
        #expect(answer.provider == "accounts.google.com" && answer.subjectFromWebIdentityToken == "1077")
        #expect(answer.audience == "app-1")
        let other = try web.token(issuer: issuer, audience: "app-2")
        #expect(await refusal { _ = try await exchange(other, for: arn) } == Self.denied)
        let forged = try Web().token(issuer: issuer)
        #expect(
            await refusal { _ = try await exchange(forged, for: arn) }
                == "400 InvalidIdentityToken: The signature of the ID Token is invalid")
    }

    @Test("An account that registered Google itself decides by that")
    func registeredGoogle() async throws {
        fixture.accounts.add(
            RegisteredProvider(url: "accounts.google.com", clientIDs: ["app-1"], thumbprints: []), in: Fixture.account)
        let provider = "arn:aws:iam::111122223333:oidc-provider/accounts.google.com"
        let arn = try fixture.role(trust: Self.trust(provider, #"{"accounts.google.com:aud":"app-1"}"#))
        #expect(try await exchange(web.token(), for: arn).provider == provider)
    }

    @Test("Facebook's and Amazon's access tokens come with their provider's name")
    func accessTokens() async throws {
        web.put(#"{"id":"100200"}"#, at: "https://graph.facebook.com/app?access_token=EAA&fields=id")
        web.put(#"{"id":"77"}"#, at: "https://graph.facebook.com/me?access_token=EAA&fields=id")
        web.put(
            #"{"iss":"https://www.amazon.com","user_id":"amzn1.account.A","aud":"c","app_id":"a","exp":5}"#,
            at: "https://api.amazon.com/auth/o2/tokeninfo?access_token=Atza")
        web.put("{}", at: "https://api.amazon.com/auth/o2/tokeninfo?access_token=bad", status: 400)
        let facebook = try fixture.role(
            trust: Self.trust("graph.facebook.com", #"{"graph.facebook.com:app_id":"100200"}"#))
        let answer = try await exchange("EAA", for: facebook, of: "graph.facebook.com")
        #expect(answer.provider == "graph.facebook.com" && answer.subjectFromWebIdentityToken == "77")
        let amazon = try fixture.role(
            "shopper", trust: Self.trust("www.amazon.com", #"{"www.amazon.com:user_id":"amzn1.account.A"}"#))
        #expect(try await exchange("Atza", for: amazon, of: "www.amazon.com").audience == "a")
        let stranger = try fixture.role(
            "stranger", trust: Self.trust("graph.facebook.com", #"{"graph.facebook.com:app_id":"666"}"#))
        #expect(await refusal { _ = try await exchange("EAA", for: stranger, of: "graph.facebook.com") } == Self.denied)
        #expect(await refusal { _ = try await exchange("Atza", for: facebook, of: "www.amazon.com") } == Self.denied)
        for (token, provider, code) in [
            ("bad", "www.amazon.com", "400 InvalidIdentityToken: "), ("EAA2", "graph.facebook.com", "400 IDPComm"),
            ("EAA", "api.twitter.com", "400 InvalidIdentityToken: "),
        ] {
            let text = await refusal { _ = try await exchange(token, for: facebook, of: provider) }
            #expect(text?.hasPrefix(code) == true)
        }
    }
}
