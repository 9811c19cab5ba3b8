package import Kernel
import LambdaModel
package import Wire

/// Something that is sent to a destination or a dead-letter queue.
package struct DestinationMessage: Hashable, Sendable {
    /// JSON: the invocation's record, or for a dead-letter queue the event itself.
    package var body: [UInt8]
    /// Only dead-letter queues get any: `RequestID`, `ErrorCode` and `ErrorMessage`.
    package var attributes: [String: String]

    package init(body: [UInt8], attributes: [String: String] = [:]) {
        self.body = body
        self.attributes = attributes
    }
}

/// Sends to the destinations of one kind, in the name of a function's role.
package protocol DestinationSender: Sendable {
    /// The service in the ARNs of its destinations, such as `sqs`.
    var service: String { get }

    /// Throws `ServiceError` where the role may not, or the destination is gone.
    func send(_ message: DestinationMessage, to arn: ARN, as role: Principal, in call: Call) async throws
}

/// Every kind of destination that this server has. Later services bring their own sender.
struct Destinations: Sendable {
    /// What AWS has besides.
    private static let known: Set = ["events", "s3", "sns", "sqs"]

    private let senders: [String: any DestinationSender]

    init(_ senders: [any DestinationSender]) {
        self.senders = Dictionary(senders.map { ($0.service, $0) }) { first, _ in first }
    }

    /// Refuses what is no destination, on AWS or here.
    ///
    /// - Parameter config: how AWS's text spells the whole setting.
    func check(_ text: String, of function: FunctionID, config: String) throws(ServiceError) {
        guard let arn = ARN(text), arn.service == "lambda" || Self.known.contains(arn.service) else {
            throw Refusal.invalid("The provided destination config \(config) is invalid.")
        }
        guard senders[arn.service] != nil else {
            throw Refusal.invalid(
                "The destination ARN \(text) is invalid. This server has no destinations of the service \(arn.service)."
            )
        }
        let isItself = text == function.arn || text.hasPrefix(function.arn + ":")
        if isItself { throw Refusal.invalid("You can't specify the function as a destination for itself.") }
    }

    func has(_ text: String) -> Bool {
        ARN(text).map { senders[$0.service] != nil } ?? false
    }

    func send(_ message: DestinationMessage, to text: String, as role: Principal, in call: Call) async throws {
        guard let arn = ARN(text), let sender = senders[arn.service] else { return }
        try await sender.send(message, to: arn, as: role, in: call)
    }
}

/// Hands records to other functions, asynchronously in their turn.
struct FunctionDestinations: DestinationSender {
    let service = "lambda"
    let client: InProcessClient

    func send(_ message: DestinationMessage, to arn: ARN, as role: Principal, in call: Call) async throws {
        let input = InvocationRequest(
            functionName: arn.description, invocationType: .event, payload: message.body)
        _ = try await client.call(LambdaModel.Invoke.self, input, as: role, in: call)
    }
}
