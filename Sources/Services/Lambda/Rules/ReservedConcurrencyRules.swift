import Wire

/// What may be reserved and provisioned out of an account's concurrency.
///
/// Source of the texts: answers of AWS recorded in the snapshot tests of LocalStack.
enum ReservedConcurrencyRules {
    /// A function as a whole is meant, not one of its versions.
    static func unqualified(_ locator: FunctionLocator) throws(ServiceError) -> FunctionID {
        guard locator.qualifier == nil else {
            throw Refusal.invalid(
                "This operation is permitted on Lambda functions only. Aliases and versions do not support this "
                    + "operation. Please specify either a function name or an unqualified function ARN.")
        }
        return locator.id
    }

    /// - Parameters:
    ///   - others: what all other functions have reserved.
    ///   - provisioned: what the function itself has provisioned.
    static func check(
        reserving wanted: Int, others: Int, provisioned: Int, _ settings: InvocationSettings
    ) throws(ServiceError) {
        guard wanted >= provisioned else {
            throw Refusal.invalid(
                " ReservedConcurrentExecutions  \(wanted) should not be lower than function's total provisioned "
                    + "concurrency [\(provisioned)].")
        }
        let rest = settings.accountConcurrency - others - wanted
        guard wanted == 0 || rest >= settings.minimumUnreserved else {
            throw Refusal.invalid(
                "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution "
                    + "below its minimum value of [\(settings.minimumUnreserved)].")
        }
    }

    /// - Parameters:
    ///   - reserved: what the function has reserved, if anything.
    ///   - siblings: what its other versions and aliases have provisioned.
    ///   - taken: what the whole account has reserved and provisioned otherwise.
    static func check(
        provisioning wanted: Int, reserved: Int?, siblings: Int, taken: Int, _ settings: InvocationSettings
    ) throws(ServiceError) {
        if let reserved {
            guard wanted + siblings <= reserved else {
                throw Refusal.invalid(
                    "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for "
                        + "function")
            }
            return
        }
        guard wanted <= settings.accountConcurrency else {
            throw Refusal.invalid(
                "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency "
                    + "[\(settings.accountConcurrency)].")
        }
        guard settings.accountConcurrency - taken - wanted >= settings.minimumUnreserved else {
            throw Refusal.invalid(
                "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below "
                    + "its minimum value of [\(settings.minimumUnreserved)].")
        }
    }
}
