import Testing

@testable import ServiceUserPools

/// How lines of a file are taken apart, and what a pool's own settings ask of them.
struct ImportRowTests {
    @Test(arguments: [
        ("a,b,c", ["a", "b", "c"]),
        ("", [""]),
        (" a ,\tb b\t,", ["a", "b b", ""]),
        (#"a\,b,c\\,d\"#, ["a,b", #"c\"#, "d"]),
        (#""a",'b'"#, [#""a""#, "'b'"]),
    ])
    func splits(_ line: String, _ fields: [String]) {
        #expect(ImportRow.fields(of: line) == fields)
    }

    /// Codes by text message must be set as the pool's own rule has them.
    @Test(
        arguments: [
            ("OFF", "", false), ("OFF", "false", false), ("OFF", "true", nil), ("OPTIONAL", "true", true),
            ("OPTIONAL", "FALSE", false), ("OPTIONAL", "", false), ("ON", "", true), ("ON", "true", true),
            ("ON", "false", nil), ("ON", "maybe", nil),
        ] as [(String, String, Bool?)])
    func agreesOnTheSecondFactor(_ mode: String, _ value: String, _ isSet: Bool?) async throws {
        let room = try UserPoolRoom()
        var pool = try await room.makePool()
        pool.settings.autoVerifiedAttributes = ["phone_number"]
        pool.settings.mfa.mode = mode
        pool.settings.mfa.isSMSEnabled = true
        let header = ImportHeader(of: pool)
        let values = [
            "cognito:username": "ada", "phone_number": "+4915112345678", "phone_number_verified": "true",
            "cognito:mfa_enabled": value,
        ]
        let line = header.columns.map { values[$0] ?? "" }.joined(separator: ",")
        let row = try ImportRow(line, under: header)
        let user = try? row.user(in: pool, random: room.random, at: 0)
        #expect(user?.mfa.isSMSEnabled == isSet)
    }
}
