import Testing

@testable import ServiceSTS

/// A name read wrongly out of an ARN would open another role.
struct RoleNameTests {
    @Test(
        "Account, path and name",
        arguments: [
            ("arn:aws:iam::111122223333:role/reader", "/", "reader"),
            ("arn:aws:iam::111122223333:role/service-role/x/reader", "/service-role/x/", "reader"),
        ])
    func taken(arn: String, path: String, name: String) throws {
        let role = try #require(RoleName(arn: arn))
        #expect(role.account == Fixture.account && role.path == path && role.name == name && role.arn == arn)
    }

    @Test(
        "What is no role's ARN",
        arguments: [
            "arn:aws:iam::111122223333:user/reader", "arn:aws:iam::111122223333:role/", "arn:aws:iam::1:role/reader",
            "arn:aws:iam:us-east-1:111122223333:role/reader", "arn:aws:sts::111122223333:role/reader", "reader",
            "arn:aws:iam::111122223333:role/path/", "arn:aws:iam::111122223333:roles/reader",
        ])
    func refused(arn: String) {
        #expect(RoleName(arn: arn) == nil)
    }
}
