internal import ServiceIdentityPools

extension ServerSettings {
    /// What identity pools need of these settings.
    var identityPools: IdentityPoolSettings {
        var identityPools = IdentityPoolSettings()
        identityPools.callRates = identityPoolRates
        return identityPools
    }
}
