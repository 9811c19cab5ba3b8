import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// How administrators find users.
struct ListUsersTests {
    private static let people: [(String, [String: String])] = [
        ("Ada", ["email": "Ada@Example.com", "given_name": "Ada", "family_name": "Lovelace"]),
        ("bob", ["email": "bob@example.com", "phone_number": "+4915112345678", "given_name": "Bob"]),
        ("carol", ["email": "carol@example.org", "phone_number": "+4917012345678", "given_name": "Carol"]),
        ("dave", ["email": "dave@example.org", "preferred_username": "ada"]),
    ]

    private func room() async throws -> (UserPoolRoom, StoredPool) {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        for (name, attributes) in Self.people {
            try await room.layUser(
                name, in: pool, attributes: attributes, status: name == "bob" ? .unconfirmed : .confirmed
            ) { $0.isEnabled = name != "carol" }
        }
        return (room, pool)
    }

    /// Every attribute that AWS searches, both ways of matching, and where case counts.
    @Test(arguments: [
        ("", ["Ada", "bob", "carol", "dave"]),
        (#"username = "Ada""#, ["Ada"]),
        (#"username = "ada""#, []),
        (#"username ^= "ca""#, ["carol"]),
        (#"email = "ada@example.com""#, ["Ada"]),
        (#"email ^= "BOB""#, ["bob"]),
        (#"email ^= "bob@example.com.""#, []),
        (#"phone_number ^= "+49""#, ["bob", "carol"]),
        (#"given_name = "ada""#, ["Ada"]),
        (#"family_name = "Lovelace""#, ["Ada"]),
        (#"preferred_username = "ada""#, ["dave"]),
        (#"cognito:user_status = "unconfirmed""#, ["bob"]),
        (#"cognito:user_status ^= "CON""#, ["Ada", "carol", "dave"]),
        (#"status = "Disabled""#, ["carol"]),
        (#"status = "disabled""#, []),
        (#"status ^= "E""#, ["Ada", "bob", "dave"]),
        (#"status ^= """#, ["Ada", "bob", "carol", "dave"]),
    ])
    func finds(_ filter: String, _ names: [String]) async throws {
        let (room, pool) = try await room()
        let found = try await room.run(
            UserPoolsModel.ListUsers.self, .init(userPoolId: pool.id.text, filter: filter))
        #expect(found.users?.compactMap(\.username).sorted() == names)
        #expect(found.paginationToken == nil)
    }

    /// Apps look users up by the `sub` of a token.
    @Test func findsBySub() async throws {
        let (room, pool) = try await room()
        let bob = try #require(try await room.store.read { try Users.get("bob", in: pool, $0) })
        for filter in ["sub = \"\(bob.sub)\"", "sub ^= \"\(bob.sub.prefix(20))\""] {
            let found = try await room.run(
                UserPoolsModel.ListUsers.self, .init(userPoolId: pool.id.text, filter: filter))
            #expect(found.users?.map(\.username) == ["bob"])
        }
    }

    /// Pages go on where the last ended, also through an index; a token is good for its own filter alone.
    @Test func pages() async throws {
        let (room, pool) = try await room()
        let filter = #"email ^= """#
        var names: [String] = []
        var token: String?
        repeat {
            let page = try await room.run(
                UserPoolsModel.ListUsers.self,
                .init(userPoolId: pool.id.text, limit: 3, paginationToken: token, filter: filter))
            names += page.users?.compactMap(\.username) ?? []
            token = page.paginationToken
            if let token {
                let stolen = await room.refusal(
                    UserPoolsModel.ListUsers.self,
                    .init(userPoolId: pool.id.text, paginationToken: token, filter: #"name ^= """#))
                #expect(stolen == "InvalidParameterException: Invalid pagination token given.")
            }
        } while token != nil
        #expect(names == ["Ada", "bob", "carol", "dave"])
    }

    /// A search through an index reads the users it finds and no others.
    @Test func readsOnlyWhatItFinds() async throws {
        let (room, pool) = try await room()
        let crowd = (0..<500).map { number in
            StoredUser(
                pool: pool.id, account: pool.account, username: "crowd\(number)", key: "crowd\(number)",
                sub: room.random.uuid(), attributes: ["email": "crowd\(number)@example.net"], status: .confirmed,
                createdAt: 0, modifiedAt: 0)
        }
        try await room.store.write { transaction in
            for user in crowd { try Users.insert(user, transaction) }
        }
        let search = UserSearch(
            of: try #require(try UserFilter.parse(#"email = "bob@example.com""#)), in: pool)
        let store = room.store
        let reads = try await room.store.read { transaction in
            let counting = CountingTransaction(transaction)
            let page = try search.page(.init(limit: nil, token: nil), of: pool, store: store, counting)
            #expect(page.records.map(\.username) == ["bob"])
            return counting.values
        }
        #expect(reads <= 2)
    }

    /// AWS refuses the listing where one of its users lacks a requested attribute; apps rely on the text.
    @Test(arguments: [
        (["email"], "", "no refusal"),
        (["sub", "email"], "", "no refusal"),
        (["given_name"], #"email ^= "bob""#, "no refusal"),
        (["given_name"], "", "InvalidParameterException: One or more requested attributes do not exist."),
        (["custom:x"], "", "InvalidParameterException: One or more requested attributes do not exist."),
    ])
    func selectsAttributes(_ names: [String], _ filter: String, _ answer: String) async throws {
        let (room, pool) = try await room()
        let refusal = await room.refusal(
            UserPoolsModel.ListUsers.self,
            .init(userPoolId: pool.id.text, attributesToGet: names, filter: filter))
        #expect(refusal == answer)
        guard answer == "no refusal" else { return }
        let found = try await room.run(
            UserPoolsModel.ListUsers.self,
            .init(userPoolId: pool.id.text, attributesToGet: names, filter: filter))
        for user in found.users ?? [] { #expect(Set(user.attributes?.map(\.name) ?? []) == Set(names)) }
    }
}

/// Counts the values that are read through it.
private final class CountingTransaction: ReadTransaction {
    private let base: any ReadTransaction
    private(set) var values = 0

    init(_ base: any ReadTransaction) {
        self.base = base
    }

    func get(_ key: Key) throws -> [UInt8]? {
        values += 1
        return try base.get(key)
    }

    func entries(in range: KeyRange, reverse: Bool, limit: Int) throws -> [Entry] {
        let entries = try base.entries(in: range, reverse: reverse, limit: limit)
        values += entries.count
        return entries
    }

    func count(in range: KeyRange) throws -> Int { try base.count(in: range) }
}
