import IdentityPoolsModel
import Kernel
import Testing
import Wire

@testable import ServiceIdentityPools

/// What a developer's own back end says of its users.
@Suite struct DeveloperIdentityTests {
    private static let provider = "login.birds"
    private let room: IdentityPoolRoom

    init() throws {
        room = try IdentityPoolRoom()
    }

    private func layPool() async throws -> StoredIdentityPool {
        try await room.layPool { $0.developerProvider = Self.provider }
    }

    private static func user(_ name: String) -> LinkedLogin { LinkedLogin(provider: provider, subject: name) }

    private static func facebook(_ name: String) -> LinkedLogin { LinkedLogin(provider: "trusting.a", subject: name) }

    private func token(
        _ pool: StoredIdentityPool, _ logins: [String: String], named identity: StoredIdentity? = nil,
        seconds: Int? = nil
    ) async throws -> GetOpenIdTokenForDeveloperIdentityResponse {
        try await room.run(
            IdentityPoolsModel.GetOpenIdTokenForDeveloperIdentity.self,
            .init(
                identityPoolId: pool.id.text, identityId: identity?.id.text, logins: logins,
                principalTags: ["team": "owls"], tokenDuration: seconds))
    }

    private func refusal(
        _ pool: StoredIdentityPool, _ logins: [String: String], named identity: StoredIdentity? = nil
    ) async -> String {
        await IdentityPoolRoom.refusal { _ = try await token(pool, logins, named: identity) }
    }

    /// The token says who, how, and for how long.
    @Test(arguments: [(nil, 900), (86_400, 86_400)] as [(Int?, Int64)])
    func vouches(seconds: Int?, lifetime: Int64) async throws {
        let pool = try await layPool()
        let answer = try await token(pool, [Self.provider: "ada", "trusting.a": "ada"], seconds: seconds)
        let text = try #require(answer.token)
        let claims = try #require(try await room.tokens.vouched(by: text, at: room.clock.now()))
        #expect(claims.identity == answer.identityId)
        #expect(claims.methods == ["authenticated", Self.provider, "\(Self.provider):\(pool.id):ada", "trusting.a"])
        #expect(claims.expiresAt == room.clock.now().seconds + lifetime)
        #expect(claims.tags == ["team": "owls"])
        #expect(try await token(pool, [Self.provider: "ada"]).identityId == answer.identityId)
        #expect(try await token(pool, [Self.provider: "eve"]).identityId != answer.identityId)
    }

    /// A guest becomes a developer's user and stays who they were; nobody is made somebody else.
    @Test func registers() async throws {
        let pool = try await layPool()
        let guest = try await room.layIdentity(in: pool)
        #expect(try await token(pool, [Self.provider: "ada"], named: guest).identityId == guest.id.text)
        #expect(try await token(pool, [Self.provider: "ada"], named: guest).identityId == guest.id.text)
        let other = try await room.layIdentity(in: pool)
        #expect(
            await refusal(pool, [Self.provider: "ada"], named: other)
                == "DeveloperUserAlreadyRegisteredException: "
                + "This developer user identifier is already registered with Cognito.")
        let bob = try await room.layIdentity(in: pool, logins: [Self.facebook("bob")])
        #expect(
            await refusal(pool, [Self.provider: "ada"], named: bob)
                .hasPrefix("DeveloperUserAlreadyRegisteredException: "))
        // Whoever signs the call is believed who their user is.
        #expect(try await token(pool, [Self.provider: "bob"], named: bob).identityId == bob.id.text)
        let linked = try await token(pool, [Self.provider: "bob", "trusting.a": "bob"], named: bob)
        #expect(linked.identityId == bob.id.text)
        let gone = try await room.layIdentity(in: pool) { $0.isAbandoned = true }
        let merged = try await room.layIdentity(in: pool) { $0.mergedInto = bob.id }
        for identity in [gone, merged] {
            #expect(
                await refusal(pool, [Self.provider: "carl"], named: identity)
                    == "NotAuthorizedException: Access to Identity '\(identity.id)' is forbidden.")
        }
    }

    @Test func refusesWhatIsNoDeveloper() async throws {
        let pool = try await layPool()
        let none = "InvalidParameterException: Please provide a valid developer provider."
        #expect(await refusal(pool, ["trusting.a": "ada"]) == none)
        #expect(await refusal(try await room.layPool("bees"), [Self.provider: "ada"]) == none)
        #expect(
            await refusal(pool, [Self.provider: String(repeating: "a", count: 1025)])
                .hasPrefix("InvalidParameterException: The developer user identifier must have length"))
        #expect(await refusal(pool, [Self.provider: "ada", "trusting.a": "forged"]).contains("signature invalid"))
        let elsewhere = try await room.layIdentity(in: try await room.layPool("bees"))
        #expect(
            await refusal(pool, [Self.provider: "ada"], named: elsewhere)
                == "ResourceNotFoundException: Identity '\(elsewhere.id)' not found.")
        let long = await IdentityPoolRoom.refusal {
            _ = try await token(pool, [Self.provider: "ada"], seconds: 86_401)
        }
        #expect(long.contains("Member must have value less than or equal to 86400"))
    }

    /// Either way round, both at once, and in parts.
    @Test func looksUp() async throws {
        let pool = try await layPool()
        let names = (0..<5).map { "user\($0)" }
        let ada = try await room.layIdentity(in: pool, logins: [Self.facebook("1")] + names.reversed().map(Self.user))
        let eve = try await room.layIdentity(in: pool, logins: [Self.user("eve")])

        func look(
            _ identity: StoredIdentity?, _ user: String?, limit: Int? = nil, token: String? = nil
        ) async throws -> LookupDeveloperIdentityResponse {
            try await room.run(
                IdentityPoolsModel.LookupDeveloperIdentity.self,
                .init(
                    identityPoolId: pool.id.text, identityId: identity?.id.text, developerUserIdentifier: user,
                    maxResults: limit, nextToken: token))
        }
        let found = try await look(nil, "user3")
        #expect(found.identityId == ada.id.text && found.developerUserIdentifierList == ["user3"])
        let all = try await look(ada, nil)
        #expect(all.developerUserIdentifierList == names && all.nextToken == nil)
        #expect(try await look(eve, "eve").identityId == eve.id.text)
        let first = try await look(ada, nil, limit: 2)
        let second = try await look(ada, nil, limit: 2, token: first.nextToken)
        let third = try await look(ada, nil, limit: 2, token: second.nextToken)
        #expect([first, second, third].compactMap(\.developerUserIdentifierList).flatMap { $0 } == names)
        #expect(third.nextToken == nil)
        let foreign = await IdentityPoolRoom.refusal { _ = try await look(eve, nil, limit: 2, token: first.nextToken) }
        #expect(foreign == "InvalidParameterException: Invalid pagination token given.")
        let refusals: [(StoredIdentity?, String?, String)] = [
            (eve, "user3", "ResourceConflictException: The login is already linked to another account."),
            (nil, "nobody", "ResourceNotFoundException: Developer user identifier 'nobody' not found."),
            (nil, nil, "InvalidParameterException: Either IdentityId or DeveloperUserIdentifier must be provided."),
        ]
        for (identity, user, expected) in refusals {
            #expect(await IdentityPoolRoom.refusal { _ = try await look(identity, user) } == expected)
        }
    }

    private func merge(_ pool: StoredIdentityPool, _ source: String, into destination: String) async throws -> String? {
        try await room.run(
            IdentityPoolsModel.MergeDeveloperIdentities.self,
            .init(
                sourceUserIdentifier: source, destinationUserIdentifier: destination,
                developerProviderName: Self.provider, identityPoolId: pool.id.text)
        ).identityId
    }

    /// The destination stands with all logins; the source is nobody any more.
    @Test func merges() async throws {
        let pool = try await layPool()
        let source = try await room.layIdentity(in: pool, logins: [Self.user("a"), Self.facebook("1")])
        let destination = try await room.layIdentity(in: pool, logins: [Self.user("b")])
        for _ in 0..<2 { #expect(try await merge(pool, "a", into: "b") == destination.id.text) }
        let stored = try await room.store.read { transaction in
            try [source, destination].map { try Identities.find($0.id, transaction) }
        }
        #expect(stored[0]?.mergedInto == destination.id && stored[0]?.logins == [])
        #expect(stored[1]?.logins == [Self.user("b"), Self.user("a"), Self.facebook("1")])
    }

    /// Two accounts of one public provider cannot be one person, nor can more logins than one may have.
    @Test func refusesMerges() async throws {
        let pool = try await layPool()
        try await room.layIdentity(in: pool, logins: [Self.user("a"), Self.facebook("1")])
        try await room.layIdentity(in: pool, logins: [Self.user("b"), Self.facebook("2")])
        try await room.layIdentity(in: pool, logins: (0..<20).map { Self.user("\($0)") })
        try await room.layIdentity(in: pool, logins: [Self.user("c")])
        let refusals = [
            ("a", "b", "ResourceConflictException: The login is already linked to another account."),
            ("c", "5", "ResourceConflictException: The number of linked logins is limited to 20."),
            ("x", "b", "ResourceNotFoundException: Developer user identifier 'x' not found."),
            ("a", "x", "ResourceNotFoundException: Developer user identifier 'x' not found."),
        ]
        for (source, destination, expected) in refusals {
            let refusal = await IdentityPoolRoom.refusal { _ = try await merge(pool, source, into: destination) }
            #expect(refusal == expected)
        }
    }

    /// An unlinked user is somebody new; without any login the identity is nobody.
    @Test func unlinks() async throws {
        let pool = try await layPool()
        let ada = try await room.layIdentity(in: pool, logins: [Self.user("a"), Self.user("b")])
        try await room.layIdentity(in: pool, logins: [Self.user("eve")])

        func unlink(_ user: String, provider: String = Self.provider) async -> String {
            await room.refusal(
                IdentityPoolsModel.UnlinkDeveloperIdentity.self,
                .init(
                    identityId: ada.id.text, identityPoolId: pool.id.text, developerProviderName: provider,
                    developerUserIdentifier: user))
        }
        #expect(
            await unlink("eve") == "ResourceConflictException: The login is already linked to another account.")
        #expect(
            await unlink("a", provider: "login.bees")
                == "InvalidParameterException: Please provide a valid developer provider.")
        #expect(await unlink("a") == "no refusal")
        #expect(await unlink("a") == "ResourceNotFoundException: Developer user identifier 'a' not found.")
        #expect(await unlink("b") == "no refusal")
        let left = try await room.store.read { try Identities.find(ada.id, $0) }
        #expect(left?.isAbandoned == true)
        #expect(try await token(pool, [Self.provider: "a"]).identityId != ada.id.text)
    }

    /// Another account's developer has no say, and policies may name the pool.
    @Test func belongsToTheOwner() async throws {
        let pool = try await layPool()
        let arn = "arn:aws:cognito-identity:eu-central-1:\(IdentityPoolRoom.digits):identitypool/\(pool.id)"
        let policy = """
            {"Statement": [{"Effect": "Allow", "Action": "cognito-identity:*", "Resource": "\(arn)"}]}
            """
        let guarded = try IdentityPoolRoom(grants: ["ada": policy], engine: room.engine)
        let input = GetOpenIdTokenForDeveloperIdentityInput(
            identityPoolId: pool.id.text, logins: [Self.provider: "ada"])
        _ = try await guarded.run(
            IdentityPoolsModel.GetOpenIdTokenForDeveloperIdentity.self, input, as: room.user("ada"))
        let eve = await guarded.refusal(
            IdentityPoolsModel.GetOpenIdTokenForDeveloperIdentity.self, input, as: room.user("eve"))
        #expect(eve.contains("cognito-identity:GetOpenIdTokenForDeveloperIdentity on resource: \(arn)"))
        let stranger = Principal.root(account: try #require(AccountID("999999999999")))
        let foreign = await room.refusal(
            IdentityPoolsModel.GetOpenIdTokenForDeveloperIdentity.self, input, as: stranger)
        #expect(foreign.contains("IdentityPool '\(pool.id)'"))
    }
}
