import IAMPolicy
import Kernel
import Testing
import Wire

@testable import ServiceLambda

/// Clients compare policies by their text, so statements have AWS's members, spelling and order.
struct GrantTextTests {
    static let arn = "arn:aws:lambda:eu-central-1:123456789012:function:f"

    @Test(arguments: [
        (
            StoredPolicy.Grant(
                sid: "s3", action: "lambda:InvokeFunction", principal: "s3.amazonaws.com",
                sourceARN: "arn:aws:s3:::bucket", sourceAccount: "123456789012"),
            #"{"Sid":"s3","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"#
                + #""Action":"lambda:InvokeFunction","Resource":"\#(arn)","#
                + #""Condition":{"StringEquals":{"AWS:SourceAccount":"123456789012"},"#
                + #""ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"}}}"#
        ),
        (
            StoredPolicy.Grant(sid: "a", action: "lambda:*", principal: "210987654321"),
            #"{"Sid":"a","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::210987654321:root"},"#
                + #""Action":"lambda:*","Resource":"\#(arn)"}"#
        ),
        (
            StoredPolicy.Grant(
                sid: "u", action: "lambda:InvokeFunctionUrl", principal: "*", urlAuthType: "NONE"),
            #"{"Sid":"u","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","#
                + #""Resource":"\#(arn)","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}"#
        ),
        (
            StoredPolicy.Grant(
                sid: "v", action: "lambda:InvokeFunction", principal: "arn:aws:iam::210987654321:role/r",
                eventSourceToken: "token", organization: "o-1234567890", viaURL: true),
            #"{"Sid":"v","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::210987654321:role/r"},"#
                + #""Action":"lambda:InvokeFunction","Resource":"\#(arn)","Condition":{"StringEquals":"#
                + #"{"aws:PrincipalOrgID":"o-1234567890","lambda:EventSourceToken":"token"},"#
                + #""Bool":{"lambda:InvokedViaFunctionUrl":"true"}}}"#
        ),
    ])
    func isSpeltAsAWSDoes(_ grant: StoredPolicy.Grant, _ expected: String) throws {
        let text = String(decoding: grant.statement(on: Self.arn).json, as: UTF8.self)
        #expect(text == expected)
        // What is written can also be read.
        let account = try #require(AccountID("123456789012"))
        let id = FunctionID(account: account, region: Region("eu-central-1"), name: "f")
        let policy = StoredPolicy(id: id, qualifier: "", grants: [grant])
        #expect(try policy.resourcePolicy(on: Self.arn).policy.document.statementCount == 1)
    }

    @Test(arguments: [
        ("s3.amazonaws.com", true), ("alexa-appkit.amazon.com", true), ("123456789012", true), ("*", true),
        ("arn:aws:iam::123456789012:user/u", true), ("arn:aws:sts::123456789012:assumed-role/r/s", true),
        ("somebody", false), ("12345", false), ("arn:aws:s3:::bucket", false),
    ])
    func knowsPrincipals(_ principal: String, _ isKnown: Bool) {
        let grant = StoredPolicy.Grant(sid: "s", action: "lambda:InvokeFunction", principal: principal)
        #expect(grant.hasKnownPrincipal == isKnown)
    }
}
