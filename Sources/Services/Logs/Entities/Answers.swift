import Kernel
import LogsModel
import Wire

extension StoredGroup {
    /// The ARN without `:*`.
    var arn: String { LogResource.group(name, account: account, region: region) }
}

extension LogsModel.LogGroup {
    /// A group as DescribeLogGroups shows it; `storedBytes` is `nil` where AWS leaves out all but the essentials.
    init(describing group: StoredGroup, storedBytes: Int64?) {
        self.init(
            logGroupName: group.name,
            creationTime: Int(group.createdAt),
            retentionInDays: storedBytes == nil ? nil : group.retentionDays,
            metricFilterCount: 0,
            arn: group.arn + ":*",
            storedBytes: storedBytes.map { Int(max($0, 0)) },
            logGroupClass: LogGroupClass(rawValue: group.kind),
            logGroupArn: group.arn,
            deletionProtectionEnabled: storedBytes == nil ? nil : group.isProtected
        )
    }
}

extension LogsModel.LogStream {
    /// "As of June 17, 2019 … always reported as zero", says the API reference of a stream's stored bytes.
    init(describing stream: StoredStream, in group: StoredGroup) {
        self.init(
            logStreamName: stream.name,
            creationTime: Int(stream.createdAt),
            firstEventTimestamp: stream.firstEvent.map { Int($0) },
            lastEventTimestamp: stream.lastEvent.map { Int($0) },
            lastIngestionTime: stream.lastIngestion.map { Int($0) },
            uploadSequenceToken: stream.nextSequence > 0 ? SequenceToken.text(for: stream) : nil,
            arn: "\(group.arn):log-stream:\(stream.name)",
            storedBytes: 0
        )
    }
}

/// The token that PutLogEvents still answers; nobody needs it any more, and it is never looked at.
enum SequenceToken {
    /// 56 digits, as AWS's.
    static func text(for stream: StoredStream) -> String {
        let digits = String(stream.id) + String(stream.nextSequence)
        return "49" + String(repeating: "0", count: max(54 - digits.count, 0)) + digits
    }
}
