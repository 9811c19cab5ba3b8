extension ServerCodec {
    /// Writes an answer whose structure holds a stream of events: the rest of it, then the events as they are made.
    func encodeStreamed(
        operation: OperationDescriptor,
        schema: StructureSchema,
        requestID: String,
        _ write: (any ShapeWriter) throws -> Void
    ) throws -> WireResponse {
        guard wireProtocol.isJSON else { throw WireFault.unexpected("Streams of events are written in JSON alone") }
        var events: OutgoingEvents?
        var response = try encodeWhole(operation: operation, schema: schema, requestID: requestID) { writer in
            let writer = StreamedOutputWriter(writer)
            try write(writer)
            events = writer.events
        }
        guard let events else { throw WireFault.unexpected("The answer lacks its stream of events") }
        // Such as the answer to a dry run.
        if response.status == 204 { return response }
        let encoder = EventStreamEncoder(events: events)
        if wireProtocol == .restJSON {
            if response.headers["Content-Type"] == nil {
                response.headers.append("Content-Type", EventStreamEncoder.contentType)
            }
            response.stream = try encoder.body(after: nil)
        } else {
            response.stream = try encoder.body(after: EventStreamEncoder.initial(response.body))
            response.body = []
            response.headers = HeaderList([
                .init("Content-Type", EventStreamEncoder.contentType), .init("x-amzn-RequestId", requestID),
            ])
        }
        return response
    }
}
