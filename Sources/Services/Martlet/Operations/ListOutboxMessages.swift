internal import Kernel
internal import MartletModel
internal import Messages
internal import Storage
internal import Wire

/// Lists the messages that an account's services have left for people and devices, oldest first.
///
/// The default account may read every outbox, as it may make every account.
struct ListOutboxMessages: Operation {
    typealias Model = MartletModel.ListOutboxMessages

    /// Messages on a page where the caller does not say.
    private static let standardLimit = 50

    let outbox: Outbox
    let gate: OperatorGate

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try await gate.permissions("martlet:ListOutboxMessages", ofOwner: account(input, call), in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let account = account(input, call)
        guard try await gate.book.contains(account) else {
            throw MartletError.accountNotFound("The account \(account) does not exist.")
        }
        do {
            let page = try await outbox.messages(
                of: account,
                to: input.recipient,
                from: input.startTime,
                limit: input.maxResults ?? Self.standardLimit,
                after: input.nextToken
            )
            return Output(messages: page.records.map(\.answer), nextToken: page.next)
        } catch StorageFault.badToken {
            throw MartletError.invalidNextToken("The nextToken is not one of this listing.")
        }
    }

    private func account(_ input: Input, _ call: Call) -> AccountID {
        input.accountId.flatMap { AccountID($0) } ?? call.account
    }
}

extension OutboxEntry {
    fileprivate var answer: OutboxMessage {
        OutboxMessage(
            id: id,
            time: time,
            region: region.name,
            source: source,
            purpose: purpose,
            channel: MessageChannel(rawValue: channel.rawValue),
            recipient: recipient,
            subject: subject,
            body: body,
            isWithheld: body == nil,
            state: MartletModel.MessageState(rawValue: state.rawValue),
            attempts: attempts,
            reason: reason
        )
    }
}
