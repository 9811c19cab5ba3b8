import Kernel
import Storage
import UserPoolsModel
import Wire

/// Stops an import job for good; the users that it has brought stay.
struct StopUserImportJob: Operation {
    typealias Model = UserPoolsModel.StopUserImportJob

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:StopUserImportJob", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let job = try await store.write { transaction in
            var job = try ImportJobs.require(input.jobId, in: pool, transaction)
            guard job.status.isActive else {
                throw UserPoolsError.preconditionNotMet(
                    "The job can only be stopped while it is active. Its state is \(job.status.rawValue).")
            }
            job.complete(.stopped, "The Import Job was stopped by the developer.", at: call.time.milliseconds)
            try ImportJobs.records.replace(job, in: transaction)
            return job
        }
        return Output(userImportJob: UserImportJobType(describing: job))
    }
}
