import KMSModel
import Kernel
import Wire

/// What aliases may be called.
enum AliasRules {
    /// Aliases of one key. Source: "Quotas" in the developer guide.
    static let limit = 50

    /// Refuses what is no alias, and AWS's own. Source: AWS's answers, as LocalStack's snapshots recorded them.
    static func check(_ name: String) throws(ServiceError) {
        guard name.hasPrefix("alias/"), name != "alias/" else {
            throw Refusal.invalid(
                "Alias must start with the prefix \"alias/\". "
                    + "Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html")
        }
        if name.hasPrefix("alias/aws/") {
            throw ServiceError(code: "NotAuthorizedException", status: 400, message: "")
        }
        if name.contains(":") { throw Refusal.invalid("\(name) contains invalid characters for an alias") }
    }

    static func arn(_ name: String, in call: Call) -> String {
        "arn:aws:kms:\(call.region):\(call.account):\(name)"
    }

    /// The target's name, which cannot be an alias.
    static func checkTarget(_ name: String) throws(ServiceError) {
        if name.hasPrefix("alias/") || name.contains(":alias/") {
            throw Refusal.invalid("Aliases must refer to keys. Not aliases")
        }
    }
}
