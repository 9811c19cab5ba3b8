package import Wire

/// Learns which key was used where, for `GetAccessKeyLastUsed`. Must not delay the request it hears of.
package protocol AccessKeyObserver: Sendable {
    func accessKeyUsed(
        _ accessKeyID: String, by principal: Principal, service: String, region: Region, at time: Timestamp)
}
