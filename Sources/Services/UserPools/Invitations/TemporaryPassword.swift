import Kernel

/// The password with which an invited user signs in for the first time.
enum TemporaryPassword {
    /// What AWS makes is as long as the policy asks; this is never shorter than twelve characters.
    private static let leastLength = 12
    private static let lowercase = Array("abcdefghijkmnopqrstuvwxyz")
    private static let uppercase = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
    private static let digits = Array("23456789")
    /// Those that neither HTML nor a text message mistakes for its own.
    private static let symbols = Array("!@#%*-+=?")

    /// A password with characters of every class, so that it conforms to whatever the policy asks.
    static func drawn(for policy: PasswordPolicy, from random: any RandomSource) -> String {
        let length = max(policy.minimumLength, leastLength)
        var characters = [lowercase, uppercase, digits, symbols].flatMap { random.characters(1, from: $0) }
        characters += random.characters(length - characters.count, from: lowercase + uppercase + digits)
        // No class keeps a place of its own; that the order is not quite even takes nothing from the characters.
        let draws = random.bytes(characters.count)
        for place in characters.indices {
            characters.swapAt(place, place + Int(draws[place]) % (characters.count - place))
        }
        return String(characters)
    }
}
