//! What is told of a lesson, and where.

use migrascope::learn::{Notice, check, read};
use migrascope::text::Language;

/// What is told of a lesson, in sentences.
pub fn problems(text: &str) -> Vec<String> {
    let (lesson, mut notices) = read(text);
    notices.extend(check(&lesson).1);
    let told = |notice: &Notice| notice.text(Language::English);
    notices.iter().map(told).collect()
}

/// Where what begins so stands in a lesson.
pub fn line(lesson: &str, of: &str) -> usize {
    let place = lesson.lines().position(|line| line.starts_with(of));
    1 + place.expect("it stands there")
}

/// Each change, of something into something else, spoils a lesson and is told with this line.
pub fn each_is_told(lesson: &str, spoiled: &[(&str, &str, usize)]) {
    for (good, bad, line) in spoiled {
        let text = lesson.replacen(good, bad, 1);
        assert_ne!(text, lesson, "{good}");
        let found = problems(&text);
        let here = format!("line {line}:");
        assert!(
            found.iter().any(|said| said.starts_with(&here)),
            "{bad:?}, {here} {found:?}"
        );
    }
}
