import Kernel
import Storage
import UserPoolsModel
import Wire

/// Tells the columns that a pool's import files have.
struct GetCSVHeader: Operation {
    typealias Model = UserPoolsModel.GetCSVHeader

    let store: UserPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:GetCSVHeader", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        return Output(userPoolId: pool.id.text, csvHeader: ImportHeader(of: pool).columns)
    }
}
