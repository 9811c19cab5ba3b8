package import FunctionRuntime
package import Kernel
package import Logging
internal import ServiceIdentityPools
internal import ServiceUserPools

/// The server's settings by name, with what each allows. Services bring theirs in their own rooms.
package enum SettingCatalog {
    package static let data = path("data")
    package static let host = Setting("host", allowed: "an address or host name to listen on") { $0.isEmpty ? nil : $0 }
    package static let port = number("port", in: 0...65_535)
    package static let domain = Setting("domain", allowed: "a host name such as martlet.example.com") { text in
        SettingText.isHostName(text) ? text.lowercased() : nil
    }
    package static let region = Setting("region", allowed: "a region name such as eu-central-1") { text in
        SettingText.isRegionName(text) ? Region(text) : nil
    }
    package static let account = Setting("account", allowed: "exactly 12 digits") { AccountID($0) }
    package static let rootAccessKey = Setting(
        "root-access-key", allowed: "16 to 128 letters and digits, not beginning with ASIA"
    ) { text in
        SettingText.isAccessKeyID(text) && !text.hasPrefix("ASIA") ? text : nil
    }
    package static let rootSecretKey = Setting("root-secret-key", allowed: "at least 16 characters") { text in
        text.count >= 16 ? text : nil
    }
    package static let tlsCertificate = path("tls-certificate")
    package static let tlsKey = path("tls-key")
    package static let logLevel = Setting(
        "log-level", allowed: "one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))"
    ) { Logger.Level(rawValue: $0.lowercased()) }
    package static let ephemeral = flag("ephemeral")
    package static let allowPrivateEgress = flag("allow-private-egress")
    package static let providerAddresses = Setting(
        "provider-addresses",
        allowed: "pairs HOST=URL, such as graph.facebook.com=http://127.0.0.1:9001, separated by commas"
    ) { addresses(in: $0) }
    package static let concurrentRequests = number("max-concurrent-requests", in: 1...1_000_000)
    package static let requestsPerSecond = number("requests-per-second", in: 0...1_000_000)

    package static let functionSandbox = Setting(
        "function-sandbox", allowed: "one of \(FunctionSandbox.allCases.map(\.rawValue).joined(separator: ", "))"
    ) { FunctionSandbox(rawValue: $0.lowercased()) }
    package static let functionEnvironments = number("max-function-environments", in: 1...100_000)
    package static let functionIdleSeconds = number("function-idle-seconds", in: 1...86_400)

    package static let tokenIssuer = Setting(
        "token-issuer", allowed: "aws, own, or an origin such as https://login.example.com"
    ) { TokenIssuerSetting($0) }
    /// A key is shown for a day before it signs, and for two after it did.
    package static let tokenKeyDays = number("token-key-days", in: 7...3650)
    package static let passwordHashes = number("max-password-hashes", in: 1...1024)

    package static let userPoolRates = Setting(
        "user-pool-rates",
        allowed: "pairs CATEGORY=CALLS a second, separated by commas; 0 for no limit, 'all' for every category"
    ) { rates(in: $0, of: UserPoolSettings.rateCategories) }
    package static let identityPoolRates = Setting(
        "identity-pool-rates",
        allowed: "pairs OPERATION=CALLS a second, separated by commas; 0 for no limit, 'all' for every operation"
    ) { rates(in: $0, of: IdentityPoolSettings.rateCategories) }

    /// Every name that a settings file may hold.
    package static let names = mailNames.union([
        data.name, host.name, port.name, domain.name, region.name, account.name, rootAccessKey.name,
        rootSecretKey.name, tlsCertificate.name, tlsKey.name, logLevel.name, ephemeral.name,
        allowPrivateEgress.name, providerAddresses.name, concurrentRequests.name, requestsPerSecond.name,
        functionSandbox.name, functionEnvironments.name, functionIdleSeconds.name,
        tokenIssuer.name, tokenKeyDays.name, passwordHashes.name,
        userPoolRates.name, identityPoolRates.name,
    ])

    static func number(_ name: String, in range: ClosedRange<Int>) -> Setting<Int> {
        Setting(name, allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    static func flag(_ name: String) -> Setting<Bool> {
        Setting(name, allowed: "true or false") { text in
            ["true": true, "1": true, "yes": true, "false": false, "0": false, "no": false][text.lowercased()]
        }
    }

    static func path(_ name: String) -> Setting<String> {
        Setting(name, allowed: "a path") { $0.isEmpty ? nil : $0 }
    }

    private static func rates(in text: String, of categories: [String]) -> [String: Int]? {
        var rates: [String: Int] = [:]
        for pair in text.split(separator: ",") {
            let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, let rate = Int(sides[1]), (0...1_000_000).contains(rate) else { return nil }
            guard sides[0] == "all" || categories.contains(sides[0]) else { return nil }
            for category in sides[0] == "all" ? categories : [sides[0]] { rates[category] = rate }
        }
        return rates
    }

    /// Addresses by the origins in whose place they stand: `https://` and the host.
    private static func addresses(in text: String) -> [String: String]? {
        var addresses: [String: String] = [:]
        for pair in text.split(separator: ",") {
            let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, SettingText.isHostName(sides[0]), SettingText.isOrigin(sides[1]) else { return nil }
            addresses["https://" + sides[0].lowercased()] =
                sides[1].hasSuffix("/") ? String(sides[1].dropLast()) : sides[1]
        }
        return addresses
    }
}
