import Crypto
import Kernel
import Storage
import UserPoolsModel
import Wire

/// Users who do not exist, for clients that must not learn so: the same name always has the same address, and a code
/// is kept for it as for a real user, though it is sent to nobody.
///
/// Every name has a code of its own, which is swept as a user's is: the rate of calls bounds how many there are. What
/// only weighs as much as what a real user leaves, and is never read, goes into a fixed number of places.
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
        let attribute = attribute(for: name, in: pool)
        let address = address(attribute, of: name, in: pool)
        let draft = draft(purpose, for: name, in: pool, store: store, at: time)
        let message = try message(
            purpose == .signUp ? .resendCode : .forgotPassword, to: address, attribute, named: name, in: pool, at: time)
        try await store.write { transaction in
            try draft.store(in: transaction)
            try DecoyMessages.records.put(message, in: transaction)
        }
        return CodeDelivery.details(of: attribute, address: address)
    }

    /// A code that nobody is sent. One for a sign-up is never looked at, so it needs no place of its own.
    func draft(
        _ purpose: StoredCode.Purpose, for name: String, in pool: StoredPool, store: UserPoolStore, at time: Int64
    ) -> VerificationCodes.Draft {
        let decoy = purpose == .signUp ? ballast(named: name, in: pool) : user(named: name, in: pool)
        return store.codes.draft(purpose, for: decoy, to: attribute(for: name, in: pool), at: time)
    }

    /// What is kept in place of a message.
    func message(
        _ occasion: CodeDelivery.Occasion, to address: String, _ attribute: String, named name: String,
        in pool: StoredPool, at time: Int64
    ) throws -> StoredDecoyMessage {
        let place = ballast(named: name, in: pool).sub
        let templates = MessageTemplates(occasion, isText: attribute == "phone_number", in: pool.settings)
        let context = "cognito-idp/decoy-message/\(place)"
        return StoredDecoyMessage(
            pool: pool.id, account: pool.account, place: place, time: time, recipient: address,
            subject: try vault.seal(
                MessageTemplates.filled(templates.subject ?? "", code: "000000", name: name), for: context),
            body: try vault.seal(MessageTemplates.filled(templates.text, code: "000000", name: name), for: context),
            id: UUIDText.versionFour(from: UInt64(bitPattern: time), 0), region: pool.id.region.name,
            channel: attribute == "phone_number" ? "text" : "mail", source: pool.arn, purpose: occasion.purpose)
    }

    /// Somebody for this name, with an address in the form that the name and the pool's settings suggest.
    ///
    /// Source: "Managing error responses" in the developer guide.
    func user(named name: String, in pool: StoredPool) -> StoredUser {
        let id = UUIDText.versionFour(
            from: Self.word(digest(of: name, in: pool)[0..<8]), Self.word(digest(of: name, in: pool)[18..<26]))
        return user("decoy-\(id)", named: name, in: pool)
    }

    /// Somebody whose place other names share.
    private func ballast(named name: String, in pool: StoredPool) -> StoredUser {
        user("decoy-\(Self.word(digest(of: name, in: pool)[0..<8]) % Self.places)", named: name, in: pool)
    }

    private func user(_ sub: String, named name: String, in pool: StoredPool) -> StoredUser {
        let attribute = attribute(for: name, in: pool)
        return StoredUser(
            pool: pool.id, account: pool.account, username: name, key: pool.folded(name), sub: sub,
            attributes: [
                attribute: address(attribute, of: name, in: pool), "\(attribute)_verified": "true",
            ],
            status: .confirmed, createdAt: 0, modifiedAt: 0)
    }

    private func digest(of name: String, in pool: StoredPool) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("\(pool.id)/\(pool.folded(name))".utf8), using: key))
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    /// The attribute that a decoy's code goes to: what the name looks like, else the first by which the pool recovers.
    func attribute(for name: String, in pool: StoredPool) -> String {
        if AttributeValues.isMail(name) { return "email" }
        if AttributeValues.isPhone(name) { return "phone_number" }
        if let verified = pool.settings.autoVerifiedAttributes, verified.count == 1 { return verified[0] }
        return AccountRecovery.order(in: pool).first == "verified_phone_number"
            && pool.settings.autoVerifiedAttributes?.contains("phone_number") == true ? "phone_number" : "email"
    }

    /// The address that a name always has: the name itself where it is one.
    func address(_ attribute: String, of name: String, in pool: StoredPool) -> String {
        let digest = digest(of: name, in: pool)
        if attribute == "email" {
            if AttributeValues.isMail(name) { return name }
            return letter(digest[8]) + "@" + letter(digest[9]) + ".invalid"
        }
        if AttributeValues.isPhone(name) { return name }
        return "+1" + digest[8..<18].map { String($0 % 10) }.joined()
    }

    private func letter(_ byte: UInt8) -> String { String(Character(Unicode.Scalar(UInt8(ascii: "a") + byte % 26))) }
}
