//! Percent-encoding, forgiving on the way in, sparing on the way out.

use std::borrow::Cow;

/// Chats and mail programs encode a link again now and then.
const MAX_LAYERS: usize = 3;

/// Undoes percent-encoding. A `%` that starts no code stays what it is, so
/// `60%` and `60%25` read the same. Encoding that was put on twice comes off
/// twice: no value has a `%` before two hexadecimal digits. A `+` stays a plus.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..MAX_LAYERS {
        match decode_once(&text) {
            Some(decoded) => text = Cow::Owned(decoded),
            None => break,
        }
    }
    text
}

fn decode_once(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut changed = false;
    while let Some((&byte, after)) = rest.split_first() {
        if let (b'%', [high, low, tail @ ..]) = (byte, after)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            decoded.push(high * 16 + low);
            rest = tail;
            changed = true;
        } else {
            decoded.push(byte);
            rest = after;
        }
    }
    changed.then(|| String::from_utf8_lossy(&decoded).into_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

/// A text as it stands in a link.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut link = String::new();
    encode(&mut link, text);
    link
}

/// Adds a text, with codes for what may not stand in a fragment or would be cut off or changed by
/// programs that look for links in plain text.
pub(super) fn encode(link: &mut String, text: &str) {
    for &byte in text.as_bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' | b':' | b'@' | b',' | b'/' | b'+' => {
                link.push(char::from(byte));
            }
            _ => link.push_str(&format!("%{byte:02X}")),
        }
    }
}
