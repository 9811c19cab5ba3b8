import Kernel
import UserPoolsModel
import Wire

/// What a pool's domain may be.
///
/// Source of the texts: AWS's answers as issues of amplify-cli (3854), content-analysis-on-aws (8) and
/// terraform-aws-cognito-user-pool (69) quote them.
enum DomainRules {
    /// Refuses names that are no domain, and those that AWS keeps for itself.
    static func check(_ name: String, isCustom: Bool) throws {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard isCustom || labels.count == 1, !isCustom || labels.count > 1, labels.allSatisfy(isLabel) else {
            throw Refusal.invalid(
                "The domain name contains an invalid character. Domain names can only contain lower-case letters, "
                    + "numbers, and hyphens. Please enter a different name that follows this format: "
                    + #"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$"#)
        }
        guard !isCustom else { return }
        for word in ["aws", "amazon", "cognito"] where name.contains(word) {
            throw Refusal.invalid("Domain cannot contain reserved word: \(word)")
        }
    }

    static func taken() -> ServiceError {
        Refusal.invalid("Domain already associated with another user pool.")
    }

    /// Refuses to find a domain of another pool, or of none.
    static func none(_ name: String) -> ServiceError {
        Refusal.invalid("No such domain or user pool exists.")
    }

    /// 1 are the classic pages, 2 the newer ones, which the cheapest tier does not have.
    static func loginVersion(_ version: Int?, in pool: StoredPool) throws -> Int {
        let version = version ?? 1
        guard (1...2).contains(version) else { throw Refusal.invalid("Invalid managed login version: \(version)") }
        if version == 2 { try MFARules.checkTier(pool.settings, has: "Managed login") }
        return version
    }

    /// The host by which the caller reached this server: where a custom domain's DNS entry must point to.
    static func target(in call: Call) -> String {
        let endpoint = call.source.endpoint
        let authority = endpoint.firstRange(of: "://").map { endpoint[$0.upperBound...] } ?? endpoint[...]
        return authority.hasPrefix("[")
            ? String(authority.prefix { $0 != "]" }) + "]" : String(authority.prefix { $0 != ":" && $0 != "/" })
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}
