import Kernel
import LogsModel
import Testing
import Wire

@testable import ServiceLogs

/// Policies name groups as `log-group:NAME:*` and streams below them: what is asked must be what AWS asks.
struct PermissionTests {
    @Test func groupsAndStreamsAreAskedAboutAsAWSDoes() async throws {
        let room = try LogRoom()
        try await room.make("g", "s")
        _ = try await room.run(LogsModel.TagLogGroup.self, .init(logGroupName: "g", tags: ["team": "blue"]))
        let group = room.arn("g:log-stream:")
        let stream = room.arn("g:log-stream:s")
        func asked<M: ModelOperation>(_ model: M.Type, _ input: M.Input) async throws -> [String] {
            try await room.permissions(model, input).map { "\($0.action) on \($0.resource)" }
        }
        #expect(
            try await asked(LogsModel.CreateLogGroup.self, .init(logGroupName: "g")) == [
                "logs:CreateLogGroup on \(group)"
            ])
        #expect(
            try await asked(LogsModel.CreateLogGroup.self, .init(logGroupName: "g", tags: ["a": "b"]))
                == ["logs:CreateLogGroup on \(group)", "logs:TagResource on \(room.arn("g"))"])
        #expect(
            try await asked(LogsModel.CreateLogStream.self, .init(logGroupName: "g", logStreamName: "s"))
                == ["logs:CreateLogStream on \(stream)"])
        #expect(
            try await asked(
                LogsModel.PutLogEvents.self, .init(logGroupName: "g", logStreamName: "s", logEvents: []))
                == ["logs:PutLogEvents on \(stream)"])
        #expect(
            try await asked(LogsModel.GetLogEvents.self, .init(logGroupIdentifier: room.arn("g"), logStreamName: "s"))
                == ["logs:GetLogEvents on \(stream)"])
        #expect(
            try await asked(LogsModel.FilterLogEvents.self, .init(logGroupName: "g", unmask: true))
                == ["logs:FilterLogEvents on \(group)", "logs:Unmask on \(group)"])
        #expect(
            try await asked(LogsModel.DescribeLogGroups.self, .init())
                == ["logs:DescribeLogGroups on \(room.arn(":log-stream:"))"])
        #expect(
            try await asked(LogsModel.TagResource.self, .init(resourceArn: room.arn("g"), tags: ["a": "b"]))
                == ["logs:TagResource on \(room.arn("g"))"])
        #expect(
            try await asked(LogsModel.TestMetricFilter.self, .init(filterPattern: "", logEventMessages: []))
                == ["logs:TestMetricFilter on *"])
    }

    @Test func tagsOfGroupsAndRequestsAreConditionKeys() async throws {
        let room = try LogRoom()
        try await room.make("g")
        _ = try await room.run(LogsModel.TagLogGroup.self, .init(logGroupName: "g", tags: ["team": "blue"]))
        let tagging = try await room.permissions(
            LogsModel.TagResource.self, .init(resourceArn: room.arn("g"), tags: ["cost": "7"]))
        #expect(
            tagging.first?.context == [
                "aws:TagKeys": ["cost"], "aws:RequestTag/cost": ["7"], "aws:ResourceTag/team": ["blue"],
            ])
        let deleting = try await room.permissions(LogsModel.DeleteLogGroup.self, .init(logGroupName: "g"))
        #expect(deleting.first?.context == ["aws:ResourceTag/team": ["blue"]])
        let untagging = try await room.permissions(
            LogsModel.UntagResource.self, .init(resourceArn: room.arn("g"), tagKeys: ["team"]))
        #expect(untagging.first?.context["aws:TagKeys"] == ["team"])
    }
}
