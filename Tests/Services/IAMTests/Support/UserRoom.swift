import IAMModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// The whole of IAM in memory, at a fixed moment, called through its own list of operations.
struct UserRoom {
    /// 2026-11-22T10:00:00Z.
    static let now: Int64 = 1_795_341_600

    let engine: MemoryEngine
    let iam: IAM
    let account: AccountID

    init(faults: FaultPlan = .none) throws {
        engine = MemoryEngine(faults: faults)
        iam = IAM(storage: engine, vault: .ephemeral(), random: CountedRandom())
        account = try #require(AccountID("123456789012"))
    }

    /// Runs an operation as it is registered, its permissions first, as root where nobody else is named.
    func run<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil, later seconds: Int64 = 0
    ) async throws -> M.Output {
        let call = call(as: principal, later: seconds)
        func attempt<O: Operation>(_ operation: O) async throws -> M.Output? {
            guard O.Model.self == M.self, let input = input as? O.Input else { return nil }
            _ = try await operation.permissions(for: input, in: call)
            return try await operation.run(input, in: call) as? M.Output
        }
        for operation in iam.operations {
            if let output = try await attempt(operation) { return output }
        }
        throw Unregistered(name: M.descriptor.name)
    }

    /// What an operation asks of IAM, as `action on resource`.
    func permissions<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil
    ) async throws -> [Permission] {
        let call = call(as: principal)
        func attempt<O: Operation>(_ operation: O) async throws -> [Permission]? {
            guard O.Model.self == M.self, let input = input as? O.Input else { return nil }
            return try await operation.permissions(for: input, in: call)
        }
        for operation in iam.operations {
            if let permissions = try await attempt(operation) { return permissions }
        }
        throw Unregistered(name: M.descriptor.name)
    }

    /// The refusal of an operation, as `Code: message`; what succeeds or fails otherwise is named so.
    func refusal<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil, later seconds: Int64 = 0
    ) async -> String {
        do {
            _ = try await run(model, input, as: principal, later: seconds)
            return "no refusal"
        } catch let error as ServiceError {
            return "\(error.code): \(error.message)"
        } catch {
            return "another failure: \(error)"
        }
    }

    /// An operation that is not in the service's list.
    struct Unregistered: Error {
        let name: String
    }

    func call(as principal: Principal? = nil, later seconds: Int64 = 0) -> Call {
        Call(
            requestID: "r", principal: principal ?? .root(account: account), account: account,
            region: Region("us-east-1"), time: Timestamp(seconds: Self.now + seconds))
    }

    func arn(_ resource: String) -> String { "arn:aws:iam::\(account):\(resource)" }

    /// Makes a user and answers it as a principal.
    @discardableResult
    func makeUser(_ name: String, path: String? = nil) async throws -> UserPrincipal {
        let user = try #require(try await run(IAMModel.CreateUser.self, .init(path: path, userName: name)).user)
        return UserPrincipal(
            account: account, name: name, path: user.path, id: user.userId, accessKeyID: "AKIAIOSFODNN7EXAMPLE")
    }

    func makeKey(_ user: String) async throws -> AccessKey {
        try await run(IAMModel.CreateAccessKey.self, .init(userName: user)).accessKey
    }

    /// Makes a managed policy that allows one action on everything.
    @discardableResult
    func makePolicy(_ name: String, allowing action: String) async throws -> String {
        let output = try await run(
            IAMModel.CreatePolicy.self, .init(policyName: name, policyDocument: Self.allow(action)))
        return try #require(output.policy?.arn)
    }

    static func allow(_ action: String) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":""# + action + #"","Resource":"*"}]}"#
    }
}
