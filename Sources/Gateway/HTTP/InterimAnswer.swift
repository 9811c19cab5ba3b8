internal import HTTPTypes
package import NIOCore
package import NIOHTTPTypes

/// Answers `Expect: 100-continue` with `100 Continue`, so that a client that waits for it sends its body at once.
///
/// A length that no operation takes gets no such answer: the refusal follows instead. Source: RFC 9110, 10.1.1.
package final class InterimAnswer: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart
    package typealias OutboundOut = HTTPResponsePart

    package init() {}

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data), Self.isWaiting(head) {
            let interim = HTTPResponse(status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
        }
        context.fireChannelRead(data)
    }

    private static func isWaiting(_ head: HTTPRequest) -> Bool {
        guard let expectation = head.headerFields[.expect], expectation.lowercased() == "100-continue" else {
            return false
        }
        return head.headerFields[.contentLength].flatMap { Int($0) } ?? 0 <= Limits.largestBodySize
    }
}
