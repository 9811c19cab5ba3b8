extension RequestSignature {
    /// How long a presigned URL lasts where it does not say, in seconds.
    ///
    /// Source: STS takes its presigned calls for 15 minutes (aws-sdk-go issue 2167).
    static let defaultLifetime: Int64 = 15 * 60

    /// Checks the signature's moment against the clock and its scope against where the request went.
    ///
    /// - Parameters:
    ///   - region: the only region that is right; `nil` where any is.
    ///   - service: the signing name of the service that the request reached.
    package func check(at now: Timestamp, region: String?, service: String) throws(SignatureFault) {
        try checkTime(now)
        var problems: [SignatureFault.ScopeProblem] = []
        if let region, region != scope.region { problems.append(.region(sent: scope.region, expected: region)) }
        if scope.region.isEmpty && region == nil { problems.append(.region(sent: "", expected: "us-east-1")) }
        if service != scope.service { problems.append(.service(sent: scope.service, expected: service)) }
        if scope.terminator != CredentialScope.terminator { problems.append(.terminator(sent: scope.terminator)) }
        if !date.hasPrefix(scope.date) || scope.date.utf8.count != 8 {
            problems.append(.date(sent: scope.date, timestamp: date))
        }
        if !problems.isEmpty { throw .wrongScope(problems, place) }
    }

    private func checkTime(_ now: Timestamp) throws(SignatureFault) {
        let skew = rules.allowedSkew
        let distance = timestamp.seconds - now.seconds
        let past = place == .query ? lifetime ?? Self.defaultLifetime : skew
        let moment = SignatureFault.Moment(request: timestamp, now: now, allowed: distance > 0 ? skew : past)
        if distance > skew { throw place == .query ? .presignedTooEarly(moment) : .notYetCurrent(moment) }
        if -distance > past { throw place == .query ? .presignedExpired(moment) : .expired(moment) }
    }
}
