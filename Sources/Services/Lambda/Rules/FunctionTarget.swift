import IAMPolicy
import Kernel
import Storage

/// What a locator leads to, read in one picture.
struct FunctionTarget: Hashable, Sendable {
    let locator: FunctionLocator
    let function: StoredFunction
    /// The alias that was named.
    let alias: StoredAlias?
    /// The version that was named, or the alias's first.
    let version: StoredVersion
    /// The alias's second version and its share of the invocations, from 0 to 1.
    let second: SecondVersion?
    /// The resource policy of exactly this function, version or alias.
    let policy: ResourcePolicy?

    /// The version behind an alias that takes a share.
    struct SecondVersion: Hashable, Sendable {
        let version: StoredVersion
        let share: Double
    }

    var id: FunctionID { locator.id }

    /// As it was named: with the qualifier, where there is one.
    var arn: String { locator.arn }

    /// What `RevisionId` stands for here: the alias's revision, or the version's.
    var revisionID: String { alias?.revisionID ?? version.revisionID }

    /// The version for one invocation, by a number drawn evenly from 0 up to 1.
    func version(drawn number: Double) -> StoredVersion {
        if let second, number < second.share { return second.version }
        return version
    }

    /// What the target's tags and owner mean to policies, and what its own policy says.
    func permission(_ action: String, in call: Call, context: [String: [String]] = [:]) -> Permission {
        var context = context
        for (key, value) in function.tags { context["aws:ResourceTag/\(key)"] = [value] }
        return Permission(
            action, on: arn, ownedBy: id.account == call.account ? nil : id.account, context: context,
            resourcePolicy: policy)
    }

    /// Reads all of it, or refuses with AWS's text.
    ///
    /// - Parameter missingAlias: how a missing alias is refused; most operations say so, some say that there is no
    ///   function.
    init(
        _ locator: FunctionLocator,
        missingAlias: (String) -> any Error = Refusal.aliasNotFound,
        in transaction: any ReadTransaction
    ) throws {
        guard let function = try Functions.get(locator.id, transaction) else {
            throw Refusal.functionNotFound(locator.arn)
        }
        self.locator = locator
        self.function = function
        policy = try FunctionPolicies.get(locator.id, locator.policyQualifier, transaction)?
            .resourcePolicy(on: locator.arn)
        if locator.isAlias, let name = locator.qualifier {
            guard let alias = try Aliases.get(locator.id, name, transaction) else { throw missingAlias(locator.arn) }
            self.alias = alias
            version = try Self.version(alias.version, locator, transaction)
            second = try alias.weights.first.flatMap { number, share in
                try FunctionVersionNumber(number).map {
                    SecondVersion(version: try Self.version($0, locator, transaction), share: share)
                }
            }
        } else {
            alias = nil
            second = nil
            guard let number = FunctionVersionNumber(locator.qualifier ?? FunctionVersionNumber.latestName) else {
                throw Refusal.functionNotFound(locator.arn)
            }
            version = try Self.version(number, locator, transaction)
        }
    }

    private static func version(
        _ number: FunctionVersionNumber, _ locator: FunctionLocator, _ transaction: any ReadTransaction
    ) throws -> StoredVersion {
        guard let version = try Versions.get(locator.id, number, transaction) else {
            throw Refusal.functionNotFound(locator.arn)
        }
        return version
    }
}

extension FunctionLocator {
    /// Where the resource policy is kept: the unqualified function's and that of `$LATEST` are one.
    var policyQualifier: String {
        qualifier == nil || qualifier == FunctionVersionNumber.latestName ? "" : qualifier ?? ""
    }
}
