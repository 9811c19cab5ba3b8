import Kernel
import Storage
import Wire

/// The credential report: one line for root and one for each user ("Generate credential reports for your AWS account"
/// in the user guide).
enum CredentialReport {
    /// Seconds for which a report is good.
    static let lifetime: Int64 = 4 * 3600

    private static let columns = [
        "user", "arn", "user_creation_time", "password_enabled", "password_last_used", "password_last_changed",
        "password_next_rotation", "mfa_active", "access_key_1_active", "access_key_1_last_rotated",
        "access_key_1_last_used_date", "access_key_1_last_used_region", "access_key_1_last_used_service",
        "access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date",
        "access_key_2_last_used_region", "access_key_2_last_used_service", "cert_1_active", "cert_1_last_rotated",
        "cert_2_active", "cert_2_last_rotated",
    ]
    private static let noCertificates = ["false", "N/A", "false", "N/A"]
    private static let noKey = ["false", "N/A", "N/A", "N/A", "N/A"]

    /// The whole report as comma-separated values, without a line end at its end.
    static func text(
        of account: AccountID, rootCreatedAt: Int64, _ transaction: any ReadTransaction
    ) throws -> String {
        let rules = try AccountSettingsRecords.of(account, transaction).passwordRules
        var lines = [columns, root(of: account, createdAt: rootCreatedAt)]
        for user in try Users.records.scan(account: account.digits, in: transaction) {
            lines.append(try line(of: user, rules: rules, transaction))
        }
        return lines.map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\n")
    }

    /// Root's key is not kept by IAM: that it exists is all that can be said of it.
    private static func root(of account: AccountID, createdAt: Int64) -> [String] {
        [
            "<root_account>", "arn:aws:iam::\(account):root", time(createdAt), "not_supported", "no_information",
            "not_supported", "not_supported", "false", "true", "N/A", "N/A", "N/A", "N/A",
        ] + noKey + noCertificates
    }

    private static func line(
        of user: IAMUser, rules: PasswordRules?, _ transaction: any ReadTransaction
    ) throws -> [String] {
        let login = try ConsoleLogins.of(user.id, in: user.account, transaction)
        let devices = try VirtualMFAs.count(enabledForUser: user.id, in: user.account, transaction)
        let keys = try UserAccessKeys.records.scan(
            prefix: [.string(user.id)], account: user.account.digits, in: transaction)
        var line = [user.name, user.arn, time(user.createdAt), login == nil ? "false" : "true"]
        line.append(login == nil ? "N/A" : user.passwordLastUsedAt.map(time) ?? "no_information")
        line.append(login.map { time($0.changedAt) } ?? "N/A")
        line.append(nextRotation(login, rules))
        line.append(devices > 0 ? "true" : "false")
        for index in 0..<2 {
            line += try index < keys.count ? columns(of: keys[index], transaction) : noKey
        }
        return line + noCertificates
    }

    private static func columns(of key: UserAccessKey, _ transaction: any ReadTransaction) throws -> [String] {
        let usage = try AccessKeyUsages.of(key.id, in: key.account, transaction)
        return [
            key.status == .active ? "true" : "false", time(key.createdAt), usage.map { time($0.usedAt) } ?? "N/A",
            usage?.region ?? "N/A", usage?.service ?? "N/A",
        ]
    }

    private static func nextRotation(_ login: ConsoleLogin?, _ rules: PasswordRules?) -> String {
        guard let login, let days = rules?.maximumAge else { return "N/A" }
        return time(login.changedAt + Int64(days) * 86400)
    }

    private static func time(_ seconds: Int64) -> String {
        Timestamp(seconds: seconds).text(.iso8601)
    }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" }) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
