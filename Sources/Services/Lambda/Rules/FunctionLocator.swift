import Kernel
import Wire

/// A function, version or alias as a caller names it: by name, partial ARN or ARN, with a qualifier behind it or beside.
struct FunctionLocator: Hashable, Sendable {
    let id: FunctionID
    /// `$LATEST`, a number or an alias, exactly as asked for; `nil` where the function itself is meant.
    let qualifier: String?

    /// Reads what validation has let through.
    ///
    /// An ARN may name another account; who calls must then be admitted by both sides. Another region is out of reach.
    init(_ text: String, qualifier: String? = nil, in call: Call) throws(ServiceError) {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)[...]
        if parts.count > 3, parts.first == "arn" { parts = parts.dropFirst(3) }
        var account = call.account
        if parts.count > 1, let first = parts.first, Self.isRegion(first) {
            guard first == call.region.name else { throw Refusal.outOfReach(String(first), from: call.region.name) }
            parts = parts.dropFirst()
        }
        if parts.count > 1, let first = parts.first, let named = AccountID(String(first)) {
            account = named
            parts = parts.dropFirst()
        }
        if parts.count > 1, parts.first == "function" { parts = parts.dropFirst() }
        let own = parts.count > 1 ? parts.dropFirst().joined(separator: ":") : nil
        if let own, let qualifier, own != qualifier {
            throw Refusal.invalid(
                "The derived qualifier from the function name does not match the specified qualifier.")
        }
        id = FunctionID(account: account, region: call.region, name: String(parts.first ?? ""))
        self.qualifier = qualifier ?? own
    }

    init(id: FunctionID, qualifier: String?) {
        self.id = id
        self.qualifier = qualifier
    }

    /// As it was named: with the qualifier, where there is one.
    var arn: String { id.arn(qualifier) }

    /// Whether the qualifier can only be an alias.
    var isAlias: Bool { qualifier.map { !FunctionVersionNumber.isNumber($0) && !$0.hasPrefix("$") } ?? false }

    /// Whether the text has the form of a region's name (`[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}`).
    private static func isRegion(_ text: Substring) -> Bool {
        let words = text.split(separator: "-", omittingEmptySubsequences: false)
        guard words.count == 3 || words.count == 4, words[0].utf8.count == 2, isLetters(words[0]) else { return false }
        if words.count == 4 {
            guard words[1] == "gov" || words[1].hasPrefix("iso") && words[1].utf8.count <= 4 else { return false }
        }
        let (name, number) = (words[words.count - 2], words[words.count - 1])
        return isLetters(name) && number.utf8.count == 1 && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isLetters(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7a).contains($0) }
    }
}
