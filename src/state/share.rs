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

/// The address of a page as somebody types or pastes it: without an experiment in it, with the scheme that it has or else `https`. `None`
/// if it names no server that others could reach.
///
/// ```
/// use migrascope::state::share::public_address;
///
/// assert_eq!(public_address(" uni.example/lab/#ram=8GiB").as_deref(), Some("https://uni.example/lab/"));
/// assert_eq!(public_address("http://10.0.0.7:8000/").as_deref(), Some("http://10.0.0.7:8000/"));
/// for none in ["", "file:///lab.html", "C:\\lab.html", "lab", "https://", "https://a b.example/"] {
///     assert_eq!(public_address(none), None, "{none}");
/// }
/// ```
#[must_use]
pub fn public_address(text: &str) -> Option<String> {
    const LONGEST: usize = 500;
    let place = text.trim().split(['#', '?']).next()?;
    let (scheme, rest) = match place.split_once("://") {
        Some((scheme @ ("http" | "https"), rest)) => (scheme, rest),
        Some(_) => return None,
        None => ("https", place),
    };
    let host = rest.split('/').next()?;
    let is_host = host.contains(['.', ':']) && host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    let is_written = |c: char| !c.is_whitespace() && !c.is_control() && !"\"<>\\^`{|}".contains(c);
    let fits = rest.len() <= LONGEST && rest.chars().all(is_written);
    (is_host && fits).then(|| format!("{scheme}://{rest}"))
}
