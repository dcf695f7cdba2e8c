//! What is missing or wrong in a language.

use crate::{Language, Message, Texts, key, plural};
use std::collections::{BTreeMap, BTreeSet};

/// The language that has every text, or the project does not build. In others English stands in for what is missing.
const COMPLETE: &str = "de";

/// Faults that are listed.
const MOST: usize = 20;

/// How complete a language is.
#[derive(Debug)]
pub struct Progress<'a> {
    /// Which language.
    pub language: &'a Language,
    /// The texts that it lacks.
    pub missing: Vec<&'a Message>,
    /// How many texts there are.
    pub all: usize,
}

impl Progress<'_> {
    /// In a line: `es Español: 929 of 930 texts, 99 %; English stands in for the others`.
    #[must_use]
    pub fn line(&self) -> String {
        let (all, done) = (self.all, self.all - self.missing.len());
        let others = if done < all {
            "; English stands in for the others"
        } else {
            ""
        };
        let Language { tag, head, .. } = self.language;
        format!(
            "{tag} {}: {done} of {all} texts, {} %{others}",
            head.name,
            done * 100 / all.max(1)
        )
    }
}

impl Texts {
    /// How complete each language is.
    #[must_use]
    pub fn progress(&self) -> Vec<Progress<'_>> {
        let progress = |language| {
            let lacks = |message: &&Message| Language::get(language, &message.context, &message.english).is_none();
            Progress {
                language,
                missing: self.messages.iter().filter(lacks).collect(),
                all: self.messages.len(),
            }
        };
        self.languages.iter().map(progress).collect()
    }

    /// Makes sure that nothing is wrong: each translation has the slots of its English text, the number of forms that its language
    /// asks for, and no two texts have one key; German has every text.
    ///
    /// # Errors
    /// What is wrong, a line each, and how much more.
    pub fn check(&self) -> Result<(), String> {
        let mut wrong = self.same_keys();
        for language in &self.languages {
            let mut say = |message: &Message, what: &str| {
                wrong.push(format!("lang/{}.po: {:?} {what}", language.tag, message.english));
            };
            for message in &self.messages {
                match language.get(&message.context, &message.english) {
                    Some(forms) => faults(language, message, forms)
                        .iter()
                        .for_each(|fault| say(message, fault)),
                    None if language.tag == COMPLETE => say(message, "is not translated (`cargo xtask texts` adds it)"),
                    None => {}
                }
            }
        }
        if !self.languages.iter().any(|language| language.tag == COMPLETE) {
            wrong.push(format!("lang/{COMPLETE}.po is missing"));
        }
        let more = wrong.len().saturating_sub(MOST);
        if more > 0 {
            wrong.truncate(MOST);
            wrong.push(format!("… and {more} more"));
        }
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(wrong.join("\n"))
        }
    }

    fn same_keys(&self) -> Vec<String> {
        let mut keys = BTreeMap::new();
        let mut wrong = Vec::new();
        for message in &self.messages {
            let first = key::key(&message.context, &message.english);
            for form in 0..if message.plural.is_some() { 10 } else { 1 } {
                if let Some(other) = keys.insert(first.wrapping_add(form), &message.english) {
                    wrong.push(format!(
                        "{:?} and {other:?} have the same key: give one a context",
                        message.english
                    ));
                }
            }
        }
        wrong
    }
}

fn faults(language: &Language, message: &Message, forms: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let rule = &language.head.forms;
    let expected = match message.plural {
        Some(_) => language.head.counts(),
        None => 1,
    };
    if forms.len() != expected {
        faults.push(format!("has {} forms, not {expected}", forms.len()));
    }
    let slots = slots(message.plural.as_ref().unwrap_or(&message.english));
    for (index, form) in forms.iter().enumerate() {
        let mut found = self::slots(form);
        // `One thing` need not say its number.
        if message.plural.is_some() && plural::counts(rule, index) == 1 && slots.contains("0") {
            found.insert("0");
        }
        let list = |slots: Vec<&&str>| {
            slots
                .into_iter()
                .map(|slot| format!("{{{slot}}}"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let lost: Vec<_> = slots.difference(&found).collect();
        let invented: Vec<_> = found.difference(&slots).collect();
        if !lost.is_empty() {
            faults.push(format!("loses {} in {form:?}", list(lost)));
        }
        if !invented.is_empty() {
            faults.push(format!("invents {} in {form:?}", list(invented)));
        }
        if form.contains('\t') {
            faults.push(format!("has a tabulator in {form:?}"));
        }
    }
    faults
}

/// What stands in braces.
fn slots(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts.map(|part| part.split('}').next().unwrap_or(part)).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Head, Language, Message, Texts};
    use rspolib::POEntry;

    fn texts(tag: &str, english: [Option<&str>; 2], forms: &[&str]) -> Texts {
        let [english, plural] = english.map(|text| text.map(str::to_owned));
        let english = english.unwrap_or_default();
        let mut entry = POEntry::new(0);
        entry.msgid.clone_from(&english);
        entry.msgid_plural.clone_from(&plural);
        let mut forms: Vec<String> = forms.iter().map(|&form| form.to_owned()).collect();
        if plural.is_some() {
            entry.msgstr_plural = forms;
        } else {
            entry.msgstr = forms.pop();
        }
        let head = Head {
            name: "Deutsch".to_owned(),
            decimal_mark: ',',
            group_mark: '.',
            quotation_marks: ['„', '“'],
            forms: "101".to_owned(),
        };
        let message = Message {
            context: String::new(),
            english,
            plural,
            files: Vec::new(),
            in_program: true,
            at_start: false,
        };
        let german = Language {
            tag: "de".to_owned(),
            head,
            entries: vec![entry],
        };
        let mut languages = vec![german];
        if tag != "de" {
            languages[0].tag = tag.to_owned();
        }
        Texts {
            messages: vec![message],
            languages,
        }
    }

    fn wrong(texts: &Texts) -> String {
        texts.check().err().unwrap_or_default()
    }

    #[test]
    fn a_slot_that_is_lost_or_invented_is_an_error() {
        for (german, what) in [
            ("{1} von {0}", ""),
            ("{0}", "loses {1}"),
            ("{0} {1} {2}", "invents {2}"),
            ("{0} {1", ""),
            ("{0} {x} {1}", "invents {x}"),
            ("{ 0} {1}", "loses {0}"),
        ] {
            let said = wrong(&texts("de", [Some("{0} of {1}"), None], &[german]));
            assert!(
                said.contains(what) && (what.is_empty() == said.is_empty()),
                "{german}: {said}"
            );
        }
    }

    #[test]
    fn german_is_complete_and_others_need_not_be() {
        assert!(wrong(&texts("de", [Some("Memory"), None], &[""])).contains("is not translated"));
        let others = texts("es", [Some("Memory"), None], &[""]);
        assert_eq!(wrong(&others), "lang/de.po is missing");
        let lines: Vec<String> = others.progress().iter().map(super::Progress::line).collect();
        assert_eq!(
            lines,
            ["es Deutsch: 0 of 1 texts, 0 %; English stands in for the others"]
        );
    }

    #[test]
    fn a_count_has_as_many_forms_as_the_rule_and_one_need_not_say_its_number() {
        let english = [Some("one of {1}"), Some("{0} of {1}")];
        assert_eq!(wrong(&texts("de", english, &["einer von {1}", "{0} von {1}"])), "");
        assert!(wrong(&texts("de", english, &["einer", "{0} von {1}"])).contains("loses {1}"));
        assert!(wrong(&texts("de", english, &["einer von {1}", "von {1}"])).contains("loses {0}"));
        assert!(wrong(&texts("de", english, &["einer von {1}"])).contains("has 1 forms, not 2"));
    }
}
