//! Texts in several languages.

use migrascope::text::{Language, Plural, Text};
use migrascope::{count, plural, say, word};

#[test]
fn each_language_says_it_in_its_own_words_and_order() {
    let said = |language| say!(language, "{0} of {1}", 3, "4 GiB");
    assert_eq!(said(Language::English), "3 of 4 GiB");
    assert_eq!(said(Language::German), "3 von 4 GiB");
    let turned = Text::same("von {1} sind {0} gesendet");
    assert_eq!(
        turned.fill(Language::German, &[&3, &"4 GiB"]),
        "von 4 GiB sind 3 gesendet"
    );
}

#[test]
fn the_context_tells_one_translation_from_another() {
    assert_eq!(word!(Language::German, "none" in "compression"), "keine");
    assert_eq!(word!(Language::German, "none" in "timeout"), "keins");
    assert_eq!(word!(Language::Spanish, "none" in "compression"), "ninguna");
    assert_eq!(word!(Language::Spanish, "none" in "timeout"), "ninguno");
}

#[test]
fn what_a_language_lacks_is_said_in_english() {
    let text = Text::template("", "no file has this text", 0);
    for language in [Language::English, Language::German, Language::Spanish] {
        assert_eq!(text.get(language), "no file has this text");
    }
    assert_eq!(Text::same("TIME:ACTION").get(Language::German), "TIME:ACTION");
}

#[test]
fn a_count_takes_the_form_of_its_language() {
    let years = |language, count| count!(language, count, "{0} year", "{0} years", count);
    for (language, one, many) in [
        (Language::English, "1 year", "2 years"),
        (Language::German, "1 Jahr", "2 Jahre"),
        (Language::Spanish, "1 año", "2 años"),
    ] {
        assert_eq!([1.0, 2.0].map(|count| years(language, count)), [one, many]);
        for more in [0.0, 1.5, 21.0, 101.0, 1e12] {
            assert_eq!(years(language, more), many.replace('2', &more.to_string()));
        }
    }
    assert_eq!(plural!("day", "days").get(Language::German, f64::NAN), "Tage");
}

#[test]
fn the_pseudo_language_is_longer_and_keeps_values() {
    let text = say!(Language::Pseudo, "{0} times", "60 %");
    assert!(text.starts_with("60 %"), "{text}");
    assert!(text.contains('ï') && text.contains('ë'), "{text}");
    assert!(text.chars().count() > "60 % times".len(), "{text}");
}

#[test]
fn a_template_that_forgets_a_value_is_refused() {
    for english in ["{0}", "{0} {1} {2}", "{0} {1", "{0} {x}"] {
        let made = std::panic::catch_unwind(|| Text::template("", english, 2));
        assert!(made.is_err(), "{english}");
        let made = std::panic::catch_unwind(|| Plural::template("", "{0} {1}", english, 2));
        assert!(made.is_err(), "{english}");
    }
    assert!(std::panic::catch_unwind(|| Plural::template("", "{0}", "{0} {1}", 2)).is_err());
    let one = Plural::template("", "one of {1}", "{0} of {1}", 2);
    assert_eq!(one.fill(Language::English, 1.0, &[&1, &7]), "one of 7");
}
