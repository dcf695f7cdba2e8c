//! What the screen of clusters does with what the user does, and what its address says.

use std::rc::Rc;

use engine::cluster::{Detail, simulate};
use migrascope::link::cluster::presets::STORIES;
use migrascope::link::{self};
use migrascope::params::ScreenName;
use migrascope::state::cluster::{self, Action, Asked, ClusterScreen, Side, in_lab};
use migrascope::state::{self, State, lab};
use migrascope::text::Language;
use migrascope::units::SimTime;
use migrascope::view::cluster::brief::Aim;
use migrascope::view::cluster::play::{Play, clock_end};
use migrascope::view::cluster::{beside, brief, now, waits};

use crate::common::{asked, run};

const DRAIN: &str = "#screen=cluster&hosts=3x16:64GiB:10Gbps&vms=6xweb@h1&do=drain:h1@10s";

fn open(text: &str) -> State {
    State::open(text, Language::English, &[lab::SCREEN, cluster::SCREEN])
}

fn screen(state: &State) -> Rc<ClusterScreen> {
    state.screen().expect("it is shown")
}

fn act(state: &State, action: Action) -> State {
    state.reduce(state::Action::on_screen(action))
}

fn ask(state: &State, side: Side, key: &'static str, change: impl FnOnce(&mut Asked)) -> State {
    let mut asked = screen(state).run(side).asked.clone();
    change(&mut asked);
    let asked = Box::new(asked);
    act(state, Action::Ask { side, key, asked })
}

#[test]
fn every_story_is_its_own_address() {
    for story in STORIES {
        let state = open(story.link);
        assert!(state.notices.is_empty(), "{}", story.name.english());
        assert_eq!(state.link(), story.link);
        assert!(screen(&state).other().is_some());
        assert!(
            screen(&state).sought().is_none(),
            "{} is done at once",
            story.name.english()
        );
    }
}

#[test]
fn who_comes_from_another_screen_finds_the_first_story() {
    let lab = open("#ram=8GiB&theme=dark");
    let there = lab.link_to(ScreenName::Cluster);
    let state = lab.reduce(state::Action::Show(ScreenName::Cluster));
    assert_eq!(state.link(), there);
    assert_eq!(there, format!("{}&theme=dark", STORIES[0].link));
    assert_eq!(
        open("#screen=cluster").link(),
        "screen=cluster",
        "asked for, it is its defaults"
    );
}

#[test]
fn a_change_of_one_run_is_carried_into_the_other_where_they_were_alike() {
    let mut state = open(&format!("{DRAIN}&vs.slots=out:8"));
    state = ask(&state, Side::First, "retries", |asked| {
        asked.cluster.retries = migrascope::units::Count::new(5)
    });
    assert!(
        state.link().contains("retries=5") && !state.link().contains("vs.retries"),
        "{}",
        state.link()
    );
    state = ask(&state, Side::First, "slots", |asked| {
        asked.cluster.slots = link::cluster::parse("slots=out:2").0.first.cluster.slots
    });
    assert!(
        state.link().contains("&slots=out:2&") && state.link().ends_with("vs.slots=out:8"),
        "{}",
        state.link()
    );
    state = ask(&state, Side::First, "slots", |asked| {
        asked.cluster.slots = link::cluster::parse("slots=out:8").0.first.cluster.slots
    });
    assert!(!state.link().contains("vs."), "they are alike: {}", state.link());
    let one = screen(&state);
    assert!(
        one.other().is_none() && one.second.is_some(),
        "it is still there to be changed"
    );
}

#[test]
fn what_is_done_now_happens_in_both_runs_and_can_be_undone() {
    let before = open(&format!("{DRAIN}&vs.slots=out:8"));
    let event = link::cluster::parse("do=fail:h2@20s").0.first.cluster.acts.remove(0);
    let after = act(&before, Action::Act(event));
    for (_, run) in screen(&after).runs() {
        assert_eq!(run.asked.cluster.acts.len(), 2);
    }
    let gone = act(&after, Action::RemoveAct(0));
    for (_, run) in screen(&gone).runs() {
        assert_eq!(run.asked.cluster.acts.len(), 1);
    }
    let undone = gone.reduce(state::Action::Undo).reduce(state::Action::Undo);
    assert_eq!(undone.link(), before.link());
    assert_eq!(undone.reduce(state::Action::Redo).link(), after.link());
}

#[test]
fn a_drag_is_one_step() {
    let mut state = open(DRAIN);
    let before = state.link();
    for retries in 3..9 {
        state = ask(&state, Side::First, "retries", |asked| {
            asked.cluster.retries = migrascope::units::Count::new(retries)
        });
    }
    assert_eq!(state.reduce(state::Action::Undo).link(), before);
}

#[test]
fn a_large_run_is_left_to_who_has_the_time() {
    let state = open("#screen=cluster&hosts=200x16:64GiB&vms=2000xmail&policy=thresholds&until=24h");
    let sought = screen(&state)
        .sought()
        .cloned()
        .expect("it is too large to be done at once");
    let record = Rc::new(simulate(&sought, Detail::All));
    let done = act(&state, Action::Done(sought.clone(), record.clone()));
    assert!(screen(&done).sought().is_none());
    let late = act(
        &ask(&state, Side::First, "until", |asked| {
            asked.migration.until = Some(SimTime::s(60.0))
        }),
        Action::Done(sought, record),
    );
    assert!(
        screen(&late)
            .first
            .record
            .as_ref()
            .is_none_or(|record| record.until == SimTime::s(60.0)),
        "not what was sought before"
    );
}

#[test]
fn the_clock_ends_with_what_happens() {
    for story in STORIES {
        let state = open(story.link);
        let screen = screen(&state);
        let records: Vec<_> = screen.runs().filter_map(|(_, run)| run.record.clone()).collect();
        let records: Vec<_> = records.iter().map(|record| &**record).collect();
        let play = Play::new(&records);
        assert_eq!(play.end, clock_end(&records));
        assert!(play.end <= records.iter().map(|record| record.until).max().expect("there are runs"));
        let settled = records
            .iter()
            .filter(|record| record.figures.unfinished + record.figures.waiting == 0);
        for record in settled {
            assert!(
                play.end >= record.last,
                "{}: {:?} of {:?}",
                story.name.english(),
                play.end,
                record.last
            );
        }
        assert!(play.steps.len() <= 8 && play.steps.last() == Some(&play.end));
        assert!(play.steps.is_sorted() && play.events.is_sorted());
    }
}

#[test]
fn a_moment_tells_who_moves_who_waits_and_who_stands_still() {
    let record = run(DRAIN);
    let told = |at: f64| now::sentence(Language::English, &record, SimTime::s(at));
    assert_eq!(told(5.0), "Nothing moves.");
    assert!(
        told(11.0).starts_with("1 is on its way, 5 wait. web1 gets "),
        "{}",
        told(11.0)
    );
    let stage = record.moves[0]
        .stages
        .iter()
        .find(|stage| !stage.runs)
        .expect("it stands still for a moment");
    let middle = stage.start + (stage.end - stage.start) / 2.0;
    let sentence = now::sentence(Language::English, &record, middle);
    assert!(sentence.ends_with("web1 stands still now."), "{sentence}");
    assert_eq!(told(3000.0), "6 VMs have moved.");
}

#[test]
fn what_never_moved_waited_until_the_end() {
    let record = run(
        "#screen=cluster&hosts=2x16:64GiB:10Gbps&vms=2xa@h1,2xa@h2&class.a=2:30GiB:50%25:flat-20%25:none&do=move:a1:h2@10s",
    );
    assert_eq!(record.figures.waiting, 1);
    let waiting = |time: SimTime| -> Vec<u32> { waits::waiting(&record, time).into_keys().collect() };
    assert_eq!(waiting(SimTime::s(9.0)), [0; 0]);
    for time in [SimTime::s(10.0), SimTime::s(60.0), record.until] {
        assert_eq!((waiting(time), now::waiting(&record, time)), (vec![0], 1));
    }
}

#[test]
fn a_sentence_says_what_the_second_run_does_otherwise() {
    let state = open(STORIES[0].link);
    let screen = screen(&state);
    let [first, second] = [Side::First, Side::Second].map(|side| screen.run(side).record.clone().expect("it is done"));
    let told = brief::two(Language::English, &first, &second);
    assert!(
        told.starts_with("A empties h1 after 6 min 29 s, B never does."),
        "{told}"
    );
    let figures = brief::figures(Language::English, &first, Aim::of(&first));
    assert_eq!(
        (figures[0].value.as_str(), figures[0].label.as_str()),
        ("6 min 29 s", "to empty h1")
    );
}

#[test]
fn two_runs_are_asked_about_the_same_and_told_apart() {
    let told = |name: &str| {
        let story = STORIES.iter().find(|story| story.name.english() == name);
        let state = open(story.expect("there is such a story").link);
        let records =
            [Side::First, Side::Second].map(|side| screen(&state).run(side).record.clone().expect("it is done"));
        let aim = Aim::of(&records[0]);
        let briefs = records.each_ref().map(|record| {
            let figures = brief::figures(Language::English, record, aim);
            figures
                .into_iter()
                .map(|it| format!("{} {}", it.value, it.label))
                .collect::<Vec<_>>()
        });
        let cost = brief::cost(Language::English, &records[0], &records[1]).unwrap_or_default();
        (
            brief::two(Language::English, &records[0], &records[1]),
            cost,
            briefs,
            records,
        )
    };
    let (_, _, [power, none], _) = told("Night shift");
    assert_eq!(
        (power[0].as_str(), none[0].as_str()),
        ("19.1 kWh in 1 d", "21.0 kWh in 1 d")
    );
    assert_eq!(none.last().map(String::as_str), Some("144 host hours"));

    let (two, _, [_, off], [with, without]) = told("Without an alarm");
    assert_eq!(
        two,
        "Both lose 10 VMs. The last one is up again after 1 min 35 s in A; in B 10 stay down."
    );
    assert_eq!(
        off,
        ["10 VMs are lost", "10 VMs stay down"],
        "not how long somebody looked"
    );
    let moment = SimTime::s(140.0);
    assert_eq!(now::sentence(Language::English, &without, moment), "10 VMs are down.");
    assert_eq!(now::sentence(Language::English, &with, with.until), "Nothing moves.");

    let (two, ..) = told("N+1");
    assert_eq!(
        two,
        "A loses 4 VMs, B 3. The last one is up again after 4 min 35 s in A and after 1 min 35 s in B."
    );
    let (two, cost, ..) = told("The alarm");
    assert_eq!(
        (two.as_str(), cost.as_str()),
        ("A loses 6 VMs, B 0.", "A sends 13.1 GiB, B 24.5 GiB.")
    );
    let (_, cost, ..) = told("Rolling upgrade");
    assert_eq!(cost, "That takes A 45 moves and 112 GiB, B 30 and 74.6 GiB.");
}

#[test]
fn a_migration_goes_into_the_lab_with_its_share() {
    let record = run("#screen=cluster&hosts=3x32:128GiB:1Gbps&vms=3xweb@h1&do=drain:h1@10s&slots=out:3");
    for place in 0..record.moves.len() {
        let lab = in_lab(&record, place);
        let (_, notices) = link::parse(&lab.link);
        assert_eq!(notices, [], "{}", lab.link);
        let [here, there] = [lab.here, lab.there].map(|time| time.expect("both end").as_s());
        assert_eq!(lab.kept, lab.changes);
        assert!(
            (here - there).abs() < 0.02 * here,
            "{here} is not {there}: {}",
            lab.link
        );
    }
}

#[test]
fn alone_it_is_the_same_in_the_lab() {
    let record = run("#screen=cluster&hosts=2x32:128GiB:1Gbps&vms=1xweb@h1&do=drain:h1@10s");
    let lab = in_lab(&record, 0);
    assert_eq!((lab.changes, lab.here), (0, lab.there));
}

#[test]
fn what_the_lab_does_not_know_is_said() {
    let busy = "class.a=8:8GiB:60%:flat-100%:random-256MiB@100MiB/s&vms=4xa@h1&do=move:a1:h2@10s";
    let starved = |cores: u32| in_lab(&run(&format!("screen=cluster&hosts=2x{cores}:64GiB:10Gbps&{busy}")), 0).starved;
    assert_eq!(starved(64), None);
    let part = starved(16).expect("32 cores are wanted of 16").as_f64();
    assert!((0.45..0.5).contains(&part), "{part}: and what sending takes");
}

#[test]
fn what_had_to_give_way_of_a_migration_is_said_at_its_parameter() {
    let state = open("screen=cluster&vms=2xweb@h1");
    let screen = screen(&state);
    let mut asked = screen.first.asked.clone();
    asked.migration.downtime = SimTime::s(1e9);
    let next = screen.reduce(&Action::Ask {
        side: Side::First,
        key: "downtime",
        asked: Box::new(asked),
    });
    let told = next.first.told(Language::English, "downtime").join(" ");
    assert!(told.contains("is used (allowed: "), "{told}");
    assert_eq!(screen.first.told(Language::English, "downtime"), [""; 0]);
    assert_eq!(next.first.told(Language::English, "stop"), [""; 0]);
}

#[test]
fn what_two_runs_have_otherwise_is_said_in_words() {
    let names = |link: &str| {
        let asked = asked(link);
        let second = asked.second.expect("there are two runs");
        let changes = beside::changes(Language::English, &asked.first, &second);
        [Side::First, Side::Second].map(|side| beside::name(&changes, side))
    };
    for (link, expected) in [
        (
            "vs.slots=out:8",
            ["At once: 1 out of a host", "At once: 8 out of a host"],
        ),
        (
            "vs.slots=kubevirt",
            ["At once: 1 out of a host", "At once: as kubevirt"],
        ),
        (
            "do=crowd:web@5min+10min:x2.5&vs.do=crowd:web@5min+2min:x2.5",
            [
                "What happens: crowd: web 2.50× at 5 min for 10 min",
                "What happens: crowd: web 2.50× at 5 min for 2 min",
            ],
        ),
        (
            "do=drain:h1@10s&vs.do=drain:h1@10s,link:h2.in@1min:down,move:web1:h2@5s",
            [
                "What happens: nothing else",
                "What happens: h2.in down at 1 min, web1 to h2 at 5 s",
            ],
        ),
        (
            "hosts=3x32:128GiB:1Gbps&vs.hosts=3x32:128GiB:10Gbps",
            ["Hosts: 1 Gbit/s", "Hosts: 10 Gbit/s"],
        ),
        (
            "hosts=2x16:64GiB:10Gbps&vms=8xweb@h1&vs.hosts=3x16:64GiB:10Gbps&vs.vms=4xweb@h1,4xdb@h2-h3",
            [
                "Hosts: 2 hosts, VMs: 8 web on h1",
                "Hosts: 3 hosts, VMs: 4 web on h1, 4 db on h2 to h3",
            ],
        ),
        (
            "vs.by=live,web:cold",
            ["Kind of migration: web: Live", "Kind of migration: web: Cold"],
        ),
    ] {
        assert_eq!(names(&format!("screen=cluster&{link}")), expected, "{link}");
    }
}
