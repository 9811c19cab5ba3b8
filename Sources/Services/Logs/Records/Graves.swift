import Kernel
import Storage

/// What was deleted and is still to be swept.
enum Graves {
    static let records = Records<Grave>("logs/grave", account: \.account.digits, key: { [.integer($0.id)] })
}
