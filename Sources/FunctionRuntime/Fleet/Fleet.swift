/// Which execution environments there are, and which of them takes the next invocation.
///
/// Pure: it is told what happened and says what to do. Times are milliseconds since 1970.
struct Fleet {
    /// What to do for somebody who has an invocation.
    enum Decision: Hashable {
        /// An idle environment takes it.
        case reuse(Int)
        /// A new environment takes it; those named are to end, to make room.
        case start(Int, ending: [Int])
        /// There is no room, and nothing idle to make it.
        case exhausted
    }

    /// What to do after a while has passed, or after a change.
    struct Upkeep: Hashable {
        /// Environments to end.
        var ending: [Int] = []
        /// New environments to start ahead of invocations, with their revisions.
        var starting: [Start] = []

        struct Start: Hashable {
            var environment: Int
            var revision: String
        }
    }

    private enum State: Hashable {
        case busy
        case idle(since: Int64)
    }

    private struct Member {
        var revision: String
        var state: State
        /// When its credentials end; unknown until it has some.
        var expiration: Int64 = .max
        /// To end when it is no longer busy.
        var retired = false
    }

    private let limit: Int
    private let idleMilliseconds: Int64
    private var members: [Int: Member] = [:]
    /// Idle environments of each revision, the most recently used last.
    private var idle: [String: [Int]] = [:]
    /// How many environments of a revision are to be kept started.
    private var provisioned: [String: Int] = [:]
    private var lastID = 0

    init(limit: Int, idleSeconds: Int) {
        self.limit = limit
        self.idleMilliseconds = Int64(idleSeconds) * 1000
    }

    var count: Int { members.count }

    /// Finds an environment whose credentials last until `end`, most recently used first.
    mutating func acquire(_ revision: String, until end: Int64) -> Decision {
        var ending: [Int] = []
        while let candidate = idle[revision]?.popLast() {
            if idle[revision]?.isEmpty == true { idle[revision] = nil }
            if let member = members[candidate], member.expiration >= end {
                members[candidate]?.state = .busy
                return .reuse(candidate)
            }
            members[candidate] = nil
            ending.append(candidate)
        }
        if members.count >= limit {
            guard let victim = leastRecentlyUsed() else { return .exhausted }
            remove(victim)
            ending.append(victim)
        }
        return .start(admit(revision), ending: ending)
    }

    /// An environment has its credentials, which end then.
    mutating func credentials(of environment: Int, endAt expiration: Int64) {
        members[environment]?.expiration = expiration
    }

    /// An environment can take an invocation. Answers whether it is kept; otherwise it is to end.
    mutating func release(_ environment: Int, at now: Int64) -> Bool {
        guard let member = members[environment] else { return false }
        if member.retired {
            members[environment] = nil
            return false
        }
        guard member.state == .busy else { return true }
        members[environment]?.state = .idle(since: now)
        idle[member.revision, default: []].append(environment)
        return true
    }

    /// An environment is gone.
    mutating func ended(_ environment: Int) {
        remove(environment)
    }

    /// Sets how many environments of a revision are kept started.
    mutating func provision(_ count: Int, of revision: String) -> Upkeep {
        provisioned[revision] = count > 0 ? count : nil
        return fill(revision)
    }

    /// Ends what has been idle for long or whose credentials end soon, and starts what provisioning lacks.
    mutating func tick(at now: Int64) -> Upkeep {
        var upkeep = Upkeep()
        for (revision, candidates) in idle {
            var spare = candidates.count - (provisioned[revision] ?? 0)
            for candidate in candidates {
                guard let member = members[candidate], case .idle(let since) = member.state else { continue }
                let isOld = spare > 0 && now - since >= idleMilliseconds
                guard isOld || member.expiration - now < Self.credentialMargin else { continue }
                spare -= 1
                remove(candidate)
                upkeep.ending.append(candidate)
            }
        }
        for revision in provisioned.keys { upkeep.starting += fill(revision).starting }
        upkeep.ending.sort()
        return upkeep
    }

    /// Ends the idle environments of a revision, and the busy ones when they are released.
    mutating func retire(_ revision: String) -> [Int] {
        provisioned[revision] = nil
        let ending = idle.removeValue(forKey: revision) ?? []
        for environment in ending { members[environment] = nil }
        for (environment, member) in members where member.revision == revision {
            members[environment]?.retired = true
        }
        return ending
    }

    /// Forgets every environment; all are to end at once.
    mutating func retireAll() -> [Int] {
        let ending = members.keys.sorted()
        members = [:]
        idle = [:]
        provisioned = [:]
        return ending
    }

    /// A quarter of an hour, the longest that an invocation may run.
    private static let credentialMargin: Int64 = 15 * 60 * 1000

    private mutating func admit(_ revision: String) -> Int {
        lastID += 1
        members[lastID] = Member(revision: revision, state: .busy)
        return lastID
    }

    private mutating func fill(_ revision: String) -> Upkeep {
        let present = members.values.count { $0.revision == revision && !$0.retired }
        var upkeep = Upkeep()
        for _ in present..<max(present, provisioned[revision] ?? 0) where members.count < limit {
            upkeep.starting.append(Upkeep.Start(environment: admit(revision), revision: revision))
        }
        return upkeep
    }

    /// The idle environment that has waited longest and that provisioning does not keep.
    private func leastRecentlyUsed() -> Int? {
        var oldest: (environment: Int, since: Int64)?
        for (revision, candidates) in idle where candidates.count > provisioned[revision] ?? 0 {
            guard let first = candidates.first, case .idle(let since)? = members[first]?.state else { continue }
            if let known = oldest, (known.since, known.environment) < (since, first) { continue }
            oldest = (first, since)
        }
        return oldest?.environment
    }

    private mutating func remove(_ environment: Int) {
        guard let member = members.removeValue(forKey: environment) else { return }
        idle[member.revision]?.removeAll { $0 == environment }
        if idle[member.revision]?.isEmpty == true { idle[member.revision] = nil }
    }
}
