import Cryptography
import Kernel
import Storage
import Testing
import TokenSigning
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Whoever passes here acts as the user.
struct AccessTokensTests {
    @Test func onlyAccessTokensOpen() async throws {
        let signed = try await SignedIn(to: UserPoolRoom())
        #expect(await signed.answer() == "ada")
        let invalid = "NotAuthorizedException: Invalid Access Token"
        #expect(await signed.answer(to: signed.id) == invalid)
        #expect(await signed.answer(to: signed.refresh) == invalid)
        #expect(await signed.answer(to: "nonsense") == invalid)
        #expect(await signed.answer(to: signed.access + ".x") == invalid)
    }

    /// A changed claim, another's signature, a key that is not the pool's, no signature at all.
    @Test func forgedTokensAreRefused() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        let parts = signed.access.split(separator: ".").map(String.init)
        let refusal = "NotAuthorizedException: Could not verify signature for Access Token"
        var claims = try SignedIn.claims(signed.access).members
        claims.removeAll { $0.name == "username" }
        claims.append(.init("username", .string("root")))
        let forged = Base64URL.encode(Document.object(claims).json)
        let idParts = signed.id.split(separator: ".").map(String.init)
        let stranger = await RSAKeyPair.generate()
        let kid = try #require(SignedToken(signed.access)).keyID
        let strange = SignedToken.text(of: .object(claims), keyID: kid, key: stranger)
        let unknown = SignedToken.text(of: .object(claims), keyID: "unknown", key: stranger)
        let forgeries = [
            [parts[0], forged, parts[2]].joined(separator: "."),
            [parts[0], parts[1], idParts[2]].joined(separator: "."),
            "\(parts[0]).\(parts[1]).", strange, unknown,
        ]
        for token in forgeries { #expect(await signed.answer(to: token) == refusal) }
        let none = Base64URL.encode(Array(#"{"alg":"none","kid":"\#(kid)"}"#.utf8))
        #expect(await signed.answer(to: "\(none).\(forged).") == "NotAuthorizedException: Invalid Access Token")
    }

    @Test func tokensOfAnotherPoolAreItsOwn() async throws {
        let room = try UserPoolRoom()
        let (one, two) = (try await SignedIn(to: room), try await SignedIn(to: room))
        var claims = try SignedIn.claims(one.access).members.filter { $0.name != "iss" }
        claims.append(.init("iss", .string(IssuerName.canonical(two.pool.id))))
        let ring = try await room.store.keys.ring(of: one.pool, at: room.clock.now())
        let key = try #require(ring.accessKey(at: room.clock.now()))
        let moved = SignedToken.text(of: .object(claims), keyID: key.id, key: key.pair)
        #expect(
            await two.answer(to: moved) == "NotAuthorizedException: Could not verify signature for Access Token")
    }

    @Test(arguments: [(3599, "ada"), (3600, "NotAuthorizedException: Access Token has expired")])
    func tokensExpire(_ seconds: Int64, _ answer: String) async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        room.clock.advance(seconds: seconds)
        #expect(await signed.answer() == answer)
    }

    @Test func hostedScopesDoNotOpen() async throws {
        let signed = try await SignedIn(to: UserPoolRoom(), signIn: { $0.scopes = ["openid", "birds.read"] })
        #expect(
            await signed.answer() == "NotAuthorizedException: Access Token does not have required scopes")
    }

    @Test func deletedPoolsAndClientsTakeTheirTokensAlong() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        let (pool, client, account) = (signed.pool, signed.client, signed.pool.account.digits)
        try await room.store.write { transaction in
            _ = try Clients.records.remove(Clients.key(pool.id, client.id), account: account, in: transaction)
        }
        #expect(await signed.answer() == "ResourceNotFoundException: User pool client \(client.id) does not exist.")
        try await room.store.write { transaction in
            _ = try Pools.records.update(Pools.key(pool.id), account: account, in: transaction) { $0.isDeleted = true }
        }
        #expect(await signed.answer() == "ResourceNotFoundException: User pool \(pool.id) does not exist.")
    }

    /// A token that was seen before is verified no more, but everything that can change is asked each time.
    @Test func knownTokensStillExpire() async throws {
        let signed = try await SignedIn(to: UserPoolRoom())
        for _ in 0..<2 { #expect(await signed.answer() == "ada") }
        #expect(signed.room.store.verifiedTokens.count == 1)
        signed.room.clock.advance(seconds: 3600)
        #expect(await signed.answer() == "NotAuthorizedException: Access Token has expired")
    }

    @Test func knownTokensAreStillRevoked() async throws {
        let signed = try await SignedIn(to: UserPoolRoom())
        #expect(await signed.answer() == "ada")
        _ = try await signed.room.run(UserPoolsModel.GlobalSignOut.self, .init(accessToken: signed.access))
        #expect(await signed.answer() == "NotAuthorizedException: Access Token has been revoked")
    }

    /// A key that was taken away vouches for nothing, whatever it signed.
    @Test func knownTokensNeedTheirKey() async throws {
        let signed = try await SignedIn(to: UserPoolRoom())
        #expect(await signed.answer() == "ada")
        let (pool, room) = (signed.pool, signed.room)
        let pair = try await room.store.keys.pair(activeFrom: 0)
        try await room.store.write { transaction in
            try KeyRings.records.put(
                StoredKeyRing(pool: pool.id, account: pool.account, pairs: [pair]), in: transaction)
        }
        #expect(
            await signed.answer() == "NotAuthorizedException: Could not verify signature for Access Token")
    }

    /// What is remembered is bounded, and what does not verify is not remembered.
    @Test func remembersAFew() async throws {
        let signed = try await SignedIn(to: UserPoolRoom())
        _ = await signed.answer(to: signed.access.dropLast(8) + "AAAAAAAA")
        #expect(signed.room.store.verifiedTokens.count == 0)
        _ = await signed.answer()
        let digest = VerifiedTokens.digest(of: signed.access)
        let entry = try #require(signed.room.store.verifiedTokens.find(digest))
        let few = VerifiedTokens(limit: 10)
        for number in 0..<100 { few.keep(entry, as: VerifiedTokens.digest(of: "\(number)")) }
        #expect(few.count <= 20)
        #expect(few.find(VerifiedTokens.digest(of: "99")) != nil && few.find(VerifiedTokens.digest(of: "9")) == nil)
    }
}
