internal import ServiceUserPools

/// Who the tokens of user pools say issued them.
package enum TokenIssuerSetting: Hashable, Sendable {
    /// AWS's name for the pool, as apps and gateways that were written for AWS expect it.
    case aws
    /// This server under its `domain`.
    case own
    /// This server by another name, such as that of a proxy before it; without a slash at the end.
    case origin(String)

    init?(_ text: String) {
        switch text {
        case "aws": self = .aws
        case "own": self = .own
        default:
            let origin = text.hasSuffix("/") ? String(text.dropLast()) : text
            guard SettingText.isOrigin(origin), !origin.contains(where: { "?#".contains($0) }) else { return nil }
            self = .origin(origin)
        }
    }
}

extension ServerSettings {
    /// What user pools need of these settings.
    var userPools: UserPoolSettings {
        var userPools = UserPoolSettings()
        userPools.keyRotationDays = Int64(tokenKeyDays)
        userPools.passwordsAtOnce = passwordHashes
        userPools.callRates = userPoolRates
        switch tokenIssuer {
        case .aws: userPools.tokenIssuer = .aws
        case .own: userPools.tokenIssuer = .own(origin: ownOrigin)
        case .origin(let origin): userPools.tokenIssuer = .own(origin: origin)
        }
        userPools.ownHosts = ownHosts
        return userPools
    }

    /// The names by which callers know the server, without ports.
    private var ownHosts: Set<String> {
        var hosts: Set<String> = [host.lowercased()]
        if let domain { hosts.insert(domain) }
        if ["127.0.0.1", "::1", "0.0.0.0", "::"].contains(host) { hosts.formUnion(["localhost", "127.0.0.1"]) }
        if case .origin(let origin) = tokenIssuer, let address = origin.split(separator: "/").dropFirst().first {
            hosts.insert(address.prefix { $0 != ":" }.lowercased())
        }
        return hosts
    }

    /// The server's address as URLs spell it, without the scheme's own port.
    private var ownOrigin: String {
        let isSecure = tlsCertificate != nil
        let address = (isSecure ? "https://" : "http://") + (domain ?? host)
        return port == (isSecure ? 443 : 80) ? address : "\(address):\(port)"
    }
}
