/// Keeps a value out of line, so that a structure can hold one of its own kind.
package indirect enum Indirect<Value: Hashable & Sendable>: Hashable, Sendable {
    case value(Value)

    package init(_ value: Value) {
        self = .value(value)
    }

    package var value: Value {
        switch self {
        case .value(let value): value
        }
    }
}
