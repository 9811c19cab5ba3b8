import Kernel

/// What names one function: where it lives, and its name there.
struct FunctionID: Codable, Hashable, Sendable {
    let account: AccountID
    let region: Region
    let name: String

    /// Without a qualifier.
    var arn: String { "arn:aws:lambda:\(region):\(account):function:\(name)" }

    /// The ARN of a version or alias; without a qualifier the function's own.
    func arn(_ qualifier: String?) -> String { qualifier.map { "\(arn):\($0)" } ?? arn }
}
