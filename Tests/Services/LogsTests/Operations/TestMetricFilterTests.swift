import LogsModel
import Testing

@testable import ServiceLogs

/// People try patterns here before they rely on them: it must be the matching that FilterLogEvents does.
struct TestMetricFilterTests {
    @Test func matchesAreNumberedAndFieldsAreTaken() async throws {
        let room = try LogRoom()
        let lines = [
            #"127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /apache_pb.gif HTTP/1.0" 200 1534"#, "short",
            #"127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] "GET /apache_pb.gif HTTP/1.0" 500 5324"#,
        ]
        let output = try await room.run(
            LogsModel.TestMetricFilter.self,
            .init(
                filterPattern: "[ip, identity, user_id, timestamp, request, status_code, size > 2000]",
                logEventMessages: lines))
        let match = try #require(output.matches?.first)
        #expect(output.matches?.count == 1 && match.eventNumber == 3 && match.eventMessage == lines[2])
        #expect(
            match.extractedValues == [
                "$ip": "127.0.0.1", "$identity": "-", "$user_id": "frank", "$timestamp": "10/Oct/2000:13:35:22 -0700",
                "$request": "GET /apache_pb.gif HTTP/1.0", "$status_code": "500", "$size": "5324",
            ])
    }

    @Test func otherPatternsTakeNothing() async throws {
        let room = try LogRoom()
        let output = try await room.run(
            LogsModel.TestMetricFilter.self,
            .init(filterPattern: "{ $.a = 1 }", logEventMessages: [#"{"a":1}"#, #"{"a":2}"#]))
        #expect(output.matches?.map(\.eventNumber) == [1] && output.matches?.first?.extractedValues == [:])
        let refusal = await room.refusal(
            LogsModel.TestMetricFilter.self, .init(filterPattern: "(", logEventMessages: ["x"]))
        #expect(refusal == "InvalidParameterException: Invalid filter pattern")
    }
}
