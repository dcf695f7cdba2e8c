//! What texts are called in the catalogs. The crate `translations`, which writes them, includes this file.

/// What a text is called in a catalog: a hash (FNV-1a) of its context and its English. No two texts of the page have the same:
/// its build checks it.
#[must_use]
pub fn key(context: &str, english: &str) -> u32 {
    // Gettext, too, parts the two by this character.
    let bytes = context.bytes().chain([4]).chain(english.bytes());
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
