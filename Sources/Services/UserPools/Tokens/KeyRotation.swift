/// When a pool's keys come and go. All times in milliseconds.
struct KeyRotation: Sendable {
    /// How long new keys are shown before they sign: longer than anybody should cache a key set.
    static let preview: Int64 = 86_400_000
    /// How long old keys are shown after they last signed: the longest validity of an id or access token, and a day.
    static let afterglow: Int64 = 2 * 86_400_000

    /// From one pair's first signature to the next's.
    let period: Int64

    init(days: Int64) {
        period = days * 86_400_000
    }

    /// The pair that signs: the latest that is active.
    static func current(_ pairs: [StoredKeyRing.Pair], at now: Int64) -> StoredKeyRing.Pair? {
        pairs.last { $0.activeFrom <= now } ?? pairs.first
    }

    /// When the next pair should begin to sign, if it is time to make it.
    func successor(of pairs: [StoredKeyRing.Pair], at now: Int64) -> Int64? {
        guard let latest = pairs.last, latest.activeFrom + period - Self.preview <= now else { return nil }
        return max(latest.activeFrom + period, now + Self.preview)
    }

    /// The pairs without those that nobody needs any more.
    static func kept(_ pairs: [StoredKeyRing.Pair], at now: Int64) -> [StoredKeyRing.Pair] {
        pairs.indices.filter { index in
            index + 1 >= pairs.count || pairs[index + 1].activeFrom + afterglow > now
        }.map { pairs[$0] }
    }
}
