import Testing

@testable import FunctionRuntime

/// Functions share the host's network; whose socket it is decides who may play a runtime.
struct PeerCheckTests {
    private static let table = Array(
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 100 1 0 100 0 0 10 0
           1: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 101 1 0 20 4 0 10 -1
           2: 0100007F:D431 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1234        0 102 1 0 20 4 0 10 -1
        """.utf8)

    @Test("the connecting end is found, not the accepting one")
    func find() {
        let found = PeerCheck.find(in: Self.table, local: "0100007F:D431", remote: "0100007F:1F90")
        #expect(found?.user == 1234)
        #expect(found?.inode == 102)
        #expect(PeerCheck.find(in: Self.table, local: "0100007F:D432", remote: "0100007F:1F90") == nil)
    }

    @Test("a port that nobody connects from belongs to nobody")
    func nobody() {
        #expect(!PeerCheck.admits(from: 1, to: 2, owner: .user(0)))
    }
}
