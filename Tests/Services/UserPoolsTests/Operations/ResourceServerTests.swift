import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Resource servers keep what clients' scopes are made of.
struct ResourceServerTests {
    static let read = ResourceServerScopeType(scopeName: "read", scopeDescription: "reads")
    static let write = ResourceServerScopeType(scopeName: "write", scopeDescription: "writes")

    @Test func aResourceServerIsMadeChangedListedAndDeleted() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let made = try await room.run(
            UserPoolsModel.CreateResourceServer.self,
            .init(userPoolId: pool.id.text, identifier: "https://api.example.com", name: "api", scopes: [Self.read]))
        var expected = ResourceServerType(
            userPoolId: pool.id.text, identifier: "https://api.example.com", name: "api", scopes: [Self.read])
        #expect(made.resourceServer == expected)
        _ = try await room.run(
            UserPoolsModel.UpdateResourceServer.self,
            .init(
                userPoolId: pool.id.text, identifier: "https://api.example.com", name: "two",
                scopes: [Self.read, Self.write]))
        expected.name = "two"
        expected.scopes = [Self.read, Self.write]
        let told = try await room.run(
            UserPoolsModel.DescribeResourceServer.self,
            .init(userPoolId: pool.id.text, identifier: "https://api.example.com"))
        #expect(told.resourceServer == expected)
        let listed = try await room.run(UserPoolsModel.ListResourceServers.self, .init(userPoolId: pool.id.text))
        #expect(listed.resourceServers == [expected])
        let delete = DeleteResourceServerRequest(userPoolId: pool.id.text, identifier: "https://api.example.com")
        _ = try await room.run(UserPoolsModel.DeleteResourceServer.self, delete)
        #expect(
            await room.refusal(UserPoolsModel.DeleteResourceServer.self, delete)
                == "ResourceNotFoundException: Resource server https://api.example.com does not exist.")
    }

    @Test func anIdentifierAndAScopeExistOnce() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let request = CreateResourceServerRequest(userPoolId: pool.id.text, identifier: "api", name: "api")
        _ = try await room.run(UserPoolsModel.CreateResourceServer.self, request)
        #expect(
            await room.refusal(UserPoolsModel.CreateResourceServer.self, request)
                == "InvalidParameterException: api already exists in user pool \(pool.id).")
        #expect(
            await room.refusal(
                UserPoolsModel.UpdateResourceServer.self,
                .init(userPoolId: pool.id.text, identifier: "api", name: "api", scopes: [Self.read, Self.read]))
                == "InvalidParameterException: Scope names must be unique within a resource server.")
    }
}
