internal import Wire

extension WireRequest {
    /// The protocol that the content type speaks for; `nil` where it speaks for none.
    var statedProtocol: WireProtocol? {
        guard let type = headers["content-type"]?.lowercased() else { return nil }
        if type.hasPrefix("application/x-amz-json-1.0") { return .json10 }
        if type.hasPrefix("application/x-amz-json") { return .json11 }
        if type.hasPrefix("application/json") { return .restJSON }
        return type.hasPrefix("application/x-www-form-urlencoded") ? .query : nil
    }
}
