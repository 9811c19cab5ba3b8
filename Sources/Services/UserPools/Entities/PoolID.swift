import Kernel

/// A user pool's id, such as `eu-central-1_AbCdEfGh1`: the region, then nine letters and digits.
struct PoolID: Codable, Hashable, Sendable, CustomStringConvertible {
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

    /// The region that the pool was made in.
    var region: Region { Region(String(text.prefix { $0 != "_" })) }

    /// What clients take for the pool's name in SRP: all behind the underscore.
    var srpName: String { text.firstIndex(of: "_").map { String(text[text.index(after: $0)...]) } ?? text }

    func arn(account: AccountID) -> String { "arn:aws:cognito-idp:\(region):\(account):userpool/\(text)" }
}
