import Kernel
import Testing

@testable import Gateway

/// Names of requests.
@Suite struct RequestIDsTests {
    /// Why: a name is what ties an answer to its log line, so none may come twice, and clients expect a UUID's form.
    @Test func areUUIDsAndUnique() {
        let names = RequestIDs(random: SystemRandomSource())
        var seen: Set<String> = []
        for _ in 0..<10_000 {
            let name = names.next()
            #expect(name.utf8.count == 36)
            #expect(name.utf8.dropFirst(14).first == UInt8(ascii: "4"))
            #expect("89ab".utf8.contains(name.utf8.dropFirst(19).first ?? 0))
            seen.insert(name)
        }
        #expect(seen.count == 10_000)
    }

    /// Why: two processes of one server must not give the same names.
    @Test func differBetweenProcesses() {
        #expect(RequestIDs(random: SystemRandomSource()).next() != RequestIDs(random: SystemRandomSource()).next())
    }
}
