//! What texts are called in the catalogs. The crate `translations`, which writes them, includes this file.

/// What a text is called in a catalog: a hash (FNV-1a) of its context and its English. No two texts of the page have the same:
/// its build checks it.
#[must_use]
pub const fn key(context: &str, english: &str) -> u32 {
    // Gettext, too, parts the two by this character.
    let parts = [context.as_bytes(), b"\x04", english.as_bytes()];
    let (mut hash, mut part) = (0x811c_9dc5_u32, 0);
    while part < parts.len() {
        let mut at = 0;
        while at < parts[part].len() {
            hash = (hash ^ parts[part][at] as u32).wrapping_mul(0x0100_0193);
            at += 1;
        }
        part += 1;
    }
    hash
}
