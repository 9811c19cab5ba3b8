import Foundation
import Testing

@testable import Server

/// What the server leaves in its folder is all that the other commands know of it.
@Suite struct ServerLocationTests {
    private static let keys = "[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret=1\n"

    @Test func `a command finds what the server left`() throws {
        let text = ServerLocation.announcement(
            endpoint: "https://[::1]:4566", region: "eu-west-1", certificate: "/c.pem")
        let folder = try ProjectFolder(["credentials": Self.keys, "endpoint": text])
        #expect(
            try ServerLocation(dataFolder: folder.path)
                == ServerLocation(
                    endpoint: "https://[::1]:4566", region: "eu-west-1", accessKeyID: "AKIDEXAMPLE",
                    secretKey: "secret=1", trust: .own("/c.pem")))
    }

    /// Commands run in other folders than the server did.
    @Test func `a relative path of a certificate becomes absolute`() throws {
        let text = ServerLocation.announcement(endpoint: "https://a", region: "b", certificate: "c.pem")
        #expect(text.contains("certificate = \(FileManager.default.currentDirectoryPath)/c.pem\n"))
        #expect(!ServerLocation.announcement(endpoint: "http://a", region: "b", certificate: nil).contains("cert"))
    }

    /// An authority that a person names goes before what the server says of itself, and reaches other clients too.
    @Test func `a named authority goes before`() throws {
        let text = ServerLocation.announcement(endpoint: "https://a", region: "b", certificate: "/c.pem")
        let folder = try ProjectFolder(["credentials": Self.keys, "endpoint": text])
        let location = try ServerLocation(dataFolder: folder.path, authority: "/ca.pem")
        #expect(location.trust == .authority("/ca.pem"))
        #expect(location.environment.contains { $0 == ("AWS_CA_BUNDLE", "/ca.pem") })
    }

    @Test func `a server without TLS needs no trust`() throws {
        let text = ServerLocation.announcement(endpoint: "http://127.0.0.1:1", region: "b", certificate: nil)
        let folder = try ProjectFolder(["credentials": Self.keys, "endpoint": text])
        let location = try ServerLocation(dataFolder: folder.path)
        #expect(location.trust == nil)
        #expect(!location.environment.contains { $0.name == "AWS_CA_BUNDLE" })
    }

    /// An ephemeral server leaves no folder; what it prints for the AWS CLI must do for Martlet's own commands as well.
    @Test func `the environment of the AWS CLI tells a server`() {
        let keys = [
            "AWS_ENDPOINT_URL": "https://a:1/", "AWS_ACCESS_KEY_ID": "b", "AWS_SECRET_ACCESS_KEY": "c",
            "AWS_DEFAULT_REGION": "d",
        ]
        let expected = ServerLocation(endpoint: "https://a:1", region: "d", accessKeyID: "b", secretKey: "c")
        #expect(ServerLocation(environment: keys) == expected)
        let more = keys.merging(["AWS_REGION": "e", "AWS_SESSION_TOKEN": "f", "AWS_CA_BUNDLE": "/g"]) { $1 }
        let full = ServerLocation(environment: more)
        #expect(full?.region == "e")
        #expect(full?.trust == .authority("/g"))
        #expect(full?.environment.contains { $0 == ("AWS_SESSION_TOKEN", "f") } == true)
        #expect(ServerLocation(environment: more, authority: "/h")?.trust == .authority("/h"))
        for name in ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
            #expect(ServerLocation(environment: keys.merging([name: ""]) { $1 }) == nil)
        }
    }

    @Test func `folders without keys and bad certificates are refused`() throws {
        #expect(throws: StartFault.self) { try ServerLocation(dataFolder: ProjectFolder().path) }
        let folder = try ProjectFolder(["c.pem": "no certificate"])
        let location = ServerLocation(
            endpoint: "https://a", region: "b", accessKeyID: "c", secretKey: "d", trust: .own(folder.path + "/c.pem"))
        #expect(throws: StartFault.self) { try OperatorClient(location: location) }
    }
}
