import Kernel
import UserPoolsModel
import Wire

/// One user of an import's file.
///
/// Source: "Formatting the CSV file" in the developer guide.
struct ImportRow: Sendable {
    /// Characters in a line.
    static let longest = 16_000
    private static let blanks: Set<Character> = [" ", "\t"]

    /// Why a row makes no user; as AWS's log says it, or as close as it can be said.
    struct Fault: Error, Hashable, Sendable {
        let reason: String
    }

    let values: [String: String]

    init(_ line: String, under header: ImportHeader) throws(Fault) {
        guard line.count <= Self.longest else {
            throw Fault(reason: "The row is longer than \(Self.longest) characters.")
        }
        let fields = Self.fields(of: line)
        guard fields.count == header.columns.count else {
            throw Fault(reason: "The row has \(fields.count) fields; the header has \(header.columns.count).")
        }
        values = Dictionary(zip(header.columns, fields).filter { !$0.1.isEmpty }) { first, _ in first }
    }

    /// The fields of a line without the white space around them; a backslash takes the next character as it is.
    static func fields(of line: String) -> [String] {
        var fields: [String] = []
        var field = ""
        var isEscaped = false
        for character in line {
            if !isEscaped, character == "\\" {
                isEscaped = true
            } else if !isEscaped, character == "," {
                fields.append(trimmed(field))
                field = ""
            } else {
                field.append(character)
                isEscaped = false
            }
        }
        return fields + [trimmed(field)]
    }

    /// The user that the row describes, who chooses a password at the first sign-in.
    func user(in pool: StoredPool, random: any RandomSource, at milliseconds: Int64) throws(Fault) -> StoredUser {
        guard let name = values[ImportHeader.name], !name.contains(where: Self.blanks.contains) else {
            throw Fault(reason: "The User Record does not have a valid cognito:username.")
        }
        let verified = pool.settings.autoVerifiedAttributes ?? []
        guard verified.contains(where: { values["\($0)_verified"]?.lowercased() == "true" }) else {
            throw Fault(
                reason: "The User Record does not set any of the auto verified attributes to true. (Example: "
                    + "email_verified to true).")
        }
        let isFactorSet = try isSecondFactorSet(in: pool)
        do {
            var user = try draft(name, in: pool, random: random, at: milliseconds)
            user.mfa.isSMSEnabled =
                isFactorSet && pool.settings.mfa.isSMSEnabled && user.attributes["phone_number"] != nil
            return user
        } catch let error as ServiceError {
            throw Fault(reason: error.message.split(separator: "\n").joined(separator: " "))
        } catch {
            throw Fault(reason: "The user could not be imported due to an internal error.")
        }
    }

    private func draft(
        _ name: String, in pool: StoredPool, random: any RandomSource, at milliseconds: Int64
    ) throws -> StoredUser {
        var given = values
        given[ImportHeader.name] = nil
        given[ImportHeader.secondFactor] = nil
        for attribute in ["email", "phone_number"] {
            let flag = "\(attribute)_verified"
            given[flag] = given[flag]?.lowercased()
            // That an address is not verified says nothing where there is none.
            if given[attribute] == nil, given[flag] == "false" { given[flag] = nil }
        }
        if let birthdate = given["birthdate"], !Self.isDate(birthdate) {
            throw Refusal.invalid("The birthdate is not in the format mm/dd/yyyy.")
        }
        let attributes = try AttributeRules.check(
            given.map { AttributeType(name: $0.key, value: $0.value) }, in: pool,
            by: .administrator(isCreation: true), name: name)
        let missing = AttributeRules.missing(from: attributes, in: pool)
        guard missing.isEmpty else {
            throw Refusal.invalid("Required attributes are missing: \(missing.joined(separator: ", ")).")
        }
        return try NewUserRules.draft(
            name: name, attributes: attributes, status: .resetRequired, in: pool, random: random, at: milliseconds)
    }

    /// Must agree with the pool, whose own rule counts where the row says nothing.
    private func isSecondFactorSet(in pool: StoredPool) throws(Fault) -> Bool {
        let mode = pool.settings.mfa.mode
        switch values[ImportHeader.secondFactor]?.lowercased() {
        case nil: return mode == "ON"
        case "true" where mode != "OFF": return true
        case "false" where mode != "ON": return false
        default:
            throw Fault(reason: "The cognito:mfa_enabled value does not correspond to the user pool's MFA setting.")
        }
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 2, 4], let month = Int(parts[0]), let day = Int(parts[1]),
            Int(parts[2]) != nil
        else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
