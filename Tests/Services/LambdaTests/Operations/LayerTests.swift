import Kernel
import LambdaModel
import Testing
import Wire

@testable import ServiceLambda

/// Layers are numbered for ever, listed newest first, shared by policy, and outlive their deletion in functions.
struct LayerTests {
    @Test func aLayersLife() async throws {
        let room = try LambdaRoom()
        let first = try await room.makeLayer("l") {
            $0.description = "tools"
            $0.compatibleRuntimes = [.nodejs22X]
            $0.licenseInfo = "MIT"
        }
        #expect(first.layerVersionArn == LambdaRoom.layerARN + "l:1")
        #expect((first.version, first.description, first.licenseInfo) == (1, "tools", "MIT"))
        #expect(first.createdDate == "2026-11-22T10:00:00.000+0000")
        #expect(first.compatibleArchitectures == nil)
        try await room.makeLayer("l", "second")
        let found = try await room.run(
            LambdaModel.GetLayerVersion.self, .init(layerName: "l", versionNumber: 1))
        let byARN = try await room.run(
            LambdaModel.GetLayerVersionByArn.self, .init(arn: LambdaRoom.layerARN + "l:1"))
        #expect(found == byARN)
        #expect(found.content?.codeSha256 == first.content?.codeSha256)
        let versions = try await room.run(LambdaModel.ListLayerVersions.self, .init(layerName: "l"))
        #expect(versions.layerVersions?.map(\.version) == [2, 1])

        for number in [1, 1, 2] {
            _ = try await room.run(
                LambdaModel.DeleteLayerVersion.self, .init(layerName: "l", versionNumber: number))
        }
        #expect(try await room.run(LambdaModel.ListLayers.self, .init()).layers?.isEmpty == true)
        #expect(
            await room.refusal(LambdaModel.GetLayerVersion.self, .init(layerName: "l", versionNumber: 1))
                == "ResourceNotFoundException: The resource you requested does not exist.")
        #expect(try await room.makeLayer("l").version == 3)
    }

    @Test func numbersBeginAtOne() async throws {
        let room = try LambdaRoom()
        let refusal = "InvalidParameterValueException: Layer Version Cannot be less than 1"
        #expect(
            await room.refusal(LambdaModel.GetLayerVersion.self, .init(layerName: "l", versionNumber: 0)) == refusal)
        #expect(
            await room.refusal(LambdaModel.DeleteLayerVersion.self, .init(layerName: "l", versionNumber: 0))
                == refusal)
    }

    @Test func listingsSuitARuntime() async throws {
        let room = try LambdaRoom()
        try await room.makeLayer("a") { $0.compatibleRuntimes = [.nodejs22X] }
        try await room.makeLayer("a") { $0.compatibleRuntimes = [.python313] }
        try await room.makeLayer("b") { $0.compatibleArchitectures = [.arm64] }
        let node = try await room.run(LambdaModel.ListLayers.self, .init(compatibleRuntime: .nodejs22X))
        #expect(node.layers?.map(\.latestMatchingVersion?.layerVersionArn) == [LambdaRoom.layerARN + "a:1"])
        let arm = try await room.run(LambdaModel.ListLayers.self, .init(compatibleArchitecture: .arm64))
        #expect(arm.layers?.map(\.layerName) == ["b"])
        let first = try await room.run(LambdaModel.ListLayers.self, .init(maxItems: 1))
        let rest = try await room.run(LambdaModel.ListLayers.self, .init(marker: first.nextMarker))
        #expect((first.layers ?? []).map(\.layerName) + (rest.layers ?? []).map(\.layerName) == ["a", "b"])
        let newest = try await room.run(LambdaModel.ListLayerVersions.self, .init(layerName: "a", maxItems: 1))
        #expect(newest.layerVersions?.map(\.version) == [2])
        let older = try await room.run(
            LambdaModel.ListLayerVersions.self, .init(layerName: "a", marker: newest.nextMarker))
        #expect(older.layerVersions?.map(\.version) == [1])
    }

    @Test func functionsKeepLayersThatWereDeleted() async throws {
        let room = try LambdaRoom()
        let layer = try await room.makeLayer("l")
        let arn = LambdaRoom.layerARN + "l:1"
        let made = try await room.makeFunction("f") { $0.layers = [arn] }
        #expect(made.layers == [Layer(arn: arn, codeSize: layer.content?.codeSize)])
        let version = try #require(try await room.version("f"))
        let blob = try #require(version.settings.layers.first?.code.blob)
        _ = try await room.run(LambdaModel.DeleteLayerVersion.self, .init(layerName: "l", versionNumber: 1))
        #expect(await room.hasBlob(blob))
        // The list may be sent again as it is, though the layer is gone.
        _ = try await room.run(
            LambdaModel.UpdateFunctionConfiguration.self, .init(functionName: "f", layers: [arn]))
        _ = try await room.run(LambdaModel.UpdateFunctionConfiguration.self, .init(functionName: "f", layers: []))
        #expect(await room.hasBlob(blob) == false)
    }

    @Test func oneVersionOfALayerAtATime() async throws {
        let room = try LambdaRoom()
        try await room.makeLayer("l")
        try await room.makeLayer("l", "second")
        let arns = [1, 2].map { LambdaRoom.layerARN + "l:\($0)" }
        let refusal = await room.refusal(
            LambdaModel.CreateFunction.self, LambdaRoom.creation("f") { $0.layers = arns })
        #expect(
            refusal == "InvalidParameterValueException: Two different versions of the same layer are not allowed to "
                + "be referenced in the same function. \(arns[0]) and \(arns[1]) are versions of the same layer.")
    }

    @Test func anotherAccountUsesALayerByItsPolicy() async throws {
        let room = try LambdaRoom(grants: ["stranger": CreateFunctionTests.policy(#""*""#, on: "*")])
        try await room.makeLayer("l")
        let stranger = try room.user("stranger", account: "210987654321")
        let input = GetLayerVersionByArnRequest(arn: LambdaRoom.layerARN + "l:1")
        #expect(
            await room.refusal(LambdaModel.GetLayerVersionByArn.self, input, as: stranger)
                .hasSuffix(
                    "because no resource-based policy allows the lambda:GetLayerVersion action"))
        let added = try await room.run(
            LambdaModel.AddLayerVersionPermission.self,
            .init(
                layerName: "l", versionNumber: 1, statementId: "s", action: "lambda:GetLayerVersion",
                principal: "210987654321"))
        let policy = try await room.run(
            LambdaModel.GetLayerVersionPolicy.self, .init(layerName: "l", versionNumber: 1))
        #expect(policy.revisionId == added.revisionId)
        #expect(policy.policy?.contains(try #require(added.statement)) == true)
        _ = try await room.run(LambdaModel.GetLayerVersionByArn.self, input, as: stranger)
        #expect(
            await room.refusal(
                LambdaModel.RemoveLayerVersionPermission.self,
                .init(layerName: "l", versionNumber: 1, statementId: "s", revisionId: "stale"))
                == "PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. "
                + "Call the GetLayerPolicy API to retrieve the latest Revision Id")
        _ = try await room.run(
            LambdaModel.RemoveLayerVersionPermission.self,
            .init(layerName: "l", versionNumber: 1, statementId: "s"))
        #expect(
            await room.refusal(LambdaModel.GetLayerVersionByArn.self, input, as: stranger)
                .hasPrefix("AccessDeniedException"))
        #expect(
            await room.refusal(
                LambdaModel.GetLayerVersionPolicy.self, .init(layerName: "l", versionNumber: 1))
                == "ResourceNotFoundException: No policy is associated with the given resource.")
        #expect(
            await room.refusal(
                LambdaModel.GetLayerVersionPolicy.self, .init(layerName: "l", versionNumber: 9))
                == "ResourceNotFoundException: Layer version \(LambdaRoom.layerARN)l:9 does not exist.")
    }
}
