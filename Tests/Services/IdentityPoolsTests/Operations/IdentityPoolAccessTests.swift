import IdentityPoolsModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// Pools belong to one account and region, and policies reach single pools by ARN and by tags.
struct IdentityPoolAccessTests {
    /// One operation on a pool, whose id or ARN is handed in; answers the refusal.
    struct Access: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var refusal: @Sendable (IdentityPoolRoom, StoredIdentityPool, Principal?, Region) async -> String
    }

    static let accesses: [Access] = [
        .init(testDescription: "DescribeIdentityPool") { room, pool, caller, region in
            await room.refusal(
                IdentityPoolsModel.DescribeIdentityPool.self, .init(identityPoolId: pool.id.text), as: caller,
                region: region)
        },
        .init(testDescription: "UpdateIdentityPool") { room, pool, caller, region in
            await room.refusal(
                IdentityPoolsModel.UpdateIdentityPool.self,
                .init(identityPoolId: pool.id.text, identityPoolName: "fish", allowUnauthenticatedIdentities: true),
                as: caller, region: region)
        },
        .init(testDescription: "GetIdentityPoolRoles") { room, pool, caller, region in
            await room.refusal(
                IdentityPoolsModel.GetIdentityPoolRoles.self, .init(identityPoolId: pool.id.text), as: caller,
                region: region)
        },
        .init(testDescription: "GetPrincipalTagAttributeMap") { room, pool, caller, region in
            await room.refusal(
                IdentityPoolsModel.GetPrincipalTagAttributeMap.self,
                .init(identityPoolId: pool.id.text, identityProviderName: "graph.facebook.com"), as: caller,
                region: region)
        },
        .init(testDescription: "ListTagsForResource") { room, pool, caller, region in
            await room.refusal(
                IdentityPoolsModel.ListTagsForResource.self, .init(resourceArn: pool.arn), as: caller, region: region)
        },
        .init(testDescription: "TagResource") { room, pool, caller, region in
            await room.refusal(
                IdentityPoolsModel.TagResource.self, .init(resourceArn: pool.arn, tags: ["a": "b"]), as: caller,
                region: region)
        },
        .init(testDescription: "UntagResource") { room, pool, caller, region in
            await room.refusal(
                IdentityPoolsModel.UntagResource.self, .init(resourceArn: pool.arn, tagKeys: ["a"]), as: caller,
                region: region)
        },
        .init(testDescription: "DeleteIdentityPool") { room, pool, caller, region in
            await room.refusal(
                IdentityPoolsModel.DeleteIdentityPool.self, .init(identityPoolId: pool.id.text), as: caller,
                region: region)
        },
    ]

    static let unnamed: [Access] = [
        .init(testDescription: "SetIdentityPoolRoles") { room, pool, caller, region in
            await room.refusal(
                IdentityPoolsModel.SetIdentityPoolRoles.self, .init(identityPoolId: pool.id.text, roles: [:]),
                as: caller, region: region)
        },
        .init(testDescription: "SetPrincipalTagAttributeMap") { room, pool, caller, region in
            await room.refusal(
                IdentityPoolsModel.SetPrincipalTagAttributeMap.self,
                .init(identityPoolId: pool.id.text, identityProviderName: "graph.facebook.com"), as: caller,
                region: region)
        },
    ]

    static let principalTags = ["graph.facebook.com": PrincipalTagMap(usesDefaults: true, tags: [:])]

    /// Another account's root finds the pool closed, the own one in another region finds none; nothing is changed.
    @Test(arguments: accesses + unnamed)
    func poolsOfElsewhereAreOutOfReach(_ access: Access) async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { $0.principalTags = Self.principalTags }
        let stranger = Principal.root(account: try #require(AccountID("999988887777")))
        let closed = "NotAuthorizedException: Access to IdentityPool '\(pool.id)' is forbidden."
        #expect(await access.refusal(room, pool, stranger, IdentityPoolRoom.region) == closed)
        let unknown = "ResourceNotFoundException: IdentityPool '\(pool.id)' not found."
        #expect(await access.refusal(room, pool, nil, Region("eu-west-1")) == unknown)
        #expect(try await room.stored(pool) == pool)
    }

    /// A policy that names one pool's ARN, or one value of a tag, opens that pool and no other.
    @Test(arguments: accesses)
    func policiesReachSinglePools(_ access: Access) async throws {
        let arn = "arn:aws:cognito-identity:eu-central-1:123456789012:identitypool/*"
        let byTag = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"cognito-identity:*","Resource":"\(arn)",
            "Condition":{"StringEquals":{"aws:ResourceTag/stage":"dev"}}}}
            """
        let room = try IdentityPoolRoom(grants: ["tagged": byTag])
        let open = try await room.layPool {
            $0.tags = ["stage": "dev"]
            $0.principalTags = Self.principalTags
        }
        let shut = try await room.layPool { $0.tags = ["stage": "live"] }
        let denial =
            "AccessDeniedException: User: arn:aws:iam::123456789012:user/tagged is not authorized to perform: "
            + "cognito-identity:\(access.testDescription) on resource: \(shut.arn) because no identity-based policy "
            + "allows the cognito-identity:\(access.testDescription) action"
        #expect(await access.refusal(room, shut, room.user("tagged"), IdentityPoolRoom.region) == denial)
        #expect(await access.refusal(room, open, room.user("tagged"), IdentityPoolRoom.region) == "no refusal")
        #expect(try await room.stored(shut) == shut)
    }

    /// A pool with forbidden tags cannot be made, nor can tags be changed past `TagResource` by way of an update.
    @Test func tagsNeedTheirOwnPermission() async throws {
        let policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["cognito-identity:CreateIdentityPool",
            "cognito-identity:UpdateIdentityPool"],"Resource":"*"},{"Effect":"Allow",
            "Action":"cognito-identity:TagResource","Resource":"*",
            "Condition":{"StringEquals":{"aws:RequestTag/stage":"dev"}}}]}
            """
        let room = try IdentityPoolRoom(grants: ["maker": policy])
        func create(_ tags: [String: String]?) async -> String {
            await room.refusal(
                IdentityPoolsModel.CreateIdentityPool.self,
                .init(
                    identityPoolName: "birds", allowUnauthenticatedIdentities: true, identityPoolTags: tags),
                as: room.user("maker"))
        }
        #expect(await create(nil) == "no refusal")
        #expect(await create(["stage": "dev"]) == "no refusal")
        #expect(await create(["stage": "live"]).contains("to perform: cognito-identity:TagResource"))

        let pool = try await room.layPool { $0.tags = ["team": "a"] }
        func update(_ tags: [String: String]?) async -> String {
            await room.refusal(
                IdentityPoolsModel.UpdateIdentityPool.self,
                .init(
                    identityPoolId: pool.id.text, identityPoolName: "birds", allowUnauthenticatedIdentities: true,
                    identityPoolTags: tags),
                as: room.user("maker"))
        }
        #expect(await update(nil) == "no refusal")
        #expect(await update(["team": "a"]) == "no refusal")
        #expect(await update(["team": "b"]).contains("to perform: cognito-identity:TagResource"))
        #expect(await update([:]).contains("to perform: cognito-identity:UntagResource"))
        #expect(await update(["team": "a", "stage": "dev"]) == "no refusal")
        #expect(try await room.stored(pool)?.tags == ["team": "a", "stage": "dev"])
    }
}
