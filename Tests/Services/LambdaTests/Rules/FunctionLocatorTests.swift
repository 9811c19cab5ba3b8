import Kernel
import Testing
import Wire

@testable import ServiceLambda

/// Every operation finds its function through this: a name read wrongly is another account's function.
struct FunctionLocatorTests {
    static let arn = "arn:aws:lambda:eu-central-1:123456789012:function:thumbs"

    @Test(arguments: [
        ("thumbs", nil, arn),
        ("thumbs:live", nil, "\(arn):live"),
        ("thumbs", "7", "\(arn):7"),
        ("thumbs:7", "7", "\(arn):7"),
        ("thumbs:$LATEST", nil, "\(arn):$LATEST"),
        ("123456789012:function:thumbs", nil, arn),
        ("123456789012:thumbs:live", nil, "\(arn):live"),
        ("function:thumbs", nil, arn),
        ("eu-central-1:123456789012:function:thumbs", nil, arn),
        ("999999999999:function:thumbs", nil, "arn:aws:lambda:eu-central-1:999999999999:function:thumbs"),
        (arn, nil, arn),
        ("\(arn):live", nil, "\(arn):live"),
        ("\(arn)", "$LATEST", "\(arn):$LATEST"),
        // Names that look like something else stay names where nothing follows.
        ("eu-central-1", nil, "arn:aws:lambda:eu-central-1:123456789012:function:eu-central-1"),
        ("123456789012", nil, "arn:aws:lambda:eu-central-1:123456789012:function:123456789012"),
        ("function", nil, "arn:aws:lambda:eu-central-1:123456789012:function:function"),
    ])
    func reads(_ name: String, _ qualifier: String?, _ expected: String) throws {
        #expect(try FunctionLocator(name, qualifier: qualifier, in: try LambdaRoom().call()).arn == expected)
    }

    @Test(arguments: [
        (
            "thumbs:live", "7",
            "The derived qualifier from the function name does not match the specified qualifier."
        ),
        (
            "arn:aws:lambda:us-gov-west-1:123456789012:function:thumbs", nil,
            "Functions from 'us-gov-west-1' are not reachable in this region ('eu-central-1')"
        ),
        (
            "us-east-1:123456789012:function:thumbs", nil,
            "Functions from 'us-east-1' are not reachable in this region ('eu-central-1')"
        ),
    ])
    func refuses(_ name: String, _ qualifier: String?, _ message: String) throws {
        let call = try LambdaRoom().call()
        let error = #expect(throws: ServiceError.self) {
            try FunctionLocator(name, qualifier: qualifier, in: call)
        }
        #expect(error?.message == message)
        #expect(error?.fields["Type"] == "User")
    }

    @Test(arguments: [
        ("live", true), ("7a", true), ("7", false), ("$LATEST", false), ("007", false),
        ("99999999999999999999", false),
    ])
    func tellsAliasesFromVersions(_ qualifier: String, _ isAlias: Bool) throws {
        #expect(try FunctionLocator("f", qualifier: qualifier, in: try LambdaRoom().call()).isAlias == isAlias)
    }

    /// A number is written in one way, or two texts would name one version.
    @Test(arguments: ["", "0", "007", "-1", "+1", "1.0", "99999999999999999999", "live", "$latest"])
    func noVersionIsNamedSo(_ text: String) {
        #expect(FunctionVersionNumber(text) == nil)
    }
}
