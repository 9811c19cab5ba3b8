/// Greets, and gives the event back inside the answer: JSON in, JSON out, as bytes.
func handle(_ event: [UInt8]) -> [UInt8] {
    Array(#"{"greeting": "Hello from Swift!", "event": "#.utf8) + event + Array("}".utf8)
}

Runtime.serve(handle)
