import Kernel
import LambdaModel
import Logging
import Storage
import Wire

/// A call of a function that carries a message; kept until Lambda has taken it over.
struct SenderCall: Codable, Hashable, Sendable {
    static let queue = DurableQueue<SenderCall>("cognito-idp/sender-call", settings: QueueSettings())

    let pool: PoolID
    let account: AccountID
    let function: String
    /// Such as `CustomEmailSender_SignUp`.
    let source: String
    /// The event; its code is encrypted.
    let payload: String

    /// Part of the transaction that stores the code.
    func post(id: String, at milliseconds: Int64, in transaction: any WriteTransaction) throws {
        try Self.queue.enqueue(self, id: id, account: account.digits, now: milliseconds, in: transaction)
    }

    /// - Parameter type: `Event` hands it over, `DryRun` asks whether it could be.
    func invoke(_ type: InvocationType, through client: InProcessClient, in call: Call) async throws {
        var call = call
        call.region = pool.region
        call.source.address = nil
        _ = try await client.call(
            LambdaModel.Invoke.self,
            InvocationRequest(functionName: function, invocationType: type, payload: Array(payload.utf8)),
            as: .service(name: "cognito-idp.amazonaws.com", account: account),
            for: pool.arn(account: account), in: call)
    }
}
