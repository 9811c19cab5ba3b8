import Crypto
import Cryptography
import Kernel
import Storage

/// How far somebody has come in signing in. Travels sealed in `Session` and in secret blocks, so that only what must
/// be unique (that it was used) is kept here.
struct SignInState: Codable, Hashable, Sendable {
    /// What the sign-in began as; AWS's several names for a sent password are one here.
    enum Flow: String, Codable, Sendable {
        case srp
        case password
        case custom
        case choice
    }

    /// What has been proved so far.
    enum Factor: String, Codable, Sendable {
        case password
        /// A code sent to an address, as the first factor.
        case oneTimeCode
        case secondFactor
        case device
    }

    /// Whether somebody has the name. Both are written in as many letters: what is sealed must not tell by its length.
    enum Standing: String, Codable, Sendable {
        case user
        /// Nobody; every proof fails.
        case none
    }

    /// Names this step; spent once.
    var id: String
    let pool: PoolID
    let client: String
    /// The user's `sub`; a stand-in's for unknown users.
    let user: String
    let standing: Standing
    /// As the caller typed it.
    let name: String
    /// As answers call the user: `USERNAME`, `USER_ID_FOR_SRP`.
    let username: String
    let flow: Flow
    /// Milliseconds since 1970.
    let startedAt: Int64
    var expiresAt: Int64
    var proved: [Factor] = []
    /// The device key that the caller named.
    var device: String?
    /// What `DefineAuthChallenge` is told.
    var history: [Triggers.ChallengeResult] = []
    /// When the password was made that was in force at the start, `noPassword` where there was none; another one ends
    /// the sign-in. `nil` for a sign-up just confirmed.
    var passwordMadeAt: Int64?
    /// Whether a temporary password was replaced on the way.
    var hasNewPassword = false
    var pending: PendingChallenge

    var isStranger: Bool { standing == .none }

    /// As long as any moment of this century.
    static let noPassword: Int64 = 1_000_000_000_000

    func has(_ factor: Factor) -> Bool { proved.contains(factor) }

    /// The same with one factor more.
    func proving(_ factor: Factor) -> SignInState {
        var state = self
        if !has(factor) { state.proved.append(factor) }
        return state
    }
}

/// What the next answer must bring.
enum PendingChallenge: Codable, Hashable, Sendable {
    /// A choice among these first factors.
    case choice([String])
    case password
    /// A password by SRP, whose first step is still to come.
    case passwordSRP
    case passwordVerifier
    case newPassword
    case code(SignInCode)
    case softwareToken
    case mfaChoice([SecondFactorKind])
    case mfaSetup(MFASetup)
    case custom(CustomStep)
    case deviceSRP
    case deviceVerifier
    /// The code that confirms a sign-up, brought to `ConfirmSignUp`.
    case signedUp
    /// Nothing: a sign-up was just confirmed, which `InitiateAuth` takes for the first factor.
    case confirmedSignUp

    /// AWS's name of the challenge.
    var name: String {
        switch self {
        case .choice: "SELECT_CHALLENGE"
        case .password: "PASSWORD"
        case .passwordSRP: "PASSWORD_SRP"
        case .passwordVerifier: "PASSWORD_VERIFIER"
        case .newPassword: "NEW_PASSWORD_REQUIRED"
        case .code(let code): code.challenge
        case .softwareToken: "SOFTWARE_TOKEN_MFA"
        case .mfaChoice: "SELECT_MFA_TYPE"
        case .mfaSetup: "MFA_SETUP"
        case .custom: "CUSTOM_CHALLENGE"
        case .deviceSRP: "DEVICE_SRP_AUTH"
        case .deviceVerifier: "DEVICE_PASSWORD_VERIFIER"
        case .signedUp: "SIGNED_UP"
        case .confirmedSignUp: "CONFIRMED_SIGN_UP"
        }
    }
}

/// A code on its way to the user; it is as secret as the sealed state that holds it.
struct SignInCode: Codable, Hashable, Sendable {
    /// `SMS_MFA`, `EMAIL_OTP` or `SMS_OTP`.
    var challenge: String
    /// Whether it stands for a password rather than beside one.
    var isFirstFactor: Bool
    var code: String
    /// Where it went: only the user who still has this address may bring it back.
    var attribute: String
    /// Of one length for every address, since the session's length can be seen.
    var addressDigest: String

    init(challenge: String, isFirstFactor: Bool, code: String, attribute: String, address: String) {
        self.challenge = challenge
        self.isFirstFactor = isFirstFactor
        self.code = code
        self.attribute = attribute
        addressDigest = Self.digest(of: address)
    }

    func wentTo(_ user: StoredUser) -> Bool { addressDigest == Self.digest(of: user.attributes[attribute] ?? "") }

    private static func digest(of address: String) -> String {
        Hexadecimal.text(SHA256.hash(data: Array(address.utf8)))
    }
}

/// Second factors by AWS's names.
enum SecondFactorKind: String, Codable, Hashable, Sendable {
    case sms = "SMS_MFA"
    case softwareToken = "SOFTWARE_TOKEN_MFA"
    case email = "EMAIL_OTP"
}

/// How far a user who must have a second factor has come in getting one.
struct MFASetup: Codable, Hashable, Sendable {
    var kinds: [SecondFactorKind]
    /// The seed that `AssociateSoftwareToken` gave, until `VerifySoftwareToken` saw its code.
    var seed: [UInt8]?
    var isVerified = false
}

/// What the function asked, and what it told only us.
struct CustomStep: Codable, Hashable, Sendable {
    var privateParameters: [String: String]
    var metadata: String?
}
