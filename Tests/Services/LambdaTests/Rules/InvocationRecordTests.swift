import Kernel
import Testing
import Wire

@testable import ServiceLambda

/// Destinations read these documents; they must be AWS's to the letter.
struct InvocationRecordTests {
    private func text(
        _ condition: InvocationRecord.Condition, count: Int, _ response: InvocationRecord.Response?
    ) -> String {
        let record = InvocationRecord(
            time: Timestamp(milliseconds: 1_573_755_365_060), requestID: "id", functionARN: "arn:f:$LATEST",
            condition: condition, invokeCount: count, payload: Array(#"{"deep": [[1.50]]}"#.utf8), response: response)
        return String(decoding: record.json, as: UTF8.self)
    }

    @Test(arguments: [
        (#"{"ok":true}"#, #"{"ok":true}"#), ("", "null"), ("no json", #""no json""#),
    ])
    func success(_ payload: String, _ expected: String) {
        let record = text(
            .success, count: 1, .init(executedVersion: "$LATEST", failure: nil, payload: Array(payload.utf8)))
        #expect(
            record == """
                {"version":"1.0","timestamp":"2019-11-14T18:16:05.060Z","requestContext":{"requestId":"id",\
                "functionArn":"arn:f:$LATEST","condition":"Success","approximateInvokeCount":1},\
                "requestPayload":{"deep": [[1.50]]},"responseContext":{"statusCode":200,"executedVersion":"$LATEST"},\
                "responsePayload":\(expected)}
                """)
    }

    @Test func failure() {
        let record = text(
            .retriesExhausted, count: 3,
            .init(executedVersion: "2", failure: .unhandled, payload: Array(#"{"errorMessage":"no"}"#.utf8)))
        #expect(record.contains(#""condition":"RetriesExhausted","approximateInvokeCount":3"#))
        #expect(
            record.hasSuffix(
                #""responseContext":{"statusCode":200,"executedVersion":"2","functionError":"Unhandled"},"#
                    + #""responsePayload":{"errorMessage":"no"}}"#))
    }

    /// What never ran has no answer to tell of.
    @Test func withoutAnAnswer() {
        let record = text(.zeroReservedConcurrency, count: 0, nil)
        #expect(record.hasSuffix(#""requestPayload":{"deep": [[1.50]]}}"#))
    }
}
