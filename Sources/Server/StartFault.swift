/// Why the server or one of its commands cannot go on, in a sentence that says the remedy.
package struct StartFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
