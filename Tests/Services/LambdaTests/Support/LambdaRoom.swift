import Blobs
import Foundation
import IAMPolicy
import Kernel
import LambdaModel
import Logging
import Storage
import Testing
import Wire

@testable import ServiceLambda

/// The whole of Lambda in memory, at a fixed moment, called as other services call it: validated and authorized.
struct LambdaRoom {
    /// 2026-11-22T10:00:00Z.
    static let now: Int64 = 1_795_341_600
    static let digits = "123456789012"
    static let role = "arn:aws:iam::123456789012:role/app"
    static let functionARN = "arn:aws:lambda:eu-central-1:123456789012:function:"
    static let layerARN = "arn:aws:lambda:eu-central-1:123456789012:layer:"

    let engine = MemoryEngine()
    let vault = Vault.ephemeral()
    let blobs = MemoryBlobs()
    let runner = RecordingRunner()
    let lambda: Lambda
    let client: InProcessClient
    let account: AccountID

    /// - Parameter grants: what users may do, by their names; root may do everything.
    init(grants: [String: String] = [:]) throws {
        account = try #require(AccountID(Self.digits))
        client = InProcessClient(authorizer: Authorizer(policies: FixedGrants(texts: grants)))
        lambda = Lambda(
            storage: engine, vault: vault, random: CountedRandom(), clock: StoppedClock(seconds: Self.now),
            logger: Logger(label: "test"), blobs: blobs, runner: runner, client: client,
            roles: FixedRoles(account: account))
        client.install([lambda])
    }

    var store: LambdaStore { LambdaStore(storage: engine, vault: vault, random: CountedRandom()) }

    /// Runs an operation, as root where nobody else is named.
    func run<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil, for source: String? = nil,
        later seconds: Int64 = 0
    ) async throws -> M.Output {
        try await client.call(
            model, input, as: principal ?? .root(account: account), for: source, in: call(later: seconds))
    }

    /// The refusal of an operation, as `Code: message`; what succeeds or fails otherwise is named so.
    func refusal<M: ModelOperation>(
        _ model: M.Type, _ input: M.Input, as principal: Principal? = nil, for source: String? = nil
    ) async -> String {
        do {
            _ = try await run(model, input, as: principal, for: source)
            return "no refusal"
        } catch let error as ServiceError {
            return "\(error.jsonCode ?? error.code): \(error.message)"
        } catch {
            return "another failure: \(error)"
        }
    }

    func call(later seconds: Int64 = 0) -> Call {
        Call(
            requestID: "r", principal: .root(account: account), account: account, region: Region("eu-central-1"),
            time: Timestamp(seconds: Self.now + seconds), source: .init(endpoint: "http://127.0.0.1:4566"))
    }

    func user(_ name: String, account digits: String = Self.digits) throws -> Principal {
        let account = try #require(AccountID(digits))
        return .user(
            UserPrincipal(account: account, name: name, path: "/", id: "AIDA\(name)", accessKeyID: "AKIA\(name)"))
    }

    func id(_ name: String) -> FunctionID {
        FunctionID(account: account, region: Region("eu-central-1"), name: name)
    }

    @discardableResult
    func makeFunction(
        _ name: String, code: String = "one", _ change: (inout CreateFunctionRequest) -> Void = { _ in }
    ) async throws -> FunctionConfiguration {
        try await run(LambdaModel.CreateFunction.self, Self.creation(name, code: code, change))
    }

    static func creation(
        _ name: String, code: String = "one", _ change: (inout CreateFunctionRequest) -> Void = { _ in }
    ) -> CreateFunctionRequest {
        var request = CreateFunctionRequest(
            functionName: name, runtime: .nodejs22X, role: role, handler: "index.handler",
            code: FunctionCode(zipFile: StoredZip.archive(["index.mjs": code])))
        change(&request)
        return request
    }

    func setCode(_ name: String, _ code: String) async throws {
        _ = try await run(
            LambdaModel.UpdateFunctionCode.self,
            .init(functionName: name, zipFile: StoredZip.archive(["index.mjs": code])))
    }

    @discardableResult
    func publish(_ name: String) async throws -> FunctionConfiguration {
        try await run(LambdaModel.PublishVersion.self, .init(functionName: name))
    }

    @discardableResult
    func makeLayer(
        _ name: String, _ content: String = "layer", _ change: (inout PublishLayerVersionRequest) -> Void = { _ in }
    ) async throws -> PublishLayerVersionResponse {
        var request = PublishLayerVersionRequest(
            layerName: name, content: LayerVersionContentInput(zipFile: StoredZip.archive(["lib.txt": content])))
        change(&request)
        return try await run(LambdaModel.PublishLayerVersion.self, request)
    }

    /// The archives that the blob store still has, of those that these versions name.
    func hasBlob(_ id: String) async -> Bool { (try? await blobs.read(id)) != nil }

    func version(_ name: String, _ number: FunctionVersionNumber = .latest) async throws -> StoredVersion? {
        let id = id(name)
        return try await engine.read { try Versions.get(id, number, $0) }
    }
}
