import IAMPolicy
import Testing

/// Trust and resource policies have rules and texts of their own.
@Suite struct TrustPolicyTests {
    static let malformed: [(String, String)] = [
        (#""Action":"sts:AssumeRole""#, "Missing required field Principal"),
        (#""Principal":{},"Action":"sts:AssumeRole""#, "Missing required field Principal cannot be empty!"),
        (
            #""Principal":"*","Action":"sts:AssumeRole""#,
            #"AssumeRolepolicy contained an invalid principal: "STAR":"*"."#
        ),
        (#""NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole""#, "Allow with NotPrincipal is not allowed."),
        (#""Principal":{"AWS":"*"}"#, "Missing required field Action"),
        (
            #""Principal":{"AWS":"*"},"Action":"s3:GetObject""#,
            "AssumeRole policy may only specify STS AssumeRole actions."
        ),
        (#""Principal":{"AWS":"*"},"Action":"*""#, "AssumeRole policy may only specify STS AssumeRole actions."),
        (#""Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resource":"*""#, "Has prohibited field Resource"),
        (
            #""Principal":{"AWS":"*"},"Action":"sts:AssumeRole","NotResource":"*""#,
            "AssumeRole policy must not contain resources."
        ),
        (
            #""Principal":{"AWS":"12345678910"},"Action":"sts:AssumeRole""#,
            #"Invalid principal in policy: "AWS":"12345678910""#
        ),
        (
            #""Principal":{"AWS":"arn:aws:iam::111111111111:user/*"},"Action":"sts:AssumeRole""#,
            #"Invalid principal in policy: "AWS":"arn:aws:iam::111111111111:user/*""#
        ),
        (
            #""Principal":{"Service":"lambda"},"Action":"sts:AssumeRole""#,
            #"Invalid principal in policy: "SERVICE":"lambda""#
        ),
        (#""Principal":{"Other":"a"},"Action":"sts:AssumeRole""#, #"Invalid principal in policy: "Other""#),
        (
            #""Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity""#,
            "A condition block must be present for the Cognito provider"
        ),
    ]

    @Test("Malformed trust policies", arguments: malformed)
    func refuses(_ members: String, _ message: String) {
        let text = PolicyText.document(#"{"Effect":"Allow",\#(members)}"#)
        #expect(throws: MalformedPolicy(message)) { try PolicyDocument(parsing: text, as: .trust) }
    }

    @Test(
        "Malformed trust documents",
        arguments: [
            ("{", "This policy contains invalid Json"),
            (#"{"Version":"2012-10-17","Statement":[]}"#, "Could not parse the policy: Statement is empty!"),
            (#"{"Version":"1","Statement":[{}]}"#, "The policy must contain a valid version string"),
            (#"{"Statement":[{}]}"#, "Missing required field Effect"),
            (#"{"Statement":[{"Effect":"allow"}]}"#, "Invalid effect: allow"),
            (
                #"{"Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"},{"Sid":"a","Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#,
                "The Statement Ids in the policy are not unique"
            ),
        ]
    )
    func refusesDocument(_ text: String, _ message: String) {
        #expect(throws: MalformedPolicy(message)) { try PolicyDocument(parsing: text, as: .trust) }
    }

    @Test("Principals are listed in order for the service to look up")
    func principals() throws {
        let text = PolicyText.document(
            #"{"Effect":"Allow","Principal":{"AWS":["111111111111","arn:aws:iam::111111111111:role/a"],"Service":"ec2.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}"#,
            #"{"Effect":"Allow","Principal":{"AWS":"111111111111"},"Action":"sts:AssumeRole"}"#,
            version: "2008-10-17"
        )
        let document = try PolicyDocument(parsing: text, as: .trust)
        #expect(
            document.principals == [
                PolicyPrincipal(kind: .aws, value: "111111111111"),
                PolicyPrincipal(kind: .aws, value: "arn:aws:iam::111111111111:role/a"),
                PolicyPrincipal(kind: .service, value: "ec2.amazonaws.com"),
            ]
        )
        #expect(
            document.principals[1].invalid.message
                == #"Invalid principal in policy: "AWS":"arn:aws:iam::111111111111:role/a""#
        )
    }

    @Test("A resource's policy needs a principal")
    func resourcePolicy() {
        let text = PolicyText.document(#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#)
        #expect(throws: MalformedPolicy("Missing required field Principal")) {
            try PolicyDocument(parsing: text, as: .resource)
        }
    }
}
