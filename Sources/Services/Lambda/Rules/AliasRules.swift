import Storage
import Wire

/// What an alias may point to.
///
/// Source of the texts: answers of AWS recorded in LocalStack's snapshot tests.
enum AliasRules {
    /// The version that an alias is to name, which must be there.
    static func version(
        _ text: String, of id: FunctionID, _ transaction: any ReadTransaction
    ) throws -> FunctionVersionNumber {
        guard let number = FunctionVersionNumber(text), try Versions.get(id, number, transaction) != nil else {
            throw Refusal.functionNotFound(id.arn(text))
        }
        return number
    }

    /// Refuses weights that AWS refuses; the version that they name must be there.
    static func check(
        _ weights: [String: Double], besides first: FunctionVersionNumber, of id: FunctionID,
        _ transaction: any ReadTransaction
    ) throws {
        guard weights.count <= 1 else {
            throw Refusal.invalid("Number of items in AdditionalVersionWeights cannot be greater than 1")
        }
        guard let (text, _) = weights.first else { return }
        guard text != first.text else {
            throw Refusal.invalid(
                "Invalid function version \(text). Function version \(text) is already included in routing configuration."
            )
        }
        guard first != .latest else {
            throw Refusal.invalid("$LATEST is not supported for an alias pointing to more than 1 version")
        }
        _ = try version(text, of: id, transaction)
    }
}
