import Kernel
import LambdaModel
import Storage
import Testing
import Wire

@testable import ServiceLambda

/// An alias always names a version that is there, and sends where it says.
struct AliasTests {
    private func room() async throws -> LambdaRoom {
        let room = try LambdaRoom()
        try await room.makeFunction("f") { $0.publish = true }
        try await room.setCode("f", "two")
        try await room.publish("f")
        return room
    }

    @Test func anAliassLife() async throws {
        let room = try await room()
        let made = try await room.run(
            LambdaModel.CreateAlias.self, .init(functionName: "f", name: "live", functionVersion: "1"))
        #expect(made.aliasArn == LambdaRoom.functionARN + "f:live")
        #expect((made.functionVersion, made.description) == ("1", ""))
        #expect(made.routingConfig == nil)
        let changed = try await room.run(
            LambdaModel.UpdateAlias.self,
            .init(
                functionName: "f", name: "live", functionVersion: "2", description: "new",
                routingConfig: AliasRoutingConfiguration(additionalVersionWeights: ["1": 0.25]),
                revisionId: made.revisionId))
        #expect(changed.revisionId != made.revisionId)
        #expect(changed.routingConfig?.additionalVersionWeights == ["1": 0.25])
        let found = try await room.run(LambdaModel.GetAlias.self, .init(functionName: "f", name: "live"))
        #expect(found == changed)
        // By its alias a version has the alias's ARN.
        let configuration = try await room.run(
            LambdaModel.GetFunctionConfiguration.self, .init(functionName: "f:live"))
        #expect((configuration.version, configuration.functionArn) == ("2", LambdaRoom.functionARN + "f:live"))
        let cleared = try await room.run(
            LambdaModel.UpdateAlias.self,
            .init(functionName: "f", name: "live", routingConfig: AliasRoutingConfiguration()))
        #expect(cleared.routingConfig == nil)
        _ = try await room.run(LambdaModel.DeleteAlias.self, .init(functionName: "f", name: "live"))
        _ = try await room.run(LambdaModel.DeleteAlias.self, .init(functionName: "f", name: "live"))
        #expect(
            await room.refusal(LambdaModel.GetAlias.self, .init(functionName: "f", name: "live"))
                == "ResourceNotFoundException: Cannot find alias arn: \(LambdaRoom.functionARN)f:live")
    }

    @Test(arguments: [
        ("1", ["2": 0.1, "3": 0.1], "Number of items in AdditionalVersionWeights cannot be greater than 1"),
        (
            "1", ["1": 0.1],
            "Invalid function version 1. Function version 1 is already included in routing configuration."
        ),
        ("$LATEST", ["1": 0.1], "$LATEST is not supported for an alias pointing to more than 1 version"),
    ])
    func weightsAreHeldToAWSsRules(_ version: String, _ weights: [String: Double], _ message: String) async throws {
        let room = try await room()
        #expect(
            await room.refusal(
                LambdaModel.CreateAlias.self,
                .init(
                    functionName: "f", name: "live", functionVersion: version,
                    routingConfig: AliasRoutingConfiguration(additionalVersionWeights: weights)))
                == "InvalidParameterValueException: \(message)")
    }

    @Test(arguments: [("9", [:]), ("1", ["9": 0.5])])
    func versionsMustBeThere(_ version: String, _ weights: [String: Double]) async throws {
        let room = try await room()
        #expect(
            await room.refusal(
                LambdaModel.CreateAlias.self,
                .init(
                    functionName: "f", name: "live", functionVersion: version,
                    routingConfig: AliasRoutingConfiguration(additionalVersionWeights: weights)))
                == "ResourceNotFoundException: Function not found: \(LambdaRoom.functionARN)f:9")
    }

    @Test func namesAreTakenOnce() async throws {
        let room = try await room()
        let input = CreateAliasRequest(functionName: "f", name: "live", functionVersion: "1")
        _ = try await room.run(LambdaModel.CreateAlias.self, input)
        #expect(
            await room.refusal(LambdaModel.CreateAlias.self, input)
                == "ResourceConflictException: Alias already exists: \(LambdaRoom.functionARN)f:live")
        #expect(
            await room.refusal(
                LambdaModel.UpdateAlias.self, .init(functionName: "f", name: "live", revisionId: "stale"))
                == UpdateFunctionTests.revisionMismatch)
    }

    @Test func listingsCanBeOfOneVersion() async throws {
        let room = try await room()
        for (name, version) in [("a", "1"), ("b", "2"), ("c", "1")] {
            _ = try await room.run(
                LambdaModel.CreateAlias.self, .init(functionName: "f", name: name, functionVersion: version))
        }
        let some = try await room.run(
            LambdaModel.ListAliases.self, .init(functionName: "f", functionVersion: "1"))
        #expect(some.aliases?.map(\.name) == ["a", "c"])
        let first = try await room.run(LambdaModel.ListAliases.self, .init(functionName: "f", maxItems: 1))
        let rest = try await room.run(
            LambdaModel.ListAliases.self, .init(functionName: "f", marker: first.nextMarker))
        #expect(rest.aliases?.map(\.name) == ["b", "c"])
    }

    /// Which version an invocation falls on follows from one number, so that it can be tested without chance.
    @Test func sharesAreDrawn() async throws {
        let room = try await room()
        _ = try await room.run(
            LambdaModel.CreateAlias.self,
            .init(
                functionName: "f", name: "live", functionVersion: "1",
                routingConfig: AliasRoutingConfiguration(additionalVersionWeights: ["2": 0.25])))
        let locator = FunctionLocator(id: room.id("f"), qualifier: "live")
        let target = try await room.engine.read { try FunctionTarget(locator, in: $0) }
        #expect(target.version(drawn: 0.249).number == .published(2))
        #expect(target.version(drawn: 0.25).number == .published(1))
    }
}
