//! JSON, and what is not quite JSON: `-nan`, single quotes, `True` and `None`, a comma too many, a brace too few.

use super::kind;
use std::ops::Range;

/// A value with its place, in bytes from where the reading began.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub place: Range<usize>,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// In order; keys in lower case, with `-` for `_`.
    Object(Vec<(String, Node)>),
    List(Vec<Node>),
    Text(String),
    Number(f64),
    Flag(bool),
    Nothing,
}

/// Deeper than this is no output of a tool.
const DEEPEST: usize = 40;
/// Longer than this is no output of a tool, in bytes; a file of many is many values.
const LONGEST: usize = 8 << 20;

/// The value at the beginning of a text, how long it is, and whether it was cut off.
///
/// # Errors
/// If there is none: how much of the text was looked at.
pub fn read(text: &str) -> Result<(Node, usize, bool), usize> {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut reader = Reader {
        text: &text[..end],
        at: 0,
        is_cut: false,
    };
    let node = reader.value(0).ok_or(reader.at)?;
    Ok((node, reader.at, reader.is_cut))
}

impl Node {
    /// The member of an object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The members of an object.
    pub fn members(&self) -> &[(String, Self)] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The entries of a list.
    pub fn entries(&self) -> &[Self] {
        match &self.value {
            Value::List(entries) => entries,
            _ => &[],
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number; a flag is 0 or 1.
    pub fn number(&self) -> Option<f64> {
        match self.value {
            Value::Number(number) => Some(number),
            Value::Flag(flag) => Some(f64::from(u8::from(flag))),
            _ => None,
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    is_cut: bool,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<char> {
        let rest = self.rest();
        let trimmed = rest.trim_start();
        self.at += rest.len() - trimmed.len();
        trimmed.chars().next()
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        let first = self.next()?;
        let start = self.at;
        let value = match first {
            _ if depth > DEEPEST => return None,
            '{' => Value::Object(self.object(depth)?),
            '[' => Value::List(self.list(depth)?),
            '"' | '\'' => Value::Text(self.string(first)),
            _ => self.word()?,
        };
        Some(Node {
            place: start..self.at,
            value,
        })
    }

    fn object(&mut self, depth: usize) -> Option<Vec<(String, Node)>> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            match self.next() {
                None => {
                    self.is_cut = true;
                    return Some(members);
                }
                Some('}') => {
                    self.at += 1;
                    return Some(members);
                }
                Some(',') => self.at += 1,
                Some(quote @ ('"' | '\'')) => {
                    let key = self.string(quote).to_ascii_lowercase().replace('_', "-");
                    match self.next() {
                        Some(':') => self.at += 1,
                        None => {
                            self.is_cut = true;
                            return Some(members);
                        }
                        Some(_) => return None,
                    }
                    match self.value(depth + 1) {
                        Some(node) => members.push((key, node)),
                        None if self.rest().trim().is_empty() => self.is_cut = true,
                        None => return None,
                    }
                }
                // Something else begins: a brace was left out.
                Some(_) if !members.is_empty() => {
                    self.is_cut = true;
                    return Some(members);
                }
                Some(_) => return None,
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Node>> {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            match self.next() {
                None => {
                    self.is_cut = true;
                    return Some(entries);
                }
                Some(']') => {
                    self.at += 1;
                    return Some(entries);
                }
                Some(',') => self.at += 1,
                Some(_) => match self.value(depth + 1) {
                    Some(node) => entries.push(node),
                    None if self.rest().trim().is_empty() => self.is_cut = true,
                    None => return None,
                },
            }
        }
    }

    fn string(&mut self, quote: char) -> String {
        self.at += 1;
        let mut out = String::new();
        let mut letters = self.rest().char_indices();
        while let Some((at, letter)) = letters.next() {
            if letter == quote {
                self.at += at + letter.len_utf8();
                return out;
            }
            if letter != '\\' {
                out.push(letter);
                continue;
            }
            match letters.next().map(|(_, letter)| letter) {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some('u') => {
                    let code: String = (0..4)
                        .filter_map(|_| letters.next().map(|(_, letter)| letter))
                        .collect();
                    let letter = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                    out.push(letter.unwrap_or('\u{fffd}'));
                }
                Some(other) => out.push(other),
                None => {}
            }
        }
        self.at = self.text.len();
        self.is_cut = true;
        out
    }

    fn word(&mut self) -> Option<Value> {
        let rest = self.rest();
        if let Some((number, length)) = kind::number(rest) {
            // A comma parts members here, it is no decimal mark.
            let written = rest[..length].split(',').next().unwrap_or_default();
            let number = if written.len() < length {
                written.parse().ok()?
            } else {
                number
            };
            self.at += written.len();
            return Some(Value::Number(number));
        }
        let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let value = match rest[..length].to_ascii_lowercase().as_str() {
            "true" => Value::Flag(true),
            "false" => Value::Flag(false),
            "null" | "none" => Value::Nothing,
            _ => return None,
        };
        self.at += length;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_json_is_read() {
        let number = |text: &str, keys: &[&str]| {
            let (node, ..) = read(text).expect("a value");
            keys.iter()
                .try_fold(&node, |node, key| node.get(key))
                .and_then(Node::number)
        };
        assert_eq!(number(r#"{"a": {"b": 1,"c":2}}"#, &["a", "c"]), Some(2.0));
        assert_eq!(number("{'a_b': True, 'c': None, }", &["a-b"]), Some(1.0));
        assert!(number(r#"{"a": -nan, "b": 3}"#, &["a"]).is_some_and(f64::is_nan));
        assert_eq!(number(r#"{"a": {"b": 7"#, &["a", "b"]), Some(7.0));
        assert!(read("{ not json").is_err());
        assert!(read(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn a_value_keeps_its_place() {
        let text = r#"{"ram": {"total": 17184923648}}"#;
        let (node, length, is_cut) = read(text).expect("a value");
        let total = node.get("ram").and_then(|ram| ram.get("total")).expect("it is there");
        assert_eq!(&text[total.place.clone()], "17184923648");
        assert_eq!((length, is_cut), (text.len(), false));
    }
}
