import Kernel
import LambdaModel
import Testing
import Wire

@testable import ServiceLambda

/// Tags carry policies and bills: they belong to the function as a whole, and policies see them.
struct TagTests {
    static let arn = LambdaRoom.functionARN + "f"

    @Test func tagsComeAndGo() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f") { $0.tags = ["team": "birds"] }
        _ = try await room.run(
            LambdaModel.TagResource.self, .init(resource: Self.arn, tags: ["team": "swifts", "Team": "x"]))
        let tags = try await room.run(LambdaModel.ListTags.self, .init(resource: Self.arn)).tags
        #expect(tags == ["team": "swifts", "Team": "x"])
        _ = try await room.run(
            LambdaModel.UntagResource.self, .init(resource: Self.arn, tagKeys: ["Team", "missing"]))
        #expect(
            try await room.run(LambdaModel.GetFunction.self, .init(functionName: "f")).tags == ["team": "swifts"])
    }

    @Test(arguments: [
        (
            arn + ":live", ["a": "b"],
            "InvalidParameterValueException: Tags on function aliases and versions are not supported. "
                + "Please specify a function ARN."
        ),
        (arn, [:], "InvalidParameterValueException: An error occurred and the request cannot be processed."),
        (
            arn, Dictionary(uniqueKeysWithValues: (0...50).map { ("k\($0)", "") }),
            "InvalidParameterValueException: Number of tags exceeds resource tag limit."
        ),
        (arn + "2", ["a": "b"], "ResourceNotFoundException: Function not found: \(arn)2"),
        (
            "arn:aws:lambda:eu-central-1:123456789012:event-source-mapping:00000000-0000-4000-8000-000000000000",
            ["a": "b"], "ResourceNotFoundException: The resource you requested does not exist."
        ),
    ])
    func refuses(_ resource: String, _ tags: [String: String], _ expected: String) async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        #expect(
            await room.refusal(LambdaModel.TagResource.self, .init(resource: resource, tags: tags)) == expected)
    }

    @Test func policiesSeeTheTagsOfFunctions() async throws {
        let room = try LambdaRoom(grants: [
            "birder": CreateFunctionTests.policy(
                #""lambda:*""#, on: "*", condition: #"{"StringEquals":{"aws:ResourceTag/team":"birds"}}"#)
        ])
        try await room.makeFunction("f") { $0.tags = ["team": "birds"] }
        try await room.makeFunction("g")
        let birder = try room.user("birder")
        _ = try await room.run(LambdaModel.GetFunction.self, .init(functionName: "f"), as: birder)
        #expect(
            await room.refusal(LambdaModel.GetFunction.self, .init(functionName: "g"), as: birder)
                .hasPrefix("AccessDeniedException"))
        // Untagging would be the end of it, but what is being removed does not hide what is there.
        _ = try await room.run(
            LambdaModel.UntagResource.self, .init(resource: Self.arn, tagKeys: ["team"]), as: birder)
        #expect(
            await room.refusal(LambdaModel.GetFunction.self, .init(functionName: "f"), as: birder)
                .hasPrefix("AccessDeniedException"))
    }
}
