import Crypto
import EncryptionSDK
import KMSModel
import Kernel
import LambdaModel
import Logging
import UserPoolsModel
import Wire

/// A function that carries a pool's messages in place of the pool: it is called with the code, encrypted.
///
/// The code is a message of the AWS Encryption SDK under the pool's key, its context names the pool. Functions are called
/// asynchronously, and no `CustomMessage` is asked.
/// Sources: "Custom sender Lambda triggers" and "Important considerations" in the developer guide; an event and its code
/// that a function logged on AWS (https://github.com/Yorlin2S/CustomEmailSenderWithLambdaTrigger).
struct CustomSender: Sendable {
    /// What it carries.
    enum Kind: String, Sendable {
        case email = "CustomEmailSender"
        case text = "CustomSMSSender"

        var requestType: String { self == .email ? "customEmailSenderRequestV1" : "customSMSSenderRequestV1" }

        /// The function that a pool has for it.
        func function(in settings: TriggerSettings) -> String? {
            self == .email ? settings.customEmailSender?.arn : settings.customSMSSender?.arn
        }
    }

    let kind: Kind
    let function: String
    let client: InProcessClient
    let random: any RandomSource

    /// `nil` where the pool sends such messages itself.
    init?(_ kind: Kind, of pool: StoredPool, client: InProcessClient, random: any RandomSource) {
        guard let function = kind.function(in: pool.settings.triggers) else { return nil }
        self.kind = kind
        self.function = function
        self.client = client
        self.random = random
    }

    /// What the function will be called with, once the code counts.
    ///
    /// Throws `UnexpectedLambdaException` where the key cannot be used or the function not be called.
    ///
    /// - Parameter purpose: such as `SignUp`.
    func call(for code: String, _ purpose: String, _ context: TriggerContext) async throws -> SenderCall {
        do {
            let event = TriggerEvent(
                source: "\(kind.rawValue)_\(purpose)", context: context,
                request: [
                    .init("type", .string(kind.requestType)),
                    .init("code", .string(try await encrypted(code, context))),
                    .init("clientMetadata", context.clientMetadata.isEmpty ? .null : .strings(context.clientMetadata)),
                    context.attributesMember,
                ],
                response: nil)
            let call = SenderCall(
                pool: context.pool.id, account: context.pool.account, function: function, source: event.source,
                payload: String(decoding: event.json, as: UTF8.self))
            try await call.invoke(.dryRun, through: client, in: context.call)
            return call
        } catch let error as ServiceError {
            context.call.logger.warning(
                "trigger failed",
                metadata: [
                    "id": "\(context.call.requestID)", "trigger": "\(kind.rawValue)", "function": "\(function)",
                    "reason": "\(error.jsonCode ?? error.code): \(error.message)",
                ])
            throw UserPoolsError.unexpectedLambda(
                "\(kind.rawValue) invocation failed due to error \(error.jsonCode ?? error.code).")
        }
    }

    /// In base 64.
    private func encrypted(_ code: String, _ context: TriggerContext) async throws -> String {
        let pool = context.pool
        let seal = try MessageSeal(
            context: [SenderKeys.contextName: pool.id.text],
            signingKey: try P384.Signing.PrivateKey(rawRepresentation: random.bytes(48)),
            identifier: random.bytes(MessageSeal.identifierLength))
        let key = try await SenderKeys(client: client).dataKey(
            under: seal.encryptionContext, length: MessageSeal.dataKeyLength, for: pool, in: context.call)
        let message = try seal.message(
            Array(code.utf8), dataKey: key.plaintext ?? [],
            encryptedDataKeys: [
                EncryptedDataKey(keyName: key.keyId ?? "", ciphertext: key.ciphertextBlob ?? [])
            ])
        return String(decoding: Base64.encode(message), as: UTF8.self)
    }
}
