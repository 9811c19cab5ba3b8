import Kernel

/// An identity pool's id, such as `eu-central-1:0d3c6e6a-…`: the region that it was made in, and a UUID.
struct IdentityPoolID: Codable, Hashable, Sendable, CustomStringConvertible {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    var description: String { text }

    var region: Region { Region(String(text.prefix { $0 != ":" })) }

    func arn(account: AccountID) -> String { "arn:aws:cognito-identity:\(region):\(account):identitypool/\(text)" }
}

/// An identity's id, of the same form; nothing in it says to which pool the identity belongs.
struct IdentityID: Codable, Hashable, Sendable, CustomStringConvertible {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    var description: String { text }

    var region: Region { Region(String(text.prefix { $0 != ":" })) }
}
