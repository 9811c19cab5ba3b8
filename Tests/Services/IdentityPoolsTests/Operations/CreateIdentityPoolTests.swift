import IdentityPoolsModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// A new pool tells what it was given, and AWS's defaults: Terraform compares every member.
struct CreateIdentityPoolTests {
    @Test func aBarePoolTellsLittle() async throws {
        let room = try IdentityPoolRoom()
        let made = try await room.run(
            IdentityPoolsModel.CreateIdentityPool.self,
            .init(identityPoolName: "birds", allowUnauthenticatedIdentities: false))
        let id = made.identityPoolId
        #expect(id.wholeMatch(of: /eu-central-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
        #expect(
            made
                == .init(
                    identityPoolId: id, identityPoolName: "birds", allowUnauthenticatedIdentities: false,
                    identityPoolTags: [:]))
    }

    /// Whatever is said comes back from this operation and from `DescribeIdentityPool` alike, secrets included.
    @Test func aFullPoolTellsEverything() async throws {
        let room = try IdentityPoolRoom()
        let request = SamplePool.request
        let made = try await room.run(IdentityPoolsModel.CreateIdentityPool.self, request)
        var expected = IdentityPool(
            identityPoolId: made.identityPoolId, identityPoolName: "birds", allowUnauthenticatedIdentities: true,
            allowClassicFlow: true, supportedLoginProviders: request.supportedLoginProviders,
            developerProviderName: "login.example", openIdConnectProviderARNs: request.openIdConnectProviderARNs,
            cognitoIdentityProviders: request.cognitoIdentityProviders, samlProviderARNs: request.samlProviderARNs,
            identityPoolTags: ["stage": "dev"])
        expected.cognitoIdentityProviders?[1].serverSideTokenCheck = false
        #expect(made == expected)
        let described = try await room.run(
            IdentityPoolsModel.DescribeIdentityPool.self, .init(identityPoolId: made.identityPoolId))
        #expect(described == expected)
    }

    /// Whoever reads the data folder must not learn the providers' secrets.
    @Test func secretsAreSealedAtRest() async throws {
        let room = try IdentityPoolRoom()
        _ = try await room.run(IdentityPoolsModel.CreateIdentityPool.self, SamplePool.request)
        let stored = try await room.store.read { transaction in
            try transaction.entries(in: KeyRange(prefix: []), reverse: false, limit: .max)
                .map { String(decoding: $0.value, as: UTF8.self) }.joined()
        }
        #expect(stored.contains("consumerkey") && stored.contains("7346241598935555"))
        #expect(!stored.contains("consumersecret") && !stored.contains("0123456789abcdef"))
    }

    /// One case of each refusal; nothing is made by any of them.
    @Test(arguments: Self.refusals)
    func refuses(_ refusal: Refused) async throws {
        let room = try IdentityPoolRoom()
        var request = SamplePool.request
        refusal.change(&request)
        #expect(await room.refusal(IdentityPoolsModel.CreateIdentityPool.self, request) == refusal.text)
        let pools = try await room.run(IdentityPoolsModel.ListIdentityPools.self, .init(maxResults: 60))
        #expect(pools.identityPools == [])
    }

    /// What makes the sample request bad, and the answer.
    struct Refused: Sendable, CustomTestStringConvertible {
        var text: String
        var change: @Sendable (inout CreateIdentityPoolInput) -> Void

        var testDescription: String { text }
    }

    static let refusals: [Refused] = [
        .init(
            text: "ValidationException: 1 validation error detected: Value 'a/b' at 'identityPoolName' failed to "
                + "satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+"
        ) { $0.identityPoolName = "a/b" },
        .init(text: "InvalidParameterException: www.digits.com is not a login provider that this server supports.") {
            $0.supportedLoginProviders = ["www.digits.com": "key"]
        },
        .init(text: "InvalidParameterException: The application of login provider api.twitter.com is malformed.") {
            $0.supportedLoginProviders = ["api.twitter.com": "keywithoutsecret"]
        },
        .init(text: "InvalidParameterException: The application of login provider www.amazon.com is malformed.") {
            $0.supportedLoginProviders = ["www.amazon.com": ";"]
        },
        .init(text: "InvalidParameterException: Invalid Cognito Identity Provider") {
            $0.cognitoIdentityProviders = [.init(clientId: "only")]
        },
        .init(text: "InvalidParameterException: Invalid Cognito Identity Provider") {
            $0.cognitoIdentityProviders = [.init(providerName: SamplePool.userPool)]
        },
        .init(text: "InvalidParameterException: Invalid Cognito Identity Provider") {
            $0.cognitoIdentityProviders = [.init(providerName: "eu-central-1_AbCdEfGh1", clientId: "c")]
        },
        .init(text: "InvalidParameterException: Invalid Cognito Identity Provider") {
            $0.cognitoIdentityProviders = [.init(providerName: "https://\(SamplePool.userPool)", clientId: "c")]
        },
        .init(text: "InvalidParameterException: Invalid Cognito Identity Provider") {
            $0.cognitoIdentityProviders = [
                .init(providerName: "cognito-idp.eu-west-1.amazonaws.com/eu-central-1_AbCdEfGh1", clientId: "c")
            ]
        },
        .init(text: "LimitExceededException: Exceeded maximum number of Cognito user pool providers: 50") {
            $0.cognitoIdentityProviders = Array(
                repeating: .init(providerName: SamplePool.userPool, clientId: "c"), count: 51)
        },
        .init(
            text: "InvalidParameterException: Identity provider arn:aws:iam::999988887777:saml-provider/office is "
                + "not valid for account 123456789012"
        ) { $0.samlProviderARNs = ["arn:aws:iam::999988887777:saml-provider/office"] },
        .init(text: "InvalidParameterException: Invalid identity provider ARN: arn:aws:iam::12:oidc-provider/a") {
            $0.openIdConnectProviderARNs = ["arn:aws:iam::12:oidc-provider/a"]
        },
        .init(text: "InvalidParameterException: Invalid identity provider ARN: \(SamplePool.openIDConnect)") {
            $0.samlProviderARNs = [SamplePool.openIDConnect]
        },
        .init(text: "InvalidParameterException: graph.facebook.com is the name of another login provider.") {
            $0.developerProviderName = "graph.facebook.com"
        },
        .init(text: "InvalidParameterException: cognito-identity.amazonaws.com is the name of another login provider.")
        {
            $0.developerProviderName = "cognito-identity.amazonaws.com"
        },
        .init(text: "InvalidParameterException: The number of tags exceeds the limit of 50.") {
            $0.identityPoolTags = Dictionary(uniqueKeysWithValues: (0...50).map { ("\($0)", "") })
        },
        .init(text: "InvalidParameterException: Tag key AWS:x is invalid: aws: is reserved for AWS use.") {
            $0.identityPoolTags = ["AWS:x": ""]
        },
    ]
}
