internal import Kernel
internal import Wire

/// The code of a multi-factor device that a caller may send along.
struct MultiFactor: Sendable {
    let devices: any MultiFactorDevices

    /// Whether the caller proved to hold a device of theirs; `false` where nothing was sent, and a refusal in AWS's
    /// words where what was sent proves nothing.
    func isProved(
        serialNumber: String?, tokenCode: String?, spending isSpent: Bool, in call: Call
    ) async throws -> Bool {
        switch (serialNumber, tokenCode) {
        case (nil, nil): return false
        case (let serialNumber?, let code?):
            switch try await answer(to: code, on: serialNumber, spending: isSpent, in: call) {
            case .proved: return true
            case .wrongCode:
                throw CommonError.accessDenied(
                    "MultiFactorAuthentication failed with invalid MFA one time pass code. ")
            case .unknownDevice:
                throw CommonError.accessDenied(
                    "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial "
                        + "number is valid and associated with this user.")
            }
        default:
            throw CommonError.accessDenied(
                "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.")
        }
    }

    private func answer(
        to code: String, on serialNumber: String, spending isSpent: Bool, in call: Call
    ) async throws -> SecondFactor {
        guard let user = call.principal.deviceHolder else { return .unknownDevice }
        return try await devices.check(
            code, onDevice: serialNumber, of: user, in: call.account, at: call.time, spending: isSpent)
    }
}

extension Principal {
    /// The unique id of the user who calls, with their own key or a session of their own.
    fileprivate var deviceHolder: String? {
        switch self {
        case .user(let user): user.id
        case .session(let session):
            if case .own(let user?) = session.origin { user.id } else { nil }
        case .anonymous, .root, .service: nil
        }
    }
}
