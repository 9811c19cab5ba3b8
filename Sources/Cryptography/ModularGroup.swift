import COpenSSL

/// Arithmetic modulo one odd number, by OpenSSL's routines whose time does not depend on the secrets.
///
/// Numbers come and go as big-endian bytes; results always have the modulus' width. One group serves any number of
/// threads at once: what is shared is only read, and each call has scratch memory of its own.
package final class ModularGroup: Sendable {
    /// Of the modulus and of every result.
    package let byteCount: Int
    // Written by `init` alone and only read afterwards, which OpenSSL allows from many threads.
    private nonisolated(unsafe) let modulus: OpaquePointer
    // Likewise.
    private nonisolated(unsafe) let montgomery: OpaquePointer

    /// The modulus must be odd and greater than one.
    package init(modulus bytes: [UInt8]) {
        OpenSSL.ready
        precondition(bytes.last.map { $0 & 1 == 1 } ?? false, "a modulus must be odd")
        modulus = OpenSSL.require(BN_bin2bn(bytes, Int32(bytes.count), nil))
        precondition(BN_is_one(modulus) == 0, "a modulus must be greater than one")
        byteCount = (Int(BN_num_bits(modulus)) + 7) / 8
        montgomery = OpenSSL.require(BN_MONT_CTX_new())
        let scratch = Scratch()
        OpenSSL.require(BN_MONT_CTX_set(montgomery, modulus, scratch.context))
    }

    /// Big-endian, `byteCount` long.
    package var modulusBytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        BN_bn2bin(modulus, &bytes)
        return bytes
    }

    deinit {
        BN_MONT_CTX_free(montgomery)
        BN_free(modulus)
    }

    /// `base` to the power of `exponent`, in a time that depends only on how long the exponent is.
    package func power(_ base: [UInt8], _ exponent: [UInt8]) -> [UInt8] {
        let scratch = Scratch()
        let base = residue(base, scratch)
        let exponent = BigNumber(exponent)
        exponent.markSecret()
        let result = BigNumber()
        OpenSSL.require(
            BN_mod_exp_mont_consttime(
                result.pointer, base.pointer, exponent.pointer, modulus, scratch.context, montgomery))
        return result.bytes(width: byteCount)
    }

    package func product(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        let scratch = Scratch()
        let left = residue(left, scratch)
        let right = residue(right, scratch)
        let result = BigNumber()
        // One factor in Montgomery form gives a plain product, without a division.
        OpenSSL.require(BN_to_montgomery(result.pointer, left.pointer, montgomery, scratch.context))
        OpenSSL.require(
            BN_mod_mul_montgomery(result.pointer, result.pointer, right.pointer, montgomery, scratch.context))
        return result.bytes(width: byteCount)
    }

    package func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        let scratch = Scratch()
        let left = residue(left, scratch)
        let right = residue(right, scratch)
        let result = BigNumber()
        OpenSSL.require(BN_mod_add_quick(result.pointer, left.pointer, right.pointer, modulus))
        return result.bytes(width: byteCount)
    }

    package func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        let scratch = Scratch()
        let left = residue(left, scratch)
        let right = residue(right, scratch)
        let result = BigNumber()
        OpenSSL.require(BN_mod_sub_quick(result.pointer, left.pointer, right.pointer, modulus))
        return result.bytes(width: byteCount)
    }

    /// Whether the modulus divides a number; such a number has no place in a multiplicative group.
    package func isZero(_ number: [UInt8]) -> Bool {
        residue(number, Scratch()).isZero
    }

    /// A number from zero to below the modulus.
    private func residue(_ number: [UInt8], _ scratch: borrowing Scratch) -> BigNumber {
        let number = BigNumber(number)
        number.markSecret()
        if BN_cmp(number.pointer, modulus) >= 0 {
            OpenSSL.require(BN_nnmod(number.pointer, number.pointer, modulus, scratch.context))
        }
        return number
    }

    /// OpenSSL's memory for one calculation; what it held is overwritten at the end.
    private struct Scratch: ~Copyable {
        let context: OpaquePointer

        init() {
            OpenSSL.ready
            context = OpenSSL.require(BN_CTX_new())
        }

        deinit {
            BN_CTX_free(context)
        }
    }
}
