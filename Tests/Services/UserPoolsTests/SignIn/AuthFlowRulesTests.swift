import Testing

@testable import ServiceUserPools

/// Which flows a client allows, in AWS's words.
@Suite struct AuthFlowRulesTests {
    private static let everything = [
        "USER_SRP_AUTH": "USER_SRP_AUTH is not enabled for the client.",
        "USER_PASSWORD_AUTH": "USER_PASSWORD_AUTH flow not enabled for this client",
        "CUSTOM_AUTH": "CUSTOM_AUTH is not enabled for the client.",
        "USER_AUTH": "USER_AUTH is not enabled for the client.",
        "REFRESH_TOKEN": "Auth flow not enabled for this client",
        "REFRESH_TOKEN_AUTH": "Auth flow not enabled for this client",
        "ADMIN_USER_PASSWORD_AUTH": "Auth flow not enabled for this client",
        "ADMIN_NO_SRP_AUTH": "Auth flow not enabled for this client",
    ]

    /// A client's flows and what they must open; everything else must stay shut.
    @Test(
        arguments: [
            (nil, ["USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN", "REFRESH_TOKEN_AUTH"]),
            (["ALLOW_USER_SRP_AUTH"], ["USER_SRP_AUTH"]),
            (["ALLOW_USER_PASSWORD_AUTH"], ["USER_PASSWORD_AUTH"]),
            (["ALLOW_ADMIN_USER_PASSWORD_AUTH"], ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"]),
            (["ALLOW_CUSTOM_AUTH"], ["CUSTOM_AUTH"]),
            (["ALLOW_USER_AUTH"], ["USER_AUTH"]),
            (["ALLOW_REFRESH_TOKEN_AUTH"], ["REFRESH_TOKEN", "REFRESH_TOKEN_AUTH"]),
            (
                ["ADMIN_NO_SRP_AUTH"],
                [
                    "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", "USER_SRP_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN",
                    "REFRESH_TOKEN_AUTH",
                ]
            ),
            (["CUSTOM_AUTH_FLOW_ONLY"], ["CUSTOM_AUTH", "REFRESH_TOKEN", "REFRESH_TOKEN_AUTH"]),
        ] as [([String]?, [String])])
    func opensOnlyWhatIsAllowed(flows: [String]?, open: [String]) throws {
        var client = SamplePool.client(of: try SamplePool.make())
        client.explicitAuthFlows = flows
        for (flow, text) in Self.everything {
            let answer = refusal { try AuthFlowRules.check(flow, isAdmin: true, client: client) }
            #expect(answer == (open.contains(flow) ? "no refusal" : "InvalidParameterException: \(text)"), "\(flow)")
        }
    }

    /// Administrators' flows are not for apps.
    @Test(arguments: ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", "NOTHING"])
    func keepsAdministratorsFlows(flow: String) throws {
        var client = SamplePool.client(of: try SamplePool.make())
        client.explicitAuthFlows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
        let answer = refusal { try AuthFlowRules.check(flow, isAdmin: false, client: client) }
        #expect(answer == "InvalidParameterException: Initiate Auth method not supported.")
    }
}
