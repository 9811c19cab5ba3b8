import Kernel
import Testing
import Wire

@testable import ServiceIdentityPools

/// Who somebody is decides over what they may touch: every way to an identity, and every way that is none.
@Suite struct LinkingQuestionTests {
    private static let facebook = LinkedLogin(provider: "graph.facebook.com", subject: "1")
    private static let otherFacebook = LinkedLogin(provider: "graph.facebook.com", subject: "2")
    private static let google = LinkedLogin(provider: "accounts.google.com", subject: "1")
    private static let mallory = LinkedLogin(provider: "login.birds", subject: "mallory")
    private static let ada = LinkedLogin(provider: "login.birds", subject: "ada")

    /// Twelve digits are an account's number.
    private static let account = AccountID("123456789012")!

    private static func identity(_ name: String, at time: Int64 = 0, _ logins: LinkedLogin...) -> StoredIdentity {
        StoredIdentity(
            id: IdentityID("eu-central-1:\(name)"), pool: IdentityPoolID("eu-central-1:pool"),
            account: account, logins: logins, createdAt: time, modifiedAt: time)
    }

    /// What a call brings, beside what is stored.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var named: StoredIdentity?
        /// Where it is not the identity that stands.
        var asked: String?
        var brings: [LinkedLogin] = []
        var stored: [StoredIdentity] = []
        var vouched: StoredIdentity?
        var guests = true
        var developer = false
        var expected: String

        var question: LinkingQuestion {
            var owners: [LinkedLogin: StoredIdentity] = [:]
            for identity in stored + [named].compactMap({ $0 }) {
                for login in identity.logins where brings.contains(login) { owners[login] = identity }
            }
            let asked = asked.map { IdentityID("eu-central-1:\($0)") } ?? named?.id
            return LinkingQuestion(
                asked: asked, named: named, logins: brings, owners: owners, vouched: vouched?.id, allowsGuests: guests,
                developerProvider: "login.birds", registersDevelopers: developer)
        }
    }

    static let forbidden = "NotAuthorizedException: Access to Identity 'eu-central-1:a' is forbidden."
    static let noMatch =
        "NotAuthorizedException: Logins don't match. "
        + "Please include at least one valid login for this identity or identity pool."
    static let noGuests =
        "NotAuthorizedException: Unauthenticated access is not supported for this identity pool."
    static let conflict = "ResourceConflictException: The login is already linked to another account."
    static let registered =
        "DeveloperUserAlreadyRegisteredException: "
        + "This developer user identifier is already registered with Cognito."

    static let guest = identity("a")
    static let user = identity("a", facebook)
    static let other = identity("b", at: 5, google)
    static let older = identity("c", at: 1, facebook)
    static let developed = identity("a", ada)

    static let cases: [Case] = [
        Case(testDescription: "a new guest", expected: "new"),
        Case(testDescription: "no guests", guests: false, expected: noGuests),
        Case(
            testDescription: "a new user", brings: [google, facebook], guests: false, expected: "new google facebook"),
        Case(testDescription: "two of one provider", brings: [facebook, otherFacebook], expected: conflict),
        Case(testDescription: "known by a login", brings: [facebook], stored: [user], expected: "a stands"),
        Case(
            testDescription: "a login more", brings: [facebook, google], stored: [user], expected: "a facebook google"),
        Case(
            testDescription: "two identities: the older stands", brings: [google, facebook], stored: [other, older],
            expected: "c facebook google absorbs b"),
        Case(
            testDescription: "two identities that conflict", brings: [google, facebook],
            stored: [identity("b", google, otherFacebook), older], expected: conflict),
        Case(testDescription: "a guest by its id", named: guest, expected: "a stands"),
        Case(testDescription: "a guest where there are none", named: guest, guests: false, expected: noGuests),
        Case(
            testDescription: "a guest becomes a user", named: guest, brings: [facebook], guests: false,
            expected: "a facebook"),
        Case(
            testDescription: "a guest turns out to be known", named: guest, brings: [google], stored: [other],
            expected: "b google absorbs a"),
        Case(
            testDescription: "a guest brings a second account of somebody known", named: guest,
            brings: [google, otherFacebook], stored: [identity("b", google, facebook)], expected: conflict),
        Case(testDescription: "a user by a login", named: user, brings: [facebook], expected: "a stands"),
        Case(testDescription: "a user without logins", named: user, expected: forbidden),
        Case(testDescription: "a user with a stranger's login", named: user, brings: [google], expected: noMatch),
        Case(
            testDescription: "a user with somebody else's login", named: user, brings: [google], stored: [other],
            expected: noMatch),
        Case(testDescription: "a user's second account", named: user, brings: [otherFacebook], expected: noMatch),
        Case(
            testDescription: "a user links two accounts", named: user, brings: [facebook, otherFacebook],
            expected: conflict),
        Case(
            testDescription: "a user brings somebody else's login too", named: user, brings: [facebook, google],
            stored: [other], expected: "b google facebook absorbs a"),
        Case(testDescription: "what it was merged into", named: other, asked: "a", expected: forbidden),
        Case(
            testDescription: "what it was merged into, proven", named: other, asked: "a", brings: [google],
            expected: "b stands"),
        Case(
            testDescription: "what it was merged into, by a stranger", named: other, asked: "a", brings: [facebook],
            expected: forbidden),
        Case(testDescription: "vouched for", named: user, vouched: user, expected: "a stands"),
        Case(testDescription: "vouched for another", named: user, vouched: other, expected: noMatch),
        Case(
            testDescription: "vouched for what was merged away", named: other, asked: "a", vouched: user,
            expected: forbidden),
        Case(
            testDescription: "vouched for, and a login more", named: developed, brings: [google], vouched: developed,
            expected: "a ada google"),
        Case(testDescription: "a guest's token", named: guest, vouched: guest, guests: false, expected: noGuests),
        Case(
            testDescription: "a new developer's user", brings: [ada], guests: false, developer: true,
            expected: "new ada"),
        Case(testDescription: "an app makes up a developer's user", brings: [ada], expected: noMatch),
        Case(
            testDescription: "an app links a developer's user", named: guest, brings: [ada], expected: forbidden),
        Case(
            testDescription: "a guest becomes a developer's user", named: guest, brings: [ada], developer: true,
            expected: "a ada"),
        Case(
            testDescription: "a developer's user who is somebody else", named: guest, brings: [ada],
            stored: [identity("b", ada)], developer: true, expected: registered),
        Case(
            testDescription: "a developer's user for a user, by the developer's word", named: user, brings: [ada],
            developer: true, expected: "a facebook ada"),
        Case(
            testDescription: "a developer's user for what was merged away", named: other, asked: "a", brings: [ada],
            developer: true, expected: forbidden),
        Case(
            testDescription: "a second developer's user", named: identity("a", mallory, google), brings: [google, ada],
            developer: true, expected: "a mallory google ada"),
    ]

    @Test(arguments: cases) func decides(_ given: Case) throws {
        do {
            #expect(Self.text(try given.question.answer()) == given.expected)
        } catch let error as ServiceError {
            #expect("\(error.code): \(error.message)" == given.expected)
        }
    }

    /// The twenty-first login is one too many, whoever brings it.
    @Test func linksTwentyLogins() throws {
        let logins = (0..<21).map { LinkedLogin(provider: "login.birds", subject: "\($0)") }
        let rules = LinkingRules(developerProvider: "login.birds")
        #expect(try rules.union(Array(logins.prefix(20)) + logins.prefix(5)).count == 20)
        #expect(throws: ServiceError.self) { try rules.union(logins) }
    }

    private static func text(_ answer: LinkingAnswer) -> String {
        func name(_ identity: StoredIdentity) -> String { String(identity.id.text.suffix(1)) }
        func names(_ logins: [LinkedLogin]) -> [String] {
            logins.map { login in
                switch login.provider {
                case "graph.facebook.com": "facebook"
                case "accounts.google.com": "google"
                default: login.subject
                }
            }
        }
        switch answer {
        case .stands(let identity): return "\(name(identity)) stands"
        case .new(let logins): return (["new"] + names(logins)).joined(separator: " ")
        case .grows(let survivor, let logins, let absorbed):
            let words = [name(survivor)] + names(logins) + (absorbed.isEmpty ? [] : ["absorbs"]) + absorbed.map(name)
            return words.joined(separator: " ")
        }
    }
}
