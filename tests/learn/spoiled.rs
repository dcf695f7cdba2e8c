//! Lessons that are spoiled, by mistake or by malice: each is told with its line, and what is good in it is shown.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use migrascope::learn::handout::{Printed, Sheet, html, markdown};
use migrascope::learn::{LARGEST, LONGEST, Unreadable, differences, pack, read, unpack};
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;

use crate::cli::{migrascope, stdout};
use crate::common::{self, each_is_told, problems};

const GOOD: &str = "lesson: race
title: The race
lang: en
practice: g3, g7

## look: A VM that writes
run a: #lanes=live&ram=8GiB&used=90%25&writes=random:4GiB@40MiB/s
show: a
at: 0s
It ends after {a.live.total}.

## bet: From which write rate on does it never end?
place: writes.rate at a.link * 94% ± 10%
trap: a.link * 8 ± 12% > Bits for bytes.
trap: a.link / 8 ± 12% > Divided once too often.

## bet: How long does it take?
run b: #lanes=live&ram=8GiB&used=90%25&writes=random:4GiB@60MiB/s
answer: b.live.total ± 10%
trap: b.live.total / 8 > Bits for bytes.
trap: b.live.total * 8 > Multiplied instead of divided.
trap: b.live.downtime > That is the stop alone.

## bet: When does it run on host B?
run c: #lanes=live&ram=8GiB&used=90%25&writes=random:4GiB@80MiB/s
show: c
moment: c.live.handover ± 2s
trap: 0s ± 3s > That is when copying begins.
trap: c.live.handover / 2 > Half a memory runs nothing.

## bet: In which order?
order: memory | processor | network
early: 2 > Without memory it has nothing to work with.
  > Each needs the one before it.

## do: Make it write faster
keys: writes.rate
goal: writes.rate > 80MiB/s and ram >= 8GiB

## ask: Which method?
at: 20s
- ( ) Cold
  > It stands still.
- (x) Live

## ask: Numbers of one's own
exercise: g1
";

fn line(of: &str) -> usize {
    common::line(GOOD, of)
}

#[test]
fn the_good_one_is_good() {
    assert_eq!(problems(GOOD), Vec::<String>::new());
}

#[test]
fn each_kind_of_mistake_is_found_where_it_stands() {
    let bets = [
        "## bet: From",
        "## bet: How",
        "## bet: When",
        "## bet: In",
        "## ask: Which",
    ]
    .map(line);
    let [place, number, moment, order, choice] = bets;
    let spoiled = [
        // A bet with too few mistakes to learn from.
        ("trap: a.link / 8 ± 12% > Divided once too often.\n", "", place),
        ("trap: b.live.downtime > That is the stop alone.\n", "", number),
        ("trap: 0s ± 3s > That is when copying begins.\n", "", moment),
        // Nothing is said to who errs, or the same to two.
        ("  > It stands still.\n", "", choice),
        ("  > It stands still.", "  > No.\n- ( ) Saved\n  > No.", choice),
        ("  > Each needs the one before it.\n", "", order),
        // Wrong ones that are nearly right, or measure something else.
        (
            "b.live.total / 8",
            "b.live.total * 1.12",
            line("trap: b.live.total / 8"),
        ),
        ("b.live.downtime >", "b.live.sent >", line("trap: b.live.downtime")),
        // What is asked about was seen before: on the map, in a text, or on the lanes.
        ("at: 0s\n", "tip: It ends.\n", place),
        (
            "answer: b.live.total ±",
            "So long: {b.live.total}.\nanswer: b.live.total ±",
            number,
        ),
        ("answer: b.live.total", "answer: a.live.total", number),
        ("moment: c.live.handover", "moment: a.live.handover", moment),
        ("at a.link * 94%", "at a.live.total", place),
        ("handover ± 2s", "handover ± 2GiB", moment),
        // What does not exist.
        ("exercise: g1", "exercise: g99", line("exercise:")),
        ("practice: g3", "practice: h3", line("practice:")),
        ("{a.live.total}", "{a.live.speed}", line("It ends")),
        ("{a.live.total}", "{z.live.total}", line("It ends")),
        ("place: writes.rate", "place: storage", line("place:")),
        ("early: 2", "early: 7", line("early:")),
        ("keys: writes.rate", "keys: writes.speed", line("keys:")),
        ("± 12% > Bits", "± much > Bits", line("trap: a.link * 8")),
        // Arithmetic.
        ("{a.live.total}", "{a.live.total / 0}", line("## look")),
        ("{a.live.total}", "{a.live.total + a.live.sent}", line("## look")),
        (
            "goal: writes.rate > 80MiB/s",
            "goal: writes.rate > 30MiB/s",
            line("## do"),
        ),
        ("ram >= 8GiB", "ram >= 8s", line("## do")),
        // Two runs in one.
        ("run a: #lanes=live", "run a: #lanes=live&vs.ram=16GiB", line("run a")),
        // Links that loop, lead elsewhere or carry something.
        (
            "run a: #lanes=live",
            "run a: #screen=learn&learn=race&lanes=live",
            line("run a"),
        ),
        (
            "run a: #lanes=live",
            "run a: https://example.org/#lanes=dead",
            line("run a"),
        ),
        (
            "run a: #lanes=live",
            "run a: javascript:alert(1)#lanes=dead",
            line("run a"),
        ),
    ];
    each_is_told(GOOD, &spoiled);
}

/// What is not Markdown of ours stays text, wherever it goes.
#[test]
fn html_stays_text() {
    let hostile = "<img src=x onerror=alert(1)><script>alert(1)</script>";
    let text = GOOD
        .replace("It ends after", hostile)
        .replace("title: The race", &format!("title: {hostile}"));
    let (lesson, notices) = read(&text);
    assert_eq!(notices, []);
    let printed = Printed {
        lesson: &lesson,
        sheet: Sheet::Handout,
        answers: true,
        page: "https://example.org/\"><script>",
        packed: None,
    };
    let page = html(&printed);
    assert!(
        !page.contains("<script") && !page.contains("<img src=x"),
        "it would run"
    );
    assert_eq!(page.matches("<h1").count(), 2);
}

/// Each look at it is quick and small, whatever it is.
#[test]
fn size_and_noise_are_cut() {
    let noise: String = (0..5_000_000_u32)
        .map(|i| char::from_u32(i.wrapping_mul(2_654_435_761) % 0xd7ff).unwrap_or(' '))
        .collect();
    let (lesson, notices) = read(&noise);
    assert!(lesson.steps.len() <= 60 && !notices.is_empty() && notices.len() <= 41);
    let steps = "## bet: x\nrun a: #\n- (x) y\n".repeat(5_000_000 / 25);
    assert!(steps.len() > LONGEST);
    let (lesson, notices) = read(&steps);
    assert!(lesson.steps.len() <= 60 && lesson.runs.len() <= 60 && notices.len() <= 41);
}

#[test]
fn a_translation_that_lacks_half_is_told() {
    let (lesson, _) = read(GOOD);
    let half = &GOOD[..GOOD.find("## bet: When").expect("it stands there")];
    assert_eq!(differences(&lesson, &read(half).0).len(), 1);
}

#[test]
fn a_packed_lesson_that_is_spoiled_says_how() {
    let packed = pack(GOOD).expect("it is short");
    assert_eq!(unpack(&packed).as_deref(), Ok(GOOD));
    assert_eq!(
        unpack(&format!("{}\n{}==", &packed[..50], &packed[50..])).as_deref(),
        Ok(GOOD)
    );
    assert_eq!(unpack(&packed[..packed.len() / 2]), Err(Unreadable::Damaged));
    assert_eq!(unpack("ü!"), Err(Unreadable::Letters));
    assert_eq!(pack(&"x".repeat(LARGEST + 1)), Err(Unreadable::TooLong));
    assert_eq!(
        unpack(&pack(&"x".repeat(LARGEST)).expect("just short enough")).map(|text| text.len()),
        Ok(LARGEST)
    );
    // One zero more than is allowed: a small link must not fill the memory.
    let more =
        "7cEBAQAAAIIg_6-uIUABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADADQ";
    assert_eq!(unpack(more), Err(Unreadable::TooLong));
}

fn file(name: &str, text: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("migrascope-spoiled-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder");
    let path = folder.join(name);
    fs::write(&path, text).expect("a file");
    path
}

#[test]
fn lessons_are_printed_and_put_into_links() {
    let path = file("race.md", GOOD);
    let path = path.to_str().expect("a plain path");
    let link = stdout(&migrascope(
        &["learn", "link", path, "--page", "https://example.org/"],
        b"",
    ));
    let packed = link
        .trim_end()
        .strip_prefix("https://example.org/#screen=learn&lesson=")
        .expect("a link");
    assert_eq!(unpack(packed).as_deref(), Ok(GOOD));

    let page = stdout(&migrascope(
        &["learn", "print", path, "--answers", "--page", "https://example.org/"],
        b"",
    ));
    let (asked, answers) = page
        .split_once("class=\"page\"")
        .expect("answers on a page of their own");
    assert!(asked.contains("data:image/svg+xml;base64,") && asked.contains("class=\"code\""));
    assert!(!asked.contains("Bits for bytes") && answers.contains("Bits for bytes"));
    assert!(asked.contains("A VM with") && !page.contains("<script"));
    // The picture of a question shows its moment and no clock; that of the answer shows the end.
    let pictures = |page: &str| -> Vec<String> {
        let data = page.split("image/svg+xml;base64,").skip(1);
        let decoded = data.map(|rest| {
            let (data, _) = rest.split_once('"').expect("an end");
            STANDARD.decode(data).expect("base64")
        });
        decoded.map(|svg| String::from_utf8(svg).expect("UTF-8")).collect()
    };
    let (at, ends) = ("Migrascope at 0:20.0", " of 2:");
    assert!(
        pictures(asked)
            .last()
            .is_some_and(|svg| svg.contains(at) && !svg.contains(ends))
    );
    assert!(
        pictures(answers)
            .last()
            .is_some_and(|svg| !svg.contains(at) && svg.contains(ends))
    );
    let bets = stdout(&migrascope(
        &["learn", "print", path, "--predictions", "--format", "md"],
        b"",
    ));
    assert!(
        bets.contains("| I think | It was |") && !bets.contains("Which method?"),
        "{bets}"
    );
    let missing = migrascope(&["learn", "print", "no/such/file"], b"");
    assert_eq!(missing.status.code(), Some(2));
    let long = file("long.md", &GOOD.repeat(100));
    assert_eq!(
        migrascope(&["learn", "link", long.to_str().expect("a plain path")], b"")
            .status
            .code(),
        Some(2)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn unpacking_never_fails(text in "[A-Za-z0-9_=\\-\\n]{0,300}|.{0,60}") {
        if let Ok(unpacked) = unpack(&text) {
            prop_assert!(unpacked.len() <= 3 * LARGEST);
        }
    }

    #[test]
    fn what_is_packed_comes_back(text in "(?s).{0,400}") {
        prop_assert_eq!(pack(&text).and_then(|packed| unpack(&packed)), Ok(text));
    }

    /// Whatever is left of a lesson, it is printed.
    #[test]
    fn printing_never_fails(from in 0..GOOD.len(), to in 0..GOOD.len(), answers: bool, bets: bool) {
        let (from, to) = (GOOD.floor_char_boundary(from.min(to)), GOOD.floor_char_boundary(from.max(to)));
        let (lesson, _) = read(&(GOOD[..from].to_owned() + &GOOD[to..]));
        let sheet = if bets { Sheet::Predictions } else { Sheet::Handout };
        let printed = Printed { lesson: &lesson, sheet, answers, page: "", packed: None };
        prop_assert!(!markdown(&printed).is_empty());
    }
}
