//! What a reader does, and what the address says of it.

use std::path::Path;
use std::rc::Rc;

use migrascope::learn::lesson::StepKind;
use migrascope::link::learning::Seed;
use migrascope::link::{self, Learning};
use migrascope::params::{Parameters as _, ScreenName};
use migrascope::state::lab;
use migrascope::state::learn::poll::{Band, MOST_VOTES};
use migrascope::state::learn::practice;
use migrascope::state::learn::question::{Draft, Question};
use migrascope::state::learn::sources::{BETWEEN, Missing, Source};
use migrascope::state::learn::{self, Action, Learn};
use migrascope::state::{self, State};
use migrascope::text::Language;
use migrascope::units::Share;

/// The lessons as the page brings them.
pub fn course(language: Language) -> Rc<str> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("lessons")
        .join(language.tag());
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the lessons are part of the repository")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .map(|file| std::fs::read_to_string(file).expect("UTF-8"))
        .collect();
    texts.join(&BETWEEN.to_string()).into()
}

pub fn open(text: &str) -> State {
    let state = State::open(text, Language::English, &[lab::SCREEN, learn::SCREEN]);
    state.reduce(came(Language::English))
}

fn came(language: Language) -> state::Action {
    act(Action::Came(Source::Course(language.tag()), Ok(course(language))))
}

pub fn act(action: Action) -> state::Action {
    state::Action::on_screen(action)
}

pub fn learn(state: &State) -> Rc<Learn> {
    state.screen().expect("the lessons")
}

/// The state after a click on a link to these keys.
pub fn go(state: &State, keys: &Learning) -> State {
    let link = state.link_with(ScreenName::Learn, |text| link::add(text, keys));
    state.reduce(state::Action::Travel(link))
}

pub fn choose(state: &State, choice: usize) -> State {
    let mut draft: Draft = learn(state).attempt(learn(state).place()).draft;
    draft.choices = [choice].into();
    state.reduce(act(Action::Draft(draft))).reduce(act(Action::Check))
}

pub fn say(state: &State, text: &str) -> State {
    let mut draft: Draft = learn(state).attempt(learn(state).place()).draft;
    draft.text = text.to_owned();
    state.reduce(act(Action::Draft(draft))).reduce(act(Action::Check))
}

#[test]
fn links_to_lessons_are_read_and_printed() {
    let canonical = [
        "screen=learn",
        "screen=learn&learn=cold&step=3&done=1-3,7",
        "screen=learn&learn=course/Lesson_4.md",
        "screen=learn&lesson=aZ09-_Zz&step=2",
        "screen=learn&exercise=g1.1&seed=Gruppe%20A%2C%20Mo",
        "screen=learn&learn=mixed&seed=2026001&theme=dark",
    ];
    for link in canonical {
        let state = State::open(link, Language::English, &[lab::SCREEN, learn::SCREEN]);
        let (printed, notices) = (state.link(), &state.notices);
        assert_eq!(printed.replace("%2C", ","), link.replace("%2C", ","), "{notices:?}");
        assert_eq!(notices.len(), 0, "{link}: {notices:?}");
    }
    for bad in [
        "learn=../secret.md",
        "learn=/etc/x.md",
        "learn=https://evil.example/x.md",
        "learn=a//b",
        "learn=.hidden",
        "learn=a%2F..%2Fb.md",
        "lesson=<script>",
        "step=0",
        "step=1000",
        "done=0-400",
        "done=x",
    ] {
        let state = State::open(
            &format!("screen=learn&{bad}"),
            Language::English,
            &[lab::SCREEN, learn::SCREEN],
        );
        assert_eq!(state.notices.len(), 1, "{bad}");
        let text = state.notices[0].text(Language::German);
        assert!(!text.is_empty());
    }
    assert!(Learning::table().iter().all(|row| row.key != "lab"));
}

/// In every lesson: who looks at a moment of a run does not see what the next step asks about it, and once a question is answered the lanes show the run that
/// the lesson names for it.
#[test]
fn a_look_does_not_tell_what_the_next_step_asks() {
    let (mut covered, mut named) = (0, 0);
    let lessons = learn(&open("screen=learn")).course().expect("it came");
    for lesson in lessons.iter() {
        for (place, step) in lesson.steps.iter().enumerate() {
            let state = open(&format!("screen=learn&learn={}&step={}", lesson.name, place + 1));
            let asks = |kind| matches!(kind, StepKind::Bet | StepKind::Ask);
            let next = lesson.steps.get(place + 1);
            if step.kind == StepKind::Look && next.is_some_and(|next| asks(next.kind) && next.show == step.show) {
                assert_eq!(
                    learn(&state).is_sealed(),
                    step.at.is_some(),
                    "{}, step {}",
                    lesson.name,
                    place + 1
                );
                covered += usize::from(step.at.is_some());
            }
            if let Some(run) = &step.told {
                let told = state.reduce(act(Action::Tell));
                assert!(learn(&state).is_sealed() && !learn(&told).is_sealed());
                assert_eq!(learn(&told).run().map(|(name, _)| name), Some(run.as_str()));
                named += 1;
            }
        }
    }
    assert_eq!((covered, named), (7, 7));
}

#[test]
fn a_bet_covers_the_answer_until_it_is_placed() {
    let state = open("screen=learn&learn=cold&step=2");
    assert!(learn(&state).is_sealed());
    assert_eq!(learn(&state).run().map(|(name, _)| name.to_owned()), Some("a".into()));
    let empty = state.reduce(act(Action::Check));
    assert!(learn(&empty).is_sealed() && learn(&empty).attempt(1).unread.is_some());
    let told = choose(&state, 0);
    assert!(!learn(&told).is_sealed() && learn(&told).is_done(1));
    assert_eq!(
        learn(&told).run().map(|(name, _)| name.to_owned()),
        Some("b".into()),
        "the run that shows it"
    );
    assert!(
        !told.link().contains("16"),
        "a guess is never in the address: {}",
        told.link()
    );
    let next = go(&told, &learn(&told).at_step(2));
    assert_eq!(
        learn(&next).bet().map(|(place, _)| place),
        Some(1),
        "the bet stays beside the result"
    );
    let back = next.reduce(state::Action::Open(told.link()));
    assert!(!learn(&back).attempt(1).verdicts.is_empty(), "Back finds it as it was");
}

#[test]
fn a_question_has_two_tries_and_then_its_solution() {
    let state = open("screen=learn&learn=cold&step=7");
    let step = learn(&state).step().map(|step| step.kind);
    assert_eq!(step, Some(StepKind::Ask));
    let unread = say(&state, "soon");
    assert!(learn(&unread).attempt(6).verdicts.is_empty() && learn(&unread).is_sealed());
    let once = say(&unread, "18 s");
    assert!(learn(&once).is_sealed() && !learn(&once).is_done(6));
    let twice = say(&once, "55 s");
    assert!(!learn(&twice).is_sealed() && learn(&twice).is_done(6));
    let right = say(&once, "73.7 s");
    assert!(
        learn(&right)
            .attempt(6)
            .verdicts
            .last()
            .is_some_and(|verdict| verdict.is_right)
    );
    assert_eq!(
        learn(&right).run().map(|(name, _)| name.to_owned()),
        Some("d".into()),
        "see it run"
    );
}

#[test]
fn a_bet_on_a_moment_or_a_place_is_marked_beside_what_it_is() {
    for (link, bet) in [("where&step=2", "2 s"), ("race&step=2", "50 MiB/s")] {
        let state = open(&format!("screen=learn&learn={link}"));
        assert_eq!(learn(&state).placed(), None, "{link}: nothing tells the answer");
        let told = say(&state, bet);
        let placed = learn(&told).placed().expect("it is told");
        let (question, given, right) = placed;
        assert!(matches!(question, Question::Moment(_) | Question::Place(..)), "{link}");
        assert!(given.base() < right.base(), "{link}: {given:?} {right:?}");
        let next = go(&told, &learn(&told).at_step(2));
        assert_eq!(
            learn(&next).placed(),
            Some(placed),
            "{link}: it stays beside the result"
        );
        let later = go(&next, &learn(&next).at_step(3));
        assert_eq!(learn(&later).placed(), None, "{link}: another step has no bet");
    }
    let passed = open("screen=learn&learn=where&step=2").reduce(act(Action::Tell));
    assert_eq!(learn(&passed).placed(), None, "nothing was bet");
}

#[test]
fn a_goal_is_reached_by_whatever_control() {
    let state = open("screen=learn&learn=cold&step=4");
    assert!(!learn(&state).is_reached());
    let settings = link::parse("lanes=cold&storage=local&disk=100GiB")
        .0
        .scenario
        .into_settings();
    let reached = state.reduce(act(Action::Stage(lab::Action::Become(Box::new(settings)))));
    assert!(learn(&reached).is_reached() && learn(&reached).is_done(3));
    let undone = reached.reduce(state::Action::Undo);
    assert!(
        !learn(&undone).is_reached() && learn(&undone).is_done(3),
        "what was reached stays reached"
    );
    assert_eq!(reached.link(), state.link(), "the experiment is none of the address");
}

#[test]
fn a_lesson_that_was_gone_through_is_done() {
    let mut state = open("screen=learn&learn=cold");
    let steps = learn(&state).lesson().map_or(0, |opened| opened.lesson.steps.len());
    for place in 1..=steps {
        state = go(&state, &learn(&state).at_step(place));
    }
    assert!(learn(&state).step().is_none());
    assert_eq!(
        state.link(),
        format!("screen=learn&learn=cold&step={}&done=2", steps + 1)
    );
    let list = go(&state, &Learning::default());
    assert_eq!(list.link(), "screen=learn&done=2", "known within the visit");
}

#[test]
fn another_language_has_the_same_lesson_and_the_same_guesses() {
    let told = choose(&open("screen=learn&learn=cold&step=2"), 0);
    let german = told
        .reduce(act(Action::Speak(Language::German)))
        .reduce(came(Language::German));
    let opened = learn(&german);
    assert_eq!(
        opened.lesson().map(|opened| opened.lesson.lang.clone()),
        Some("de".into())
    );
    assert!(opened.is_done(1) && !opened.is_sealed());
}

#[test]
fn what_does_not_come_is_said_and_can_be_asked_for_again() {
    let source = Source::File("course/lesson4.md".into());
    let state = open("screen=learn&learn=course/lesson4.md");
    assert_eq!(learn(&state).wanted(), Some(source.clone()));
    let lost = state.reduce(act(Action::Came(source.clone(), Err(Missing::Unreachable))));
    assert!(matches!(learn(&lost).opened, Some(Err(Missing::Unreachable))));
    let again = lost.reduce(act(Action::Again(source.clone())));
    assert_eq!(learn(&again).wanted(), Some(source.clone()));
    let noise = "## \u{0}\n{a.b.c / 0}\n<script>alert(1)</script>\ngoal: 1 / 0\n## bet: ?\n".repeat(20_000);
    let read = again.reduce(act(Action::Came(source, Ok(noise.into()))));
    let opened = learn(&read).lesson().cloned().expect("any text is a lesson");
    assert!(!opened.notices.is_empty() && opened.lesson.steps.len() <= 60);
}

#[test]
fn an_exercise_has_two_tries_and_an_unreadable_answer_is_none() {
    let state = open("screen=learn&exercise=g1.1&seed=2026001");
    let exercise = practice::drawn(&learn(&state).keys).expect("it is drawn");
    let answer = |state: &State, text: &str| {
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        state
            .reduce(act(Action::DraftExercise(draft)))
            .reduce(act(Action::CheckExercise))
    };
    let unread = answer(&state, "long");
    assert!(!learn(&unread).tried().is_told());
    let once = answer(&unread, "1 ms");
    assert!(!learn(&once).tried().is_told());
    assert!(learn(&answer(&once, "2 ms")).tried().is_told());
    let right = answer(&once, &exercise.answer(Language::German));
    assert!(
        learn(&right)
            .tried()
            .judged
            .last()
            .is_some_and(|judged| judged.is_right())
    );
    let seed = |text: &str| practice::next_seed(&Seed::new(text)).as_str().to_owned();
    assert_eq!(["a", "2026001", "x-2", ""].map(seed), ["a-2", "2026002", "x-3", "2"]);
    let mixed = open("screen=learn&learn=mixed&seed=3&done=3");
    let drawn = practice::drawn(&learn(&mixed).keys).expect("there are some");
    assert_eq!(drawn.template.family(), "g1", "lesson 3 is the only one that is done");
}

#[test]
fn votes_are_counted_in_two_rounds() {
    let mut state = open("screen=learn&learn=held&step=2&present=on");
    let vote = |state: &State, round, counts: [&str; 4]| {
        (0..4).fold(state.reduce(act(Action::TypeVotes)), |state, choice| {
            state.reduce(act(Action::Vote(round, choice, counts[choice].to_owned())))
        })
    };
    state = vote(&state, 0, ["24", "27", "4", "six"]).reduce(act(Action::TypeVotes));
    state = vote(&state, 1, ["6", "47", "2", "99999999"]).reduce(act(Action::TypeVotes));
    let poll = learn(&state).poll(1);
    assert_eq!(
        (poll.total(0), poll.count(0, 3), poll.count(1, 3)),
        (55, 0, MOST_VOTES),
        "what is no number is none"
    );
    let bands = [0.34, 0.35, 0.7, 0.71].map(|share| Band::of(Share::new(share)));
    assert_eq!(bands, [Band::Explain, Band::Discuss, Band::Discuss, Band::GoOn]);
    let right = poll.right(0, &[false, true, false, false]).expect("some have voted");
    assert_eq!(Band::of(right), Band::Discuss);
    assert!(!state.link().contains("27"), "votes stay in the tab");
}

/// Whoever is to bet on a run has not seen it, neither on the lanes nor beside them: in each lesson, whatever was answered before.
#[test]
fn nothing_tells_a_bet_before_it_is_placed() {
    let mut bets = 0;
    for (number, opened) in [Language::English, Language::German].into_iter().enumerate() {
        for text in course(opened).split(BETWEEN) {
            let (lesson, _) = migrascope::learn::read(text.trim_start());
            let (mut state, mut seen) = (open(&format!("screen=learn&learn={}", lesson.name)), Vec::new());
            for (place, step) in lesson.steps.iter().enumerate() {
                let asks = matches!(step.kind, StepKind::Bet | StepKind::Ask);
                assert_eq!(
                    lesson.seen_before(place),
                    None,
                    "{number} {} {}",
                    lesson.name,
                    place + 1
                );
                if asks {
                    assert!(learn(&state).is_sealed(), "{} {}", lesson.name, place + 1);
                    let result = lesson.result(place).filter(|_| step.kind == StepKind::Bet);
                    assert!(
                        result.is_none_or(|run| !seen.contains(&run.to_owned())),
                        "{} {}",
                        lesson.name,
                        place + 1
                    );
                    bets += 1;
                    state = state.reduce(act(Action::Tell));
                }
                let shown = learn(&state);
                if !shown.is_sealed() {
                    seen.extend(shown.run().map(|(run, _)| run.to_owned()));
                }
                state = go(&state, &learn(&state).at_step(place + 1));
            }
        }
    }
    assert!(bets > 80, "{bets}");
}

/// What another screen shows is added to the lesson that is being written, and nothing of that is lost.
#[test]
fn what_another_screen_shows_becomes_a_step() {
    let add = |state: &State, link: &str| {
        let there = state.reduce(state::Action::Travel("screen=learn&learn=write".into()));
        there.reduce(act(Action::Add(link.to_owned(), Language::English)))
    };
    let state = State::open("ram=8GiB", Language::English, &[lab::SCREEN, learn::SCREEN]);
    let one = add(&state, "ram=8GiB&lanes=cold&theme=dark&t=10s");
    let own = learn(&one).own_text().expect("there is one now");
    assert_eq!(migrascope::learn::read(&own).1, [], "{own}");
    assert!(own.contains("run run1: #ram=8GiB&lanes=cold&t=10s\n"), "{own}");
    let two = add(&one, "screen=cluster&vms=4xweb@h1&do=drain:h1@0s");
    let both = learn(&two).own_text().expect("there is one now");
    assert!(
        both.starts_with(&*own) && both.contains("{run2.cluster.drain}"),
        "{both}"
    );
    let (lesson, notices) = migrascope::learn::read(&both);
    assert_eq!((notices, migrascope::learn::check(&lesson).1), (Vec::new(), Vec::new()));
    assert_eq!((lesson.steps.len(), learn(&two).added), (2, 2));
    let beside = add(&two, "ram=8GiB&vs.ram=16GiB");
    let text = learn(&beside).own_text().expect("there is one now");
    assert!(text.contains("run run3: #ram=16GiB\n"), "{text}");
    let noise = add(&two, "ram=much&vms=&<script>");
    let text = learn(&noise).own_text().expect("there is one now");
    assert!(text.starts_with(&*both) && !text.contains("script"), "{text}");
}

#[test]
fn a_lesson_of_ones_own_is_shown_as_it_is_written() {
    let gone = open("screen=learn&learn=own");
    assert!(matches!(learn(&gone).opened, Some(Err(Missing::Gone))));
    let text = "lesson: mine\ntitle: Mine\n## bet: ?\nrun a: #lanes=cold\nshow: a\n- (x) yes\n- ( ) no\n  > No.\n";
    let mine = gone.reduce(act(Action::Write(text.into())));
    assert_eq!(
        learn(&mine).lesson().map(|opened| opened.lesson.title.clone()),
        Some("Mine".into())
    );
    let told = choose(&mine, 1);
    assert!(!learn(&told).is_sealed());
    let changed = told.reduce(act(Action::Write(text.replace("Mine", "Ours"))));
    assert!(learn(&changed).is_sealed(), "another text is another lesson");
    let garbled = open("screen=learn&lesson=abc");
    assert!(matches!(learn(&garbled).opened, Some(Err(Missing::Packed(_)))));
    let letters = migrascope::learn::pack(text).expect("it is short");
    let packed = open(&format!("screen=learn&lesson={letters}&step=1"));
    assert_eq!(
        learn(&packed).lesson().map(|opened| opened.lesson.title.clone()),
        Some("Mine".into())
    );
    assert_eq!(
        packed.link(),
        format!("screen=learn&lesson={letters}"),
        "printed as it came"
    );
    let bomb = migrascope::learn::pack(&"## look: a\n".repeat(5_000)).expect("short enough");
    assert!(
        learn(&open(&format!("screen=learn&lesson={bomb}")))
            .lesson()
            .is_some_and(|opened| opened.lesson.steps.len() <= 60)
    );
}
