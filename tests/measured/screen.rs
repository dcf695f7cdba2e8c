//! The screen of measured migrations, without a browser: what it takes, keeps, and says in links.

use crate::example;
use std::rc::Rc;

use migrascope::link::measuring::LONGEST as LONGEST_LINK;
use migrascope::measured::marks::{Line, marks};
use migrascope::measured::notice::Problem;
use migrascope::measured::read::token;
use migrascope::measured::{FORMATS, Fit, Format, read};
use migrascope::state::measured::{self as screen, LONGEST, Looking, Measured, NotThere, Unread};
use migrascope::state::{Action, ScreenRow, State, lab};
use migrascope::text::Language;
use migrascope::units::Share;

const ROWS: &[ScreenRow] = &[lab::SCREEN, screen::SCREEN];

/// As soon as the examples have come.
pub fn open(link: &str) -> State {
    let state = State::open(link, Language::English, ROWS);
    if state.screen::<Measured>().is_none() {
        return state;
    }
    state.reduce(Action::on_screen(screen::Action::Came(Ok(examples().into()))))
}

/// The file of all examples, as the page gets it.
fn examples() -> String {
    let one = |format: &&dyn Format| format!("specimen:{}\n{}", format.specimen(), example(*format));
    let all: Vec<String> = FORMATS.iter().map(one).collect();
    all.join("\u{c}")
}

#[test]
fn an_example_is_shown_when_it_comes_and_said_when_it_does_not() {
    let state = State::open("screen=measured&example=nova-log", Language::English, ROWS);
    assert!(shown(&state).given.awaits_example() && shown(&state).given.unread.is_none());
    assert_eq!(state.link(), "screen=measured&example=nova-log");
    let came = |file| state.reduce(Action::on_screen(screen::Action::Came(file)));
    assert!(shown(&came(Ok(examples().into()))).given.is_understood());
    let failed = came(Err(NotThere));
    assert_eq!(shown(&failed).given.unread, Some(Unread::Unreachable));
    // Whoever tries again asks again, and what was typed meanwhile stays.
    let again = failed.reduce(Action::Travel("screen=measured&example=virsh-domjobinfo".into()));
    assert!(shown(&again).examples.is_none());
    let typed = take(&state, "2 kg flour");
    let late = typed.reduce(Action::on_screen(screen::Action::Came(Ok(examples().into()))));
    assert_eq!(&*shown(&late).given.text, "2 kg flour");
}

pub fn shown(state: &State) -> Rc<Measured> {
    state.screen().expect("it is shown")
}

fn take(state: &State, text: &str) -> State {
    state.reduce(Action::on_screen(screen::Action::Take(None, text.into())))
}

/// Does what the loop of the page does.
pub fn seek(state: &State) -> State {
    let record = shown(state).sought().cloned().expect("something is sought");
    let fitted = Fit::whole(&record).map(Box::new);
    state.reduce(Action::on_screen(screen::Action::Found(record, fitted)))
}

#[test]
fn every_format_has_an_example_with_an_address() {
    for format in FORMATS {
        let link = format!("screen=measured&example={}", token(*format));
        let state = open(&link);
        assert!(state.notices.is_empty(), "{link}: {:?}", state.notices);
        assert_eq!(state.link(), link);
        let given = &shown(&state).given;
        assert_eq!(*given.text, *example(*format));
        assert!(given.is_understood(), "{link}");
        assert!(shown(&seek(&state)).found.is_some(), "{link}");
    }
}

#[test]
fn what_was_found_is_a_link_to_the_lab_without_the_text() {
    let state = seek(&open("screen=measured&example=nova-log"));
    let lab = shown(&state).lab_link().expect("an experiment was found");
    assert!(
        lab.contains("ram=") && !lab.contains("record") && !lab.contains("example"),
        "{lab}"
    );
    assert!(open(&lab).notices.is_empty());
}

#[test]
fn a_text_stays_out_of_the_address_unless_it_is_wanted_there() {
    let text = example(FORMATS[3]);
    let state = take(&open("screen=measured"), &text);
    assert_eq!(state.link(), "screen=measured");
    let keys = shown(&state).packed().expect("it is short");
    let link = state.link_with(migrascope::params::ScreenName::Measured, |link| {
        migrascope::link::add(link, &keys);
    });
    assert!(link.len() < LONGEST_LINK, "{}", link.len());
    assert_eq!(*shown(&open(&link)).given.text, *text);
}

#[test]
fn links_are_hostile() {
    let damaged = shown(&open("screen=measured&record=AAAA"));
    assert_eq!(damaged.given.unread, Some(Unread::Record));
    let unknown = shown(&open("screen=measured&example=labor"));
    assert_eq!(unknown.given.unread, Some(Unread::Example));
    let long = open(&format!("screen=measured&record={}", "A".repeat(LONGEST_LINK + 1)));
    assert!(!long.notices.is_empty() && shown(&long).given.reading.is_none());
    // A bomb is not unpacked beyond what a text in a link may have.
    let bomb = migrascope::learn::pack(&"a".repeat(65_536)).expect("as long as can be");
    assert!(shown(&open(&format!("screen=measured&record={bomb}"))).given.text.len() <= 65_536);
}

#[test]
fn nothing_that_was_given_is_lost() {
    let first = take(&open("screen=measured"), "2 kg flour");
    assert_eq!(&*shown(&first).given.text, "2 kg flour", "what is not understood stays");
    let second = take(&first, &example(FORMATS[4]));
    let cleared = second.reduce(Action::on_screen(screen::Action::Clear));
    assert!(shown(&cleared).given.reading.is_none());
    let back = cleared.reduce(Action::Undo);
    assert_eq!(*shown(&back).given.text, *example(FORMATS[4]));
    let back = back.reduce(Action::Undo);
    assert_eq!(&*shown(&back).given.text, "2 kg flour");
    let again = back.reduce(Action::Redo);
    assert_eq!(*shown(&again).given.text, *example(FORMATS[4]));
    // An example was looked at, and the browser went back.
    let looked = second.reduce(Action::Travel("screen=measured&example=nova-log".into()));
    let back = looked.reduce(Action::Open("screen=measured".into()));
    assert_eq!(*shown(&back).given.text, *example(FORMATS[4]));
}

#[test]
fn a_result_that_comes_late_is_not_taken() {
    let first = open("screen=measured&example=nova-log");
    let record = shown(&first).sought().cloned().expect("something is sought");
    let second = take(&first, &example(FORMATS[3]));
    let fitted = Fit::whole(&record).map(Box::new);
    let late = second.reduce(Action::on_screen(screen::Action::Found(record, fitted)));
    assert!(shown(&late).found.is_none());
}

#[test]
fn a_long_text_is_cut_and_it_is_said() {
    let text = format!("{}{}", example(FORMATS[3]), "没有\n".repeat(LONGEST / 7 + 1));
    let state = take(&open("screen=measured"), &text);
    let given = &shown(&state).given;
    assert!(given.text.len() <= LONGEST && given.text.len() > LONGEST - 4);
    let reading = given.reading.as_ref().expect("it was read");
    assert!(
        reading
            .notices
            .iter()
            .any(|notice| notice.problem == Problem::TooLong(LONGEST))
    );
    let lines = marks(&given.text, reading);
    assert!(lines.len() < 300, "{} lines are drawn", lines.len());
    assert!(matches!(lines.last(), Some(Line::Folded(folded)) if *folded > 20_000));
}

#[test]
fn a_long_file_is_looked_through_and_can_be_left() {
    let act = |state: &State, action: screen::Action| state.reduce(Action::on_screen(action));
    let text: Rc<str> = example(FORMATS[3]).into();
    let looking = Looking::new("task.log".to_owned());
    let begun = act(&open("screen=measured"), screen::Action::Look(looking.clone()));
    let half = act(&begun, screen::Action::Look(looking.at(Share::new(0.5))));
    assert_eq!(
        shown(&half).looking.as_ref().map(|looking| looking.done),
        Some(Share::new(0.5))
    );
    let gleaned = screen::Action::Gleaned(looking.clone(), text.clone(), 50 << 20);
    let read = act(&half, gleaned.clone());
    let given = &shown(&read).given;
    assert!(given.is_understood() && shown(&read).looking.is_none());
    let reading = given.reading.as_ref().expect("it was read");
    assert_eq!(reading.notices[0].problem, Problem::Gleaned(50 << 20));
    // Left, or given way to another text: what comes late is not taken.
    let stopped = act(&half, screen::Action::Stop);
    let other = take(&half, "2 kg flour");
    for state in [stopped, other] {
        let late = act(
            &act(&state, screen::Action::Look(looking.at(Share::new(0.9)))),
            gleaned.clone(),
        );
        assert!(shown(&late).looking.is_none() && !shown(&late).given.is_understood());
    }
}

#[test]
fn marks_are_the_text() {
    for format in FORMATS {
        let text = &example(*format);
        let reading = read(text);
        let mut marked = 0;
        for line in marks(text, &reading) {
            let Line::Text(number, pieces) = line else { continue };
            let whole = text.split('\n').nth(number - 1).unwrap_or_default();
            for piece in pieces {
                marked += usize::from(piece.figure.is_some());
                for part in piece.text.split(" … ") {
                    assert!(whole.contains(part.trim_matches('\n')), "{part} stands not in {whole}");
                }
            }
        }
        assert!(marked > 0, "{}: nothing is marked", format.name());
    }
}
