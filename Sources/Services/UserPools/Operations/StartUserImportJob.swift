import Kernel
import Storage
import UserPoolsModel
import Wire

/// Starts an import job whose file was uploaded. An account has one active job at a time.
struct StartUserImportJob: Operation {
    typealias Model = UserPoolsModel.StartUserImportJob

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:StartUserImportJob", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        guard !(pool.settings.autoVerifiedAttributes ?? []).isEmpty else {
            throw UserPoolsError.preconditionNotMet(
                "The user pool must have at least one auto verified attribute to import users.")
        }
        let job = try await store.write { transaction in
            _ = try Pools.current(pool, transaction)
            var job = try ImportJobs.require(input.jobId, in: pool, transaction)
            guard job.status == .created else {
                throw UserPoolsError.preconditionNotMet(
                    "The job can only be started in the Created state. Its state is \(job.status.rawValue).")
            }
            guard job.file != nil else {
                throw UserPoolsError.preconditionNotMet("The CSV file of the job has not been uploaded.")
            }
            job.status = .pending
            job.startedAt = call.time.milliseconds
            do {
                try ImportJobs.records.replace(job, in: transaction)
            } catch StorageFault.duplicate {
                throw UserPoolsError.preconditionNotMet("Only one import job can be active at a time per account.")
            }
            return job
        }
        return Output(userImportJob: UserImportJobType(describing: job))
    }
}
