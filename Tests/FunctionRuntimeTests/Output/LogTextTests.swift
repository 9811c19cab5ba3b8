import Testing
import Wire

@testable import FunctionRuntime

/// Tools read these lines with patterns made for AWS's; a tab too few breaks them.
struct LogTextTests {
    @Test("a report's fields and tabs are AWS's")
    func report() {
        var report = LogText.Report(
            requestID: "8f5", microseconds: 1234, memoryMegabytes: 128, usedMegabytes: 65, initMicroseconds: nil)
        #expect(
            LogText.report(report)
                == "REPORT RequestId: 8f5\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\t"
                + "Max Memory Used: 65 MB\t")
        report.initMicroseconds = 101_000
        #expect(
            LogText.report(report)
                == "REPORT RequestId: 8f5\tDuration: 1.23 ms\tBilled Duration: 103 ms\tMemory Size: 128 MB\t"
                + "Max Memory Used: 65 MB\tInit Duration: 101.00 ms\t")
        report.initMicroseconds = nil
        report.status = .timeout
        #expect(LogText.report(report).hasSuffix("Max Memory Used: 65 MB\tStatus: timeout"))
        report.status = .error(type: "Runtime.ExitError")
        #expect(LogText.report(report).hasSuffix("\tStatus: error\tError Type: Runtime.ExitError"))
    }

    @Test(
        "milliseconds have two decimals, rounded",
        arguments: [(0, "0.00"), (4, "0.00"), (5, "0.01"), (1234, "1.23"), (101_000, "101.00"), (99_996, "100.00")])
    func milliseconds(microseconds: Int64, text: String) {
        #expect(LogText.milliseconds(microseconds) == text)
    }

    @Test("moments keep their zeros, streams are named by day, version and 32 digits")
    func names() {
        let time = Timestamp(milliseconds: 1_700_000_000_007)
        #expect(LogText.moment(time) == "2023-11-14T22:13:20.007Z")
        #expect(
            LogText.timeout("8f5", seconds: 3, at: time)
                == "2023-11-14T22:13:20.007Z 8f5 Task timed out after 3.00 seconds")
        let stream = LogText.stream(version: "$LATEST", at: time, random: Array(repeating: 10, count: 16))
        #expect(stream == "2023/11/14/[$LATEST]" + String(repeating: "0a", count: 16))
    }

    @Test(
        "exits are told in AWS's words",
        arguments: [
            (RuntimeExit(shellCode: 1), "Runtime exited with error: exit status 1"),
            (RuntimeExit(shellCode: 0), "Runtime exited without providing a reason"),
            (RuntimeExit(shellCode: 137), "Runtime exited with error: signal: killed"),
            (RuntimeExit(shellCode: 139), "Runtime exited with error: signal: segmentation fault"),
            (RuntimeExit(shellCode: 255), "Runtime exited with error: exit status 255"),
        ])
    func exits(status: RuntimeExit, message: String) {
        #expect(status.message == message)
    }

    @Test("an error's JSON survives whatever its message holds")
    func errorJSON() {
        #expect(
            String(decoding: FaultText.error("A", "b\"c\\\n\u{1}"), as: UTF8.self)
                == #"{"errorType":"A","errorMessage":"b\"c\\\n\u0001"}"#)
    }
}
