import Cryptography
import IAMModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// Devices are enabled by codes that really fit their seed, and by no others.
struct VirtualMFATests {
    /// The codes of the present step and the one before, as an authenticator with this seed would show them.
    private func codes(_ device: VirtualMFADevice, later seconds: Int64 = 0) throws -> (String, String) {
        let text = String(decoding: try #require(device.base32StringSeed), as: UTF8.self)
        let seed = Self.bytes(ofBase32: text)
        let step = (UserRoom.now + seconds) / 30
        return (TimedCode.code(seed: seed, step: step - 1), TimedCode.code(seed: seed, step: step))
    }

    private static func bytes(ofBase32 text: String) -> [UInt8] {
        var bits = 0
        var buffer = 0
        var bytes: [UInt8] = []
        for character in text.utf8 {
            buffer = (buffer << 5 | Int(character >= 0x41 ? character - 0x41 : character - 0x32 + 26)) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(buffer >> bits & 255))
            }
        }
        return bytes
    }

    private func makeDevice(_ room: UserRoom) async throws -> VirtualMFADevice {
        try await room.run(IAMModel.CreateVirtualMFADevice.self, .init(virtualMFADeviceName: "phone")).virtualMFADevice
    }

    @Test func deviceGoesThroughItsLife() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        let device = try await makeDevice(room)
        #expect(device.serialNumber == room.arn("mfa/phone"))
        #expect(
            device.base32StringSeed?.count == 64 && device.qrCodePNG?.starts(with: [0x89, 0x50, 0x4E, 0x47]) == true)
        let (first, second) = try codes(device)
        func enable(_ first: String, _ second: String) -> EnableMFADeviceRequest {
            .init(
                userName: "Ada", serialNumber: device.serialNumber, authenticationCode1: first,
                authenticationCode2: second)
        }
        let swapped = await room.refusal(IAMModel.EnableMFADevice.self, enable(second, first))
        #expect(swapped == "InvalidAuthenticationCode: Authentication code for device is not valid.")
        _ = try await room.run(IAMModel.EnableMFADevice.self, enable(first, second))
        let again = await room.refusal(IAMModel.EnableMFADevice.self, enable(first, second))
        #expect(again == "EntityAlreadyExists: MFA Device is already in use.")
        let devices = try await room.run(IAMModel.ListMFADevices.self, .init(userName: "Ada")).mfaDevices
        #expect(devices.map(\.serialNumber) == [device.serialNumber])
        let assigned = try await room.run(
            IAMModel.ListVirtualMFADevices.self, .init(assignmentStatus: .assigned)
        ).virtualMFADevices
        #expect(assigned.map(\.user?.userName) == ["Ada"] && assigned.map(\.base32StringSeed) == [nil])
        let used = await room.refusal(
            IAMModel.DeleteVirtualMFADevice.self, .init(serialNumber: device.serialNumber))
        #expect(used == "DeleteConflict: MFA VirtualDevice in use. Must deactivate first.")
        let user = await room.refusal(IAMModel.DeleteUser.self, .init(userName: "Ada"))
        #expect(user == "DeleteConflict: Cannot delete entity, must delete MFA device first.")
        _ = try await room.run(
            IAMModel.DeactivateMFADevice.self, .init(userName: "Ada", serialNumber: device.serialNumber))
        _ = try await room.run(IAMModel.DeleteVirtualMFADevice.self, .init(serialNumber: device.serialNumber))
        #expect(try await room.run(IAMModel.ListVirtualMFADevices.self, .init()).virtualMFADevices.isEmpty)
    }

    @Test func codesAreAcceptedOnceAndResyncReachesFurther() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        let device = try await makeDevice(room)
        let (first, second) = try codes(device)
        let serial = device.serialNumber
        _ = try await room.run(
            IAMModel.EnableMFADevice.self,
            .init(userName: "Ada", serialNumber: serial, authenticationCode1: first, authenticationCode2: second))
        let replayed = await room.refusal(
            IAMModel.ResyncMFADevice.self,
            .init(userName: "Ada", serialNumber: serial, authenticationCode1: first, authenticationCode2: second))
        #expect(replayed == "InvalidAuthenticationCode: Authentication code for device is not valid.")
        let (late1, late2) = try codes(device, later: 1800)
        _ = try await room.run(
            IAMModel.ResyncMFADevice.self,
            .init(userName: "Ada", serialNumber: serial, authenticationCode1: late1, authenticationCode2: late2))
        let kept = try await room.engine.read { try VirtualMFAs.device(arn: serial, in: room.account, $0) }
        #expect(kept?.drift == 60)
    }

    @Test func refusalsAreAWSs() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        _ = try await makeDevice(room)
        let twice = await room.refusal(IAMModel.CreateVirtualMFADevice.self, .init(virtualMFADeviceName: "phone"))
        #expect(twice == "EntityAlreadyExists: MFA device already exists.")
        let missing = room.arn("mfa/none")
        let expected = "NoSuchEntity: MFA Device with serial number \(missing) does not exist."
        #expect(await room.refusal(IAMModel.DeleteVirtualMFADevice.self, .init(serialNumber: missing)) == expected)
        let deactivated = await room.refusal(
            IAMModel.DeactivateMFADevice.self, .init(userName: "Ada", serialNumber: missing))
        #expect(deactivated == expected)
        let tagged = await room.refusal(IAMModel.TagMFADevice.self, .init(serialNumber: missing, tags: []))
        #expect(tagged == expected)
    }

    @Test func devicesCarryTags() async throws {
        let room = try UserRoom()
        let serial = try await makeDevice(room).serialNumber
        let tags = [Tag(key: "b", value: "2"), Tag(key: "a", value: "1")]
        _ = try await room.run(IAMModel.TagMFADevice.self, .init(serialNumber: serial, tags: tags))
        _ = try await room.run(IAMModel.UntagMFADevice.self, .init(serialNumber: serial, tagKeys: ["b"]))
        let listed = try await room.run(IAMModel.ListMFADeviceTags.self, .init(serialNumber: serial)).tags
        #expect(listed == [Tag(key: "a", value: "1")])
    }
}
