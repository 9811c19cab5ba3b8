import IdentityPoolsModel
import Kernel
import Testing
import Wire

@testable import ServiceIdentityPools

/// What a pool's owner sees of its identities, and nobody else.
@Suite struct IdentityListingTests {
    private static let facebook = LinkedLogin(provider: "graph.facebook.com", subject: "1")

    private func list(
        _ room: IdentityPoolRoom, _ pool: StoredIdentityPool, by limit: Int, hideDisabled: Bool? = nil
    ) async throws -> [[IdentityDescription]] {
        var pages: [[IdentityDescription]] = []
        var token: String?
        repeat {
            let answer = try await room.run(
                IdentityPoolsModel.ListIdentities.self,
                .init(
                    identityPoolId: pool.id.text, maxResults: limit, nextToken: token, hideDisabled: hideDisabled))
            #expect(answer.identityPoolId == pool.id.text)
            pages.append(answer.identities ?? [])
            token = answer.nextToken
        } while token != nil
        return pages
    }

    /// Pages are whole and end where they should, with and without the disabled.
    @Test func pages() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool()
        try await room.layIdentity(in: try await room.layPool("bees"))
        var enabled: Set<String> = []
        var disabled: Set<String> = []
        for number in 0..<17 {
            let isDisabled = number % 3 == 0
            let identity = try await room.layIdentity(in: pool) { $0.isAbandoned = isDisabled }
            if isDisabled { disabled.insert(identity.id.text) } else { enabled.insert(identity.id.text) }
        }
        let all = try await list(room, pool, by: 5)
        #expect(all.map(\.count) == [5, 5, 5, 2])
        #expect(Set(all.joined().compactMap(\.identityId)) == enabled.union(disabled))
        let hidden = try await list(room, pool, by: 4, hideDisabled: true)
        #expect(hidden.map(\.count) == [4, 4, 3])
        #expect(Set(hidden.joined().compactMap(\.identityId)) == enabled)
        #expect(try await list(room, pool, by: 60, hideDisabled: false).count == 1)
    }

    /// A page that was begun with the disabled must not go on without them, nor with a made-up place.
    @Test(arguments: [true, false]) func refusesForeignTokens(isMadeUp: Bool) async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool()
        for _ in 0..<2 { try await room.layIdentity(in: pool) }
        let first = try await room.run(
            IdentityPoolsModel.ListIdentities.self, .init(identityPoolId: pool.id.text, maxResults: 1))
        let refusal = await room.refusal(
            IdentityPoolsModel.ListIdentities.self,
            .init(
                identityPoolId: pool.id.text, maxResults: 1, nextToken: isMadeUp ? "AAAA" : first.nextToken,
                hideDisabled: true))
        #expect(refusal == "InvalidParameterException: Invalid pagination token given.")
    }

    /// Providers are named once, and the people behind them never.
    @Test func describes() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { $0.developerProvider = "login.birds" }
        let logins = ["ada", "ada2"].map { LinkedLogin(provider: "login.birds", subject: $0) } + [Self.facebook]
        let identity = try await room.layIdentity(in: pool, logins: logins) { $0.modifiedAt += 1000 }
        let answer = try await room.run(
            IdentityPoolsModel.DescribeIdentity.self, .init(identityId: identity.id.text))
        #expect(answer.identityId == identity.id.text)
        #expect(answer.logins == ["login.birds", "graph.facebook.com"])
        #expect(answer.creationDate == Timestamp(milliseconds: identity.createdAt))
        #expect(answer.lastModifiedDate == Timestamp(milliseconds: identity.createdAt + 1000))
        let guest = try await room.layIdentity(in: pool)
        let description = try await room.run(
            IdentityPoolsModel.DescribeIdentity.self, .init(identityId: guest.id.text))
        #expect(description.logins == nil)
    }

    /// Another account learns nothing of an identity, and another region does not have it.
    @Test func describesToTheOwnerAlone() async throws {
        let room = try IdentityPoolRoom()
        let identity = try await room.layIdentity(in: try await room.layPool())
        let stranger = Principal.root(account: try #require(AccountID("999999999999")))
        let input = DescribeIdentityInput(identityId: identity.id.text)
        #expect(
            await room.refusal(IdentityPoolsModel.DescribeIdentity.self, input, as: stranger)
                == "NotAuthorizedException: Access to Identity '\(identity.id)' is forbidden.")
        #expect(
            await room.refusal(IdentityPoolsModel.DescribeIdentity.self, input, region: Region("us-east-1"))
                == "ResourceNotFoundException: Identity '\(identity.id)' not found.")
        let unknown = "eu-central-1:00000000-0000-0000-0000-000000000000"
        #expect(
            await room.refusal(IdentityPoolsModel.DescribeIdentity.self, .init(identityId: unknown))
                == "ResourceNotFoundException: Identity '\(unknown)' not found.")
    }

    /// The caller's own go and their logins are free again; others stay and are said to be unprocessed.
    @Test func deletes() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool()
        let own = try await room.layIdentity(in: pool, logins: [Self.facebook])
        let kept = try await room.layIdentity(in: pool)
        let input = DeleteIdentitiesInput(
            identityIdsToDelete: [own.id.text, "eu-central-1:0", own.id.text])
        let stranger = Principal.root(account: try #require(AccountID("999999999999")))
        let foreign = try await room.run(IdentityPoolsModel.DeleteIdentities.self, input, as: stranger)
        #expect(foreign.unprocessedIdentityIds?.compactMap(\.identityId) == [own.id.text, "eu-central-1:0"])
        let elsewhere = try await room.run(
            IdentityPoolsModel.DeleteIdentities.self, input, region: Region("us-east-1"))
        #expect(elsewhere.unprocessedIdentityIds?.count == 2)
        let answer = try await room.run(IdentityPoolsModel.DeleteIdentities.self, input)
        #expect(answer.unprocessedIdentityIds?.map(\.identityId) == ["eu-central-1:0"])
        #expect(answer.unprocessedIdentityIds?.first?.errorCode == .accessDenied)
        let left = try await list(room, pool, by: 60).joined().map(\.identityId)
        #expect(left == [kept.id.text])
        try await room.layIdentity(in: pool, logins: [Self.facebook])
    }

    /// Policies cannot name an identity's pool as the resource, but as a condition.
    @Test func asksForThePoolAsACondition() async throws {
        let template = """
            {"Statement": [{"Effect": "Allow", "Resource": "*",
            "Action": ["cognito-identity:DescribeIdentity", "cognito-identity:DeleteIdentities"],
            "Condition": {"StringLike": {"cognito-identity:IdentityPoolArn": "arn:aws:cognito-identity:*:POOL"}}}]}
            """
        let room = try IdentityPoolRoom()
        let birds = try await room.layPool()
        let bees = try await room.layPool("bees")
        let policy = template.replacing("POOL", with: "\(IdentityPoolRoom.digits):identitypool/\(birds.id)")
        let guarded = try IdentityPoolRoom(grants: ["ada": policy], engine: room.engine)
        let ids = [try await room.layIdentity(in: birds).id.text, try await room.layIdentity(in: bees).id.text]
        let ada = room.user("ada")
        _ = try await guarded.run(IdentityPoolsModel.DescribeIdentity.self, .init(identityId: ids[0]), as: ada)
        let denied = [
            await guarded.refusal(IdentityPoolsModel.DescribeIdentity.self, .init(identityId: ids[1]), as: ada),
            await guarded.refusal(
                IdentityPoolsModel.DeleteIdentities.self, .init(identityIdsToDelete: ids), as: ada),
        ]
        #expect(denied.allSatisfy { $0.contains("is not authorized to perform: cognito-identity:De") })
        let deleted = try await guarded.run(
            IdentityPoolsModel.DeleteIdentities.self, .init(identityIdsToDelete: [ids[0]]), as: ada)
        #expect(deleted.unprocessedIdentityIds?.isEmpty == true)
    }
}
