import Kernel
import Wire

/// A layer's version as its ARN names it.
struct LayerVersionName: Hashable, Sendable {
    let id: LayerID
    let number: Int

    var arn: String { "\(id.arn):\(number)" }

    init(id: LayerID, number: Int) {
        self.id = id
        self.number = number
    }

    /// `nil` for whatever is not the ARN of a layer's version.
    init?(arn text: String) {
        guard let (id, rest) = LayerID.parse(text), rest.count == 1, let number = Int(rest[0]), number > 0 else {
            return nil
        }
        self.init(id: id, number: number)
    }
}

extension LayerID {
    /// A layer as a request names it: by its name in the caller's account and region, or by its ARN.
    init(_ text: String, in call: Call) {
        self = Self.parse(text)?.id ?? LayerID(account: call.account, region: call.region, name: text)
    }

    /// A layer's ARN taken apart, with what follows the name.
    static func parse(_ text: String) -> (id: LayerID, rest: [String])? {
        guard let arn = ARN(text), arn.service == "lambda", let account = AccountID(arn.account) else { return nil }
        let parts = arn.resource.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, parts[0] == "layer", !parts[1].isEmpty else { return nil }
        return (LayerID(account: account, region: Region(arn.region), name: parts[1]), Array(parts.dropFirst(2)))
    }
}
