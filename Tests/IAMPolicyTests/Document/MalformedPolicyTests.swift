import IAMPolicy
import Testing

/// Malformed documents are refused with exactly AWS's message, the earliest of its checks first.
@Suite struct MalformedPolicyTests {
    static let syntax = "Syntax errors in policy."
    static let version = "Policy document must be version 2012-10-17 or greater."
    static let legacy = "The policy failed legacy parsing"
    static let vendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    static let colon = "Actions/Condition can contain only one colon."
    static let noActions = "Policy statement must contain actions."
    static let noResources = "Policy statement must contain resources."
    static let path =
        "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, "
        + "instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, "
        + "access-report/."
    static let sid =
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"

    /// Whole documents for managed policies.
    static let documents: [(String, String)] = [
        ("This is not a json document", syntax),
        ("", syntax),
        ("[]", syntax),
        (#"{"Version":"2012-10-17"}"#, syntax),
        (#"{"Version":"2012-10-17","Statement":[]}"#, syntax),
        (#"{"Version":"2012-10-17","Statement":["afd"]}"#, syntax),
        (#"{"Version":"2013-10-17","Statement":{"Effect":"Allow","Action":"s3:L","Resource":"*"}}"#, syntax),
        (#"{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"s3:L","Resource":"*"}}"#, version),
        (#"{"Statement":{"Effect":"Allow","Action":"s3:L","Resource":"*"}}"#, version),
        (#"{"Statement":{"Effect":"denY","Action":"s3:L","Resource":"*"}}"#, version),
        (#"{"Version":"2012-10-17","Id":["a"],"Statement":{"Effect":"Allow","Action":"s3:L","Resource":"*"}}"#, syntax),
        (
            #"{"Version":"2012-10-17","Extra":"a","Statement":{"Effect":"Allow","Action":"s3:L","Resource":"*"}}"#,
            syntax
        ),
        (
            #"{"Version":"2012-10-17","Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:L","Resource":"*"}}"#,
            syntax
        ),
        (#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:L","Resource":"*"}} x"#, syntax),
        (#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:L","Resource":"*"},}"#, syntax),
        (
            #"{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:L","Resource":"*"},{"Sid":"a","Effect":"Allow"}]}"#,
            "Statement IDs (SID) in a single policy must be unique."
        ),
        (
            #"{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"aLLow","Action":"s3:L"},{"Sid":"a","Effect":"Allow"}]}"#,
            legacy
        ),
        (#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny"},{"Effect":"Allow","Action":"s3:L"}]}"#, noActions),
    ]

    /// The members of one statement, besides its Effect "Allow".
    static let statements: [(String, String)] = [
        (#""Action":"s3:L","Resource":"*","Extra":"x""#, syntax),
        (#""Action":"invalid","Resource":"*""#, vendor),
        (#""NotAction":"","Resource":"*""#, vendor),
        (#""Action":"invalid""#, vendor),
        (#""Action":"a a:L","Resource":"*""#, "Vendor a a is not valid"),
        (#""Action":"s3*:L","Resource":"*""#, "Vendor s3* is not valid"),
        (#""Action":"s3:L:B","Resource":"*""#, colon),
        (#""Action":["s3:L","s:3:L"],"Resource":"*""#, colon),
        (
            #""Action":"s3:L","Resource":"invalid resource""#,
            #"Resource invalid resource must be in ARN format or "*"."#
        ),
        (#""Action":"s3:L","Resource":"""#, #"Resource  must be in ARN format or "*"."#),
        (#""Action":"s:3:L","Resource":"sdf""#, #"Resource sdf must be in ARN format or "*"."#),
        (#""Action":"s3:L","Resource":["adf"]"#, #"Resource adf must be in ARN format or "*"."#),
        (
            #""Action":"s3:L","Resource":"a:bsdfdsafsad""#,
            #"Partition "bsdfdsafsad" is not valid for resource "arn:bsdfdsafsad:*:*:*:*"."#
        ),
        (#""Action":"s3:L","Resource":"a:b:cad""#, #"Partition "b" is not valid for resource "arn:b:cad:*:*:*"."#),
        (
            #""Action":"s3:L","Resource":"a:b:c:d:e:f:g:h""#,
            #"Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h"."#
        ),
        (
            #""Action":"s3:L","Resource":"aws:s3:::bucket""#,
            #"Partition "s3" is not valid for resource "arn:s3:::bucket:*"."#
        ),
        (
            #""Action":"s3:L","Resource":["arn:error:s3:::b","arn:error:s3::b"]"#,
            #"Partition "error" is not valid for resource "arn:error:s3:::b"."#
        ),
        (#""Action":"s3:L""#, noResources),
        (#""Action":"s3:L","Resource":[]"#, noResources),
        (#""Resource":"arn:aws:s3:::b""#, noActions),
        (#""Action":[],"Resource":"*""#, noActions),
        (#""Action":"s3:L","Resource":"arn:aws:iam:::example""#, path),
        (#""Action":"s3:L","Resource":"arn:aws:s3::example""#, legacy),
        (#""Resource":"arn:aws:s3::example""#, legacy),
        (#""Action":"s3:L","NotResource":"arn:aws:s3::example""#, legacy),
        (#""Action":"s3:L","Resource":"arn:aws::::example""#, legacy),
        (#""Action":"s3:L","Resource":"arn:aws::fdsasf""#, legacy),
        (
            #""Action":"s3:L","Resource":"arn:aws""#,
            "Resource vendor must be fully qualified and cannot contain regexes."
        ),
        (#""Action":"s3:L","Resource":{"a":"b"}"#, syntax),
        (#""Action":"s3:L","Resource":["adfdf",{}]"#, syntax),
        (#""NotAction":"s3:L","Resource":"*","NotResource":[]"#, syntax),
        (#""NotAction":"s3:L","Action":[],"Resource":"*""#, syntax),
        (#""Action":[[]],"Resource":"*""#, syntax),
        (#""Action":{},"Resource":"*""#, syntax),
        (#""Sid":{},"Action":"s3:L","Resource":"*""#, syntax),
        (#""Sid":"a-b","Action":"s3:L","Resource":"*""#, sid),
        (#""Action":"s3:L","Resource":"*","Condition":[]"#, syntax),
        (#""Action":"s3:L","Resource":"*","Condition":"a""#, syntax),
        (#""Action":"s3:L","Resource":"*","Condition":{"a":"b"}"#, syntax),
        (#""Action":"s3:L","Resource":"*","Condition":{"DateGreaterThan":"b"}"#, syntax),
        (#""Action":"s3:L","Resource":"*","Condition":{"DateGreaterThan":[]}"#, syntax),
        (#""Action":"s3:L","Resource":"*","Condition":{"DateGreaterThan":{"a":{}}}"#, syntax),
        (#""Action":"s3:L","Resource":"*","Condition":{"x":{"a":"1"}}"#, syntax),
        (#""Action":"s3:L","Resource":"*","Condition":{"StringEquals":{"a":[["b"]]}}"#, syntax),
        (#""Action":"s3:L","Resource":"*","Condition":{"StringEquals":{"a":null}}"#, syntax),
        (#""Action":"s3:L","Resource":"*","Condition":{"DateGreaterThan":{"a":"sdf"}}"#, legacy),
        (#""Action":"s3:L","Resource":"*","Condition":{"DateLessThan":{"a":"234-13"}}"#, legacy),
        (#""Action":"s3:L","Resource":"*","Condition":{"DateLessThan":{"a":"2016-12-13t2:00:00.593194+1"}}"#, legacy),
        (
            #""Action":"s3:L","Resource":"*","Condition":{"DateLessThan":{"a":"2016-12-13t2:00:00.1999999999+10:59"}}"#,
            legacy
        ),
        (#""Action":"s3:L","Resource":"*","Condition":{"DateLessThan":{"a":"9223372036854775808"}}"#, legacy),
        (#""Condition":{"DateGreaterThan":{"a":"sdf"}}"#, legacy),
        (#""Action":"s3:L","Resource":"arn:error:s3:::b","Condition":{"DateGreaterThan":{"a":"sdf"}}"#, legacy),
        (
            #""Action":"s3:L","Resource":"arn:aws:iam:us-east-1::example_bucket""#,
            "IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information."
        ),
        (
            #""Action":"s3:L","Resource":"arn:aws:s3:us-east-1::example_bucket""#,
            "Resource arn:aws:s3:us-east-1::example_bucket can not contain region information."
        ),
        (
            #""Principal":"*","Action":"s3:L","Resource":"*""#,
            "Policy document should not specify a principal."
        ),
    ]

    @Test("Documents of managed policies", arguments: documents)
    func document(_ text: String, _ message: String) {
        #expect(throws: MalformedPolicy(message)) { try PolicyDocument(parsing: text, as: .identity) }
    }

    @Test("Statements of managed policies", arguments: statements)
    func statement(_ members: String, _ message: String) {
        let text = PolicyText.document(#"{"Effect":"Allow",\#(members)}"#)
        #expect(throws: MalformedPolicy(message)) { try PolicyDocument(parsing: text, as: .identity) }
    }

    static let accepted = [
        #""Action":"iam: asdf safdsf af ","Resource":"*""#,
        #""Action":"s3:L","Resource":["arn:aws:s3:::b","*"]"#,
        #""Action":"s3:L","Resource":"arn:aws:iam:::user/b""#,
        #""Action":"s3:L","Resource":"arn:aws:fdsasf""#,
        #""Action":"s3:L","Resource":"arn:aws:invalid-service:us-east-1::b""#,
        #""Action":"s3:L","Resource":"arn:aws:s3:us-west-2:123456789012:accesspoint/a/object/*""#,
        #""Action":"s3:L","Resource":"*","Condition":{}"#,
        #""Action":"s3:L","Resource":"*","Condition":{"DateGreaterThan":{}}"#,
        #""Action":"s3:L","Resource":"*","Condition":{"DateGreaterThan":{"a":[]}}"#,
        #""Action":"s3:L","Resource":"*","Condition":{"x":{},"y":{}}"#,
        #""Action":"s3:L","Resource":"*","Condition":{"DateGreaterThan":{"a":"01T"}}"#,
        #""Action":"s3:L","Resource":"*","Condition":{"DateLessThan":{"a":"2016-12-13T21:20:37.593194+00:00"}}"#,
        #""Action":"s3:L","Resource":"*","Condition":{"DateLessThan":{"a":"2016-12-13t2:00:00.593194+23"}}"#,
        #""Action":"s3:L","Resource":"*","Condition":{"DateLessThan":{"a":"-292275054"}}"#,
        #""Sid":"","NotAction":"s3-s.x:L","NotResource":"*""#,
    ]

    @Test("What AWS accepts is accepted", arguments: accepted)
    func accepts(_ members: String) throws {
        let text = PolicyText.document(#"{"Effect":"Allow",\#(members)}"#)
        #expect(try PolicyDocument(parsing: text, as: .identity).statementCount == 1)
    }

    @Test("Inline policies may be of any version")
    func inline() throws {
        let text = #"{"Statement":{"Effect":"Allow","Action":"s3:L","Resource":"*"}}"#
        #expect(try PolicyDocument(parsing: text, as: .inline).version == nil)
        #expect(throws: MalformedPolicy(Self.version)) { try PolicyDocument(parsing: text, as: .boundary) }
    }

    @Test("Text is bounded in depth and size, and strings must be JSON's")
    func bounds() {
        let deep = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
        let long = #"{"Version":""# + String(repeating: "a", count: PolicyDocument.maximumBytes) + #""}"#
        for text in [deep, long, "{\"Id\":\"\u{01}\"}", #"{"Id":"\ud800"}"#, #"{"Id":"\x"}"#, "{\"Id\":01}"] {
            #expect(throws: MalformedPolicy(Self.syntax)) { try PolicyDocument(parsing: text, as: .identity) }
        }
    }

    @Test("Escapes are read")
    func escapes() throws {
        let text =
            #"{"Id":"\u0041\ud83d\ude00\n\/\"","Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:L","Resource":"*"}}"#
        #expect(try PolicyDocument(parsing: text, as: .identity).id == "A😀\n/\"")
    }
}
