import Kernel
import Storage

/// What goes when a function, a version or an alias goes. Event source mappings stay, as on AWS.
enum InvocationRecords {
    /// Forgets how a function is reached and run, with all its versions and aliases.
    static func forget(_ id: FunctionID, _ transaction: any WriteTransaction) throws {
        for url in try FunctionURLs.all(of: id, transaction) {
            try FunctionURLs.records.remove(
                FunctionURLs.key(id, url.qualifier), account: id.account.digits, in: transaction)
        }
        for config in try EventInvokeConfigs.all(of: id, transaction) {
            try EventInvokeConfigs.records.remove(
                EventInvokeConfigs.key(id, config.qualifier), account: id.account.digits, in: transaction)
        }
        for concurrency in try ProvisionedConcurrencies.all(of: id, transaction) {
            try ProvisionedConcurrencies.records.remove(
                ProvisionedConcurrencies.key(id, concurrency.qualifier), account: id.account.digits, in: transaction)
        }
    }

    /// Forgets what belongs to one version or alias.
    static func forget(_ id: FunctionID, qualifier: String, _ transaction: any WriteTransaction) throws {
        let account = id.account.digits
        try FunctionURLs.records.remove(FunctionURLs.key(id, qualifier), account: account, in: transaction)
        try EventInvokeConfigs.records.remove(EventInvokeConfigs.key(id, qualifier), account: account, in: transaction)
        try ProvisionedConcurrencies.records.remove(
            ProvisionedConcurrencies.key(id, qualifier), account: account, in: transaction)
    }
}
