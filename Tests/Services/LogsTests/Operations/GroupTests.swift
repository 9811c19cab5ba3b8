import Kernel
import LogsModel
import Testing
import Wire

@testable import ServiceLogs

/// Groups carry what policies and retention rest on: their life, their listings and their refusals must be AWS's.
struct GroupTests {
    static let missing = "ResourceNotFoundException: The specified log group does not exist."

    @Test func groupsAreMadeDescribedAndDeleted() async throws {
        let room = try LogRoom()
        _ = try await room.run(
            LogsModel.CreateLogGroup.self,
            .init(logGroupName: "/app/a#1", tags: ["k": "v"], logGroupClass: .infrequentAccess))
        let groups = try await room.run(LogsModel.DescribeLogGroups.self, .init()).logGroups
        let group = try #require(groups?.first)
        #expect(group.logGroupName == "/app/a#1" && group.creationTime == Int(LogRoom.now))
        #expect(group.arn == room.arn("/app/a#1:*") && group.logGroupArn == room.arn("/app/a#1"))
        #expect(group.storedBytes == 0 && group.metricFilterCount == 0 && group.retentionInDays == nil)
        #expect(group.logGroupClass == .infrequentAccess && group.deletionProtectionEnabled == false)
        let again = await room.refusal(LogsModel.CreateLogGroup.self, .init(logGroupName: "/app/a#1"))
        #expect(again == "ResourceAlreadyExistsException: The specified log group already exists")
        _ = try await room.run(LogsModel.DeleteLogGroup.self, .init(logGroupName: "/app/a#1"))
        #expect(await room.refusal(LogsModel.DeleteLogGroup.self, .init(logGroupName: "/app/a#1")) == Self.missing)
    }

    @Test(arguments: [
        (CreateLogGroupRequest(logGroupName: "aws/x"), "Log groups starting with AWS/ are reserved for AWS."),
        (
            CreateLogGroupRequest(logGroupName: "g", kmsKeyId: "arn:aws:kms:us-east-1:1:key/x"),
            "This server has no AWS KMS: a log group cannot be associated with a KMS key."
        ),
        (
            CreateLogGroupRequest(logGroupName: "g", logGroupClass: .delivery),
            "This server delivers no log events to other services: the log group class DELIVERY is not available."
        ),
        (
            CreateLogGroupRequest(logGroupName: "g", tags: ["aws:x": "1"]),
            "aws: prefixed tag key names are not allowed for external use."
        ),
    ])
    func whatCannotBeKeptToIsRefused(_ request: CreateLogGroupRequest, _ message: String) async throws {
        let refusal = await (try LogRoom()).refusal(LogsModel.CreateLogGroup.self, request)
        #expect(refusal == "InvalidParameterException: \(message)")
    }

    @Test func listingsArePagedByPrefixPatternAndClass() async throws {
        let room = try LogRoom()
        for name in ["/a/1", "/a/2", "/a/3", "/b/DataLogs", "zDatalogs"] { try await room.make(name) }
        var other = room
        other.region = Region("eu-west-1")
        try await other.make("/a/elsewhere")
        func names(_ input: DescribeLogGroupsRequest) async throws -> [String] {
            var input = input
            var names: [String] = []
            repeat {
                let page = try await room.run(LogsModel.DescribeLogGroups.self, input)
                names += page.logGroups?.compactMap(\.logGroupName) ?? []
                input.nextToken = page.nextToken
            } while input.nextToken != nil
            return names
        }
        #expect(try await names(.init()) == ["/a/1", "/a/2", "/a/3", "/b/DataLogs", "zDatalogs"])
        #expect(try await names(.init(logGroupNamePrefix: "/a", limit: 2)) == ["/a/1", "/a/2", "/a/3"])
        #expect(try await names(.init(logGroupNamePattern: "DataLogs", limit: 1)) == ["/b/DataLogs"])
        #expect(try await names(.init(logGroupClass: .infrequentAccess)) == [])
        #expect(try await names(.init(logGroupIdentifiers: ["/a/3", room.arn("/a/1"), "none"])) == ["/a/1", "/a/3"])
        #expect(try await names(.init(accountIdentifiers: ["999999999999"], includeLinkedAccounts: true)) == [])
        #expect(try await names(.init(includeLinkedAccounts: true)).count == 5)
        let both = DescribeLogGroupsRequest(logGroupNamePrefix: "a", logGroupNamePattern: "b")
        #expect(
            await room.refusal(LogsModel.DescribeLogGroups.self, both)
                == "InvalidParameterException: "
                + "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
        #expect(
            await room.refusal(LogsModel.DescribeLogGroups.self, .init(nextToken: "made-up"))
                == "InvalidParameterException: The specified nextToken is invalid.")
    }

    @Test func listLogGroupsFiltersByNamesAndTags() async throws {
        let room = try LogRoom()
        for (name, tags) in [("/aws/lambda/x", ["env": "Prod-1"]), ("discovery", ["env": "dev"]), ("other", [:])] {
            _ = try await room.run(LogsModel.CreateLogGroup.self, .init(logGroupName: name, tags: tags))
        }
        func names(_ input: ListLogGroupsRequest) async throws -> [String] {
            try await room.run(LogsModel.ListLogGroups.self, input).logGroups?.compactMap(\.logGroupName) ?? []
        }
        #expect(
            try await names(.init(logGroupNamePattern: "^/aws/lambda|discovery")) == ["/aws/lambda/x", "discovery"])
        #expect(try await names(.init(logGroupNamePattern: "^lambda")) == [])
        #expect(try await names(.init(logGroupNamePattern: "lambda")) == ["/aws/lambda/x"])
        #expect(try await names(.init(logGroupTags: [.init(key: "env")])) == ["/aws/lambda/x", "discovery"])
        #expect(try await names(.init(logGroupTags: [.init(key: "env", values: ["prod*"])])) == ["/aws/lambda/x"])
        #expect(try await names(.init(logGroupTags: [.init(key: "env", values: ["!dev"])])) == ["/aws/lambda/x"])
        #expect(try await names(.init(logGroupTags: [.init(key: "env", values: ["DEV"])])) == [])
        #expect(try await names(.init(dataSources: [.init(name: "s")])) == [])
        let first = try await room.run(LogsModel.ListLogGroups.self, .init(limit: 1))
        let rest = try await names(.init(nextToken: first.nextToken))
        #expect(rest == ["discovery", "other"])
    }

    @Test func protectedGroupsAndTheirStreamsStay() async throws {
        let room = try LogRoom()
        try await room.make("g", "s")
        let refusal =
            "ValidationException: Cannot delete log group with deletion protection enabled. "
            + "Disable deletion protection first."
        for identifier in ["g", room.arn("g")] {
            _ = try await room.run(
                LogsModel.PutLogGroupDeletionProtection.self,
                .init(logGroupIdentifier: identifier, deletionProtectionEnabled: true))
            #expect(await room.refusal(LogsModel.DeleteLogGroup.self, .init(logGroupName: "g")) == refusal)
            let stream = DeleteLogStreamRequest(logGroupName: "g", logStreamName: "s")
            #expect(await room.refusal(LogsModel.DeleteLogStream.self, stream) == refusal)
            let group = try await room.run(LogsModel.DescribeLogGroups.self, .init()).logGroups?.first
            #expect(group?.deletionProtectionEnabled == true)
            _ = try await room.run(
                LogsModel.PutLogGroupDeletionProtection.self,
                .init(logGroupIdentifier: identifier, deletionProtectionEnabled: false))
        }
        _ = try await room.run(LogsModel.DeleteLogGroup.self, .init(logGroupName: "g"))
    }

    @Test func retentionIsOneOfAWSsNumbers() async throws {
        let room = try LogRoom()
        try await room.make("g")
        _ = try await room.run(LogsModel.PutRetentionPolicy.self, .init(logGroupName: "g", retentionInDays: 7))
        func days() async throws -> Int? {
            try await room.run(LogsModel.DescribeLogGroups.self, .init()).logGroups?.first?.retentionInDays
        }
        #expect(try await days() == 7)
        _ = try await room.run(LogsModel.DeleteRetentionPolicy.self, .init(logGroupName: "g"))
        #expect(try await days() == nil)
        let refusal = await room.refusal(
            LogsModel.PutRetentionPolicy.self, .init(logGroupName: "g", retentionInDays: 2))
        #expect(
            refusal
                == "InvalidParameterException: 1 validation error detected: Value '2' at 'retentionInDays' failed to "
                + "satisfy constraint: Member must satisfy enum value set: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, "
                + "365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]")
        let none = PutRetentionPolicyRequest(logGroupName: "none", retentionInDays: 1)
        #expect(await room.refusal(LogsModel.PutRetentionPolicy.self, none) == Self.missing)
    }

    @Test func tagsAreKeptByEitherFormOfTheOperations() async throws {
        let room = try LogRoom()
        try await room.make("g")
        let arn = room.arn("g")
        _ = try await room.run(LogsModel.TagLogGroup.self, .init(logGroupName: "g", tags: ["a": "1", "b": "1"]))
        _ = try await room.run(LogsModel.TagResource.self, .init(resourceArn: arn, tags: ["b": "2", "c": "3"]))
        let tags = try await room.run(LogsModel.ListTagsForResource.self, .init(resourceArn: arn)).tags
        #expect(tags == ["a": "1", "b": "2", "c": "3"])
        _ = try await room.run(LogsModel.UntagLogGroup.self, .init(logGroupName: "g", tags: ["a", "none"]))
        _ = try await room.run(LogsModel.UntagResource.self, .init(resourceArn: arn, tagKeys: ["b"]))
        let left = try await room.run(LogsModel.ListTagsLogGroup.self, .init(logGroupName: "g")).tags
        #expect(left == ["c": "3"])
        let many = Dictionary(uniqueKeysWithValues: (0..<50).map { ("k\($0)", "v") })
        let tooMany = await room.refusal(LogsModel.TagResource.self, .init(resourceArn: arn, tags: many))
        #expect(tooMany == "TooManyTagsException: A resource can have no more than 50 tags.")
        let elsewhere = TagResourceRequest(resourceArn: "arn:aws:logs:us-east-1:999999999999:log-group:g", tags: many)
        #expect(await room.refusal(LogsModel.TagResource.self, elsewhere) == Self.missing)
        let noGroup = TagResourceRequest(resourceArn: "arn:aws:logs:us-east-1:1:destination:d", tags: many)
        #expect(await room.refusal(LogsModel.TagResource.self, noGroup).hasPrefix("InvalidParameterException"))
    }
}
