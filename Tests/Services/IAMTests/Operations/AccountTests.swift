import IAMModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// What an account says of itself as a whole: rules, alias, numbers, credential report.
struct AccountTests {
    @Test func passwordRulesStartFromAWSsDefaults() async throws {
        let room = try UserRoom()
        let none = await room.refusal(IAMModel.GetAccountPasswordPolicy.self, .init())
        #expect(none == "NoSuchEntity: The Password Policy with domain name 123456789012 cannot be found.")
        let absent = await room.refusal(IAMModel.DeleteAccountPasswordPolicy.self, .init())
        #expect(absent == "NoSuchEntity: The account policy with name PasswordPolicy cannot be found.")
        _ = try await room.run(IAMModel.UpdateAccountPasswordPolicy.self, .init())
        let standard = try await room.run(IAMModel.GetAccountPasswordPolicy.self, .init()).passwordPolicy
        #expect(
            standard
                == PasswordPolicy(
                    minimumPasswordLength: 6, requireSymbols: false, requireNumbers: false,
                    requireUppercaseCharacters: false, requireLowercaseCharacters: false,
                    allowUsersToChangePassword: false, expirePasswords: false))
        _ = try await room.run(
            IAMModel.UpdateAccountPasswordPolicy.self, .init(maxPasswordAge: 60, hardExpiry: true))
        let aged = try await room.run(IAMModel.GetAccountPasswordPolicy.self, .init()).passwordPolicy
        #expect(aged.expirePasswords == true && aged.maxPasswordAge == 60 && aged.hardExpiry == true)
        _ = try await room.run(IAMModel.DeleteAccountPasswordPolicy.self, .init())
    }

    @Test func anAliasBelongsToOneAccountOfTheServer() async throws {
        let room = try UserRoom()
        _ = try await room.run(IAMModel.CreateAccountAlias.self, .init(accountAlias: "first"))
        _ = try await room.run(IAMModel.CreateAccountAlias.self, .init(accountAlias: "second"))
        #expect(try await room.run(IAMModel.ListAccountAliases.self, .init()).accountAliases == ["second"])
        let other = try #require(AccountID("210987654321"))
        try await room.engine.write { transaction in
            try AccountSettingsRecords.records.put(AccountSettings(account: other, alias: "taken"), in: transaction)
        }
        let taken = await room.refusal(IAMModel.CreateAccountAlias.self, .init(accountAlias: "taken"))
        #expect(taken == "EntityAlreadyExists: The account alias taken already exists.")
        let unknown = await room.refusal(IAMModel.DeleteAccountAlias.self, .init(accountAlias: "first"))
        #expect(unknown == "NoSuchEntity: The account alias with name first cannot be found.")
        _ = try await room.run(IAMModel.DeleteAccountAlias.self, .init(accountAlias: "second"))
        #expect(try await room.run(IAMModel.ListAccountAliases.self, .init()).accountAliases.isEmpty)
    }

    @Test func summaryCountsAndNamesQuotas() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        try await room.makePolicy("P", allowing: "s3:*")
        _ = try await room.run(IAMModel.CreateGroup.self, .init(groupName: "G"))
        _ = try await room.run(IAMModel.CreateVirtualMFADevice.self, .init(virtualMFADeviceName: "d"))
        let summary = try #require(try await room.run(IAMModel.GetAccountSummary.self, .init()).summaryMap)
        let counted = ["Users": 1, "Groups": 1, "Policies": 1, "MFADevices": 1, "MFADevicesInUse": 0, "Roles": 0]
        for (name, count) in counted { #expect(summary[name] == count, "\(name)") }
        // AWS's own answer, recorded on 2026-02-17, has these 34 entries.
        #expect(summary.count == 34)
        #expect(summary["UsersQuota"] == 5000 && summary["GroupsQuota"] == 300)
    }

    @Test func credentialReportHasAWSsColumnsAndIsKeptForFourHours() async throws {
        let room = try UserRoom()
        #expect(await room.refusal(IAMModel.GetCredentialReport.self, .init()) == "ReportNotPresent: ")
        try await room.makeUser("Ada")
        _ = try await room.makeKey("Ada")
        let started = try await room.run(IAMModel.GenerateCredentialReport.self, .init())
        #expect(started.state == .started)
        let complete = try await room.run(IAMModel.GenerateCredentialReport.self, .init(), later: 60)
        #expect(complete.state == .complete)
        let report = try await room.run(IAMModel.GetCredentialReport.self, .init(), later: 4 * 3600)
        let lines = String(decoding: try #require(report.content), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 3 && lines.allSatisfy { $0.split(separator: ",").count == 22 })
        #expect(lines[1].hasPrefix("<root_account>,\(room.arn("root")),"))
        let expected =
            "Ada,\(room.arn("user/Ada")),2026-11-22T10:00:00Z,false,N/A,N/A,N/A,false,"
            + "true,2026-11-22T10:00:00Z,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
        #expect(lines[2] == expected)
        let late = await room.refusal(IAMModel.GetCredentialReport.self, .init(), later: 4 * 3600 + 1)
        #expect(late == "ReportExpired: ")
    }
}
