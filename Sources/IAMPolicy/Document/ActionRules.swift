/// IAM's checks of the actions of an identity-based policy.
enum ActionRules {
    static func check(_ actions: [String]) throws(MalformedPolicy) {
        for action in actions {
            let parts = action.split(separator: ":", omittingEmptySubsequences: false)
            if parts.count == 1, action != "*" {
                throw MalformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
            }
            if parts.count > 2 { throw MalformedPolicy("Actions/Condition can contain only one colon.") }
            let vendor = parts[0]
            let isVendor = vendor.utf8.allSatisfy {
                $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
            }
            if vendor != "*", !isVendor { throw MalformedPolicy("Vendor \(vendor) is not valid") }
        }
    }
}
