import IAMPolicy
import Testing

/// Wildcards, ARN segments and policy variables select what AWS says they select.
@Suite struct PatternTests {
    struct Case: Sendable {
        var element: String
        var resource: String
        var isCovered: Bool

        init(_ element: String, _ resource: String, _ isCovered: Bool) {
            self.element = element
            self.resource = resource
            self.isCovered = isCovered
        }
    }

    static let resources: [Case] = [
        Case(#""Resource":"*""#, "*", true),
        Case(#""Resource":"arn:aws:s3:::b/*""#, "*", false),
        Case(#""NotResource":"arn:aws:s3:::b/*""#, "*", true),
        Case(#""Resource":"arn:aws:s3:::b/*""#, "arn:aws:s3:::b/x/y:z", true),
        Case(#""Resource":"arn:aws:s3:::b/*""#, "arn:aws:s3:::b", false),
        Case(#""Resource":"arn:aws:s3:::b*""#, "arn:aws:s3:::B", false),
        Case(#""Resource":"arn:aws:sqs:*:1:q""#, "arn:aws:sqs:eu:1:q", true),
        Case(#""Resource":"arn:aws:sqs:*:q""#, "arn:aws:sqs:eu:1:q", false),
        Case(#""Resource":"arn:aws:sqs:*""#, "arn:aws:sqs:eu:1:q", true),
        Case(#""Resource":"arn:aws:sqs:e?:1:q""#, "arn:aws:sqs:eu:1:q", true),
        Case(#""Resource":"arn:aws:lambda:eu:1:function:*""#, "arn:aws:lambda:eu:1:function:f:live", true),
        Case(#""Resource":["arn:aws:s3:::a","arn:aws:s3:::b"]"#, "arn:aws:s3:::b", true),
        Case(#""NotResource":["arn:aws:s3:::a","arn:aws:s3:::b"]"#, "arn:aws:s3:::b", false),
        Case(#""NotResource":["arn:aws:s3:::a","arn:aws:s3:::b"]"#, "arn:aws:s3:::c", true),
        Case(
            #""Resource":"arn:aws:iam::111111111111:user/${aws:username}""#, "arn:aws:iam::111111111111:user/alice",
            true),
        Case(
            #""Resource":"arn:aws:iam::111111111111:user/${AWS:UserName}*""#, "arn:aws:iam::111111111111:user/alice2",
            true),
        Case(
            #""Resource":"arn:aws:iam::111111111111:user/${aws:username}""#, "arn:aws:iam::111111111111:user/bob", false
        ),
        Case(#""Resource":"arn:aws:s3:::${x:none}""#, "arn:aws:s3:::${x:none}", false),
        Case(#""NotResource":"arn:aws:s3:::${x:none}""#, "arn:aws:s3:::b", false),
        Case(#""NotResource":["arn:aws:s3:::${x:none}","arn:aws:s3:::b"]"#, "arn:aws:s3:::c", false),
        Case(#""Resource":["arn:aws:s3:::${x:none}","arn:aws:s3:::b"]"#, "arn:aws:s3:::b", true),
        Case(#""Resource":"arn:aws:s3:::${x:none, 'b'}""#, "arn:aws:s3:::b", true),
        Case(#""Resource":"arn:aws:s3:::${x:none,'}'}""#, "arn:aws:s3:::}", true),
        Case(#""Resource":"arn:aws:s3:::${x:many, 'b'}""#, "arn:aws:s3:::b", true),
        Case(#""Resource":"arn:aws:s3:::${x:star}""#, "arn:aws:s3:::abc", false),
        Case(#""Resource":"arn:aws:s3:::${x:star}""#, "arn:aws:s3:::a*", true),
        Case(#""Resource":"arn:aws:s3:::${*}${?}${$}""#, "arn:aws:s3:::*?$", true),
        Case(#""Resource":"arn:aws:s3:::${*}${?}${$}""#, "arn:aws:s3:::ab$", false),
        Case(#""Resource":"arn:aws:sqs:eu:${x:one}:q""#, "arn:aws:sqs:eu:a:q", false),
        Case(#""Resource":"arn:aws:s3:::${unclosed""#, "arn:aws:s3:::${unclosed", true),
    ]

    @Test("Resources", arguments: resources)
    func covers(_ example: Case) throws {
        #expect(try allows(#""Action":"*",\#(example.element)"#, resource: example.resource) == example.isCovered)
    }

    @Test(
        "Actions ignore case",
        arguments: [
            ("s3:GetObject", true), ("S3:getobject", true), ("s3:Get*", true), ("s3:*", true), ("*", true),
            ("s3:?etObject", true), ("s3:GetObjec", false), ("s3:GetObject?", false), ("iam:*", false),
        ]
    )
    func action(_ pattern: String, _ isCovered: Bool) throws {
        #expect(try allows(#""Action":"\#(pattern)","Resource":"*""#, resource: "*") == isCovered)
        #expect(try allows(#""NotAction":"\#(pattern)","Resource":"*""#, resource: "*") != isCovered)
    }

    @Test("Variables are literal text before version 2012-10-17")
    func oldVersion() throws {
        let statement = #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:username}"}"#
        let text = PolicyText.document(statement, version: "2008-10-17")
        let policy = NamedPolicy(name: "p", document: try PolicyDocument(parsing: text, as: .inline))
        let policies = ApplicablePolicies(principal: PrincipalPolicies(identity: [policy]))
        for (resource, expected) in [("arn:aws:s3:::alice", false), ("arn:aws:s3:::${aws:username}", true)] {
            let request = AuthorizationRequest(caller: .alice, action: "s3:GetObject", resource: resource)
            #expect(policies.decision(on: request).isAllowed == expected)
        }
    }

    @Test(
        "Variables in conditions; one without value fails the condition, negated or not",
        arguments: [
            (#""StringEquals":{"x:one":"${x:same}"}"#, true), (#""StringEquals":{"x:one":"${x:none}"}"#, false),
            (#""StringNotEquals":{"x:one":"${x:none}"}"#, false), (#""StringNotEquals":{"x:one":"${x:star}"}"#, true),
            (#""StringEquals":{"x:one":["${x:none}","a"]}"#, true),
            (#""StringNotEqualsIfExists":{"x:gone":"${x:none}"}"#, true),
            (#""StringEqualsIgnoreCase":{"x:one":"${x:upper}"}"#, true),
            (#""StringLike":{"x:star":"${x:star}"}"#, true), (#""StringLike":{"x:one":"${x:none, 'a'}"}"#, true),
            (#""ArnLike":{"x:arn":"arn:aws:s:r:${x:one}:*"}"#, true), (#""ArnEquals":{"x:arn":"${x:arn}"}"#, true),
            (#""NumericEquals":{"x:number":"${x:number}"}"#, false),
        ]
    )
    func conditionVariables(_ condition: String, _ expected: Bool) throws {
        let body = #""Action":"*","Resource":"*","Condition":{\#(condition)}"#
        #expect(try allows(body, resource: "*") == expected)
    }

    @Test("A pattern made to backtrack is matched in no time", .timeLimit(.minutes(1)))
    func backtracking() throws {
        let pattern = String(repeating: "*a", count: 500) + "*b"
        let resource = "arn:aws:s3:::" + String(repeating: "a", count: 5000)
        #expect(try !allows(#""Action":"*","Resource":"arn:aws:s3:::\#(pattern)""#, resource: resource))
    }

    private func allows(_ body: String, resource: String) throws -> Bool {
        let policy = try PolicyText.named("p", #"{"Effect":"Allow",\#(body)}"#)
        let policies = ApplicablePolicies(principal: PrincipalPolicies(identity: [policy]))
        let context = [
            "x:many": ["a", "b"], "x:star": ["a*"], "x:one": ["a"], "x:same": ["a"], "x:upper": ["A"],
            "x:arn": ["arn:aws:s:r:a:x:y"], "x:number": ["1"],
        ]
        let request = AuthorizationRequest(caller: .alice, action: "s3:GetObject", resource: resource, context: context)
        return policies.decision(on: request).isAllowed
    }
}
