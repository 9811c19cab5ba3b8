import Kernel
import LogsModel
import Wire

/// Names of groups and streams, as ARNs and as requests give them.
enum LogResource {
    private static let prefix = "log-group:"

    /// A group's ARN without `:*`, as tagging names it.
    static func group(_ name: String, account: AccountID, region: Region) -> String {
        "arn:aws:logs:\(region):\(account):\(prefix)\(name)"
    }

    /// What policies are asked about: a stream, or a group as the empty stream name in it.
    ///
    /// So a policy on `log-group:NAME:*` covers the group and its streams, and one on `log-group:NAME` covers neither,
    /// as AWS has it ("not authorized to perform: logs:CreateLogGroup on resource: …:log-group:NAME:log-stream:").
    static func stream(_ stream: String = "", of group: String, in call: Call) -> String {
        "\(self.group(group, account: call.account, region: call.region)):log-stream:\(stream)"
    }

    /// The group that a request names by `logGroupName` or by `logGroupIdentifier`, which is a name or an ARN.
    static func groupName(_ name: String?, or identifier: String?, in call: Call) throws(ServiceError) -> String {
        switch (name, identifier) {
        case (.some, .some):
            throw LogsError.validation("LogGroup name and LogGroup ARN are mutually exclusive parameters.")
        case (let name?, nil): return name
        case (nil, let identifier?): return try groupName(identifier: identifier, in: call)
        case (nil, nil): throw LogsError.validation("Either LogGroup name or LogGroup ARN must be provided.")
        }
    }

    /// The group that a name or ARN names; one of another account or region is nowhere to be found here.
    static func groupName(identifier: String, in call: Call) throws(ServiceError) -> String {
        guard identifier.hasPrefix("arn:") else { return identifier }
        return try groupName(arn: identifier, in: call)
    }

    /// The group of an ARN without `:*`.
    static func groupName(arn text: String, in call: Call) throws(ServiceError) -> String {
        guard let arn = ARN(text), arn.service == "logs", arn.resource.hasPrefix(prefix) else {
            throw LogsError.invalidParameter("Invalid ARN: \(text)")
        }
        let name = String(arn.resource.dropFirst(prefix.count))
        guard arn.account == call.account.digits, arn.region == call.region.name, !name.contains(":") else {
            throw LogsRefusal.noGroup
        }
        return name
    }
}

/// Refusals that several operations share, in AWS's words.
enum LogsRefusal {
    static let noGroup = LogsError.resourceNotFound("The specified log group does not exist.")
    static let noStream = LogsError.resourceNotFound("The specified log stream does not exist.")
    static let badToken = LogsError.invalidParameter("The specified nextToken is invalid.")
    /// Source: "Protecting log groups from deletion" in the user guide.
    static let protected = LogsError.validation(
        "Cannot delete log group with deletion protection enabled. Disable deletion protection first.")
}
