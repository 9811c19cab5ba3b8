import Kernel
import LambdaModel
import Storage
import Testing
import Wire

@testable import ServiceLambda

/// Every tool begins here; what it reads back must be what AWS would say.
struct CreateFunctionTests {
    @Test func describesTheNewFunction() async throws {
        let room = try LambdaRoom()
        let made = try await room.makeFunction("f") {
            $0.description = "echoes"
            $0.environment = Environment(variables: ["KEY": "value"])
            $0.ephemeralStorage = EphemeralStorage(size: 1024)
            $0.timeout = 900
            $0.memorySize = 10_240
        }
        #expect(made.functionArn == LambdaRoom.functionARN + "f")
        #expect(made.version == "$LATEST")
        #expect((made.state, made.stateReasonCode) == (.pending, .creating))
        #expect(made.lastUpdateStatus == nil)
        #expect(made.lastModified == "2026-11-22T10:00:00.000+0000")
        #expect(made.environment?.variables == ["KEY": "value"])
        #expect((made.timeout, made.memorySize, made.ephemeralStorage?.size) == (900, 10_240, 1024))
        #expect(made.loggingConfig?.logGroup == "/aws/lambda/f")
        #expect(made.codeSize == StoredZip.archive(["index.mjs": "one"]).count)

        let found = try await room.run(LambdaModel.GetFunction.self, .init(functionName: "f"))
        let configuration = try #require(found.configuration)
        #expect((configuration.state, configuration.lastUpdateStatus) == (.active, .successful))
        #expect(configuration.revisionId == made.revisionId)
        #expect(configuration.codeSha256 == made.codeSha256)
        #expect(found.tags == nil)
    }

    /// The digest is of the archive as it was sent, in base 64: Terraform compares it with the file's.
    @Test func digestIsTheArchives() async throws {
        let made = try await LambdaRoom().makeFunction("f")
        #expect(made.codeSha256?.utf8.count == 44)
        let other = try await LambdaRoom().makeFunction("f", code: "two")
        #expect(made.codeSha256 != other.codeSha256)
    }

    @Test func publishesWhereAsked() async throws {
        let room = try LambdaRoom()
        let made = try await room.makeFunction("f") { $0.publish = true }
        #expect(made.version == "1")
        #expect(made.functionArn == LambdaRoom.functionARN + "f")
        let versions = try await room.run(LambdaModel.ListVersionsByFunction.self, .init(functionName: "f"))
        #expect(versions.versions?.map(\.version) == ["$LATEST", "1"])
    }

    @Test func refusesATakenNameAndLetsTheArchiveGo() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        let refusal = await room.refusal(LambdaModel.CreateFunction.self, LambdaRoom.creation("f", code: "two"))
        #expect(refusal == "ResourceConflictException: Function already exist: f")
        let sweeper = CodeSweeper(
            store: room.store, blobs: room.blobs, clock: StoppedClock(seconds: 0), logger: room.call().logger)
        try await sweeper.sweep()
        let version = try #require(try await room.version("f"))
        #expect(await room.hasBlob(version.code.blob))
    }

    @Test func environmentsAreNotReadableInTheStore() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f") { $0.environment = Environment(variables: ["TOKEN": "very-secret-token"]) }
        let bytes = try await room.engine.read { transaction in
            try transaction.entries(
                in: .init(prefix: ["lambda/version"]), reverse: false, limit: 10
            ).flatMap(\.value)
        }
        #expect(!bytes.isEmpty)
        #expect(String(decoding: bytes, as: UTF8.self).contains("very-secret-token") == false)
    }

    @Test(arguments: CreationRefusal.all)
    func refuses(_ refusal: CreationRefusal) async throws {
        let room = try LambdaRoom()
        let input = LambdaRoom.creation("f", refusal.change)
        #expect(await room.refusal(LambdaModel.CreateFunction.self, input) == refusal.answer)
        #expect(try await room.version("f") == nil)
    }

    /// What AWS has and this server does not is said, not ignored.
    @Test(arguments: CreationRefusal.unsupported)
    func saysWhatIsMissing(_ refusal: CreationRefusal) async throws {
        let room = try LambdaRoom()
        let input = LambdaRoom.creation("f", refusal.change)
        #expect(
            await room.refusal(LambdaModel.CreateFunction.self, input)
                == "InvalidParameterValueException: \(refusal.answer) is not supported by this server.")
    }

    /// Templates and Terraform send settings that ask for nothing.
    @Test func acceptsWhatAsksForNothing() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f") {
            $0.vpcConfig = VpcConfig(subnetIds: [], securityGroupIds: [])
            $0.tracingConfig = TracingConfig(mode: .passThrough)
            $0.snapStart = SnapStart(applyOn: SnapStartApplyOn.none)
            $0.deadLetterConfig = DeadLetterConfig()
            $0.kmsKeyArn = ""
            $0.fileSystemConfigs = []
            $0.packageType = .zip
            $0.loggingConfig = LoggingConfig(logFormat: .text, logGroup: "/own/group")
        }
        #expect(try await room.version("f")?.logGroup == "/own/group")
    }

    @Test func asksForTheRoleTheLayersAndTheTags() async throws {
        let room = try LambdaRoom(grants: [
            "maker": Self.policy(#""lambda:CreateFunction""#, on: "*"),
            "passer": Self.policy(#"["lambda:CreateFunction","iam:PassRole"]"#, on: "*"),
        ])
        let maker = try room.user("maker")
        let refusal = await room.refusal(LambdaModel.CreateFunction.self, LambdaRoom.creation("f"), as: maker)
        #expect(refusal.contains("is not authorized to perform: iam:PassRole on resource: \(LambdaRoom.role)"))
        let passer = try room.user("passer")
        let tagged = LambdaRoom.creation("f") { $0.tags = ["team": "birds"] }
        let tagRefusal = await room.refusal(LambdaModel.CreateFunction.self, tagged, as: passer)
        #expect(tagRefusal.contains("lambda:TagResource on resource: \(LambdaRoom.functionARN)f"))
        try await room.makeLayer("l")
        let layered = LambdaRoom.creation("f") { $0.layers = [LambdaRoom.layerARN + "l:1"] }
        let layerRefusal = await room.refusal(LambdaModel.CreateFunction.self, layered, as: passer)
        #expect(layerRefusal.contains("lambda:GetLayerVersion on resource: \(LambdaRoom.layerARN)l:1"))
        _ = try await room.run(LambdaModel.CreateFunction.self, LambdaRoom.creation("f"), as: passer)
    }

    static func policy(_ action: String, on resource: String, condition: String = "{}") -> String {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":\(action),"Resource":"\(resource)",\
        "Condition":\(condition)}]}
        """
    }
}
