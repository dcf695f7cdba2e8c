//! Brings the files of the languages up to date with the sources.

use crate::language::{FOLDER, is};
use crate::{Message, Texts};
use rspolib::POEntry;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What a file of a language has to be.
#[derive(Debug)]
pub struct Update {
    /// Which file.
    pub path: PathBuf,
    /// What it should hold.
    pub content: String,
    /// Whether it does not.
    pub is_new: bool,
}

/// What the file of each language has to be: its head as it is, then the texts in the order of the sources with the files they stand
/// in, those without a translation empty, at the end those that are in no source any more.
///
/// # Errors
/// A file that cannot be read or makes no sense.
pub fn update(root: &Path, texts: &Texts) -> io::Result<Vec<Update>> {
    let update = |language: &crate::Language| {
        let path = root.join(FOLDER).join(format!("{}.po", language.tag));
        let old = fs::read_to_string(&path)?;
        let head = old.split_once("\n\n").map_or(old.trim_end(), |(head, _)| head);
        let mut content = format!("{head}\n");
        for message in &texts.messages {
            let known = language
                .entries
                .iter()
                .find(|entry| is(entry, &message.context, &message.english));
            content += "\n";
            content += &shown(&entry(message, known, language.head.counts()));
        }
        for old in &language.entries {
            let here = |message: &&Message| is(old, &message.context, &message.english);
            if !texts.messages.iter().any(|message| here(&message)) && crate::language::translation(old).is_some() {
                let mut old = old.clone();
                old.obsolete = true;
                content += "\n";
                content += &shown(&old);
            }
        }
        Ok(Update {
            is_new: content != old,
            path,
            content,
        })
    };
    texts.languages.iter().map(update).collect()
}

fn entry(message: &Message, known: Option<&POEntry>, forms: usize) -> POEntry {
    let mut entry = known.cloned().unwrap_or_else(|| POEntry::new(0));
    entry.msgid.clone_from(&message.english);
    entry.msgctxt = Some(message.context.clone()).filter(|context| !context.is_empty());
    entry.msgid_plural.clone_from(&message.plural);
    if message.plural.is_some() {
        entry.msgstr = None;
        entry.msgstr_plural.resize(forms, String::new());
    } else {
        entry.msgstr.get_or_insert_default();
        entry.msgstr_plural.clear();
    }
    entry.obsolete = false;
    entry.occurrences = message.files.iter().map(|file| (file.clone(), String::new())).collect();
    entry
}

/// An entry as gettext writes it, but each text in one line, so that a change of it is one line in the history.
fn shown(entry: &POEntry) -> String {
    let mut text = String::new();
    let mut line = |line: &str| text += &format!("{line}\n");
    for comment in entry.tcomment.iter().flat_map(|comment| comment.lines()) {
        line(&format!("# {comment}"));
    }
    if !entry.obsolete {
        let files: Vec<&str> = entry.occurrences.iter().map(|(file, _)| file.as_str()).collect();
        line(&format!("#: {}", files.join(" ")));
    }
    if !entry.flags.is_empty() {
        line(&format!("#, {}", entry.flags.join(", ")));
    }
    let mark = if entry.obsolete { "#~ " } else { "" };
    let mut field = |name: &str, value: &str| line(&format!("{mark}{name} \"{}\"", escaped(value)));
    if let Some(context) = &entry.msgctxt {
        field("msgctxt", context);
    }
    field("msgid", &entry.msgid);
    if let Some(plural) = &entry.msgid_plural {
        field("msgid_plural", plural);
    }
    if let Some(text) = &entry.msgstr {
        field("msgstr", text);
    }
    for (index, form) in entry.msgstr_plural.iter().enumerate() {
        field(&format!("msgstr[{index}]"), form);
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::update;
    use crate::language::read;
    use crate::{Message, Texts};
    use std::path::Path;
    use std::{env, fs, io};

    const HEAD: &str = r#"# Words by hand.
msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"X-Name: Deutsch\n"
"X-Decimal-Mark: ,\n"
"X-Group-Mark: U+202F\n"
"X-Quotation-Marks: „“\n"
"#;

    fn message(context: &str, english: &str, plural: Option<&str>) -> Message {
        Message {
            context: context.to_owned(),
            english: english.to_owned(),
            plural: plural.map(str::to_owned),
            files: vec!["src/a.rs".to_owned(), "src/b.rs".to_owned()],
            in_program: true,
            at_start: false,
        }
    }

    /// What the file with `entries` becomes.
    fn updated(name: &str, entries: &str, messages: Vec<Message>) -> io::Result<String> {
        let root = env::temp_dir().join(format!("migrascope-{name}-{}", std::process::id()));
        fs::create_dir_all(root.join("lang"))?;
        let path = root.join("lang/de.po");
        fs::write(&path, format!("{HEAD}\n{entries}"))?;
        let languages = vec![read(&path).map_err(io::Error::other)?];
        let updates = update(&root, &Texts { messages, languages });
        fs::remove_dir_all(Path::new(&root))?;
        let content = updates?.pop().map(|update| update.content).unwrap_or_default();
        Ok(content.strip_prefix(HEAD).unwrap_or(&content).to_owned())
    }

    #[test]
    fn what_is_translated_stays_what_is_new_is_empty_what_is_gone_is_marked() {
        let old = r#"
#: src/old.rs
msgid "Memory"
msgstr "Speicher"

msgid "Disk"
msgstr "Platte"

msgid "never translated"
msgstr ""
"#;
        let messages = vec![
            message("", "Memory", None),
            message("compression", "none", None),
            message("", "day", Some("days")),
        ];
        let new = r##"
#: src/a.rs src/b.rs
msgid "Memory"
msgstr "Speicher"

#: src/a.rs src/b.rs
msgctxt "compression"
msgid "none"
msgstr ""

#: src/a.rs src/b.rs
msgid "day"
msgid_plural "days"
msgstr[0] ""
msgstr[1] ""

#~ msgid "Disk"
#~ msgstr "Platte"
"##;
        assert_eq!(updated("new", old, messages).expect("a file"), new);
        // It comes back when the text does, and what is up to date stays as it is.
        let back = updated("back", new, vec![message("", "Disk", None)]).expect("a file");
        assert!(back.contains("\nmsgid \"Disk\"\nmsgstr \"Platte\"\n"), "{back}");
        assert!(back.contains("#~ msgid \"Memory\""), "{back}");
    }

    #[test]
    fn every_sign_and_blank_is_kept() {
        let same = r##"
# By hand, too.
#: src/a.rs src/b.rs
#, fuzzy
msgid "\"a\" \\ of\nb "
msgstr " „a“ \\ von\nb "
"##;
        let messages = vec![message("", "\"a\" \\ of\nb ", None)];
        assert_eq!(updated("signs", same, messages).expect("a file"), same);
    }
}
