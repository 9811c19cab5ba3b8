import Testing

@testable import ServiceIdentityPools

/// The unsigned calls of one pool cannot keep the server from the others.
@Suite struct RateCapsTests {
    /// AWS's rates, unless the operator says otherwise; each pool and operation by itself.
    @Test func takesASecondsCalls() throws {
        let caps = RateCaps(named: ["UnlinkIdentity": 2, "GetOpenIdToken": 0, "Nonsense": 1])
        let birds = IdentityPoolID("eu-central-1:birds")
        let rates: [(RateCaps.Category, Int)] = [(.getId, 25), (.getCredentialsForIdentity, 200), (.unlinkIdentity, 2)]
        for (category, rate) in rates {
            for _ in 0..<rate { try caps.check(category, pool: birds, at: 1000) }
            let refusal = #expect(throws: (any Error).self) { try caps.check(category, pool: birds, at: 1000) }
            #expect("\(String(describing: refusal))".contains("TooManyRequestsException"))
            try caps.check(category, pool: IdentityPoolID("eu-central-1:bees"), at: 1000)
            try caps.check(category, pool: birds, at: 1500)
        }
        for _ in 0..<1000 { try caps.check(.getOpenIdToken, pool: birds, at: 1000) }
    }
}
