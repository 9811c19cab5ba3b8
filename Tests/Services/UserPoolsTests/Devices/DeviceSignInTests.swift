import Cryptography
import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Devices: announced, confirmed, remembered, proving themselves, and forgotten.
@Suite struct DeviceSignInTests {
    private static let secret = "device-secret"
    private static let noDevice = "ResourceNotFoundException: Device does not exist."

    private static func remembering(
        onPrompt: Bool = false, mode: String = "OFF"
    ) -> @Sendable (inout StoredPool) -> Void {
        { pool in
            pool.settings.devices = DeviceSettings(challengesNewDevices: true, remembersOnPromptOnly: onPrompt)
            pool.settings.mfa.mode = mode
            pool.settings.mfa.isSMSEnabled = true
        }
    }

    /// A confirmed device, with the tokens of the sign-in that announced it.
    private struct Owned {
        var key: String
        var group: String
        var access: String
    }

    /// The whole way: announced at sign-in, confirmed, and then asked to prove itself.
    @Test(arguments: [true, false]) func provesTheDevice(withSession: Bool) async throws {
        let door = try await FrontDoor(configure: Self.remembering())
        let device = try await confirm(at: door)
        #expect(device.key.hasPrefix("eu-central-1_") && device.key.count == 49)
        let asked = try await door.signIn(with: ["DEVICE_KEY": device.key])
        #expect(asked.challenge == "DEVICE_SRP_AUTH" && asked.tokens == nil)
        let last = try await prove(device, asked, at: door, withSession: withSession)
        #expect(last.tokens != nil && last.tokens?.newDeviceMetadata == nil)
    }

    /// A device proves itself by its own secret, and one block serves once.
    @Test func refusesOtherSecrets() async throws {
        let door = try await FrontDoor(configure: Self.remembering())
        let device = try await confirm(at: door)
        let asked = try await door.signIn(with: ["DEVICE_KEY": device.key])
        let refused = await door.refusal { try await prove(device, asked, at: door, secret: "other") }
        #expect(refused == "NotAuthorizedException: Incorrect username or password.")
        #expect(try await door.attempts() == 1)
    }

    /// A remembered device spares the second factor; an unknown one does not.
    @Test func sparesTheSecondFactor() async throws {
        let door = try await FrontDoor(
            attributes: ["phone_number": "+15550001111"], configure: Self.remembering(mode: "ON"))
        let asked = try await door.signIn()
        #expect(asked.challenge == "SMS_MFA")
        let code = try await door.lastCode()
        let first = try await door.answer(
            "SMS_MFA", ["USERNAME": "ada", "SMS_MFA_CODE": code], session: asked.session)
        let device = try await confirm(first, at: door)
        let again = try await door.signIn(with: ["DEVICE_KEY": device.key])
        #expect(again.challenge == "DEVICE_SRP_AUTH")
        #expect(try await prove(device, again, at: door).tokens != nil)
    }

    /// Clients recover from a forgotten device by exactly this text, once the password was right.
    @Test func tellsOfStaleDevices() async throws {
        let door = try await FrontDoor(configure: Self.remembering())
        let device = try await confirm(at: door)
        _ = try await door.room.run(
            UserPoolsModel.ForgetDevice.self, .init(accessToken: device.access, deviceKey: device.key))
        let stale = ["DEVICE_KEY": device.key]
        #expect(await door.refusal { try await door.signIn(with: stale) } == Self.noDevice)
        #expect(await door.refusal { try await door.sendPassword(with: stale) } == Self.noDevice)
        let wrong = await door.refusal { try await door.signIn("wrong", with: stale) }
        #expect(wrong == "NotAuthorizedException: Incorrect username or password.")
        #expect(try await door.attempts() == 1)
    }

    /// Only the sign-in that announced a device can confirm it, once, with a verifier.
    @Test func confirmsOnlyWhatWasAnnounced() async throws {
        let door = try await FrontDoor(configure: Self.remembering())
        let device = try await confirm(at: door)
        let config = try verifier(device.key, group: device.group)
        func refusal(_ key: String, _ config: DeviceSecretVerifierConfigType?) async -> String {
            await door.room.refusal(
                UserPoolsModel.ConfirmDevice.self,
                .init(accessToken: device.access, deviceKey: key, deviceSecretVerifierConfig: config))
        }
        let other = "eu-central-1_00000000-0000-4000-8000-000000000000"
        #expect(await refusal(other, config) == "InvalidParameterException: Invalid device key given.")
        #expect(await refusal(device.key, nil).contains("DeviceSecretVerifierConfig"))
        #expect(
            await refusal(device.key, .init(passwordVerifier: "AA==", salt: "AA=="))
                == "InvalidParameterException: Invalid device secret verifier given.")
        #expect(await refusal(device.key, config) == "DeviceKeyExistsException: Device key already exists.")
    }

    /// Where users opt in, a device counts only once they said so.
    @Test func remembersOnPrompt() async throws {
        let door = try await FrontDoor(configure: Self.remembering(onPrompt: true))
        let device = try await confirm(at: door, isNecessary: true)
        let unasked = try await door.signIn(with: ["DEVICE_KEY": device.key])
        #expect(unasked.tokens != nil && unasked.tokens?.newDeviceMetadata == nil)
        _ = try await door.room.run(
            UserPoolsModel.UpdateDeviceStatus.self,
            .init(accessToken: device.access, deviceKey: device.key, deviceRememberedStatus: .remembered))
        #expect(try await door.signIn(with: ["DEVICE_KEY": device.key]).challenge == "DEVICE_SRP_AUTH")
        _ = try await door.room.run(
            UserPoolsModel.AdminUpdateDeviceStatus.self,
            .init(
                userPoolId: door.pool.id.text, username: "ada", deviceKey: device.key,
                deviceRememberedStatus: .notRemembered))
        #expect(try await door.signIn(with: ["DEVICE_KEY": device.key]).tokens != nil)
    }

    /// Devices as users and administrators see them, page by page; refused once forgotten.
    @Test func listsDevices() async throws {
        let door = try await FrontDoor(configure: Self.remembering())
        var keys: [String] = []
        var access = ""
        for _ in 0..<3 {
            let device = try await confirm(at: door)
            keys.append(device.key)
            access = device.access
        }
        let first = try await door.room.run(
            UserPoolsModel.ListDevices.self, .init(accessToken: access, limit: 2))
        #expect(first.devices?.count == 2)
        let rest = try await door.room.run(
            UserPoolsModel.AdminListDevices.self,
            .init(
                userPoolId: door.pool.id.text, username: "ada", limit: 2, paginationToken: first.paginationToken))
        let listed = ((first.devices ?? []) + (rest.devices ?? [])).compactMap(\.deviceKey)
        #expect(listed == keys.sorted() && rest.paginationToken == nil)
        let one = try await door.room.run(
            UserPoolsModel.GetDevice.self, .init(deviceKey: keys[0], accessToken: access)
        ).device
        let attributes = Dictionary(
            (one.deviceAttributes ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { $1 })
        #expect(attributes["device_name"] == "phone" && attributes["device_status"] == "valid")
        #expect(attributes["dev:device_remembered_status"] == "remembered")
        let admin = (userPoolId: door.pool.id.text, username: "ada")
        _ = try await door.room.run(
            UserPoolsModel.AdminForgetDevice.self,
            .init(userPoolId: admin.userPoolId, username: admin.username, deviceKey: keys[0]))
        let gone = await door.room.refusal(
            UserPoolsModel.AdminGetDevice.self,
            .init(deviceKey: keys[0], userPoolId: admin.userPoolId, username: admin.username))
        #expect(gone == Self.noDevice)
    }

    /// Signs in without a device and confirms the one that is announced.
    private func confirm(at door: FrontDoor, isNecessary: Bool = false) async throws -> Owned {
        try await confirm(try await door.signIn(), at: door, isNecessary: isNecessary)
    }

    private func confirm(
        _ signedIn: FrontDoor.Answer, at door: FrontDoor, isNecessary: Bool = false
    ) async throws -> Owned {
        let tokens = try #require(signedIn.tokens)
        let key = try #require(tokens.newDeviceMetadata?.deviceKey)
        let group = try #require(tokens.newDeviceMetadata?.deviceGroupKey)
        let access = try #require(tokens.accessToken)
        let confirmed = try await door.room.run(
            UserPoolsModel.ConfirmDevice.self,
            .init(
                accessToken: access, deviceKey: key, deviceSecretVerifierConfig: try verifier(key, group: group),
                deviceName: "phone"))
        #expect(confirmed.userConfirmationNecessary == isNecessary)
        return Owned(key: key, group: group, access: access)
    }

    private func verifier(_ key: String, group: String) throws -> DeviceSecretVerifierConfigType {
        let salt: [UInt8] = Array(1...16)
        let verifier = SecureRemotePassword.verifier(pool: group, user: key, password: Self.secret, salt: salt)
        func text(_ bytes: [UInt8]) -> String { String(decoding: Base64.encode(bytes), as: UTF8.self) }
        return .init(passwordVerifier: text(verifier.value), salt: text(salt))
    }

    private func prove(
        _ device: Owned, _ asked: FrontDoor.Answer, at door: FrontDoor, withSession: Bool = true,
        secret: String = DeviceSignInTests.secret
    ) async throws -> FrontDoor.Answer {
        let app = SRPApp(door.room.random)
        let second = try await door.answer(
            "DEVICE_SRP_AUTH", ["USERNAME": "ada", "DEVICE_KEY": device.key, "SRP_A": app.value],
            session: withSession ? asked.session : nil)
        #expect(second.challenge == "DEVICE_PASSWORD_VERIFIER")
        let proof = try app.proof(
            second.parameters, pool: device.group, user: device.key, password: secret, at: door.room.clock.now())
        return try await door.answer(
            "DEVICE_PASSWORD_VERIFIER", proof.merging(["DEVICE_KEY": device.key]) { $1 },
            session: withSession ? second.session : nil)
    }
}
