/// IAM's checks of the ARNs in Resource and NotResource.
enum ResourceNameRules {
    private static let partitions: Set<Substring> = [
        "*", "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc",
    ]
    private static let iamPaths = [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/",
        "sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/",
    ]

    /// The fault to report once later checks have passed; throws where the older reader fails.
    ///
    /// IAM reports the last faulty ARN, looking at each list from its greatest text to its least.
    static func check(_ statements: [StatementSource]) throws(MalformedPolicy) -> MalformedPolicy? {
        var fault: MalformedPolicy?
        for list in statements.map(\.resources) + statements.map(\.notResources) {
            guard let list else { continue }
            for resource in list.sorted(by: >) {
                fault = self.fault(of: resource) ?? fault
            }
            if fault == nil, !list.allSatisfy(passesLegacyParsing) { throw .legacyParsing }
        }
        return fault
    }

    private static func passesLegacyParsing(_ resource: String) -> Bool {
        if resource == "*" { return true }
        let parts = resource.split(separator: ":", omittingEmptySubsequences: false)
        let hasEmptySegment = parts.dropFirst().dropLast().contains("")
        return (parts.count >= 6 || !hasEmptySegment) && parts.count > 2 && !parts[2].isEmpty
    }

    private static func fault(of resource: String) -> MalformedPolicy? {
        if resource == "*" { return nil }
        let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count > 1 else { return MalformedPolicy("Resource \(resource) must be in ARN format or \"*\".") }
        guard partitions.contains(parts[1]) else { return partitionFault(parts) }
        guard parts.count > 2 else {
            return MalformedPolicy("Resource vendor must be fully qualified and cannot contain regexes.")
        }
        let region = parts.count > 3 ? parts[3] : ""
        let isRegional = !region.isEmpty || parts.count < 5
        let name = parts.count > 5 ? parts[5] : ""
        switch parts[2] {
        case "iam":
            if isRegional { return MalformedPolicy("IAM resource \(resource) cannot contain region information.") }
            guard name == "*" || iamPaths.contains(where: { name.hasPrefix($0) }) else {
                let paths = iamPaths.joined(separator: ", ")
                return MalformedPolicy("IAM resource path must either be \"*\" or start with \(paths).")
            }
        case "s3":
            if isRegional, !name.hasPrefix("accesspoint/") {
                return MalformedPolicy("Resource \(resource) can not contain region information.")
            }
        default: break
        }
        return nil
    }

    /// IAM shows the ARN with `*` for every segment that is missing.
    private static func partitionFault(_ parts: [Substring]) -> MalformedPolicy {
        let partition = parts[1]
        var segments = Array(parts.dropFirst(2))
        if segments == [""] { segments = [] }
        while segments.count < 4 { segments.append("*") }
        let whole = "arn:\(partition):" + segments.joined(separator: ":")
        return MalformedPolicy("Partition \"\(partition)\" is not valid for resource \"\(whole)\".")
    }
}
