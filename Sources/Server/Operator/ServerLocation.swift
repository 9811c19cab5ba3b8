internal import Foundation

/// How a command on this machine reaches the server that keeps a data folder: what the server left there for it.
package struct ServerLocation: Hashable, Sendable {
    package var endpoint: String
    package var region: String
    package var accessKeyID: String
    package var secretKey: String

    /// The name of the file that holds the root key, in the AWS credentials format.
    package static let credentialsFile = "credentials"
    /// The name of the file that holds the endpoint and region of the server while it runs.
    package static let endpointFile = "endpoint"

    /// Reads what a server left in its data folder; refuses a folder that no server has started in.
    package init(dataFolder: String) throws(StartFault) {
        let folder = URL(fileURLWithPath: dataFolder)
        let credentials = folder.appendingPathComponent(Self.credentialsFile)
        guard let text = try? String(contentsOf: credentials, encoding: .utf8) else {
            throw StartFault(
                "no root key in '\(dataFolder)': start a server there first, or name its folder with --data")
        }
        let keys = Self.values(in: text)
        guard let id = keys["aws_access_key_id"], let secret = keys["aws_secret_access_key"] else {
            throw StartFault("'\(credentials.path)' holds no access key")
        }
        let endpoint = folder.appendingPathComponent(Self.endpointFile)
        let place = (try? String(contentsOf: endpoint, encoding: .utf8)).map(Self.values) ?? [:]
        self.init(
            endpoint: place["endpoint"] ?? "http://127.0.0.1:4566",
            region: place["region"] ?? "us-east-1",
            accessKeyID: id,
            secretKey: secret
        )
    }

    package init(endpoint: String, region: String, accessKeyID: String, secretKey: String) {
        self.endpoint = endpoint
        self.region = region
        self.accessKeyID = accessKeyID
        self.secretKey = secretKey
    }

    /// What every AWS client reads to reach this server as root.
    package var environment: [(name: String, value: String)] {
        [
            ("AWS_ACCESS_KEY_ID", accessKeyID),
            ("AWS_SECRET_ACCESS_KEY", secretKey),
            ("AWS_DEFAULT_REGION", region),
            ("AWS_REGION", region),
            ("AWS_ENDPOINT_URL", endpoint),
        ]
    }

    /// The `key = value` lines of the first section.
    private static func values(in text: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("[") && !line.hasPrefix("#") {
            let sides = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if sides.count == 2, values[sides[0]] == nil { values[sides[0]] = sides[1] }
        }
        return values
    }
}
