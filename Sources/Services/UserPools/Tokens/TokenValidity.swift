/// How long a client's tokens live, in seconds.
///
/// Defaults are AWS's: an hour for access and id tokens, thirty days for refresh tokens; without a unit, hours and days.
/// Source: `AccessTokenValidity`, `RefreshTokenValidity` and `TokenValidityUnits` in the API reference.
enum TokenValidity {
    static func access(_ client: StoredClient) -> Int64 {
        seconds(client.accessTokenValidity, client.accessTokenUnit, otherwise: "hours") ?? 3600
    }

    static func id(_ client: StoredClient) -> Int64 {
        seconds(client.idTokenValidity, client.idTokenUnit, otherwise: "hours") ?? 3600
    }

    static func refresh(_ client: StoredClient) -> Int64 {
        seconds(client.refreshTokenValidity, client.refreshTokenUnit, otherwise: "days") ?? 30 * 86_400
    }

    private static func seconds(_ count: Int?, _ unit: String?, otherwise: String) -> Int64? {
        guard let count, count > 0 else { return nil }
        let lengths: [String: Int64] = ["seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400]
        return Int64(count) * (lengths[unit ?? otherwise] ?? 1)
    }
}
