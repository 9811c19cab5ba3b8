/// A policy with the name by which a decision's reason speaks of it: its ARN, or an inline policy's name.
package struct NamedPolicy: Hashable, Sendable {
    package var name: String
    package var document: PolicyDocument

    package init(name: String, document: PolicyDocument) {
        self.name = name
        self.document = document
    }
}
