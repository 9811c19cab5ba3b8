internal import Wire

/// Lets pages of any origin call services from a browser, as AWS's own endpoints do: what protects an account is the
/// signature, never the browser's cookies, which are neither asked for nor allowed.
///
/// Sites answer for their own origins. Source: answers of `cognito-idp.us-east-1.amazonaws.com` to Amplify.
enum CrossOrigin {
    private static let methods = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
    private static let exposed = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date"
    /// Seconds: two days.
    private static let age = "172800"

    /// The answer to a browser that asks before it sends; `nil` for anything else.
    static func permission(for exchange: Exchange) -> WireResponse? {
        let headers = exchange.request.headers
        guard exchange.site == nil, exchange.request.method == "OPTIONS",
            headers["origin"] != nil, headers["access-control-request-method"] != nil
        else { return nil }
        var response = WireResponse(status: 200)
        response.headers.append("Access-Control-Allow-Origin", "*")
        response.headers.append("Access-Control-Allow-Methods", methods)
        if let asked = headers["access-control-request-headers"] {
            response.headers.append("Access-Control-Allow-Headers", asked)
        }
        response.headers.append("Access-Control-Expose-Headers", exposed)
        response.headers.append("Access-Control-Max-Age", age)
        return response
    }

    /// Makes an answer readable for the page that asked.
    static func open(_ response: inout WireResponse, to exchange: Exchange) {
        guard exchange.site == nil, exchange.request.headers["origin"] != nil else { return }
        response.headers.append("Access-Control-Allow-Origin", "*")
        response.headers.append("Access-Control-Expose-Headers", exposed)
    }
}
