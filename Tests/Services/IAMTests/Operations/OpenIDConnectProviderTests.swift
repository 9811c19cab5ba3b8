import IAMModel
import Kernel
import Testing
import Wire

@testable import ServiceIAM

/// Signing in with Google, GitHub or a user pool stands on these providers.
struct OpenIDConnectProviderTests {
    private static let thumbprint = "6938fd4d98bab03faadb97b34396831e3780aea1"
    private static let create = ServiceIAM.CreateOpenIDConnectProvider.init

    @Test("a provider is found by an ARN made of its address, and shows it without scheme")
    func create() async throws {
        let room = try PolicyRoom()
        let made = try await room.run(
            Self.create,
            .init(
                url: "https://example.com/tenant", clientIDList: ["app"], thumbprintList: [Self.thumbprint],
                tags: [.init(key: "env", value: "dev")]))
        let arn = room.arn("oidc-provider/example.com/tenant")
        #expect(made.openIDConnectProviderArn == arn)
        let found = try await room.run(
            ServiceIAM.GetOpenIDConnectProvider.init, .init(openIDConnectProviderArn: arn))
        #expect(found.url == "example.com/tenant")
        #expect(found.clientIDList == ["app"])
        #expect(found.thumbprintList == [Self.thumbprint])
        #expect(found.createDate == Timestamp(seconds: PolicyRoom.now))
        #expect(found.tags == [.init(key: "env", value: "dev")])
        #expect(
            await room.refusal(Self.create, .init(url: "https://example.com/tenant"))
                == "EntityAlreadyExists: Provider with url https://example.com/tenant already exists.")
        let listed = try await room.run(ServiceIAM.ListOpenIDConnectProviders.init, .init())
        #expect(listed.openIDConnectProviderList?.map(\.arn) == [arn])
        _ = try await room.run(ServiceIAM.DeleteOpenIDConnectProvider.init, .init(openIDConnectProviderArn: arn))
        #expect(
            await room.refusal(ServiceIAM.GetOpenIDConnectProvider.init, .init(openIDConnectProviderArn: arn))
                == "NoSuchEntity: OpenIDConnect Provider not found for arn \(arn)")
    }

    @Test(
        "only addresses with https are taken",
        arguments: [
            ("https://accounts.google.com", true), ("https://localhost:4566/pool", true), ("http://example.com", false),
            ("example.com", false), ("https://", false), ("https:///path", false), ("https://a b", false),
            ("https://example.com/?x=1", false), ("https://user@example.com", false),
        ])
    func addresses(_ url: String, _ isTaken: Bool) async throws {
        let room = try PolicyRoom()
        let outcome = isTaken ? "no refusal" : "ValidationError: Invalid Open ID Connect Provider URL"
        #expect(await room.refusal(Self.create, .init(url: url)) == outcome)
    }

    @Test("thumbprints and audiences are limited")
    func limits() async throws {
        let room = try PolicyRoom()
        let thumbprints = Array(repeating: Self.thumbprint, count: 6)
        let clients = (0..<101).map { "app-\($0)" }
        #expect(
            await room.refusal(Self.create, .init(url: "https://a.com", thumbprintList: thumbprints))
                == "InvalidInput: Thumbprint list must contain fewer than 5 entries.")
        #expect(
            await room.refusal(Self.create, .init(url: "https://a.com", clientIDList: clients))
                == "LimitExceeded: Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100")
        let arn = room.arn("oidc-provider/a.com")
        _ = try await room.run(Self.create, .init(url: "https://a.com", clientIDList: Array(clients.prefix(100))))
        let add = ServiceIAM.AddClientIDToOpenIDConnectProvider.init
        #expect(
            await room.refusal(add, .init(openIDConnectProviderArn: arn, clientID: "one more"))
                == "LimitExceeded: Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100")
        #expect(
            await room.refusal(add, .init(openIDConnectProviderArn: arn, clientID: "app-1")) == "no refusal")
    }

    @Test("audiences and thumbprints can be changed")
    func changes() async throws {
        let room = try PolicyRoom()
        let arn = room.arn("oidc-provider/a.com")
        _ = try await room.run(Self.create, .init(url: "https://a.com"))
        for id in ["x", "y"] {
            _ = try await room.run(
                ServiceIAM.AddClientIDToOpenIDConnectProvider.init,
                .init(openIDConnectProviderArn: arn, clientID: id))
        }
        for id in ["x", "never"] {
            _ = try await room.run(
                ServiceIAM.RemoveClientIDFromOpenIDConnectProvider.init,
                .init(openIDConnectProviderArn: arn, clientID: id))
        }
        _ = try await room.run(
            ServiceIAM.UpdateOpenIDConnectProviderThumbprint.init,
            .init(openIDConnectProviderArn: arn, thumbprintList: [Self.thumbprint]))
        let found = try await room.run(
            ServiceIAM.GetOpenIDConnectProvider.init, .init(openIDConnectProviderArn: arn))
        #expect(found.clientIDList == ["y"])
        #expect(found.thumbprintList == [Self.thumbprint])
        #expect(found.tags == [])
    }
}
