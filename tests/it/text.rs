//! Texts in several languages.

use migrascope::text::{Language, Text};
use migrascope::{say, word};

#[test]
fn each_language_says_it_in_its_own_order() {
    let said = |language| say!(language, "{0} of {1} sent", "von {1} sind {0} gesendet", 3, "4 GiB");
    assert_eq!(said(Language::English), "3 of 4 GiB sent");
    assert_eq!(said(Language::German), "von 4 GiB sind 3 gesendet");
    assert_eq!(word!(Language::German, "Memory", "Arbeitsspeicher"), "Arbeitsspeicher");
}

#[test]
fn the_pseudo_language_is_longer_and_keeps_values() {
    let text = say!(Language::Pseudo, "{0} of the memory", "{0} des Speichers", "60 %");
    assert!(text.starts_with("60 %"), "{text}");
    assert!(text.contains('ë'), "{text}");
    assert!(text.chars().count() > "60 % of the memory".len() + 2, "{text}");
}

#[test]
fn a_language_that_forgets_a_value_is_refused() {
    for german in ["{0}", "{0} {1} {2}", "{0} {1", "{0} {x}"] {
        let made = std::panic::catch_unwind(|| Text::template("{0} {1}", german, 2));
        assert!(made.is_err(), "{german}");
    }
}
