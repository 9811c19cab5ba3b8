import Crypto
import Kernel
import Storage
import UserPoolsModel
import Wire

/// Users who do not exist, for clients that must not learn so: the same name always has the same address, and a code
/// is kept for it as for a real user, though it is sent to nobody.
///
/// Their records are bounded: names share a fixed number of places.
struct Decoys: Sendable {
    private static let places: UInt64 = 4096
    private let vault: Vault
    private let key: SymmetricKey

    init(vault: Vault) {
        self.vault = vault
        key = vault.key(for: "cognito-idp/decoys")
    }

    /// Does for nobody what is done for a user: keeps a code, and in place of the message something of its size.
    func deliver(
        _ purpose: StoredCode.Purpose, to name: String, by caller: AppCaller, store: UserPoolStore
    ) async throws -> CodeDeliveryDetailsType {
        let pool = caller.pool
        let time = caller.call.time.milliseconds
        let decoy = user(named: name, in: pool)
        let attribute = attribute(for: name, in: pool)
        let address = decoy.attributes[attribute] ?? ""
        let draft = store.codes.draft(purpose, for: decoy, to: attribute, at: time)
        let templates = MessageTemplates(
            purpose == .signUp ? .resendCode : .forgotPassword, isText: attribute == "phone_number", in: pool.settings)
        let context = "cognito-idp/decoy-message/\(decoy.sub)"
        let message = StoredDecoyMessage(
            pool: pool.id, account: pool.account, place: decoy.sub, time: time, recipient: address,
            subject: try vault.seal(templates.subject ?? "", for: context),
            body: try vault.seal(templates.text, for: context))
        try await store.write { transaction in
            try draft.store(in: transaction)
            try DecoyMessages.records.put(message, in: transaction)
        }
        return CodeDelivery.details(of: attribute, address: address)
    }

    /// Somebody for this name, with an address in the form that the name and the pool's settings suggest.
    ///
    /// Source: "Managing error responses" in the developer guide.
    func user(named name: String, in pool: StoredPool) -> StoredUser {
        let digest = Array(
            HMAC<SHA256>.authenticationCode(for: Array("\(pool.id)/\(pool.folded(name))".utf8), using: key))
        let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let attribute = attribute(for: name, in: pool)
        return StoredUser(
            pool: pool.id, account: pool.account, username: name, key: pool.folded(name),
            sub: "decoy-\(number % Self.places)",
            attributes: [
                attribute: address(attribute, of: name, digest: digest), "\(attribute)_verified": "true",
            ],
            status: .confirmed, createdAt: 0, modifiedAt: 0)
    }

    /// The attribute that a decoy's code goes to: what the name looks like, else the first by which the pool recovers.
    func attribute(for name: String, in pool: StoredPool) -> String {
        if AttributeValues.isMail(name) { return "email" }
        if AttributeValues.isPhone(name) { return "phone_number" }
        if let verified = pool.settings.autoVerifiedAttributes, verified.count == 1 { return verified[0] }
        return AccountRecovery.order(in: pool).first == "verified_phone_number"
            && pool.settings.autoVerifiedAttributes?.contains("phone_number") == true ? "phone_number" : "email"
    }

    private func address(_ attribute: String, of name: String, digest: [UInt8]) -> String {
        if attribute == "email" {
            if AttributeValues.isMail(name) { return name }
            return letter(digest[8]) + "@" + letter(digest[9]) + ".invalid"
        }
        if AttributeValues.isPhone(name) { return name }
        return "+1" + digest[8..<18].map { String($0 % 10) }.joined()
    }

    private func letter(_ byte: UInt8) -> String { String(Character(Unicode.Scalar(UInt8(ascii: "a") + byte % 26))) }
}
