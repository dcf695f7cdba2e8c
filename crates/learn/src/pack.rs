//! A lesson inside a link: raw deflate, then base64url without padding. A whole lesson is about 1.5 KB, which fits a QR code.

use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::{DecodeError, Engine as _};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use text::{Language, word};

/// What a link unpacks to is no longer than this, in bytes.
pub const LARGEST: usize = 64 * 1024;
/// The best that deflate can do.
const LEVEL: u8 = 10;

/// Why a packed lesson cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has other letters than a packed lesson.
    Letters,
    /// It is no packed lesson, or lost its end.
    Damaged,
    /// It is longer than [`LARGEST`].
    TooLong,
}

impl Unreadable {
    /// In a sentence.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::Letters => word!(language, "the lesson in the link has letters that do not belong there"),
            Self::Damaged => word!(
                language,
                "the lesson in the link is damaged; a part of the link may be missing"
            ),
            Self::TooLong => word!(language, "the lesson in the link is longer than 64 KiB"),
        }
    }
}

/// A lesson as it stands in a link.
///
/// # Errors
/// It is too long.
///
/// ```
/// let text = "lesson: cold\n\n## look: The oldest way\n".repeat(20);
/// let packed = learn::pack(&text).expect("it is short");
/// assert!(packed.len() < 100);
/// assert_eq!(learn::unpack(&packed), Ok(text));
/// ```
pub fn pack(text: &str) -> Result<String, Unreadable> {
    if text.len() > LARGEST {
        return Err(Unreadable::TooLong);
    }
    Ok(URL_SAFE_NO_PAD.encode(compress_to_vec(text.as_bytes(), LEVEL)))
}

/// The lesson of a link. What is no UTF-8 is shown as such, as in a file.
///
/// # Errors
/// Why it cannot be read; never more than [`LARGEST`] bytes are made of it.
pub fn unpack(packed: &str) -> Result<String, Unreadable> {
    // A program that pads, or one that breaks lines, means the same.
    let letters: String = packed.chars().filter(|c| !c.is_whitespace() && *c != '=').collect();
    let bytes = URL_SAFE_NO_PAD.decode(letters).map_err(|error| match error {
        DecodeError::InvalidByte(..) => Unreadable::Letters,
        _ => Unreadable::Damaged,
    })?;
    let text = decompress_to_vec_with_limit(&bytes, LARGEST).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Unreadable::TooLong,
        _ => Unreadable::Damaged,
    })?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
