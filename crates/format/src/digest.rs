//! Digests that are the same on every machine; those of the standard library promise nothing of the kind.

/// FNV-1a with 64 bits (Fowler, Noll and Vo; RFC 9923).
#[derive(Debug)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// Takes in some bytes. It does not matter how they are cut.
    pub fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// The digest of all bytes so far.
    #[must_use]
    pub fn value(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_published_one() {
        // The check value of RFC 9923 for "foobar".
        let mut digest = Digest::default();
        digest.write(b"foo");
        digest.write(b"bar");
        assert_eq!(digest.value(), 0x8594_4171_f739_67e8);
    }
}
