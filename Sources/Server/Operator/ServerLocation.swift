internal import Foundation

/// How a command reaches a server: by what the server left in its data folder, or by what the environment says.
package struct ServerLocation: Hashable, Sendable {
    package var endpoint: String
    package var region: String
    package var accessKeyID: String
    package var secretKey: String
    /// Of temporary credentials.
    package var sessionToken: String?
    /// Which certificates to trust besides the system's; `nil` for no others.
    package var trust: ServerTrust?

    /// The name of the file that holds the root key, in the AWS credentials format.
    package static let credentialsFile = "credentials"
    /// The name of the file that holds the endpoint and region of the server while it runs.
    package static let endpointFile = "endpoint"
    /// Names a file of certificate authorities to trust, as `--ca` does.
    package static let authorityVariable = "MARTLET_TLS_CA"

    /// Reads what a server left in its data folder; refuses a folder that no server has started in.
    ///
    /// - Parameter authority: a PEM file of authorities to trust, instead of the certificate that the server shows.
    package init(dataFolder: String, authority: String? = nil) throws(StartFault) {
        let folder = URL(fileURLWithPath: dataFolder)
        let credentials = folder.appendingPathComponent(Self.credentialsFile)
        guard let text = try? String(contentsOf: credentials, encoding: .utf8) else {
            throw StartFault(
                "no root key in '\(dataFolder)': start a server there first, name its folder with --data, or set "
                    + "AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
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
            secretKey: secret,
            trust: authority.map(ServerTrust.authority) ?? place["certificate"].map(ServerTrust.own)
        )
    }

    /// Reads what the AWS CLI reads, too; `nil` where the endpoint or the keys are missing.
    ///
    /// - Parameter authority: a PEM file of authorities to trust, before the one that `AWS_CA_BUNDLE` names.
    package init?(environment: [String: String], authority: String? = nil) {
        func value(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        guard let endpoint = value("AWS_ENDPOINT_URL"), let id = value("AWS_ACCESS_KEY_ID"),
            let secret = value("AWS_SECRET_ACCESS_KEY")
        else { return nil }
        self.init(
            endpoint: endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint,
            region: value("AWS_REGION", "AWS_DEFAULT_REGION") ?? "us-east-1",
            accessKeyID: id,
            secretKey: secret,
            sessionToken: value("AWS_SESSION_TOKEN"),
            trust: (authority ?? value("AWS_CA_BUNDLE")).map(ServerTrust.authority)
        )
    }

    package init(
        endpoint: String, region: String, accessKeyID: String, secretKey: String, sessionToken: String? = nil,
        trust: ServerTrust? = nil
    ) {
        self.sessionToken = sessionToken
        self.trust = trust
        self.endpoint = endpoint
        self.region = region
        self.accessKeyID = accessKeyID
        self.secretKey = secretKey
    }

    /// The text of the endpoint file, for a server to leave.
    ///
    /// - Parameter certificate: the file of the certificate that it shows, where it speaks TLS.
    package static func announcement(endpoint: String, region: String, certificate: String?) -> String {
        var lines = ["endpoint = \(endpoint)", "region = \(region)"]
        if let certificate {
            lines.append("certificate = \(URL(fileURLWithPath: certificate).standardizedFileURL.path)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What every AWS client reads to reach this server with these keys.
    package var environment: [(name: String, value: String)] {
        var variables = [
            ("AWS_ACCESS_KEY_ID", accessKeyID),
            ("AWS_SECRET_ACCESS_KEY", secretKey),
            ("AWS_DEFAULT_REGION", region),
            ("AWS_REGION", region),
            ("AWS_ENDPOINT_URL", endpoint),
        ]
        if let sessionToken { variables.append(("AWS_SESSION_TOKEN", sessionToken)) }
        if let trust { variables.append(("AWS_CA_BUNDLE", trust.file)) }
        return variables
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
