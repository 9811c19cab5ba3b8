extension ClientCodec {
    /// Reads an answer whose structure holds a stream of events.
    ///
    /// What came of the body may be in `body`, and the rest in `stream`. The JSON protocols begin the stream with the
    /// answer's other members, so that message must have come whole.
    func decodeStreamed<Value>(
        _ response: WireResponse,
        _ read: (any ShapeReader) throws -> Value
    ) throws -> Value {
        guard wireProtocol.isJSON else { throw WireFault.unexpected("Streams of events are read in JSON alone") }
        var decoder = EventMessageDecoder()
        decoder.append(response.body)
        let inner: any ShapeReader
        if wireProtocol == .restJSON {
            inner = BindingReader(HTTPParts(headers: response.headers, status: response.status), format: .json)
        } else {
            guard let initial = try decoder.next(), initial.text(":event-type") == EventStreamEncoder.initialType else {
                throw WireFault.malformed("The stream does not begin with the initial response")
            }
            inner = try JSONReader(initial.payload.isEmpty ? Array("{}".utf8) : initial.payload)
        }
        return try read(StreamedOutputReader(inner, EventStreamDecoder(decoder, response.stream).events))
    }
}
