import Cryptography
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// The one place where passwords are kept: sealed, hashed, and good for both kinds of sign-in.
struct PasswordsTests {
    private struct Setting {
        let room: UserPoolRoom
        let pool: StoredPool
        let user: StoredUser
        let passwords: Passwords

        init(history: Int = 0, workers: PasswordWorkers? = nil) async throws {
            room = try UserPoolRoom()
            var made = try await room.makePool()
            made.settings.passwordPolicy.history = history
            pool = made
            user = try await room.layUser("ada", in: pool)
            let quick = PasswordWorkers(parameters: Argon2id(memory: 64, passes: 1))
            passwords = Passwords(vault: room.vault, random: room.random, workers: workers ?? quick)
        }

        func prepare(_ password: String, replacing previous: StoredPassword? = nil) async throws -> StoredPassword {
            try await passwords.prepare(password, for: user, in: pool, replacing: previous, at: 7)
        }
    }

    @Test func onlyThePasswordVerifies() async throws {
        let setting = try await Setting()
        let stored = try await setting.prepare("Correct-Horse-1")
        #expect(try await setting.passwords.verify("Correct-Horse-1", against: stored))
        #expect(try await !setting.passwords.verify("Correct-Horse-2", against: stored))
        #expect(try await !setting.passwords.verify("Correct-Horse-1", against: nil))
        #expect(stored.srpUserID == "ada" && stored.srpPoolName == setting.pool.id.srpName && stored.createdAt == 7)
    }

    /// A client that knows the password proves it by SRP against what was kept.
    @Test(arguments: [("Correct-Horse-1", true), ("Correct-Horse-2", false)])
    func signInBySRPWorks(_ password: String, _ isValid: Bool) async throws {
        let setting = try await Setting()
        let stored = try await setting.prepare("Correct-Horse-1")
        let verifier = try #require(try setting.passwords.verifier(of: stored))
        let secret = setting.room.random.bytes(SecureRemotePassword.secretLength)
        let client = SecureRemotePassword.Client(secret: setting.room.random.bytes(128))
        let challenge = SecureRemotePassword.challenge(for: verifier, secret: secret)
        let (pool, user) = (stored.srpPoolName, stored.srpUserID)
        let signature =
            client
            .sessionKey(
                server: challenge, salt: try #require(Hexadecimal.bytes(stored.salt)), pool: pool, user: user,
                password: password
            )
            .signature(pool: pool, user: user, secretBlock: [1], timestamp: "now")
        let key = SecureRemotePassword.sessionKey(
            client: client.publicValue, server: challenge, verifier: verifier, secret: secret)
        #expect(key.isValid(signature, pool: pool, user: user, secretBlock: [1], timestamp: "now") == isValid)
    }

    @Test func historyIsAsDeepAsThePoolSays() async throws {
        let setting = try await Setting(history: 2)
        var stored = try await setting.prepare("one")
        for password in ["two", "three", "four"] { stored = try await setting.prepare(password, replacing: stored) }
        var used: [String] = []
        for password in ["one", "two", "three", "four", "five"]
        where try await setting.passwords.wasUsed(password, in: stored, depth: 2) {
            used.append(password)
        }
        #expect(used == ["two", "three", "four"])
        #expect(try await !setting.passwords.wasUsed("two", in: stored, depth: 1))
    }

    /// Neither the password nor anything to guess it by may lie open in the database.
    @Test func nothingIsKeptInTheOpen() async throws {
        let setting = try await Setting()
        let stored = try await setting.prepare("Correct-Horse-1")
        try await setting.room.store.write { try Passwords.records.put(stored, in: $0) }
        let entries = try await setting.room.engine.read { transaction in
            try transaction.entries(in: KeyRange(prefix: [.string(Passwords.records.space)]), reverse: false, limit: 10)
        }
        let text = String(decoding: entries.flatMap(\.value), as: UTF8.self)
        #expect(text.contains("ada"))
        #expect(!text.contains("Correct-Horse") && !text.contains("argon2"))
    }

    @Test func aFloodIsTurnedAway() async throws {
        let setting = try await Setting(
            workers: PasswordWorkers(parameters: Argon2id(memory: 64, passes: 1), atOnce: 1, longestLine: 0))
        let refusals = await withTaskGroup(of: String.self) { tasks in
            for _ in 0..<32 {
                tasks.addTask {
                    await UserPoolRoom.refusal { _ = try await setting.passwords.verify("x", against: nil) }
                }
            }
            return await tasks.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(refusals == ["no refusal", "TooManyRequestsException: Too many requests"])
    }
}
