import COpenSSL

/// A natural number in OpenSSL's form, overwritten before its memory is given back.
struct BigNumber: ~Copyable {
    let pointer: OpaquePointer

    /// Zero; results are written into it.
    init() {
        OpenSSL.ready
        pointer = OpenSSL.require(BN_new())
    }

    /// Reads big-endian bytes; leading zeros are fine.
    init(_ bytes: [UInt8]) {
        self.init()
        _ = OpenSSL.require(BN_bin2bn(bytes, Int32(bytes.count), pointer))
    }

    /// Takes over a number that OpenSSL made.
    init(taking pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        BN_clear_free(pointer)
    }

    /// Asks OpenSSL for the ways of computing whose time does not depend on this number.
    func markSecret() {
        BN_set_flags(pointer, BN_FLG_CONSTTIME)
    }

    var isZero: Bool { BN_is_zero(pointer) == 1 }

    /// Big-endian, filled with leading zeros to a width that must be enough.
    func bytes(width: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: width) { buffer, count in
            let written = BN_bn2binpad(pointer, buffer.baseAddress, Int32(width))
            precondition(written == Int32(width), "the number is wider than its place")
            count = width
        }
    }

    /// Big-endian without leading zeros; none for zero.
    var bytes: [UInt8] { bytes(width: byteCount) }

    /// In the machine's own order of bytes, at least one.
    var nativeBytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(1, byteCount))
        BN_bn2nativepad(pointer, &bytes, Int32(bytes.count))
        return bytes
    }

    private var byteCount: Int { (Int(BN_num_bits(pointer)) + 7) / 8 }
}
