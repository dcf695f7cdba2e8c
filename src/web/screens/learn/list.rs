//! All lessons, each with what many believe before it.

use yew::prelude::*;

use super::steps::in_minutes;
use super::{Shown, own};
use crate::learn::Lesson;
use crate::state::learn::practice::{MIXED, SEEDS};
use crate::text::{Language, Text};
use crate::{count, say, text, word};

/// The groups of the lessons, each from this number on.
const GROUPS: [(usize, Text, Text); 3] = [
    (1, text!("The three kinds"), text!("cold, suspended, live")),
    (6, text!("When live ends"), text!("and when it never does")),
    (10, text!("Hard cases"), text!("users, disks, promises, many VMs")),
];

/// The list.
pub fn list(shown: &Shown) -> Html {
    let (learn, language) = (&shown.learn, shown.language());
    let Some(course) = learn.course() else {
        return match learn.course_missing() {
            Some(missing) => super::lacking(shown, missing.text(language)),
            None => {
                html! { <main id="stage" class="lessons" tabindex="-1"><p role="status">{ word!(language, "Loading the lessons …") }</p></main> }
            }
        };
    };
    let done = &learn.keys.done;
    let next = (1..=course.len()).find(|&number| !done.contains(number));
    let minutes: u32 = course.iter().filter_map(|lesson| lesson.minutes).sum();
    let number_done = done.iter().filter(|&number| number <= course.len()).count();
    let groups = GROUPS.iter().enumerate().map(|(index, (first, name, what))| {
        let end = GROUPS.get(index + 1).map_or(course.len() + 1, |(next, ..)| *next);
        html! {
            <section key={index} class="unit">
                <h2>{ name.get(language) }<span class="note">{ what.get(language) }</span></h2>
                <ol start={first.to_string()}>
                    for number in *first..end.min(course.len() + 1) {
                        { entry(shown, number, &course[number - 1], next == Some(number)) }
                    }
                </ol>
            </section>
        }
    });
    html! {
        <main id="stage" class="lessons" tabindex="-1" ondrop={own::on_drop(shown)} ondragover={own::on_drag_over()}>
            <header key="head" class="lessons-head">
                <div>
                    <h1>{ count!(language, course.len() as f64, "{0} thing that seems true", "{0} things that seem true", course.len()) }</h1>
                    <p>{ word!(language, "Each lesson takes one of them: bet first, then the page runs it and shows why. A bet is never graded.") }</p>
                </div>
                <p class="go">
                    if let Some(number) = next {
                        { shown.link(&learn.at_lesson(&course[number - 1].name), "way primary", "go", html! {
                            if number_done == 0 { { word!(language, "Begin with lesson 1") } } else { { say!(language, "Go on with lesson {0}", number.to_string()) } }
                        }) }
                    }
                    <span class="note">{ say!(language, "{0} of {1} done · {2} minutes in all", number_done.to_string(), course.len().to_string(), minutes.to_string()) }</span>
                </p>
            </header>
            <div key="units" class="units">{ for groups }</div>
            <footer key="foot" class="lessons-foot note">
                { shown.link(&learn.at_lesson(MIXED), "", "mixed", html! { word!(language, "Mixed practice") }) }
                { own::ways(shown) }
                { shown.link(&learn.at_lesson(SEEDS), "", "seeds", html! { word!(language, "For lecturers: an exercise for each student") }) }
                <span class="gap"></span>
                <span>{ word!(language, "What you do here stays in this tab. Nothing is sent.") }</span>
            </footer>
        </main>
    }
}

fn entry(shown: &Shown, number: usize, lesson: &Lesson, is_next: bool) -> Html {
    let language = shown.language();
    let done = shown.learn.keys.done.contains(number);
    let belief = lesson.removes.split(';').next().unwrap_or_default().trim();
    html! {
        <li key={number} class={classes!("entry", done.then_some("done"), is_next.then_some("next"))} data-lesson={lesson.name.clone()}>
            <span class="number" aria-hidden="true">{ number.to_string() }</span>
            { shown.link(&shown.learn.at_lesson(&lesson.name), "title", "lesson", html! { { lesson.title.clone() } }) }
            <span class="note minutes">{ minutes(language, lesson, done, is_next) }</span>
            <p class="belief">
                if done { <s>{ language.quoted(belief) }</s> } else { { language.quoted(belief) } }
            </p>
        </li>
    }
}

fn minutes(language: Language, lesson: &Lesson, done: bool, is_next: bool) -> String {
    let time = lesson
        .minutes
        .map_or_else(String::new, |minutes| in_minutes(language, minutes));
    if done {
        say!(language, "✓ done · {0}", time)
    } else if is_next {
        say!(language, "next · {0}", time)
    } else {
        time
    }
}
