internal import Wire

/// The global condition keys that follow from a call; those that follow from the caller's identity, IAMPolicy adds.
///
/// Source: "AWS global condition context keys" in the IAM User Guide. Names are in lower case, as they are looked up.
enum ConditionKeys {
    static func values(for call: Call, tags: [String: String]) -> [String: [String]] {
        var values: [String: [String]] = [
            "aws:currenttime": [call.time.text(.iso8601)],
            "aws:epochtime": [String(call.time.seconds)],
            "aws:requestedregion": [call.region.name],
            "aws:securetransport": [call.source.isSecure ? "true" : "false"],
            "aws:viaawsservice": ["false"],
        ]
        if let address = call.source.address { values["aws:sourceip"] = [address] }
        if let agent = call.source.userAgent { values["aws:useragent"] = [agent] }
        if case .service = call.principal { addSource(of: call, to: &values) }
        for (key, value) in tags { values["aws:principaltag/\(key.lowercased())"] = [value] }
        if case .session(let session) = call.principal { add(session, at: call.time, to: &values) }
        return values
    }

    /// What a service acts for: the keys by which a resource policy admits one user pool rather than all.
    private static func addSource(of call: Call, to values: inout [String: [String]]) {
        values["aws:principalisawsservice"] = ["true"]
        values["aws:sourceaccount"] = [call.account.digits]
        if let arn = call.sourceARN { values["aws:sourcearn"] = [arn] }
    }

    private static func add(_ session: SessionPrincipal, at time: Timestamp, to values: inout [String: [String]]) {
        values["aws:tokenissuetime"] = [Timestamp(seconds: session.issuedAt).text(.iso8601)]
        values["aws:multifactorauthpresent"] = [session.isMultiFactor ? "true" : "false"]
        if session.isMultiFactor {
            values["aws:multifactorauthage"] = [String(time.seconds - session.issuedAt)]
        }
        if let identity = session.sourceIdentity { values["aws:sourceidentity"] = [identity] }
        for (key, value) in session.tags { values["aws:principaltag/\(key.lowercased())"] = [value] }
        for (key, texts) in session.contextKeys { values[key.lowercased()] = texts }
    }
}
