import IAMPolicy
import Testing

/// Every operator gives AWS's answer for matching, differing and absent keys.
@Suite struct ConditionOperatorTests {
    struct Case: Sendable, CustomStringConvertible {
        var condition: String
        var context: [String: [String]]
        var holds: Bool

        init(_ condition: String, _ context: [String: [String]], _ holds: Bool) {
            self.condition = condition
            self.context = context
            self.holds = holds
        }

        var description: String { "\(condition) on \(context)" }
    }

    static let single: [Case] = [
        Case(#""StringEquals":{"k":"a"}"#, ["k": ["a"]], true),
        Case(#""StringEquals":{"k":"a"}"#, ["k": ["A"]], false),
        Case(#""StringEquals":{"k":["b","a"]}"#, ["k": ["a"]], true),
        Case(#""StringEquals":{"k":"a*"}"#, ["k": ["ab"]], false),
        Case(#""StringEquals":{"k":"a*"}"#, ["k": ["a*"]], true),
        Case(#""StringEquals":{"K":"a"}"#, ["k": ["a"]], true),
        Case(#""StringEquals":{"k":"a"}"#, ["K": ["a"]], true),
        Case(#""StringEquals":{"k":[]}"#, ["k": ["a"]], false),
        Case(#""StringEquals":{"k":""}"#, ["k": [""]], true),
        Case(#""StringNotEquals":{"k":"a"}"#, ["k": ["a"]], false),
        Case(#""StringNotEquals":{"k":"a"}"#, ["k": ["b"]], true),
        Case(#""StringNotEquals":{"k":["b","a"]}"#, ["k": ["a"]], false),
        Case(#""StringNotEquals":{"k":["b","a"]}"#, ["k": ["c"]], true),
        Case(#""StringEqualsIgnoreCase":{"k":"GrÜn"}"#, ["k": ["gRüN"]], true),
        Case(#""StringNotEqualsIgnoreCase":{"k":"A"}"#, ["k": ["a"]], false),
        Case(#""StringLike":{"k":"a*c?"}"#, ["k": ["abbcd"]], true),
        Case(#""StringLike":{"k":"a*"}"#, ["k": ["Ab"]], false),
        Case(#""StringLike":{"k":"?"}"#, ["k": ["é"]], true),
        Case(#""StringLike":{"k":"*??"}"#, ["k": ["€"]], false),
        Case(#""StringLike":{"k":"a${*}"}"#, ["k": ["ab"]], false),
        Case(#""StringLike":{"k":"a${*}"}"#, ["k": ["a*"]], true),
        Case(#""StringNotLike":{"k":"a*"}"#, ["k": ["ab"]], false),
        Case(#""StringNotLike":{"k":"a*"}"#, ["k": ["b"]], true),
        Case(#""Bool":{"k":"true"}"#, ["k": ["true"]], true),
        Case(#""Bool":{"k":true}"#, ["k": ["true"]], true),
        Case(#""Bool":{"k":"False"}"#, ["k": ["false"]], true),
        Case(#""Bool":{"k":"true"}"#, ["k": ["false"]], false),
        Case(#""BinaryEquals":{"k":"QmluYXJ5VmFsdWVJbkJhc2U2NA=="}"#, ["k": ["QmluYXJ5VmFsdWVJbkJhc2U2NA"]], true),
        Case(#""BinaryEquals":{"k":"QQ=="}"#, ["k": ["Qg=="]], false),
        Case(#""BinaryEquals":{"k":"!"}"#, ["k": ["!"]], false),
        Case(#""Null":{"k":"true"}"#, [:], true),
        Case(#""Null":{"k":"true"}"#, ["k": ["a"]], false),
        Case(#""Null":{"k":"false"}"#, [:], false),
        Case(#""Null":{"k":"false"}"#, ["k": ["a"]], true),
        Case(#""Null":{"k":"true"}"#, ["k": []], true),
        Case(#""StringEquals":{"k":"a","m":"b"}"#, ["k": ["a"], "m": ["b"]], true),
        Case(#""StringEquals":{"k":"a","m":"b"}"#, ["k": ["a"], "m": ["c"]], false),
        Case(#""StringEquals":{"k":"a"},"StringLike":{"m":"b*"}"#, ["k": ["a"], "m": ["c"]], false),
    ]

    static let ordered: [Case] = [
        Case(#""NumericEquals":{"k":"10"}"#, ["k": ["10.0"]], true),
        Case(#""NumericEquals":{"k":1e1}"#, ["k": ["10"]], true),
        Case(#""NumericEquals":{"k":"-0"}"#, ["k": ["0"]], true),
        Case(#""NumericEquals":{"k":"36893488147419103233"}"#, ["k": ["36893488147419103232"]], false),
        Case(#""NumericNotEquals":{"k":"10"}"#, ["k": ["10"]], false),
        Case(#""NumericNotEquals":{"k":"10"}"#, ["k": ["11"]], true),
        Case(#""NumericLessThan":{"k":"10"}"#, ["k": ["9.99"]], true),
        Case(#""NumericLessThan":{"k":"10"}"#, ["k": ["10"]], false),
        Case(#""NumericLessThan":{"k":"-1"}"#, ["k": ["-2"]], true),
        Case(#""NumericLessThanEquals":{"k":"10"}"#, ["k": ["10"]], true),
        Case(#""NumericGreaterThan":{"k":"10"}"#, ["k": ["9"]], false),
        Case(#""NumericGreaterThan":{"k":"0.09"}"#, ["k": ["0.1"]], true),
        Case(#""NumericGreaterThanEquals":{"k":10}"#, ["k": ["10"]], true),
        Case(#""NumericEquals":{"k":"10"}"#, ["k": ["ten"]], false),
        Case(#""DateEquals":{"k":"2020-01-01T00:00:00Z"}"#, ["k": ["2020-01-01T01:00:00+01:00"]], true),
        Case(#""DateEquals":{"k":"1577836800"}"#, ["k": ["2020-01-01"]], true),
        Case(#""DateNotEquals":{"k":"2020"}"#, ["k": ["1577836800"]], true),
        Case(#""DateNotEquals":{"k":"2020-01"}"#, ["k": ["2020-01-01T00:00Z"]], false),
        Case(#""DateLessThan":{"k":"2020-01-01T00:00:00.5Z"}"#, ["k": ["2020-01-01T00:00:00.499Z"]], true),
        Case(#""DateLessThanEquals":{"k":"2020-01-01T00:00:00Z"}"#, ["k": ["2020-01-01T00:00:00Z"]], true),
        Case(#""DateGreaterThan":{"k":"2019-12-31T23:59:59Z"}"#, ["k": ["2020-01-01T00:00:00Z"]], true),
        Case(#""DateGreaterThan":{"k":"2020-03-01T00:00:00Z"}"#, ["k": ["2020-02-29T23:59:59Z"]], false),
        Case(#""DateGreaterThanEquals":{"k":"2020-01-01T00:00:00-05:00"}"#, ["k": ["2020-01-01T04:59:59Z"]], false),
    ]

    static let structured: [Case] = [
        Case(#""IpAddress":{"k":"203.0.113.0/24"}"#, ["k": ["203.0.113.255"]], true),
        Case(#""IpAddress":{"k":"203.0.113.0/24"}"#, ["k": ["203.0.114.0"]], false),
        Case(#""IpAddress":{"k":"203.0.113.7"}"#, ["k": ["203.0.113.7"]], true),
        Case(#""IpAddress":{"k":"203.0.113.7"}"#, ["k": ["::ffff:203.0.113.7"]], true),
        Case(#""IpAddress":{"k":"0.0.0.0/0"}"#, ["k": ["::1"]], false),
        Case(#""IpAddress":{"k":"2001:DB8:1234:5678::/64"}"#, ["k": ["2001:db8:1234:5678:9::1"]], true),
        Case(#""IpAddress":{"k":"2001:DB8:1234:5678::/64"}"#, ["k": ["2001:db8:1234:5679::1"]], false),
        Case(#""IpAddress":{"k":"::/0"}"#, ["k": ["fe80::1"]], true),
        Case(#""IpAddress":{"k":"::/0"}"#, ["k": ["10.0.0.1"]], false),
        Case(#""IpAddress":{"k":"2001:db8::/33"}"#, ["k": ["2001:db8:8000::"]], false),
        Case(#""IpAddress":{"k":"300.0.0.1"}"#, ["k": ["300.0.0.1"]], false),
        Case(#""IpAddress":{"k":"10.0.0.0/33"}"#, ["k": ["10.0.0.0"]], false),
        Case(#""NotIpAddress":{"k":"203.0.113.0/24"}"#, ["k": ["203.0.114.1"]], true),
        Case(#""NotIpAddress":{"k":"203.0.113.0/24"}"#, ["k": ["203.0.113.1"]], false),
        Case(
            #""ArnEquals":{"k":"arn:aws:sns:*:111122223333:t*"}"#, ["k": ["arn:aws:sns:eu-west-1:111122223333:topic"]],
            true),
        Case(#""ArnEquals":{"k":"arn:aws:s:r:1:A"}"#, ["k": ["arn:aws:s:r:1:a"]], false),
        Case(#""ArnNotEquals":{"k":"arn:aws:s:r:1:a"}"#, ["k": ["arn:aws:s:r:1:a"]], false),
        Case(#""ArnNotLike":{"k":"arn:aws:s:r:1:a*"}"#, ["k": ["arn:aws:s:r:2:a"]], true),
        Case(#""ArnLike":{"k":"*"}"#, ["k": ["no arn"]], true),
        // The example of IAM's page on Arn operators: a string operator's wildcard crosses colons, an ARN's does not.
        Case(
            #""ArnLike":{"k":"arn:aws:someservice:*:111122223333:finance/*"}"#,
            ["k": ["arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"]],
            false
        ),
        Case(
            #""StringLike":{"k":"arn:aws:someservice:*:111122223333:finance/*"}"#,
            ["k": ["arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"]],
            true
        ),
    ]

    static let quantified: [Case] = [
        Case(#""ForAllValues:StringEquals":{"k":["a","b"]}"#, ["k": ["a", "b"]], true),
        Case(#""ForAllValues:StringEquals":{"k":["a","b"]}"#, ["k": ["a", "c"]], false),
        Case(#""ForAllValues:StringEquals":{"k":["a","b"]}"#, [:], true),
        Case(#""ForAllValues:StringEquals":{"k":["a","b"]}"#, ["k": [""]], true),
        Case(#""ForAllValues:StringNotEquals":{"k":["a","b"]}"#, ["k": ["c", "d"]], true),
        Case(#""ForAllValues:StringNotEquals":{"k":["a","b"]}"#, ["k": ["c", "a"]], false),
        Case(#""ForAllValues:StringNotEquals":{"k":["a","b"]}"#, [:], true),
        Case(#""ForAnyValue:StringEquals":{"k":["a","b"]}"#, ["k": ["c", "b"]], true),
        Case(#""ForAnyValue:StringEquals":{"k":["a","b"]}"#, ["k": ["c"]], false),
        Case(#""ForAnyValue:StringEquals":{"k":["a","b"]}"#, [:], false),
        Case(#""ForAnyValue:StringNotEquals":{"k":["a","b"]}"#, ["k": ["a", "c"]], true),
        Case(#""ForAnyValue:StringNotEquals":{"k":["a","b"]}"#, ["k": ["a", "b"]], false),
        Case(#""ForAnyValue:StringNotEquals":{"k":["a","b"]}"#, [:], false),
        Case(#""ForAnyValue:StringLikeIfExists":{"k":"a"}"#, [:], true),
        Case(#""ForAllValues:NumericLessThan":{"k":"5"}"#, ["k": ["1", "4"]], true),
        Case(#""ForAnyValue:NumericNotEquals":{"k":["10","100"]}"#, ["k": ["15", "10"]], true),
    ]

    @Test("Operators compare as documented", arguments: single + ordered + structured + quantified)
    func compares(_ example: Case) throws {
        #expect(try holds(example.condition, example.context) == example.holds)
    }

    static let names = [
        "StringEquals", "StringEqualsIgnoreCase", "StringLike", "NumericEquals", "NumericLessThan",
        "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateLessThan",
        "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress",
        "ArnEquals", "ArnLike",
    ]
    static let negatedNames = [
        "StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike", "NumericNotEquals", "DateNotEquals",
        "NotIpAddress", "ArnNotEquals", "ArnNotLike",
    ]

    @Test("An absent key fails every plain operator and satisfies every negated one", arguments: names + negatedNames)
    func absentKey(_ name: String) throws {
        let isNegated = Self.negatedNames.contains(name)
        #expect(try holds(#""\#(name)":{"k":"1"}"#, [:]) == isNegated)
        #expect(try holds(#""\#(name)IfExists":{"k":"1"}"#, [:]))
        #expect(try holds(#""ForAllValues:\#(name)":{"k":"1"}"#, [:]))
        #expect(try !holds(#""ForAnyValue:\#(name)":{"k":"1"}"#, [:]))
        #expect(try holds(#""ForAnyValue:\#(name)IfExists":{"k":"1"}"#, [:]))
    }

    @Test("IfExists looks at a key that exists", arguments: [("a", true), ("b", false)])
    func presentKey(_ value: String, _ expected: Bool) throws {
        #expect(try holds(#""StringEqualsIfExists":{"k":"a"}"#, ["k": [value]]) == expected)
        #expect(try holds(#""StringNotEqualsIfExists":{"k":"a"}"#, ["k": [value]]) != expected)
    }

    @Test(
        "What IAM does not know is refused",
        arguments: ["NullIfExists", "stringEquals", "ForAnyValue::StringEquals", "BoolNot", "BinaryNotEquals"]
    )
    func unknownOperator(_ name: String) {
        #expect(throws: MalformedPolicy("Syntax errors in policy.")) { try holds(#""\#(name)":{"k":"true"}"#, [:]) }
    }

    private func holds(_ condition: String, _ context: [String: [String]]) throws -> Bool {
        let statement = #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{\#(condition)}}"#
        let policies = ApplicablePolicies(
            principal: PrincipalPolicies(identity: [try PolicyText.named("p", statement)]))
        let request = AuthorizationRequest(caller: .alice, action: "s3:GetObject", resource: "*", context: context)
        return policies.decision(on: request).isAllowed
    }
}
