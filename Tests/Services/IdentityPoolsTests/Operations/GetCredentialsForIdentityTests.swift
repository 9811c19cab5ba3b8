import IdentityPoolsModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// Nobody signs this call: what it gives must follow from the logins alone.
@Suite struct GetCredentialsForIdentityTests {
    private static let provider = "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGh1"
    private static let role = "arn:aws:iam::123456789012:role/user"

    private func layPool(_ room: IdentityPoolRoom) async throws -> StoredIdentityPool {
        room.userPools.put(
            "good", for: Self.provider,
            .success(.object([.init("sub", .string("ada")), .init("aud", .string("client"))])))
        return try await room.layPool { pool in
            pool.userPools = [UserPoolProvider(name: Self.provider, client: "client")]
            pool.roles = PoolRoles(authenticated: Self.role, unauthenticated: "arn:aws:iam::123456789012:role/guest")
        }
    }

    private func get(
        _ room: IdentityPoolRoom, _ identity: StoredIdentity, _ logins: [String: String]? = nil
    ) async throws -> GetCredentialsForIdentityResponse {
        try await room.run(
            IdentityPoolsModel.GetCredentialsForIdentity.self,
            .init(identityId: identity.id.text, logins: logins), as: .anonymous)
    }

    @Test func usersGetTheRolesSession() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await layPool(room)
        let identity = try await room.layIdentity(
            in: pool, logins: [LinkedLogin(provider: Self.provider, subject: "ada")])
        let answer = try await get(room, identity, [Self.provider: "good"])
        #expect(answer.identityId == identity.id.text)
        #expect(answer.credentials?.secretKey == "secret of \(Self.role)")
        #expect(answer.credentials?.expiration == room.clock.now().adding(seconds: 3600))
        let asked = try #require(room.tokenService.asked.first)
        #expect(asked.sessionName == "CognitoIdentityCredentials" && asked.duration == 3600)
        #expect(asked.policy == nil && asked.policyARNs.isEmpty)
        #expect(asked.principal == .service(name: "cognito-identity.amazonaws.com", account: room.account))
        #expect(asked.sourceARN == pool.arn)
        let voucher = try #require(asked.token)
        let claims = try #require(try await room.tokens.vouched(by: voucher, at: room.clock.now()))
        #expect(claims.methods == ["authenticated", Self.provider, "\(Self.provider):CognitoSignIn:ada"])
    }

    /// The call comes with every refresh of every app: nothing may be written, nor an RSA key be needed.
    @Test func unchangedLoginsWriteNothing() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await layPool(room)
        let user = try await room.layIdentity(
            in: pool, logins: [LinkedLogin(provider: Self.provider, subject: "ada")])
        let guest = try await room.layIdentity(in: pool)
        let spaces = [
            Identities.records.space, Pools.records.space, StoredPoolKeys.records.space,
        ]
        let before = spaces.map(room.engine.version(of:))
        _ = try await get(room, user, [Self.provider: "good"])
        _ = try await get(room, guest)
        #expect(spaces.map(room.engine.version(of:)) == before)
        #expect(room.tokenService.asked.count == 2)
    }

    @Test func guestsComeWithTheirPolicies() async throws {
        let room = try IdentityPoolRoom()
        let guest = try await room.layIdentity(in: try await layPool(room))
        _ = try await get(room, guest)
        let asked = try #require(room.tokenService.asked.first)
        #expect(asked.policy == GuestPolicy.document && asked.policyARNs == [GuestPolicy.managed])
        #expect(asked.role.hasSuffix("role/guest"))
    }

    /// What STS has against a role is its owner's business, and nobody else's.
    @Test func refusalsOfSTSAreNotTold() async throws {
        let room = try IdentityPoolRoom()
        let guest = try await room.layIdentity(in: try await layPool(room))
        room.tokenService.script { _ in throw CommonError.accessDenied("Not authorized to perform …") }
        let refusal = await IdentityPoolRoom.refusal { _ = try await get(room, guest) }
        #expect(
            refusal
                == "InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. "
                + "Check assigned IAM roles for this pool.")
    }

    @Test func developersTokensOpenTheirIdentityAlone() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { pool in
            pool.developerProvider = "login.birds"
            pool.roles = PoolRoles(authenticated: Self.role)
        }
        let login = LinkedLogin(provider: "login.birds", subject: "ada")
        let identity = try await room.layIdentity(in: pool, logins: [login])
        let other = try await room.layIdentity(
            in: pool, logins: [LinkedLogin(provider: "login.birds", subject: "bob")])
        let token = try await room.tokens.token(
            for: identity, methods: ["authenticated"] + PoolTokens.developerMethods(login, in: pool.id), tags: [:],
            lifetime: 900, in: room.call())
        let logins = [PoolTokens.provider: token]
        #expect(try await get(room, identity, logins).identityId == identity.id.text)
        #expect(room.tokenService.asked.count == 1)
        let foreign = await IdentityPoolRoom.refusal { _ = try await get(room, other, logins) }
        #expect(
            foreign
                == "NotAuthorizedException: Logins don't match. Please include at least one valid login for this "
                + "identity or identity pool.")
        let bare = await IdentityPoolRoom.refusal { _ = try await get(room, identity) }
        #expect(bare == "NotAuthorizedException: Access to Identity '\(identity.id)' is forbidden.")
        // A token outlives its login by hours at most, but it makes nobody authenticated who has none.
        let guest = try await room.layIdentity(in: pool)
        let stale = try await room.tokens.token(
            for: guest, methods: ["authenticated"] + PoolTokens.developerMethods(login, in: pool.id), tags: [:],
            lifetime: 900, in: room.call())
        let refusal = await IdentityPoolRoom.refusal { _ = try await get(room, guest, [PoolTokens.provider: stale]) }
        #expect(refusal == foreign)
    }

    /// A provider's role mapping denies; the detour over the pool's own token must end at the same wall.
    @Test func noDetourAroundTheMapping() async throws {
        let room = try IdentityPoolRoom()
        let laid = try await layPool(room)
        let pool = try await room.store.write { transaction in
            try Pools.change(laid, in: transaction) { pool in
                pool.allowsClassicFlow = true
                pool.roleMappings["\(Self.provider):client"] = StoredRoleMapping(kind: .token, ambiguity: .deny)
            }
        }
        let user = try await room.layIdentity(
            in: pool, logins: [LinkedLogin(provider: Self.provider, subject: "ada")])
        let denied = await IdentityPoolRoom.refusal { _ = try await get(room, user, [Self.provider: "good"]) }
        #expect(denied.contains("The ambiguous role mapping rules"))
        let token = try await room.run(
            IdentityPoolsModel.GetOpenIdToken.self, .init(identityId: user.id.text, logins: [Self.provider: "good"]),
            as: .anonymous
        ).token
        let detour = await IdentityPoolRoom.refusal {
            _ = try await get(room, user, [PoolTokens.provider: try #require(token)])
        }
        #expect(detour == "NotAuthorizedException: Token is not from a supported provider of this identity pool.")
        #expect(room.tokenService.asked.isEmpty)
    }

    @Test func unknownIdentitiesAreNotFound() async throws {
        let room = try IdentityPoolRoom()
        let id = "eu-central-1:00000000-0000-4000-8000-000000000000"
        let refusal = await room.refusal(
            IdentityPoolsModel.GetCredentialsForIdentity.self, .init(identityId: id), as: .anonymous)
        #expect(refusal == "ResourceNotFoundException: Identity '\(id)' not found.")
    }
}
