import KMSModel
import Kernel
import Storage
import Wire

/// A key as a caller names it: by id, ARN, alias or an alias's ARN.
struct KeyName: Hashable, Sendable {
    /// Which names an operation takes.
    enum Forms: Sendable {
        case keysOnly, keysAndAliases
    }

    private enum Form: Hashable {
        case key(String)
        /// With its prefix.
        case alias(String)
    }

    let account: AccountID
    let region: Region
    private let form: Form

    /// Reads a name; ids and aliases without ARN are of the caller's account and region.
    init(_ text: String, forms: Forms = .keysAndAliases, in call: Call) throws(ServiceError) {
        var resource = text
        var account = call.account
        if text.hasPrefix("arn:") {
            guard let arn = ARN(text), arn.service == "kms", let owner = AccountID(arn.account) else {
                throw KMSError.invalidArn("\(text) is not a valid ARN")
            }
            guard arn.region == call.region.name else { throw KMSError.notFound("Invalid arn \(arn.region)") }
            account = owner
            resource = arn.resource
            guard resource.hasPrefix("key/") || resource.hasPrefix("alias/") else {
                throw KMSError.invalidArn("\(text) is not a valid ARN")
            }
            if resource.hasPrefix("key/") { resource.removeFirst("key/".count) }
        }
        if resource.hasPrefix("alias/") {
            guard forms == .keysAndAliases else { throw KMSError.notFound("Invalid keyId '\(text)'") }
            form = .alias(resource)
        } else {
            guard Self.isKeyID(resource) else { throw KMSError.notFound("Invalid keyId '\(resource)'") }
            form = .key(resource)
        }
        self.account = account
        region = call.region
    }

    /// The ARN of what was named, be it an alias.
    var arn: String {
        switch form {
        case .key(let id): KeyAddress(account: account, region: region, id: id).arn
        case .alias(let name): "arn:aws:kms:\(region):\(account):\(name)"
        }
    }

    /// The alias by which the key was named, for `kms:RequestAlias`.
    var alias: String? {
        if case .alias(let name) = form { name } else { nil }
    }

    /// The key's id, where it was named by that.
    var id: String? {
        if case .key(let id) = form { id } else { nil }
    }

    /// Where the key lives; `nil` for an alias that does not exist.
    func address(_ transaction: any ReadTransaction) throws -> KeyAddress? {
        switch form {
        case .key(let id): return KeyAddress(account: account, region: region, id: id)
        case .alias(let name):
            let alias = try Aliases.get(name, region: region, account: account, transaction)
            return alias.map { KeyAddress(account: account, region: region, id: $0.target) }
        }
    }

    /// The key, or AWS's refusal.
    func key(_ transaction: any ReadTransaction) throws -> StoredKey {
        guard let address = try address(transaction) else { throw Refusal.noAlias(arn) }
        guard let key = try Keys.get(address, transaction) else { throw Refusal.noKey(address.arn) }
        return key
    }

    /// A UUID, or the form of multi-region keys.
    private static func isKeyID(_ text: String) -> Bool {
        func isHexadecimal(_ part: Substring) -> Bool {
            part.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
        }
        if text.hasPrefix("mrk-") {
            let digits = text.dropFirst("mrk-".count)
            return digits.utf8.count == 32 && isHexadecimal(digits)
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy(isHexadecimal)
    }
}
