//! A lesson of the reader's own as text: how it begins, and how what another screen shows becomes a step of it.

use crate::learn::expression::Expression;
use crate::learn::lesson::{Lesson, Run};
use crate::learn::{Runs, Subject, read};
use crate::params::Choice;
use crate::text::Language;
use crate::word;

/// What is above the steps.
fn head(language: Language) -> String {
    format!(
        "lesson: own\ntitle: {}\nlang: {}\nminutes: 3\n",
        word!(language, "A lesson of my own"),
        language.tag(),
    )
}

/// A text to begin with: a lesson of one step.
#[must_use]
pub fn beginning(language: Language) -> String {
    with_step(None, "lanes=live", language)
}

/// A lesson with one more step that shows what a link opens; without a lesson it is the first step of one. Its run gets a name of its own, and its
/// text a figure that the run has.
///
/// ```
/// use migrascope::state::learn::desk::with_step;
/// use migrascope::text::Language;
///
/// let one = with_step(None, "#lanes=cold&ram=8GiB", Language::English);
/// assert!(one.ends_with("run run1: #ram=8GiB&lanes=cold\nshow: run1\n{run1.cold.downtime}\n"), "{one}");
/// let two = with_step(Some(&one), "#screen=cluster&vms=4xweb@h1&do=drain:h1@0s", Language::English);
/// assert!(two.starts_with(&one) && two.ends_with("show: run2\n{run2.cluster.drain}\n"), "{two}");
/// ```
#[must_use]
pub fn with_step(text: Option<&str>, link: &str, language: Language) -> String {
    let text = text.map_or_else(|| head(language), str::to_owned);
    let (lesson, _) = read(&text);
    let name = (1..).map(|number| format!("run{number}"));
    let name = name.into_iter().find(|name| lesson.run(name).is_none());
    let run = Run {
        name: name.expect("numbers do not end"),
        subject: Subject::read(link).0.plain(),
        line: 0,
    };
    let heading = word!(language, "What is to be seen");
    let (name, link) = (&run.name, run.subject.print());
    let figure = figure(&run).map_or_else(String::new, |figure| format!("{{{figure}}}\n"));
    format!(
        "{}\n\n## look: {heading}\nrun {name}: #{link}\nshow: {name}\n{figure}",
        text.trim_end()
    )
}

/// The first of the usual figures that has a value in a run.
fn figure(run: &Run) -> Option<String> {
    let runs = Runs::of(&Lesson {
        runs: vec![run.clone()],
        ..Lesson::default()
    });
    let usual: Vec<String> = match &run.subject {
        Subject::Lab(experiment) => {
            let lanes = experiment.display.lanes.iter();
            lanes.map(|lane| format!("{}.downtime", lane.token())).collect()
        }
        Subject::Cluster(_) => ["drain", "moved"].map(|name| format!("cluster.{name}")).to_vec(),
    };
    let figures = usual.into_iter().map(|figure| format!("{}.{figure}", run.name));
    figures.into_iter().find(|figure| {
        let read = Expression::read(figure);
        read.is_ok_and(|figure| runs.value(&figure, None).is_ok())
    })
}
