import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Policies see a pool's ARN and tags: rights can be given for one pool, or by tag.
struct PoolPermissionTests {
    static func policy(_ actions: String, on resource: String, when condition: String? = nil) -> String {
        let tail = condition.map { #","Condition":\#($0)"# } ?? ""
        return """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"\(actions)","Resource":"\(resource)"\(tail)}]}
            """
    }

    @Test func rightsCanBeGivenByTag() async throws {
        let tagged = Self.policy(
            "cognito-idp:*", on: "*", when: #"{"StringEquals":{"aws:ResourceTag/team":"birds"}}"#)
        let room = try UserPoolRoom(grants: ["birder": tagged])
        let own = try await room.makePool { $0.userPoolTags = ["team": "birds"] }
        let other = try await room.makePool("other")
        let birder = room.user("birder")
        _ = try await room.run(UserPoolsModel.DescribeUserPool.self, .init(userPoolId: own.id.text), as: birder)
        let refusal = await room.refusal(
            UserPoolsModel.DescribeUserPool.self, .init(userPoolId: other.id.text), as: birder)
        #expect(
            refusal
                == "AccessDeniedException: User: arn:aws:iam::123456789012:user/birder is not authorized to perform: "
                + "cognito-idp:DescribeUserPool on resource: \(other.arn) because no identity-based policy allows the "
                + "cognito-idp:DescribeUserPool action")
    }

    @Test func aNewPoolWithTagsAsksForTheRightToTag() async throws {
        let room = try UserPoolRoom(grants: ["maker": Self.policy("cognito-idp:CreateUserPool", on: "*")])
        let maker = room.user("maker")
        _ = try await room.run(UserPoolsModel.CreateUserPool.self, .init(poolName: "birds"), as: maker)
        let refusal = await room.refusal(
            UserPoolsModel.CreateUserPool.self, .init(poolName: "birds", userPoolTags: ["a": "b"]), as: maker)
        #expect(refusal.contains("is not authorized to perform: cognito-idp:TagResource"))
    }

    @Test func tagsInAnUpdateAskForTheRightToTag() async throws {
        let room = try UserPoolRoom(grants: ["maker": Self.policy("cognito-idp:UpdateUserPool", on: "*")])
        let pool = try await room.makePool()
        let maker = room.user("maker")
        _ = try await room.run(UserPoolsModel.UpdateUserPool.self, .init(userPoolId: pool.id.text), as: maker)
        let refusal = await room.refusal(
            UserPoolsModel.UpdateUserPool.self, .init(userPoolId: pool.id.text, userPoolTags: ["a": "b"]), as: maker)
        #expect(
            refusal.contains("is not authorized to perform: cognito-idp:TagResource on resource: \(pool.arn)"))
    }

    /// Who hands over a role could act as it in the end; the right to write pools alone must not do.
    @Test(arguments: [
        "CreateUserPool", "UpdateUserPool", "SetUserPoolMfaConfig", "CreateUserPoolClient", "UpdateUserPoolClient",
    ])
    func aRoleIsHandedOverWithTheRightToPassItAlone(_ operation: String) async throws {
        let room = try UserPoolRoom(grants: ["maker": Self.policy("cognito-idp:*", on: "*")])
        let pool = try await room.makePool()
        let client = try await room.makeClient(of: pool)
        let sms = CreateUserPoolRefusalTests.sms
        let analytics = AnalyticsConfigurationType(
            applicationId: "a", roleArn: sms.snsCallerArn, externalId: "x")
        let maker = room.user("maker")
        let refusal = await UserPoolRoom.refusal {
            switch operation {
            case "CreateUserPool":
                _ = try await room.run(
                    UserPoolsModel.CreateUserPool.self, .init(poolName: "p", smsConfiguration: sms), as: maker)
            case "UpdateUserPool":
                _ = try await room.run(
                    UserPoolsModel.UpdateUserPool.self, .init(userPoolId: pool.id.text, smsConfiguration: sms),
                    as: maker)
            case "SetUserPoolMfaConfig":
                _ = try await room.run(
                    UserPoolsModel.SetUserPoolMfaConfig.self,
                    .init(
                        userPoolId: pool.id.text, smsMfaConfiguration: SmsMfaConfigType(smsConfiguration: sms),
                        mfaConfiguration: .optional),
                    as: maker)
            case "CreateUserPoolClient":
                _ = try await room.run(
                    UserPoolsModel.CreateUserPoolClient.self,
                    .init(userPoolId: pool.id.text, clientName: "c", analyticsConfiguration: analytics), as: maker)
            default:
                _ = try await room.run(
                    UserPoolsModel.UpdateUserPoolClient.self,
                    .init(userPoolId: pool.id.text, clientId: client.id, analyticsConfiguration: analytics), as: maker)
            }
        }
        #expect(refusal.contains("is not authorized to perform: iam:PassRole on resource: \(sms.snsCallerArn)"))
    }

    @Test func aPoolOfAnotherRegionOrAccountIsNotFound() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        var elsewhere = room.call()
        elsewhere.region = Region("us-east-1")
        let call = elsewhere
        let refusal = await UserPoolRoom.refusal {
            _ = try await room.store.directory.pool(pool.id.text, in: call)
        }
        #expect(refusal == "ResourceNotFoundException: User pool \(pool.id) does not exist.")
    }

    @Test func tagsComeAndGo() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.userPoolTags = ["team": "birds"] }
        _ = try await room.run(
            UserPoolsModel.TagResource.self, .init(resourceArn: pool.arn, tags: ["team": "swifts", "x": ""]))
        _ = try await room.run(
            UserPoolsModel.UntagResource.self, .init(resourceArn: pool.arn, tagKeys: ["x", "missing"]))
        let tags = try await room.run(UserPoolsModel.ListTagsForResource.self, .init(resourceArn: pool.arn)).tags
        #expect(tags == ["team": "swifts"])
        #expect(
            await room.refusal(
                UserPoolsModel.ListTagsForResource.self,
                .init(resourceArn: "arn:aws:cognito-idp:eu-central-1:210987654321:userpool/eu-central-1_x"))
                == "InvalidParameterException: Invalid resource ARN: "
                + "arn:aws:cognito-idp:eu-central-1:210987654321:userpool/eu-central-1_x")
    }
}
