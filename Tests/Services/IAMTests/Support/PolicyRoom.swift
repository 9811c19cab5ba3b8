import IAMModel
import Kernel
import Storage
import Synchronization
import Testing
import Wire

@testable import ServiceIAM

/// One account of IAM in memory, at a fixed moment, with replayable chance.
struct PolicyRoom {
    static let digits = "123456789012"
    /// 2026-11-22T10:00:00Z.
    static let now: Int64 = 1_795_341_600
    static let allowAll = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
    static let trustEC2 = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},\
        "Action":"sts:AssumeRole"}]}
        """

    let store: IAMStore
    let call: Call

    init() throws {
        store = IAMStore(storage: MemoryEngine(), vault: .ephemeral(), random: CountedRandom())
        let account = try #require(AccountID(Self.digits))
        call = Call(
            requestID: "r", principal: .root(account: account), account: account, region: Region("us-east-1"),
            time: Timestamp(seconds: Self.now))
    }

    /// Runs an operation, so many seconds after the room's moment.
    func run<O: Operation>(
        _ make: (IAMStore) -> O, _ input: O.Input, later seconds: Int64 = 0
    ) async throws -> O.Output {
        var call = call
        call.time = call.time.adding(seconds: seconds)
        return try await make(store).run(input, in: call)
    }

    /// The refusal of an operation, as `Code: message`; what succeeds or fails otherwise is named so.
    func refusal<O: Operation>(_ make: (IAMStore) -> O, _ input: O.Input) async -> String {
        do {
            _ = try await run(make, input)
            return "no refusal"
        } catch let error as ServiceError {
            return "\(error.code): \(error.message)"
        } catch {
            return "another failure: \(error)"
        }
    }

    /// What an operation asks of IAM.
    func permissions<O: Operation>(_ make: (IAMStore) -> O, _ input: O.Input) async throws -> [Permission] {
        try await make(store).permissions(for: input, in: call)
    }

    func arn(_ resource: String) -> String { "arn:aws:iam::\(Self.digits):\(resource)" }

    @discardableResult
    func makeUser(_ name: String, path: String? = nil) async throws -> String {
        let output = try await run(ServiceIAM.CreateUser.init, .init(path: path, userName: name))
        return try #require(output.user).userId
    }

    @discardableResult
    func makeGroup(_ name: String) async throws -> String {
        try await run(ServiceIAM.CreateGroup.init, .init(groupName: name)).group.groupId
    }

    @discardableResult
    func makeRole(_ name: String, path: String? = nil, trust: String = Self.trustEC2) async throws -> IAMModel.Role {
        try await run(
            ServiceIAM.CreateRole.init, .init(path: path, roleName: name, assumeRolePolicyDocument: trust)
        ).role
    }

    @discardableResult
    func makePolicy(_ name: String, path: String? = nil, _ document: String = Self.allowAll) async throws -> String {
        let output = try await run(
            ServiceIAM.CreatePolicy.init, .init(policyName: name, path: path, policyDocument: document))
        return try #require(output.policy?.arn)
    }
}

/// Bytes that look random and are the same in every run.
final class CountedRandom: RandomSource {
    private let state = Mutex<UInt64>(0)

    func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                state &+= 0x9e37_79b9_7f4a_7c15
                var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
                mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
                return UInt8(truncatingIfNeeded: mixed >> 33)
            }
        }
    }
}
