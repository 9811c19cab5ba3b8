/// How answers show an address: enough to know which, too little to learn it.
enum AddressMask {
    /// `a***@e***` for a mail address, `+*******1234` for a phone number.
    static func mask(_ address: String) -> String {
        if let at = address.lastIndex(of: "@") {
            let domain = address[address.index(after: at)...]
            return "\(address.prefix(1))***@\(domain.prefix(1))***"
        }
        let hidden = max(address.count - 5, 0)
        return "+" + String(repeating: "*", count: hidden) + address.suffix(4)
    }
}
