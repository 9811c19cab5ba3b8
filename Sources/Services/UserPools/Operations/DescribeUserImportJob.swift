import Kernel
import Storage
import UserPoolsModel
import Wire

/// Tells how far an import job has come.
struct DescribeUserImportJob: Operation {
    typealias Model = UserPoolsModel.DescribeUserImportJob

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:DescribeUserImportJob", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let job = try await store.read { try ImportJobs.require(input.jobId, in: pool, $0) }
        return Output(userImportJob: UserImportJobType(describing: job))
    }
}
