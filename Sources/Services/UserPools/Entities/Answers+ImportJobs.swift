import UserPoolsModel
import Wire

extension UserImportJobType {
    /// An import job as answers carry it.
    init(describing job: StoredImportJob) {
        self.init(
            jobName: job.name,
            jobId: job.id,
            userPoolId: job.pool.text,
            preSignedUrl: job.address,
            creationDate: Timestamp(milliseconds: job.createdAt),
            startDate: job.startedAt.map { Timestamp(milliseconds: $0) },
            completionDate: job.completedAt.map { Timestamp(milliseconds: $0) },
            status: UserImportJobStatusType(rawValue: job.status.rawValue),
            cloudWatchLogsRoleArn: job.roleARN,
            importedUsers: job.imported,
            skippedUsers: job.skipped,
            failedUsers: job.failed,
            completionMessage: job.message
        )
    }
}
