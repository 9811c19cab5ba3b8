import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Signing in with a password, sent or proved by SRP.
@Suite struct PasswordSignInTests {
    private static let wrong = "NotAuthorizedException: Incorrect username or password."

    /// What every app does: SRP, then tokens that count.
    @Test func signsInBySRP() async throws {
        let door = try await FrontDoor()
        let tokens = try #require(try await door.signIn().tokens)
        let token = try #require(tokens.accessToken)
        let user = try await door.room.run(UserPoolsModel.GetUser.self, .init(accessToken: token))
        #expect(user.username == "ada")
        #expect(tokens.refreshToken != nil && tokens.idToken != nil && tokens.newDeviceMetadata == nil)
        #expect(try await door.attempts() == 0)
    }

    /// The challenge carries what clients read, and no session, as AWS's does.
    @Test func tellsWhatSRPNeeds() async throws {
        let door = try await FrontDoor()
        let app = SRPApp(door.room.random)
        let first = try await door.start("USER_SRP_AUTH", ["USERNAME": "ada", "SRP_A": app.value])
        #expect(first.challenge == "PASSWORD_VERIFIER" && first.session == nil)
        #expect(
            first.parameters.keys.sorted() == ["SALT", "SECRET_BLOCK", "SRP_B", "USERNAME", "USER_ID_FOR_SRP"])
    }

    /// The other flows that end in tokens at once.
    @Test(arguments: ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH"])
    func signsInByPasswordSent(flow: String) async throws {
        let door = try await FrontDoor()
        let output = try await door.room.run(
            UserPoolsModel.AdminInitiateAuth.self,
            .init(
                userPoolId: door.pool.id.text, clientId: door.client.id, authFlow: AuthFlowType(rawValue: flow),
                authParameters: ["USERNAME": "ada", "PASSWORD": FrontDoor.password]))
        #expect(output.authenticationResult?.accessToken != nil)
    }

    /// Wrong proofs of every kind get the same words, and are counted.
    @Test func refusesWrongPasswords() async throws {
        let door = try await FrontDoor()
        #expect(await door.refusal { try await door.signIn("wrong") } == Self.wrong)
        #expect(await door.refusal { try await door.sendPassword("wrong") } == Self.wrong)
        #expect(try await door.attempts() == 2)
        #expect(try await door.sendPassword().tokens != nil)
        #expect(try await door.attempts() == 0)
    }

    /// A proof over another user, pool, block or moment is no proof.
    @Test(arguments: ["PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP"]) func refusesChangedProofs(member: String) async throws {
        let door = try await FrontDoor()
        let (_, proof) = try await proof(at: door)
        var changed = proof
        changed[member] =
            member == "TIMESTAMP"
            ? SRPApp.timestamp(door.room.clock.now().adding(seconds: 1)) : "AAAA"
        let answer = changed
        #expect(await door.refusal { try await door.answer("PASSWORD_VERIFIER", answer) } == Self.wrong)
    }

    /// A proof must be new: the client's moment is checked against the clock, in the client's form.
    @Test(arguments: [
        ("Sun Nov 22 09:54:59 UTC 2026", "NotAuthorizedException: Timestamp is not recent."),
        (
            "2026-11-22T10:00:00Z",
            "InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english."
        ),
    ])
    func refusesOtherMoments(timestamp: String, answer: String) async throws {
        let door = try await FrontDoor()
        var (_, proof) = try await proof(at: door)
        proof["TIMESTAMP"] = timestamp
        let brought = proof
        #expect(await door.refusal { try await door.answer("PASSWORD_VERIFIER", brought) } == answer)
    }

    /// One secret block, one answer: neither a replay nor two at once may give tokens twice.
    @Test func spendsSecretBlocks() async throws {
        let door = try await FrontDoor()
        let (_, proof) = try await proof(at: door)
        let outcomes = await withTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask { await door.refusal { try await door.answer("PASSWORD_VERIFIER", proof) } }
            }
            return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        }
        let spent = "NotAuthorizedException: Invalid session for the user, session can only be used once."
        #expect(outcomes["no refusal"] == 1)
        #expect(outcomes[spent] == 7 || outcomes["NotAuthorizedException: Password attempts exceeded"] != nil)
        #expect(await door.refusal { try await door.answer("PASSWORD_VERIFIER", proof) } == spent)
    }

    /// A block belongs to its client and its time.
    @Test func refusesForeignAndOldBlocks() async throws {
        let door = try await FrontDoor()
        let (_, proof) = try await proof(at: door)
        let other = try await door.room.makeClient(of: door.pool)
        let foreign = await door.refusal { try await door.answer("PASSWORD_VERIFIER", proof, client: other) }
        #expect(foreign == "NotAuthorizedException: Invalid session for the user.")
        door.room.clock.advance(seconds: 180)
        let old = await door.refusal { try await door.answer("PASSWORD_VERIFIER", proof) }
        #expect(old == "NotAuthorizedException: Invalid session for the user, session is expired.")
    }

    /// The lock of AWS's table, seen from outside; a right password does not open it.
    @Test func locksGuessersOut() async throws {
        let door = try await FrontDoor()
        let locked = "NotAuthorizedException: Password attempts exceeded"
        for _ in 0..<5 { #expect(await door.refusal { try await door.sendPassword("wrong") } == Self.wrong) }
        #expect(await door.refusal { try await door.sendPassword() } == locked)
        #expect(await door.refusal { try await door.signIn() } == locked)
        door.room.clock.advance(seconds: 1)
        #expect(try await door.signIn().tokens != nil)
    }

    /// Guesses at once find the same door: at most five are looked at.
    @Test func countsGuessesAtOnce() async throws {
        let door = try await FrontDoor()
        let answers = await withTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { await door.refusal { try await door.sendPassword("wrong") } } }
            return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(answers == [Self.wrong: 5, "NotAuthorizedException: Password attempts exceeded": 15])
    }

    /// Missing and malformed parameters, in AWS's words.
    @Test(
        arguments: [
            ("USER_SRP_AUTH", [:], "Missing required parameter USERNAME"),
            ("USER_SRP_AUTH", ["USERNAME": "ada"], "Missing required parameter SRP_A"),
            ("USER_SRP_AUTH", ["USERNAME": "ada", "SRP_A": "xyz"], "Invalid SRP_A"),
            ("USER_SRP_AUTH", ["USERNAME": "ada", "SRP_A": "0"], "Invalid SRP_A"),
            ("USER_PASSWORD_AUTH", ["USERNAME": "ada"], "Missing required parameter PASSWORD"),
            ("REFRESH_TOKEN_AUTH", [:], "Missing required parameter REFRESH_TOKEN"),
            ("ADMIN_USER_PASSWORD_AUTH", ["USERNAME": "ada"], "Initiate Auth method not supported."),
        ] as [(String, [String: String], String)])
    func namesWhatIsMissing(flow: String, parameters: [String: String], text: String) async throws {
        let door = try await FrontDoor()
        let answer = await door.refusal { try await door.start(flow, parameters) }
        #expect(answer == "InvalidParameterException: \(text)")
    }

    /// Clients with a secret prove it at every step, over the name that they use there.
    @Test func asksForTheSecret() async throws {
        let door = try await FrontDoor(
            hasSecret: true, attributes: ["email": "ada@b.c", "email_verified": "true"],
            pool: { $0.aliasAttributes = [.email] })
        let none = await door.refusal { try await door.sendPassword() }
        #expect(none.hasSuffix("is configured with secret but SECRET_HASH was not received"))
        let foreign = try door.secretHash("bob")
        let wrong = await door.refusal { try await door.sendPassword(with: ["SECRET_HASH": foreign]) }
        #expect(wrong.contains("does not match for the client"))
        let typed = try door.secretHash("ada@b.c")
        let app = SRPApp(door.room.random)
        let first = try await door.start(
            "USER_SRP_AUTH", ["USERNAME": "ada@b.c", "SRP_A": app.value, "SECRET_HASH": typed])
        #expect(first.parameters["USER_ID_FOR_SRP"] == "ada")
        let proof = try app.proof(
            first.parameters, pool: door.pool.id.srpName, user: "ada", password: FrontDoor.password,
            at: door.room.clock.now())
        #expect(await door.refusal { try await door.answer("PASSWORD_VERIFIER", proof) }.contains("SECRET_HASH"))
        let told = try door.secretHash("ada")
        let last = try await door.answer("PASSWORD_VERIFIER", proof.merging(["SECRET_HASH": told]) { $1 })
        let refresh = try #require(last.tokens?.refreshToken)
        let again = try await door.start("REFRESH_TOKEN_AUTH", ["REFRESH_TOKEN": refresh, "SECRET_HASH": told])
        #expect(again.tokens?.accessToken != nil)
    }

    /// Users who may not sign in are told so only when they proved the password.
    @Test(arguments: [
        (StoredUser.Status.unconfirmed, true, "UserNotConfirmedException: User is not confirmed.", wrong),
        (
            .resetRequired, true, "PasswordResetRequiredException: Password reset required for the user",
            "PasswordResetRequiredException: Password reset required for the user"
        ),
        (
            .confirmed, false, "NotAuthorizedException: User is disabled.",
            "NotAuthorizedException: User is disabled."
        ),
    ])
    func refusesUsers(status: StoredUser.Status, isEnabled: Bool, right: String, wrong: String) async throws {
        let door = try await FrontDoor(status: status, user: { $0.isEnabled = isEnabled })
        #expect(await door.refusal { try await door.sendPassword() } == right)
        #expect(await door.refusal { try await door.signIn() } == right)
        #expect(await door.refusal { try await door.sendPassword("wrong") } == wrong)
        #expect(await door.refusal { try await door.signIn("wrong") } == wrong)
    }

    /// Callers must not learn from shape, salt or lock that nobody has a name.
    @Test func repliesWithSameShapeToStrangers() async throws {
        let door = try await FrontDoor(hidesUsers: true)
        let app = SRPApp(door.room.random)
        let known = try await door.start("USER_SRP_AUTH", ["USERNAME": "ada", "SRP_A": app.value])
        let first = try await door.start("USER_SRP_AUTH", ["USERNAME": "bob", "SRP_A": app.value])
        let second = try await door.start("USER_SRP_AUTH", ["USERNAME": "bob", "SRP_A": app.value])
        #expect(first.parameters.keys.sorted() == known.parameters.keys.sorted())
        #expect(first.parameters["SALT"] == second.parameters["SALT"])
        #expect(first.parameters["SRP_B"] != second.parameters["SRP_B"])
        #expect(abs((first.parameters["SALT"]?.count ?? 0) - (known.parameters["SALT"]?.count ?? 0)) <= 2)
        let blocks = [first, known].map { $0.parameters["SECRET_BLOCK"]?.count ?? 0 }
        #expect(abs(blocks[0] - blocks[1]) <= 8)
        #expect(await door.refusal { try await door.signIn(name: "bob") } == Self.wrong)
        #expect(await door.refusal { try await door.sendPassword(name: "bob") } == Self.wrong)
        for _ in 0..<3 { _ = await door.refusal { try await door.sendPassword(name: "bob") } }
        let locked = await door.refusal { try await door.sendPassword(name: "bob") }
        #expect(locked == "NotAuthorizedException: Password attempts exceeded")
    }

    /// Clients that do not hide users are told.
    @Test func tellsOfUnknownUsers() async throws {
        let door = try await FrontDoor()
        let unknown = "UserNotFoundException: User does not exist."
        #expect(await door.refusal { try await door.signIn(name: "bob") } == unknown)
        #expect(await door.refusal { try await door.sendPassword(name: "bob") } == unknown)
    }

    /// A user whose password was never set must look like one who mistyped it.
    @Test func refusesUsersWithoutPassword() async throws {
        let door = try await FrontDoor(password: nil)
        #expect(await door.refusal { try await door.sendPassword("") }.contains("Missing required parameter"))
        #expect(await door.refusal { try await door.sendPassword() } == Self.wrong)
        #expect(await door.refusal { try await door.signIn() } == Self.wrong)
    }

    private func proof(at door: FrontDoor) async throws -> (SRPApp, [String: String]) {
        let app = SRPApp(door.room.random)
        let first = try await door.start("USER_SRP_AUTH", ["USERNAME": "ada", "SRP_A": app.value])
        let proof = try app.proof(
            first.parameters, pool: door.pool.id.srpName, user: "ada", password: FrontDoor.password,
            at: door.room.clock.now())
        return (app, proof)
    }
}
