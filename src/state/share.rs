//! A frame for another page.

use crate::params::Part;
use crate::view::charts::escape;

/// A frame in another page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    /// Parts left out.
    pub hidden: Vec<Part>,
    /// Its width in CSS pixels.
    pub width: u32,
    /// Its height in CSS pixels.
    pub height: u32,
}

impl Default for Embed {
    /// As wide as a text column of a wide page, without the parameters.
    fn default() -> Self {
        Self {
            hidden: vec![Part::Rail],
            width: 960,
            height: 640,
        }
    }
}

impl Embed {
    /// The sizes that a frame can have.
    pub const SIZES: std::ops::RangeInclusive<u32> = 280..=4000;

    /// A size as near as possible to that of a field.
    #[must_use]
    pub fn size(text: &str) -> Option<u32> {
        let size = text.trim().parse::<u32>().ok()?;
        Some(size.clamp(*Self::SIZES.start(), *Self::SIZES.end()))
    }
}

/// The code that puts the page into a frame of another page.
#[must_use]
pub fn embed_code(address: &str, title: &str, embed: &Embed) -> String {
    let (address, title) = (escape(address), escape(title));
    let (width, height) = (embed.width, embed.height);
    format!(
        "<iframe src=\"{address}\" title=\"{title}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" allow=\"fullscreen; clipboard-write\"></iframe>"
    )
}
