package import Kernel
internal import Synchronization

/// Hands mails to an SMTP server, a few at a time, on threads of its own: libcurl blocks.
package final class SMTPTransport: MailTransport {
    private let settings: SMTPSettings
    private let lanes: [SMTPLane]
    /// How many mails each lane has.
    private let loads: Mutex<[Int]>

    /// Loads libcurl; refuses to begin where it is missing.
    ///
    /// - Parameter width: mails that are sent at the same time.
    package init(_ settings: SMTPSettings, width: Int = 4) throws(MailFault) {
        if let obstacle = MailLibrary.obstacle() { throw MailFault(description: obstacle) }
        self.settings = settings
        lanes = (0..<width).map { SMTPLane(settings, number: $0) }
        loads = Mutex(Array(repeating: 0, count: width))
    }

    package func send(_ message: MailMessage) async throws(DeliveryFault) {
        let mail = try WrittenMail(message, operatorsAddress: settings.sender)
        let lane = take()
        defer { loads.withLock { $0[lane] -= 1 } }
        try await lanes[lane].send(mail)
    }

    /// The first of the least busy lanes: its connection is the likeliest to be open still.
    private func take() -> Int {
        loads.withLock { loads in
            let lane = loads.indices.min { loads[$0] < loads[$1] } ?? 0
            loads[lane] += 1
            return lane
        }
    }
}
