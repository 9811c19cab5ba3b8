import LambdaModel
import Storage
import Wire

/// The version or alias that provisioned concurrency is asked for.
enum ProvisionedQualifier {
    /// Refuses `$LATEST`, whose code may change at any time.
    static func check(_ locator: FunctionLocator, refusal: String) throws(ServiceError) -> String {
        guard let qualifier = locator.qualifier, qualifier != FunctionVersionNumber.latestName else {
            throw Refusal.invalid(refusal)
        }
        return qualifier
    }

    static let unpublished = "Provisioned Concurrency Configs cannot be applied to unpublished function versions."
    static let notPublished = "The function resource provided must be an alias or a published version."

    static func missing() -> ServiceError {
        LambdaError.provisionedConcurrencyConfigNotFound(
            "No Provisioned Concurrency Config found for this function", type: "User")
    }

    /// Refuses to provision the same version twice, once by its number and once by an alias.
    static func checkOverlap(_ target: FunctionTarget, in transaction: any ReadTransaction) throws {
        let provisioned = try ProvisionedConcurrencies.all(of: target.id, transaction)
        let names = Set(provisioned.map(\.qualifier))
        if target.alias != nil {
            guard !names.contains(target.version.number.text) else {
                throw Refusal.conflict(
                    "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version")
            }
        } else {
            let aliases = try Aliases.all(of: target.id, transaction).filter { names.contains($0.name) }
            guard !aliases.contains(where: { $0.version == target.version.number }) else {
                throw Refusal.conflict("Version is pointed by a Provisioned Concurrency alias")
            }
        }
    }
}
