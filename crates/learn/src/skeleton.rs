//! What a lesson is without its prose: the same in every language.

use crate::lesson::{Answer, Lesson, Piece, Prose, Step, Tolerance};
use crate::notice::{Notice, Problem};
use engine::units::written;

/// Where a translation differs from the lesson in anything but its prose; the lines are the translation's.
#[must_use]
pub fn differences(lesson: &Lesson, translation: &Lesson) -> Vec<Notice> {
    let differs = |line: usize, original: String| Notice {
        line,
        problem: Problem::Differs(original),
    };
    let (ours, theirs) = (bones(lesson), bones(translation));
    let mut found: Vec<Notice> = ours
        .iter()
        .zip(&theirs)
        .filter(|((_, bone), (_, other))| bone != other)
        .map(|((_, bone), (line, _))| differs(*line, bone.clone()))
        .collect();
    if ours.len() != theirs.len() && found.is_empty() {
        let line = theirs.last().map_or(1, |(line, _)| *line);
        let rest = ours
            .get(theirs.len())
            .map_or_else(String::new, |(_, bone)| bone.clone());
        found.push(differs(line, rest));
    }
    // What follows the first difference is out of step.
    found.truncate(1);
    found
}

/// The runs and the steps, each with its line, as text that can be compared and shown.
fn bones(lesson: &Lesson) -> Vec<(usize, String)> {
    let name = (1, format!("lesson: {}", lesson.name));
    let practice = lesson
        .practice
        .iter()
        .map(|template| (1, format!("practice: {}", template.name)));
    let runs = lesson.runs.iter().map(|run| {
        let link = run.subject.print();
        (run.line, format!("run {}: #{link}", run.name))
    });
    let steps = lesson.steps.iter().flat_map(|step| {
        let parts = parts(step).into_iter();
        parts.map(|part| (step.line, part)).collect::<Vec<_>>()
    });
    [name].into_iter().chain(practice).chain(runs).chain(steps).collect()
}

fn parts(step: &Step) -> Vec<String> {
    let within = |tolerance: Tolerance| match tolerance {
        Tolerance::Share(share) => format!(" ± {}", share.as_f64()),
        Tolerance::Band(band) => format!(" ± {}", written::print(band.unit(), band)),
    };
    let answer = |key: &str, answer: &Answer| format!("{key}: {}{}", answer.is, within(answer.tolerance));
    let mut parts = vec![format!("## {:?}", step.kind)];
    parts.extend(step.show.iter().map(|name| format!("show: {name}")));
    parts.extend(step.told.iter().map(|name| format!("told: {name}")));
    parts.extend(step.at.iter().map(|time| format!("at: {} s", time.as_s())));
    let choices = step.choices.iter().enumerate();
    parts.extend(choices.map(|(place, choice)| {
        let right = if choice.is_right { "right" } else { "wrong" };
        format!("choice {}: {right}", place + 1)
    }));
    parts.extend(step.answer.iter().map(|it| answer("answer", it)));
    parts.extend(step.moment.iter().map(|it| answer("moment", it)));
    parts.extend(step.place.iter().map(|place| {
        let key = format!("place: {} at", place.parameter.param().key);
        answer(&key, &place.at)
    }));
    parts.extend(step.traps.iter().map(|trap| {
        let within = trap.within.map_or_else(String::new, within);
        format!("trap: {}{within}", trap.is)
    }));
    parts.extend(step.early.iter().map(|(place, _)| format!("early: {}", place + 1)));
    parts.extend(step.order_feedback.iter().map(|_| "> to a wrong order".to_owned()));
    parts.extend((!step.order.is_empty()).then(|| format!("order of {}", step.order.len())));
    parts.extend(
        step.exercise
            .iter()
            .map(|template| format!("exercise: {}", template.name)),
    );
    parts.extend(step.goal.iter().map(|goal| format!("goal: {goal}")));
    let keys: Vec<&str> = step.keys.iter().map(|parameter| parameter.key()).collect();
    parts.extend((!keys.is_empty()).then(|| format!("keys: {}", keys.join(", "))));
    parts.extend(step.proofs.iter().map(|proof| format!("prove: {}", proof.claim)));
    parts.extend(step.tip.iter().map(|_| "tip".to_owned()));
    // A sentence of another language may name its figures in another order.
    let mut figures: Vec<String> = step.text.iter().chain([&step.heading]).flat_map(figures).collect();
    figures.sort();
    parts.extend(figures);
    parts
}

fn figures(prose: &Prose) -> Vec<String> {
    let figure = |piece: &Piece| match piece {
        Piece::Figure(figure) => Some(format!("{{{figure}}}")),
        Piece::Text(_) => None,
    };
    prose.0.iter().filter_map(figure).collect()
}
