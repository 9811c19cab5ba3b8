import ArgumentParser
import Foundation

/// The entry of the process.
///
/// The main thread only waits. Swift's own asynchronous entry would end it, which on Linux unwinds its stack and leaves
/// two megabytes of unwinding tables in memory; nothing here uses the main queue or the main actor.
@main
enum Program {
    static func main() {
        Task.detached {
            await Martlet.main()
            exit(EXIT_SUCCESS)
        }
        while true { pause() }
    }
}
