/// When signing keys come and go. All times in milliseconds.
package struct KeyRotation: Sendable {
    /// How long new keys are shown before they sign: longer than anybody should cache a key set.
    package static let preview: Int64 = 86_400_000
    /// How long old keys are shown after they last signed: the longest validity of a token, and a day.
    package static let afterglow: Int64 = 2 * 86_400_000

    /// From one term's first signature to the next's.
    package let period: Int64

    package init(days: Int64) {
        period = days * 86_400_000
    }

    /// The term that signs: the latest that is active.
    package static func current<Term: KeyTerm>(_ terms: [Term], at now: Int64) -> Term? {
        terms.last { $0.activeFrom <= now } ?? terms.first
    }

    /// When the next term should begin, if it is time to make its keys.
    package func successor(of terms: [some KeyTerm], at now: Int64) -> Int64? {
        guard let latest = terms.last, latest.activeFrom + period - Self.preview <= now else { return nil }
        return max(latest.activeFrom + period, now + Self.preview)
    }

    /// The terms without those that nobody needs any more.
    package static func kept<Term: KeyTerm>(_ terms: [Term], at now: Int64) -> [Term] {
        terms.indices.filter { index in
            index + 1 >= terms.count || terms[index + 1].activeFrom + afterglow > now
        }.map { terms[$0] }
    }
}

/// The keys that sign from some moment on; a ring has several, the oldest first.
package protocol KeyTerm: Sendable {
    /// Milliseconds since 1970, from which the keys sign; they are shown before, so that nobody meets an unknown key.
    var activeFrom: Int64 { get }
}
