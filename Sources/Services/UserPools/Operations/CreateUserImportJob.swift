import Kernel
import Storage
import UserPoolsModel
import Wire

/// Makes an import job and tells the address to which its file is to be sent.
struct CreateUserImportJob: Operation {
    typealias Model = UserPoolsModel.CreateUserImportJob

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:CreateUserImportJob", onPool: input.userPoolId, in: call)]
            + RolePassing.permissions(input.cloudWatchLogsRoleArn, to: PoolID(input.userPoolId), in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let id = "import-" + store.random.characters(10, from: Self.letters)
        let link = ImportLink(
            account: pool.account, pool: pool.id, job: id, expiresAt: call.time.adding(seconds: ImportLink.lifetime))
        let job = StoredImportJob(
            pool: pool.id, account: pool.account, id: id, name: input.jobName, roleARN: input.cloudWatchLogsRoleArn,
            address: link.address(in: call, tokens: store.tokens), createdAt: call.time.milliseconds)
        try await store.write { transaction in
            _ = try Pools.current(pool, transaction)
            try ImportJobs.records.insert(job, in: transaction)
            let count = try ImportJobs.records.count(
                prefix: [.string(pool.id.text)], account: pool.account.digits, in: transaction)
            guard count <= ImportJobs.limit else {
                throw UserPoolsError.limitExceeded(
                    "Exceeded the limit of \(ImportJobs.limit) import jobs for a user pool.")
            }
        }
        return Output(userImportJob: UserImportJobType(describing: job))
    }

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
}
