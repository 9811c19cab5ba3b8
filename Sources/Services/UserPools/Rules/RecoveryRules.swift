import UserPoolsModel
import Wire

/// How forgotten passwords may be recovered.
enum RecoveryRules {
    /// Refuses mechanisms that contradict each other, and text messages as the only way where they are a second
    /// factor.
    ///
    /// Source of the last text: AWS's answer as aws-cdk issue 11478 quotes it.
    static func check(_ settings: PoolSettings) throws {
        guard let options = settings.recovery, !options.isEmpty else { return }
        let names = options.map(\.name)
        guard Set(names).count == names.count, Set(options.map(\.priority)).count == options.count else {
            throw invalid("Account Recovery Setting cannot have duplicate mechanisms or priorities.")
        }
        guard names.count == 1 || !names.contains("admin_only") else {
            throw invalid("Account Recovery Setting cannot have admin_only together with other mechanisms.")
        }
        let isTextFactor = settings.mfa.mode != "OFF" && settings.mfa.isSMSEnabled
        guard !isTextFactor || names != ["verified_phone_number"] else {
            throw invalid(
                "Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is "
                    + "configured.")
        }
    }

    private static func invalid(_ reason: String) -> ServiceError {
        Refusal.invalid("Invalid account recovery setting parameter. \(reason)")
    }
}
