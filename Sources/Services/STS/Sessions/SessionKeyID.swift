internal import Kernel

/// Access key ids of sessions: `ASIA` and 16 characters of base 32, which hold the account as AWS's do.
///
/// Of the 80 bits the first is one, the next 40 are the account's number, and the rest is random. Source: the layout
/// of key ids that AWS has issued since 2019, as tools that read the account out of a key id describe it.
enum SessionKeyID {
    static let prefix = "ASIA"

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    private static let characterCount = 16
    private static let accountBits: UInt64 = 40

    /// A new id for a session in an account.
    static func make(for account: AccountID, random: any RandomSource) -> String {
        let number = UInt64(account.digits) ?? 0
        let noise = random.bytes(5).reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1) }
        // 41 bits of marker and account, 39 of noise, five bits a character.
        let head = UInt64(1) << accountBits | number
        var text: [UInt8] = []
        for index in 0..<characterCount {
            var value = 0
            for bit in index * 5..<index * 5 + 5 {
                let isSet = bit <= 40 ? head >> UInt64(40 - bit) & 1 : noise >> UInt64(79 - bit) & 1
                value = value << 1 | Int(isSet)
            }
            text.append(alphabet[value])
        }
        return prefix + String(decoding: text, as: UTF8.self)
    }

    /// The account whose session a key id belongs to; `nil` for any other text.
    static func account(of accessKeyID: String) -> AccountID? {
        let characters = Array(accessKeyID.utf8)
        guard characters.count == 4 + characterCount, accessKeyID.hasPrefix(prefix) else { return nil }
        var head: UInt64 = 0
        for character in characters[4..<13] {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            head = head << 5 | UInt64(value)
        }
        // Nine characters are 45 bits: marker, account, and four bits of noise.
        head >>= 4
        guard head >> accountBits == 1 else { return nil }
        let digits = String(head & (UInt64(1) << accountBits - 1))
        return AccountID(String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits)
    }
}
