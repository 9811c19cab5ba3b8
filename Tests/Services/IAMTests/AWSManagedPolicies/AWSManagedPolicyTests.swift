import IAMPolicy
import Testing

@testable import ServiceIAM

/// A document of AWS's that our reader refuses, or that lies under another ARN than AWS's, breaks templates.
struct AWSManagedPolicyTests {
    @Test("every document is a policy that IAM takes", arguments: AWSManagedPolicy.all)
    func parses(_ policy: AWSManagedPolicy) throws {
        for kind in [PolicyDocument.Kind.identity, .boundary, .session] {
            #expect(try PolicyDocument(parsing: policy.document, as: kind).statementCount > 0)
        }
    }

    @Test(
        "each is found by AWS's own ARN",
        arguments: [
            "arn:aws:iam::aws:policy/AdministratorAccess",
            "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
            "arn:aws:iam::aws:policy/service-role/AmazonSNSRole",
            "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
            "arn:aws:iam::aws:policy/aws-service-role/AmazonCognitoIdpEmailServiceRolePolicy",
        ])
    func isFound(_ arn: String) {
        #expect(AWSManagedPolicy.find(arn)?.arn == arn)
    }

    @Test("names, ids and dates are sound")
    func areSound() {
        let all = AWSManagedPolicy.all
        #expect(Set(all.map(\.arn)).count == all.count)
        #expect(Set(all.map(\.id)).count == all.count)
        for policy in all {
            #expect(policy.id.utf8.count == 21)
            #expect(policy.created <= policy.updated)
            #expect(policy.version >= 1)
        }
        #expect(AWSManagedPolicy.find("arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole") == nil)
    }

    @Test(
        "they decide as their names say",
        arguments: [
            ("AdministratorAccess", "iam:DeleteUser", true), ("PowerUserAccess", "dynamodb:PutItem", true),
            ("PowerUserAccess", "iam:CreateUser", false), ("ReadOnlyAccess", "dynamodb:GetItem", true),
            ("ReadOnlyAccess", "cognito-idp:ListUsers", true), ("ReadOnlyAccess", "s3:GetObject", true),
            ("ReadOnlyAccess", "dynamodb:PutItem", false), ("ReadOnlyAccess", "iam:ListUsers", true),
            ("ReadOnlyAccess", "iam:CreateUser", false), ("IAMReadOnlyAccess", "iam:GetUser", true),
            ("AmazonDynamoDBReadOnlyAccess", "dynamodb:Query", true), ("AmazonS3ReadOnlyAccess", "s3:PutObject", false),
            ("AmazonMobileAnalyticsWriteOnlyAccess", "mobileanalytics:PutEvents", true),
            ("AWSDenyAll", "s3:GetObject", false),
        ])
    func decides(_ name: String, _ action: String, _ isAllowed: Bool) throws {
        let policy = try #require(AWSManagedPolicy.find("arn:aws:iam::aws:policy/\(name)"))
        let document = try PolicyDocument(parsing: policy.document, as: .inline)
        let caller = Caller(kind: .user, arn: "arn:aws:iam::123456789012:user/u", account: "123456789012")
        let policies = ApplicablePolicies(
            principal: PrincipalPolicies(identity: [NamedPolicy(name: name, document: document)]))
        let decision = policies.decision(on: AuthorizationRequest(caller: caller, action: action, resource: "*"))
        #expect(decision.isAllowed == isAllowed)
    }
}
