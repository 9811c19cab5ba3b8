/// The twelve digits that name an account.
package struct AccountID: Hashable, Sendable, Codable, CustomStringConvertible {
    package let digits: String

    /// Accepts exactly twelve ASCII digits.
    package init?(_ text: String) {
        guard text.utf8.count == 12, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.digits = text
    }

    package init(from decoder: any Decoder) throws {
        self.digits = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }

    package var description: String { digits }
}

/// A region's name, such as `eu-central-1`.
package struct Region: Hashable, Sendable, Codable, CustomStringConvertible {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package init(from decoder: any Decoder) throws {
        self.name = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    package var description: String { name }
}
