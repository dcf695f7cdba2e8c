//! A text as a QR code.

use qrcodegen::{QrCode, QrCodeEcc};

/// Free modules around the code, as the standard asks for.
const QUIET: i32 = 4;

/// A code as one path: squares of one unit, with the quiet zone around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Its width and height, the quiet zone included.
    pub side: i32,
    /// The dark modules, in SVG's path language.
    pub path: String,
}

/// The code of a text; `None` if the text is longer than any code can be.
///
/// A text is never cut short: half of a link is another link.
#[must_use]
pub fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::encode_binary(text.as_bytes(), QrCodeEcc::Low).ok()?;
    let side = code.size();
    let mut path = String::new();
    for y in 0..side {
        for x in (0..side).filter(|&x| code.get_module(x, y)) {
            path += &format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Some(Qr {
        side: side + 2 * QUIET,
        path,
    })
}
