import Kernel
import LambdaModel
import Storage
import Testing
import Wire

@testable import ServiceLambda

/// Published versions never change, are never confused with later ones, and go only when nothing names them.
struct VersionTests {
    @Test func nothingNewIsPublishedWithoutAChange() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        let first = try await room.publish("f")
        #expect((first.version, first.functionArn) == ("1", LambdaRoom.functionARN + "f:1"))
        #expect((first.state, first.lastUpdateStatus) == (.active, .successful))
        #expect(try await room.publish("f").version == "1")
        try await room.setCode("f", "two")
        #expect(try await room.publish("f").version == "2")
        _ = try await room.run(
            LambdaModel.UpdateFunctionConfiguration.self, .init(functionName: "f", timeout: 9))
        #expect(try await room.publish("f").version == "3")
    }

    @Test func aVersionKeepsWhatItWasMadeOf() async throws {
        let room = try LambdaRoom()
        let made = try await room.makeFunction("f") { $0.environment = Environment(variables: ["AA": "1"]) }
        _ = try await room.run(
            LambdaModel.PublishVersion.self, .init(functionName: "f", description: "first"))
        try await room.setCode("f", "two")
        _ = try await room.run(
            LambdaModel.UpdateFunctionConfiguration.self,
            .init(functionName: "f", environment: Environment(variables: [:])))
        let first = try await room.run(
            LambdaModel.GetFunctionConfiguration.self, .init(functionName: "f", qualifier: "1"))
        #expect((first.codeSha256, first.description) == (made.codeSha256, "first"))
        #expect(first.environment?.variables == ["AA": "1"])
        let latest = try await room.run(LambdaModel.GetFunctionConfiguration.self, .init(functionName: "f"))
        #expect(latest.description == "")
    }

    @Test func theCodesDigestCanBeAConditionOfPublishing() async throws {
        let room = try LambdaRoom()
        let made = try await room.makeFunction("f")
        let refusal = await room.refusal(
            LambdaModel.PublishVersion.self, .init(functionName: "f", codeSha256: "other"))
        #expect(
            refusal == "InvalidParameterValueException: CodeSHA256 (other) is different from current CodeSHA256 in "
                + "$LATEST (\(made.codeSha256 ?? "")). Please try again with the CodeSHA256 in $LATEST.")
        let published = try await room.run(
            LambdaModel.PublishVersion.self, .init(functionName: "f", codeSha256: made.codeSha256))
        #expect(published.version == "1")
    }

    /// "Lambda never reuses version numbers, even for a function that has been deleted and recreated."
    @Test func numbersAreNeverUsedAgain() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f") { $0.publish = true }
        _ = try await room.run(LambdaModel.DeleteFunction.self, .init(functionName: "f"))
        try await room.makeFunction("f")
        #expect(try await room.publish("f").version == "2")
    }

    @Test func aVersionThatAnAliasNamesStays() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f") { $0.publish = true }
        try await room.setCode("f", "two")
        try await room.publish("f")
        _ = try await room.run(
            LambdaModel.CreateAlias.self,
            .init(
                functionName: "f", name: "live", functionVersion: "1",
                routingConfig: AliasRoutingConfiguration(additionalVersionWeights: ["2": 0.1])))
        for number in ["1", "2"] {
            #expect(
                await room.refusal(
                    LambdaModel.DeleteFunction.self, .init(functionName: "f", qualifier: number))
                    == "ResourceConflictException: Unable to delete version because the following aliases "
                    + "reference it: [live]")
        }
        _ = try await room.run(LambdaModel.DeleteAlias.self, .init(functionName: "f", name: "live"))
        let gone = try #require(try await room.version("f", .published(1)))
        let answer = try await room.run(
            LambdaModel.DeleteFunction.self, .init(functionName: "f", qualifier: "1"))
        #expect(answer.statusCode == 204)
        #expect(room.runner.retired.last == gone.runtimeRevision)
        #expect(try await room.version("f", .published(1)) == nil)
    }

    @Test(arguments: [
        ("$LATEST", "$LATEST version cannot be deleted without deleting the function."),
        ("live", "Deletion of aliases is not currently supported."),
    ])
    func onlyPublishedVersionsCanBeDeletedAlone(_ qualifier: String, _ message: String) async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        #expect(
            await room.refusal(LambdaModel.DeleteFunction.self, .init(functionName: "f", qualifier: qualifier))
                == "InvalidParameterValueException: \(message)")
    }

    @Test func deletionTakesEverythingAlong() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f") { $0.publish = true }
        try await room.setCode("f", "two")
        _ = try await room.run(
            LambdaModel.CreateAlias.self, .init(functionName: "f", name: "live", functionVersion: "1"))
        _ = try await room.run(
            LambdaModel.AddPermission.self,
            .init(
                functionName: "f", statementId: "s", action: "lambda:InvokeFunction", principal: "s3.amazonaws.com",
                qualifier: "live"))
        let versions = [
            try #require(try await room.version("f")), try #require(try await room.version("f", .published(1))),
        ]
        _ = try await room.run(LambdaModel.DeleteFunction.self, .init(functionName: "f"))
        for version in versions {
            #expect(await room.hasBlob(version.code.blob) == false)
            #expect(room.runner.retired.contains(version.runtimeRevision))
        }
        // Nothing of the old function speaks for a new one of the same name.
        try await room.makeFunction("f")
        let aliases = try await room.run(LambdaModel.ListAliases.self, .init(functionName: "f"))
        #expect(aliases.aliases?.isEmpty == true)
        let id = room.id("f")
        #expect(try await room.engine.read { try FunctionPolicies.all(of: id, $0) }.isEmpty)
    }

    @Test func listingsComeInPages() async throws {
        let room = try LambdaRoom()
        for name in ["c", "a", "b"] { try await room.makeFunction(name) { $0.publish = true } }
        let first = try await room.run(LambdaModel.ListFunctions.self, .init(maxItems: 2))
        #expect(first.functions?.map(\.functionName) == ["a", "b"])
        #expect(first.functions?.allSatisfy { $0.state == nil && $0.runtimeVersionConfig == nil } == true)
        let second = try await room.run(LambdaModel.ListFunctions.self, .init(marker: first.nextMarker))
        #expect(second.functions?.map(\.functionName) == ["c"])
        #expect(second.nextMarker == nil)
        let all = try await room.run(LambdaModel.ListFunctions.self, .init(functionVersion: .all))
        #expect(all.functions?.compactMap(\.functionArn).first == LambdaRoom.functionARN + "a:$LATEST")
        #expect(all.functions?.count == 6)
        #expect(
            await room.refusal(LambdaModel.ListFunctions.self, .init(marker: "x"))
                == "InvalidParameterValueException: The marker is invalid.")
    }
}
