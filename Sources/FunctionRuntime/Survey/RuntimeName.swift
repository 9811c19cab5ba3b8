/// A runtime by AWS's name, as far as this server knows what to do with it.
enum RuntimeName: Hashable, Sendable {
    /// `nodejs22.x`: its major version.
    case node(Int)
    /// `python3.12`: its minor version.
    case python(Int)
    /// An executable named `bootstrap` that the function brings along.
    case provided(String)
    case unknown(String)

    init(_ name: String) {
        if name.hasPrefix("nodejs"), let major = Int(name.dropFirst(6).prefix { $0.isNumber }) {
            self = .node(major)
        } else if name.hasPrefix("python3."), let minor = Int(name.dropFirst(8)) {
            self = .python(minor)
        } else if ["provided", "provided.al2", "provided.al2023"].contains(name) {
            self = .provided(name)
        } else {
            self = .unknown(name)
        }
    }
}
