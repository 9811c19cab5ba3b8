/// `$LATEST`, the version that can be changed, or the number of a published one.
enum FunctionVersionNumber: Hashable, Sendable {
    case latest
    case published(Int)

    static let latestName = "$LATEST"

    /// Reads a qualifier; `nil` for aliases and for numbers that no version has.
    init?(_ text: String) {
        if text == Self.latestName {
            self = .latest
        } else if Self.isNumber(text), text.utf8.first != UInt8(ascii: "0"), let number = Int(text) {
            self = .published(number)
        } else {
            return nil
        }
    }

    /// Whether the text is all digits, which no alias is, though it may be no version's number either.
    static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Puts `$LATEST` before the numbers in the order of keys.
    var rank: Int {
        switch self {
        case .latest: 0
        case .published(let number): number
        }
    }

    var text: String {
        switch self {
        case .latest: Self.latestName
        case .published(let number): String(number)
        }
    }
}

extension FunctionVersionNumber: Codable {
    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let number = Self(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(text) is no version"))
        }
        self = number
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
