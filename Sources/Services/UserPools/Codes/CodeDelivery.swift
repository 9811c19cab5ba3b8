import Kernel
import Messages
import Storage
import UserPoolsModel

/// Puts codes and invitations into words and into the outbox.
struct CodeDelivery: Sendable {
    /// Why somebody is written to; each has its templates, and its source for `CustomMessage`.
    enum Occasion: String, Sendable {
        case signUp = "CustomMessage_SignUp"
        case adminCreateUser = "CustomMessage_AdminCreateUser"
        case resendCode = "CustomMessage_ResendCode"
        case forgotPassword = "CustomMessage_ForgotPassword"
        case updateUserAttribute = "CustomMessage_UpdateUserAttribute"
        case verifyUserAttribute = "CustomMessage_VerifyUserAttribute"
        case authentication = "CustomMessage_Authentication"
    }

    /// A message in its final words, not yet in the outbox.
    struct Prepared: Sendable {
        /// With the address masked, as AWS shows it: `a***@e***`, `+*******1234`.
        var details: CodeDeliveryDetailsType
        var message: OutgoingMessage
        var id: String
        var outbox: Outbox
        var time: Int64

        /// Part of the transaction that stores the code.
        func post(in transaction: any WriteTransaction) throws {
            preconditionFailure("not written yet")
        }
    }

    let store: UserPoolStore
    let triggers: Triggers

    /// Writes the message, asking `CustomMessage` first; outside any transaction.
    ///
    /// - Parameters:
    ///   - code: six digits, or the temporary password of an invitation.
    ///   - attribute: `email` or `phone_number`.
    ///   - value: the address, where it is not the user's present one.
    ///   - invitedName: the name that an invitation gives for `{username}`.
    func prepare(
        _ occasion: Occasion, code: String, to attribute: String, value: String? = nil, of user: StoredUser,
        in pool: StoredPool, client: StoredClient?, invitedName: String? = nil, clientMetadata: [String: String],
        call: Call
    ) async throws -> Prepared {
        preconditionFailure("not written yet")
    }
}
