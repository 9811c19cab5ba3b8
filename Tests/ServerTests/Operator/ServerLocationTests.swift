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

    @Test func `folders without keys and bad certificates are refused`() throws {
        #expect(throws: StartFault.self) { try ServerLocation(dataFolder: ProjectFolder().path) }
        let folder = try ProjectFolder(["c.pem": "no certificate"])
        let location = ServerLocation(
            endpoint: "https://a", region: "b", accessKeyID: "c", secretKey: "d", trust: .own(folder.path + "/c.pem"))
        #expect(throws: StartFault.self) { try OperatorClient(location: location) }
    }
}
