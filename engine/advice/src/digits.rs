//! How digests are written: a few hexadecimal digits tell things apart.

/// The first bytes of a digest in hexadecimal digits.
pub(crate) fn hexadecimal(digest: &[u8], bytes: usize) -> String {
    digest.iter().take(bytes).fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}
