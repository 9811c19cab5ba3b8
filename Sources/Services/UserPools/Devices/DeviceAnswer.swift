import Kernel
import Storage
import UserPoolsModel
import Wire

extension StoredDevice {
    /// As answers describe a device. Source: the examples of AdminGetDevice in the CLI reference.
    func answer(of user: StoredUser) -> DeviceType {
        let owner = "\(user.username).\(pool)"
        var attributes = [AttributeType(name: "device_status", value: "valid")]
        if let name { attributes.append(AttributeType(name: "device_name", value: name)) }
        let arn = "arn:aws:cognito-idp:\(pool.region):\(account):owner/\(owner)/device/\(key)"
        attributes.append(AttributeType(name: "dev:device_arn", value: arn))
        attributes.append(AttributeType(name: "dev:device_owner", value: owner))
        if let lastAddress { attributes.append(AttributeType(name: "last_ip_used", value: lastAddress)) }
        attributes.append(
            AttributeType(
                name: "dev:device_remembered_status", value: isRemembered ? "remembered" : "not_remembered"))
        return DeviceType(
            deviceKey: key, deviceAttributes: attributes, deviceCreateDate: Timestamp(milliseconds: createdAt),
            deviceLastModifiedDate: Timestamp(milliseconds: modifiedAt),
            deviceLastAuthenticatedDate: Timestamp(milliseconds: authenticatedAt))
    }
}

extension UserPoolStore {
    /// A part of a user's devices, by their keys.
    func devices(
        of user: StoredUser, limit: Int?, after token: String?
    ) async throws -> (devices: [DeviceType], next: String?) {
        try await read { transaction in
            let page = try self.page(
                Devices.records, after: token, limit: limit.flatMap { $0 == 0 ? nil : $0 } ?? 60,
                account: user.account, prefix: Devices.prefix(user), shape: "devices", transaction)
            return (page.records.map { $0.answer(of: user) }, page.next)
        }
    }

    /// A device that is there.
    func device(_ key: String, of user: StoredUser) async throws -> StoredDevice {
        guard let device = try await read({ try Devices.get(key, of: user, $0) }) else { throw Refusal.noDevice() }
        return device
    }

    func forgetDevice(_ key: String, of user: StoredUser) async throws {
        guard try await write({ try Devices.remove(key, of: user, $0) }) != nil else { throw Refusal.noDevice() }
    }

    /// Sets whether a device spares its user the second factor; nothing where nothing is said.
    func setDevice(
        _ key: String, of user: StoredUser, to status: DeviceRememberedStatusType?, at milliseconds: Int64
    ) async throws {
        try await write { transaction in
            guard var device = try Devices.get(key, of: user, transaction) else { throw Refusal.noDevice() }
            guard let status else { return }
            device.isRemembered = status == .remembered
            device.modifiedAt = milliseconds
            try Devices.records.replace(device, in: transaction)
        }
    }

    /// A user of a pool of the caller's, for administrators.
    func user(_ name: String, inPool id: String, call: Call) async throws -> StoredUser {
        let pool = try await directory.pool(id, in: call)
        guard let user = try await read({ try UserLookup.find(name, in: pool, $0) }) else { throw Refusal.noUser() }
        return user
    }
}
