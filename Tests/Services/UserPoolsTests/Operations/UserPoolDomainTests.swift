import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// A domain's name belongs to one pool of the whole server: pages are found by it alone.
struct UserPoolDomainTests {
    static let certificate = "arn:aws:acm:us-east-1:123456789012:certificate/c"

    @Test func prefixAndCustomDomainStandInThePoolsDescription() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let prefix = try await room.run(
            UserPoolsModel.CreateUserPoolDomain.self, .init(domain: "birds", userPoolId: pool.id.text))
        #expect(prefix == CreateUserPoolDomainResponse(managedLoginVersion: 1))
        let custom = try await room.run(
            UserPoolsModel.CreateUserPoolDomain.self,
            .init(
                domain: "auth.example.com", userPoolId: pool.id.text, managedLoginVersion: 2,
                customDomainConfig: CustomDomainConfigType(certificateArn: Self.certificate)))
        #expect(custom == CreateUserPoolDomainResponse(managedLoginVersion: 2, cloudFrontDomain: "127.0.0.1"))
        let told = try await room.run(UserPoolsModel.DescribeUserPool.self, .init(userPoolId: pool.id.text)).userPool
        #expect(told?.domain == "birds")
        #expect(told?.customDomain == "auth.example.com")
        let described = try await room.run(
            UserPoolsModel.DescribeUserPoolDomain.self, .init(domain: "auth.example.com"))
        #expect(described.domainDescription?.customDomainConfig?.certificateArn == Self.certificate)
        #expect(described.domainDescription?.status == .active)
        #expect(described.domainDescription?.awsAccountId == UserPoolRoom.digits)
    }

    @Test func anUnknownDomainHasAnEmptyDescription() async throws {
        let room = try UserPoolRoom()
        let answer = try await room.run(UserPoolsModel.DescribeUserPoolDomain.self, .init(domain: "nobody"))
        #expect(answer.domainDescription == DomainDescriptionType())
    }

    @Test func aDomainChangesItsCertificateAndVersion() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        _ = try await room.run(
            UserPoolsModel.CreateUserPoolDomain.self,
            .init(
                domain: "auth.example.com", userPoolId: pool.id.text,
                customDomainConfig: CustomDomainConfigType(certificateArn: Self.certificate)))
        _ = try await room.run(
            UserPoolsModel.UpdateUserPoolDomain.self,
            .init(
                domain: "auth.example.com", userPoolId: pool.id.text, managedLoginVersion: 2,
                customDomainConfig: CustomDomainConfigType(certificateArn: Self.certificate + "2")))
        let described = try await room.run(
            UserPoolsModel.DescribeUserPoolDomain.self, .init(domain: "auth.example.com"))
        #expect(described.domainDescription?.customDomainConfig?.certificateArn == Self.certificate + "2")
        #expect(described.domainDescription?.managedLoginVersion == 2)
    }

    @Test(arguments: [
        ("taken", "Domain already associated with another user pool."),
        ("my-cognito", "Domain cannot contain reserved word: cognito"),
        (
            "auth.example.com",
            "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, "
                + "and hyphens. Please enter a different name that follows this format: "
                + #"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$"#
        ),
    ])
    func refuses(_ name: String, _ expected: String) async throws {
        let room = try UserPoolRoom()
        let other = try await room.makePool("other")
        _ = try await room.run(
            UserPoolsModel.CreateUserPoolDomain.self, .init(domain: "taken", userPoolId: other.id.text))
        let pool = try await room.makePool()
        #expect(
            await room.refusal(
                UserPoolsModel.CreateUserPoolDomain.self, .init(domain: name, userPoolId: pool.id.text))
                == "InvalidParameterException: \(expected)")
    }

    @Test func aPoolHasOnePrefixAndNobodyElseDeletesIt() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let other = try await room.makePool("other")
        _ = try await room.run(
            UserPoolsModel.CreateUserPoolDomain.self, .init(domain: "birds", userPoolId: pool.id.text))
        #expect(
            await room.refusal(
                UserPoolsModel.CreateUserPoolDomain.self, .init(domain: "more", userPoolId: pool.id.text))
                == "InvalidParameterException: User pool already has a domain configured.")
        #expect(
            await room.refusal(
                UserPoolsModel.DeleteUserPoolDomain.self, .init(domain: "birds", userPoolId: other.id.text))
                == "InvalidParameterException: No such domain or user pool exists.")
    }
}
