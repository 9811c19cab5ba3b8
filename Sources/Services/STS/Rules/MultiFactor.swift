internal import Wire

/// Codes of multi-factor devices, of which this server verifies none: whoever sends one is refused as by AWS.
enum MultiFactor {
    static func refuse(serialNumber: String?, tokenCode: String?) throws(ServiceError) {
        switch (serialNumber, tokenCode) {
        case (nil, nil): return
        case (_?, _?):
            throw CommonError.accessDenied(
                "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number "
                    + "is valid and associated with this user.")
        default:
            throw CommonError.accessDenied(
                "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.")
        }
    }
}
