import Kernel
import Storage
import UserPoolsModel
import Wire

/// Lists a pool's import jobs, the last made first.
struct ListUserImportJobs: Operation {
    typealias Model = UserPoolsModel.ListUserImportJobs

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:ListUserImportJobs", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let request = ListingRequest(limit: input.maxResults, token: input.paginationToken)
        let page = try await store.read { transaction in
            try store.page(
                ImportJobs.records, request, of: pool, prefix: [.string(pool.id.text)], index: "created", transaction)
        }
        // The model allows a list of one or more; AWS leaves an empty one out.
        let jobs = page.records.map { UserImportJobType(describing: $0) }
        return Output(userImportJobs: jobs.isEmpty ? nil : jobs, paginationToken: page.next)
    }
}
