import Kernel
import LambdaModel
import Storage
import Wire

/// How the settings of asynchronous invocation are checked and spelt.
///
/// Source of the texts: answers of AWS recorded in the snapshot tests of LocalStack.
enum EventInvokeRules {
    static func missing(_ locator: FunctionLocator) -> ServiceError {
        LambdaError.resourceNotFound(
            "The function \(locator.id.arn(qualifier(of: locator))) doesn't have an EventInvokeConfig", type: "User")
    }

    static func qualifier(of locator: FunctionLocator) -> String {
        locator.qualifier ?? FunctionVersionNumber.latestName
    }

    /// Something must be set at all, and destinations must be some that this server has.
    static func check(
        retries: Int?, age: Int?, _ config: DestinationConfig?, of locator: FunctionLocator,
        _ destinations: Destinations, in transaction: any ReadTransaction
    ) throws {
        guard retries != nil || age != nil || config != nil else {
            throw Refusal.invalid("You must specify at least one of error handling or destination setting.")
        }
        do {
            _ = try FunctionTarget(locator, in: transaction)
        } catch let error as ServiceError where error.status == 404 {
            throw LambdaError.resourceNotFound("The function doesn't exist.", type: "User")
        }
        for destination in [config?.onFailure?.destination, config?.onSuccess?.destination] {
            guard let destination, !destination.isEmpty else { continue }
            try destinations.check(destination, of: locator.id, config: text(config))
            try checkFunction(destination, in: transaction)
        }
    }

    /// The settings as AWS's refusal spells them.
    private static func text(_ config: DestinationConfig?) -> String {
        func part(_ name: String, _ destination: String?) -> String {
            destination.map { "\(name)(destination=\($0))" } ?? "null"
        }
        return "DestinationConfig(onSuccess=\(part("OnSuccess", config?.onSuccess?.destination)), "
            + "onFailure=\(part("OnFailure", config?.onFailure?.destination)))"
    }

    /// A function that is a destination must be there.
    private static func checkFunction(_ text: String, in transaction: any ReadTransaction) throws {
        guard let arn = ARN(text), arn.service == "lambda" else { return }
        let parts = arn.resource.split(separator: ":", maxSplits: 2)
        guard parts.count >= 2, parts[0] == "function", let account = AccountID(arn.account),
            try Functions.get(.init(account: account, region: .init(arn.region), name: String(parts[1])), transaction)
                != nil
        else { throw Refusal.invalid("The destination ARN \(text) is invalid.") }
    }

    static func answer(_ stored: StoredEventInvokeConfig) -> FunctionEventInvokeConfig {
        FunctionEventInvokeConfig(
            lastModified: Timestamp(milliseconds: stored.modifiedAt),
            functionArn: stored.id.arn(stored.qualifier),
            maximumRetryAttempts: stored.maximumRetryAttempts,
            maximumEventAgeInSeconds: stored.maximumEventAge,
            destinationConfig: DestinationConfig(
                onSuccess: OnSuccess(destination: stored.onSuccess),
                onFailure: OnFailure(destination: stored.onFailure))
        )
    }
}
