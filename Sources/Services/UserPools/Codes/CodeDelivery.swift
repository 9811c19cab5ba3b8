import Kernel
import Messages
import Storage
import UserPoolsModel
import Wire

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

        /// Such as `SignUp`, for the outbox.
        var purpose: String { String(rawValue.dropFirst("CustomMessage_".count)) }

        /// Whether a pool may ask for a link in place of the code.
        var allowsLink: Bool {
            switch self {
            case .signUp, .resendCode, .updateUserAttribute, .verifyUserAttribute: true
            case .adminCreateUser, .forgotPassword, .authentication: false
            }
        }
    }

    /// How a message goes out: by the outbox, or by a function of the pool's that carries it.
    enum Passage: Sendable {
        case outbox(OutgoingMessage)
        case function(SenderCall)
    }

    /// A message in its final words, not yet in the outbox.
    struct Prepared: Sendable {
        /// With the address masked, as AWS shows it: `a***@e***`, `+*******1234`.
        var details: CodeDeliveryDetailsType
        var passage: Passage
        var id: String
        var outbox: Outbox
        var time: Int64

        /// Part of the transaction that stores the code.
        func post(in transaction: any WriteTransaction) throws {
            switch passage {
            case .outbox(let message):
                try outbox.post(message, id: id, at: Timestamp(milliseconds: time), in: transaction)
            case .function(let call): try call.post(id: id, at: time, in: transaction)
            }
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
        let isText = attribute == "phone_number"
        guard let address = value ?? user.attributes[attribute], !address.isEmpty else {
            throw UserPoolsError.codeDeliveryFailure("The user has no \(attribute) to which a code could be sent.")
        }
        let sender = CustomSender(
            isText ? .text : .email, of: pool, client: triggers.invoker.client, random: store.random)
        if sender == nil, !isText, occasion.allowsLink,
            pool.settings.verificationTemplate.defaultEmailOption == "CONFIRM_WITH_LINK"
        {
            throw Refusal.unsupported("Verification by link (DefaultEmailOption CONFIRM_WITH_LINK)")
        }
        var subject = user
        if let value { subject.attributes[attribute] = value }
        let context = TriggerContext(
            pool: pool, clientID: client?.id, userName: user.username,
            userAttributes: AttributeRules.forTriggers(subject), clientMetadata: clientMetadata,
            call: pool.call(call))
        let passage: Passage
        if let sender {
            passage = .function(try await sender.call(for: code, occasion.purpose, context))
        } else {
            passage = .outbox(
                try await message(occasion, code: code, to: attribute, at: address, context, invitedName: invitedName))
        }
        return Prepared(
            details: Self.details(of: attribute, address: address), passage: passage, id: store.random.uuid(),
            outbox: store.outbox, time: call.time.milliseconds)
    }

    /// The message in the pool's words, or those of `CustomMessage`.
    private func message(
        _ occasion: Occasion, code: String, to attribute: String, at address: String, _ context: TriggerContext,
        invitedName: String?
    ) async throws -> OutgoingMessage {
        let pool = context.pool
        let isText = attribute == "phone_number"
        var templates = MessageTemplates(occasion, isText: isText, in: pool.settings)
        if let texts = try await triggers.customMessage(context, source: occasion.rawValue) {
            templates.replace(with: texts, isText: isText)
        }
        let name = invitedName ?? context.userName
        return OutgoingMessage(
            channel: isText ? .text : .mail, account: pool.account, region: pool.id.region, source: pool.arn,
            purpose: occasion.purpose, recipient: address, sender: isText ? nil : pool.settings.email?.sender,
            replyTo: isText ? nil : pool.settings.email?.replyTo,
            subject: isText
                ? nil : templates.subject.map { MessageTemplates.filled($0, code: code, name: name) },
            body: MessageTemplates.filled(templates.text, code: code, name: name))
    }

    /// What answers say of a delivery.
    static func details(of attribute: String, address: String) -> CodeDeliveryDetailsType {
        CodeDeliveryDetailsType(
            destination: AddressMask.mask(address), deliveryMedium: attribute == "phone_number" ? .sms : .email,
            attributeName: attribute)
    }
}

extension EmailSettings {
    /// The address that mails come from: as said, or that of the identity whose ARN was given.
    var sender: String? {
        if let from, !from.isEmpty { return from }
        guard let sourceARN, let slash = sourceARN.lastIndex(of: "/") else { return nil }
        let identity = String(sourceARN[sourceARN.index(after: slash)...])
        return identity.contains("@") ? identity : nil
    }
}

extension StoredPool {
    /// An unsigned call in the pool's account and region, as its triggers are called.
    func call(_ call: Call) -> Call {
        var call = call
        call.account = account
        call.region = id.region
        return call
    }
}
