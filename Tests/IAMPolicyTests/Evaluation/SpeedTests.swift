import IAMPolicy
import Testing

/// Measures one decision over ten statements; prints, and asserts only that the decision is right.
@Suite struct SpeedTests {
    @Test("Ten statements")
    func tenStatements() throws {
        let identity = try PolicyText.named(
            "ten",
            #"{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::app/${aws:username}/*"}"#,
            #"{"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:*:*:table/a","Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${aws:userid}"]}}}"#,
            #"{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}"#,
            #"{"Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:eu-west-1:111111111111:*"}"#,
            #"{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#,
            #"{"Effect":"Deny","Action":"iam:*","Resource":"*"}"#,
            #"{"Effect":"Deny","NotAction":["s3:*","dynamodb:*","sns:*"],"Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}"#,
            #"{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::*log*"}"#,
            #"{"Effect":"Allow","Action":"logs:*","Resource":"*"}"#,
            #"{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::app","Condition":{"StringLike":{"s3:prefix":["${aws:username}/*"]}}}"#
        )
        let policies = ApplicablePolicies(principal: PrincipalPolicies(identity: [identity]))
        let context = [
            "aws:sourceip": ["10.1.2.3"], "aws:securetransport": ["true"], "aws:currenttime": ["2026-01-01T00:00:00Z"],
            "aws:requestedregion": ["eu-west-1"], "s3:prefix": ["alice/x"],
        ]
        let rounds = 20_000
        var allowed = 0
        let elapsed = ContinuousClock().measure {
            for _ in 0..<rounds {
                let request = AuthorizationRequest(
                    caller: .alice,
                    action: "s3:ListBucket",
                    resource: "arn:aws:s3:::app",
                    context: context
                )
                if policies.decision(on: request).isAllowed { allowed += 1 }
            }
        }
        print("IAMPolicy: one decision over ten statements takes \(elapsed / rounds)")
        #expect(allowed == rounds)
    }
}
