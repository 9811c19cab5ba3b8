import Kernel
import LambdaModel
import Testing
import Wire

@testable import ServiceLambda

/// Changes to `$LATEST`: what changes, what ends, and what is left alone.
struct UpdateFunctionTests {
    static let revisionMismatch =
        "PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. "
        + "Call the GetFunction/GetAlias API to retrieve the latest Revision Id"

    @Test func newCodeEndsOldEnvironmentsAndLetsTheOldArchiveGo() async throws {
        let room = try LambdaRoom()
        let made = try await room.makeFunction("f")
        let old = try #require(try await room.version("f"))
        let changed = try await room.run(
            LambdaModel.UpdateFunctionCode.self,
            .init(functionName: "f", zipFile: StoredZip.archive(["index.mjs": "two"])), later: 60)
        #expect((changed.state, changed.lastUpdateStatus) == (.active, .inProgress))
        #expect(changed.codeSha256 != made.codeSha256)
        #expect(changed.revisionId != made.revisionId)
        #expect(changed.lastModified == "2026-11-22T10:01:00.000+0000")
        #expect(room.runner.retired == [old.runtimeRevision])
        #expect(await room.hasBlob(old.code.blob) == false)
        let new = try #require(try await room.version("f"))
        #expect(await room.hasBlob(new.code.blob))
    }

    @Test func theSameCodeAgainChangesNothingThatRuns() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        let old = try #require(try await room.version("f"))
        try await room.setCode("f", "one")
        let new = try #require(try await room.version("f"))
        #expect(room.runner.retired == [])
        #expect(new.code == old.code)
        #expect(await room.hasBlob(new.code.blob))
    }

    @Test func aPublishedVersionKeepsItsArchive() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f") { $0.publish = true }
        let old = try #require(try await room.version("f"))
        try await room.setCode("f", "two")
        #expect(await room.hasBlob(old.code.blob))
        _ = try await room.run(LambdaModel.DeleteFunction.self, .init(functionName: "f", qualifier: "1"))
        #expect(await room.hasBlob(old.code.blob) == false)
    }

    @Test func publishesTheNewCode() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        let changed = try await room.run(
            LambdaModel.UpdateFunctionCode.self,
            .init(functionName: "f", zipFile: StoredZip.archive(["index.mjs": "two"]), publish: true))
        #expect(changed.version == "1")
        #expect(changed.functionArn == LambdaRoom.functionARN + "f:1")
    }

    @Test func aDryRunChangesNothing() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        let old = try await room.version("f")
        let answer = try await room.run(
            LambdaModel.UpdateFunctionCode.self,
            .init(functionName: "f", zipFile: StoredZip.archive(["index.mjs": "two"]), dryRun: true))
        #expect(answer.codeSha256 != old?.code.sha256)
        #expect(try await room.version("f") == old)
    }

    @Test func settingsThatAreNotGivenStay() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f") {
            $0.description = "echoes"
            $0.environment = Environment(variables: ["KEY": "value"])
        }
        let changed = try await room.run(
            LambdaModel.UpdateFunctionConfiguration.self,
            .init(functionName: "f", timeout: 30, memorySize: 256, runtime: .python313))
        #expect((changed.timeout, changed.memorySize, changed.runtime) == (30, 256, .python313))
        #expect((changed.description, changed.handler) == ("echoes", "index.handler"))
        #expect(changed.environment?.variables == ["KEY": "value"])
        let cleared = try await room.run(
            LambdaModel.UpdateFunctionConfiguration.self,
            .init(functionName: "f", description: "", environment: Environment(variables: [:])))
        #expect(cleared.description == "")
        #expect(cleared.environment == nil)
        #expect(room.runner.retired.count == 2)
    }

    @Test func theSameSettingsAgainChangeOnlyTheRevision() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f") { $0.environment = Environment(variables: ["KEY": "value"]) }
        let old = try #require(try await room.version("f"))
        _ = try await room.run(
            LambdaModel.UpdateFunctionConfiguration.self,
            .init(functionName: "f", timeout: 3, environment: Environment(variables: ["KEY": "value"])))
        let new = try #require(try await room.version("f"))
        #expect(new.revisionID != old.revisionID)
        #expect(new.runtimeRevision == old.runtimeRevision)
        #expect(room.runner.retired == [])
    }

    @Test func revisionsAreHeldTo() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        #expect(
            await room.refusal(
                LambdaModel.UpdateFunctionConfiguration.self, .init(functionName: "f", revisionId: "stale"))
                == Self.revisionMismatch)
        #expect(
            await room.refusal(
                LambdaModel.UpdateFunctionCode.self,
                .init(functionName: "f", zipFile: StoredZip.archive(["a": "b"]), revisionId: "stale"))
                == Self.revisionMismatch)
        #expect(
            await room.refusal(LambdaModel.PublishVersion.self, .init(functionName: "f", revisionId: "stale"))
                == Self.revisionMismatch)
    }

    @Test func codeAndLayersTogetherHaveALimit() async throws {
        let code = CodeArchive(blob: "a", size: 1, unpackedSize: 200_000_000, sha256: "")
        let layer = UsedLayer(
            arn: "l", code: CodeArchive(blob: "b", size: 1, unpackedSize: 62_144_001, sha256: ""))
        let error = #expect(throws: ServiceError.self) { try CodeRules.checkSize(of: code, with: [layer]) }
        #expect(
            error?.message == "Function code combined with layers exceeds the maximum allowed size of 262144000 bytes."
                + " The actual size is 262144001 bytes.")
        try CodeRules.checkSize(of: code, with: [])
    }

    @Test func unknownFunctionsAreRefusedAlike() async throws {
        let room = try LambdaRoom()
        let expected = "ResourceNotFoundException: Function not found: \(LambdaRoom.functionARN)f"
        #expect(
            await room.refusal(LambdaModel.UpdateFunctionConfiguration.self, .init(functionName: "f")) == expected)
        #expect(await room.refusal(LambdaModel.PublishVersion.self, .init(functionName: "f")) == expected)
        #expect(await room.refusal(LambdaModel.GetFunction.self, .init(functionName: "f")) == expected)
        #expect(await room.refusal(LambdaModel.DeleteFunction.self, .init(functionName: "f")) == expected)
        #expect(await room.refusal(LambdaModel.ListAliases.self, .init(functionName: "f")) == expected)
        #expect(
            await room.refusal(LambdaModel.GetFunction.self, .init(functionName: "f", qualifier: "live"))
                == expected + ":live")
    }
}
