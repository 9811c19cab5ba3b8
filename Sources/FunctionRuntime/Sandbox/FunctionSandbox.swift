/// Whether functions are confined.
package enum FunctionSandbox: String, Hashable, Sendable, CaseIterable {
    /// Functions run confined, or not at all.
    case required
    /// Functions run with the server's own rights, in a process group of their own: for trusted code only.
    case off
}

/// By which means functions are confined on a machine.
enum Confinement: Hashable, Sendable {
    /// The server is root: mounts and namespaces are made as root, then the function gets a user of its own.
    case ownUser(bubblewrap: String, setpriv: String)
    /// The server is an ordinary user: the function runs in a user namespace.
    case userNamespace(bubblewrap: String)
    case none
}
