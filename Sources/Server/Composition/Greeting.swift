internal import Kernel

/// What a person reads when the server has started.
struct Greeting: Sendable {
    var endpoint: String
    var region: Region
    var account: AccountID
    /// The file that holds the root key; `nil` for an ephemeral server, whose key is shown instead.
    var credentialsFile: String?
    var accessKeyID: String
    /// Shown only where nothing keeps it: by an ephemeral server whose key was generated.
    var secretKey: String?

    var text: String {
        var lines = ["Endpoint: \(endpoint)", "Account:  \(account) (\(region))"]
        let keys: String
        if let credentialsFile {
            lines.append("Root key: \(credentialsFile)")
            keys = "AWS_SHARED_CREDENTIALS_FILE='\(credentialsFile)'"
        } else {
            lines.append("Root key: \(accessKeyID) (in memory only)")
            keys = "AWS_ACCESS_KEY_ID=\(accessKeyID) AWS_SECRET_ACCESS_KEY='\(secretKey ?? "…")'"
        }
        lines.append("Try:      \(keys) aws --endpoint-url \(endpoint) --region \(region) sts get-caller-identity")
        return lines.joined(separator: "\n")
    }
}
