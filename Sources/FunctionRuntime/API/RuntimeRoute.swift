/// The requests of the Runtime API, version 2018-06-01.
enum RuntimeRoute: Hashable {
    case next
    case response(requestID: String)
    case error(requestID: String)
    case initError
    /// A path that exists, asked with the wrong method.
    case wrongMethod
    case unknown

    init(_ method: String, _ target: String) {
        let path = target.prefix { $0 != "?" }
        let prefix = "/2018-06-01/runtime/"
        guard path.hasPrefix(prefix) else {
            self = .unknown
            return
        }
        let words = path.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false)
        switch words.count {
        case 2 where words == ["invocation", "next"]: self = method == "GET" ? .next : .wrongMethod
        case 2 where words == ["init", "error"]: self = method == "POST" ? .initError : .wrongMethod
        case 3 where words[0] == "invocation" && words[2] == "response":
            self = method == "POST" ? .response(requestID: String(words[1])) : .wrongMethod
        case 3 where words[0] == "invocation" && words[2] == "error":
            self = method == "POST" ? .error(requestID: String(words[1])) : .wrongMethod
        default: self = .unknown
        }
    }
}
