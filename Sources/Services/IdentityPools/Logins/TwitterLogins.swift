import Kernel
import OpenIDConnect
import Storage
import Wire

/// Sign-in with Twitter: a user's token and secret (`token;secret`), with which Twitter is asked who that is.
struct TwitterLogins: LoginProvider {
    static let key = ProviderApplications.twitter
    private static let address = "https://api.twitter.com/1.1/account/verify_credentials.json"

    let web: any OutgoingHTTP
    let random: any RandomSource
    let vault: Vault

    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool {
        key == Self.key && pool.supportedLogins[key] != nil
    }

    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin {
        guard let app = pool.supportedLogins[key],
            let appSecret = try app.openSecret(of: key, in: pool.id, vault: vault)
        else { throw Refusal.unsupportedProvider() }
        do throws(AccessTokenFault) {
            let parts = proof.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { throw .invalid }
            let signature = OAuth1Signature(
                consumerKey: app.text, consumerSecret: appSecret, token: parts[0], tokenSecret: parts[1],
                nonce: random.uuid(), timestamp: call.time.seconds)
            let header = ["Authorization": signature.header(method: "GET", url: Self.address)]
            let (status, answer) = try await ProviderDialog.ask(Self.address, headers: header, by: web)
            guard status == 200, let user = answer["id_str"]?.identifier else { throw .invalid }
            return VerifiedLogin(
                login: LinkedLogin(provider: Self.key, subject: user),
                claims: OpaqueClaims.document(subject: user, audience: app.text), methods: [Self.key])
        } catch {
            throw Refusal.login(error, of: "Twitter", at: call.time)
        }
    }
}
