//! For every kind, stage and event: what becomes of the VM. One table, which
//! `docs/model.md` shows.

use expect_test::expect_file;
use migrascope::link;
use migrascope::migration::{Metrics, Observation, Phase, PhaseKind, Primary, Status, measure};
use migrascope::params::{Lane, Reason};
use migrascope::scenario::{Act, Hold, Scenario, TimedEvent};
use migrascope::text::Language;
use migrascope::trace::simulate_lane;
use migrascope::units::{Rate, SimTime};
use migrascope::view::format;
use migrascope::view::labels::Labelled;

const DOCS: &str = include_str!("../../docs/model.md");
const VM: &str = "ram=1GiB&disk=2GiB&storage=local&state=4MiB&writes=random:128MiB@30MiB/s&link=500Mbps";

/// A kind of migration: its name, its lane, and the rest of its link.
const KINDS: [(&str, Lane, &str); 6] = [
    ("cold", Lane::Cold, ""),
    ("suspended VM, streamed", Lane::Suspended, "&suspend=save"),
    ("suspended VM, file", Lane::Suspended, "&suspend=file"),
    ("pre-copy", Lane::Live, ""),
    ("post-copy", Lane::Live, "&live=postcopy"),
    ("hybrid", Lane::Live, "&live=hybrid"),
];

const FIVE: SimTime = SimTime::s(5.0);

fn events() -> Vec<(&'static str, Act)> {
    let held = |length, give_up| {
        Act::Hold(Hold {
            reason: Reason::Compliance,
            length,
            give_up,
        })
    };
    vec![
        ("hold 5 s", held(Some(FIVE), None)),
        ("hold, given up after 5 s", held(None, Some(FIVE))),
        ("cancel", Act::Cancel),
        ("link down 5 s", Act::LinkDown { length: Some(FIVE) }),
        ("link down for good", Act::LinkDown { length: None }),
        (
            "link slower",
            Act::LinkSlow {
                rate: Rate::bits_per_s(4e8),
                length: None,
            },
        ),
        ("source crashes", Act::SourceCrash),
        ("destination crashes", Act::DestinationCrash),
        (
            "burst of writes",
            Act::Burst {
                rate: Rate::mib_per_s(100.0),
                length: Some(FIVE),
            },
        ),
        ("force", Act::Force),
    ]
}

fn plain(more: &str) -> Scenario {
    let (experiment, notices) = link::parse(&format!("{VM}{more}"));
    assert_eq!(notices, []);
    experiment.scenario
}

fn with_event(scenario: &Scenario, at: SimTime, act: Act) -> Scenario {
    let mut settings = scenario.clone().into_settings();
    settings.events = vec![TimedEvent { at, act }];
    Scenario::new(settings).0
}

/// The first stage of each sort.
fn stages(scenario: &Scenario, lane: Lane) -> Vec<Phase> {
    let trace = simulate_lane(scenario, lane, Observation::Auto);
    let mut stages: Vec<Phase> = Vec::new();
    for phase in trace.phases {
        let round = matches!(phase.kind, PhaseKind::Round(_));
        let told = stages
            .iter()
            .any(|other| other.kind == phase.kind || (round && matches!(other.kind, PhaseKind::Round(_))));
        if !told {
            stages.push(phase);
        }
    }
    stages
}

fn middle(phase: &Phase) -> SimTime {
    phase.start + (phase.end - phase.start) * 0.5
}

fn cell(before: &Metrics, after: &Metrics) -> String {
    if !after.outcome.had_effect(0) {
        return "–".into();
    }
    let longer = after.downtime.total() - before.downtime.total();
    match (after.status, after.outcome.primary, after.outcome.up) {
        (Status::Completed, ..) if longer > SimTime::ms(5.0) => {
            format!("moves, down {} longer", format::time(Language::English, longer))
        }
        (Status::Completed, ..) => "moves".into(),
        _ if after.outcome.lost => "**VM lost**".into(),
        (_, Primary::Source, true) => "stays at source".into(),
        (_, Primary::Source, false) => "off, disk intact".into(),
        (_, Primary::File, _) => "in the file".into(),
        (_, Primary::Split, _) => "blocked, recoverable".into(),
        other => format!("{other:?}"),
    }
}

fn table() -> String {
    let events = events();
    let mut table = String::from("\n| kind | stage |");
    for (name, _) in &events {
        table.push_str(&format!(" {name} |"));
    }
    table.push_str(&format!("\n|{}\n", " --- |".repeat(events.len() + 2)));
    for (kind, lane, more) in KINDS {
        let scenario = plain(more);
        let before = measure(&scenario, lane, Observation::Auto);
        for stage in stages(&scenario, lane) {
            table.push_str(&format!("| {kind} | {} |", stage.kind.label(Language::English)));
            for (_, act) in &events {
                let after = measure(&with_event(&scenario, middle(&stage), *act), lane, Observation::Auto);
                table.push_str(&format!(" {} |", cell(&before, &after)));
            }
            table.push('\n');
        }
    }
    table
}

/// If this fails, outcomes have changed: run `UPDATE_EXPECT=1 cargo test --test it outcomes` and read the difference.
#[test]
fn the_documentation_shows_every_outcome() {
    let (open, close) = ("<!-- outcomes -->", "<!-- /outcomes -->");
    let (before, rest) = DOCS.split_once(open).expect("the mark where the table begins");
    let (_, after) = rest.split_once(close).expect("the mark where the table ends");
    expect_file!["../../docs/model.md"].assert_eq(&format!("{before}{open}{}{close}{after}", table()));
}

/// What has to come out, whatever the engine says: status, copy that counts,
/// VM up, lost, recoverable. `None`: nothing changes, or only times.
fn expected(kind: &str, stage: PhaseKind, act: Act) -> Option<(Status, Primary, bool, bool, bool)> {
    use PhaseKind::{Boot, Definition, PostCopy, Restore, Resume, Save, Shutdown};
    let stays = |status| Some((status, Primary::Source, true, false, true));
    let lost = Some((Status::Failed, Primary::Nowhere, false, true, false));
    let in_file = |status| Some((status, Primary::File, false, false, true));
    let cold = kind == "cold";
    let file = kind.ends_with("file");
    let split = matches!(stage, PostCopy) || (stage == Resume && matches!(kind, "post-copy" | "hybrid"));
    let moved = matches!(stage, Boot | Resume) || split;
    let endless = matches!(act, Act::LinkDown { length: None });
    let gives_up = matches!(act, Act::Hold(Hold { give_up: Some(_), .. }));
    match act {
        Act::Cancel if moved => None,
        Act::Hold(_) if moved || !gives_up => None,
        Act::Cancel | Act::Hold(_) if file && stage == Restore => in_file(Status::Cancelled),
        Act::Cancel | Act::Hold(_) => stays(Status::Cancelled),
        Act::LinkDown { .. } if !endless || (file && stage != PhaseKind::Disk) => None,
        Act::LinkDown { .. } if matches!(stage, Shutdown) => stays(Status::Failed),
        Act::LinkDown { .. } if matches!(stage, Boot | Definition | PhaseKind::Setup) && cold => None,
        Act::LinkDown { .. } if stage == PostCopy || split => {
            Some((Status::Failed, Primary::Split, false, false, true))
        }
        Act::LinkDown { .. } if stage == Resume => None,
        Act::LinkDown { .. } => stays(Status::Failed),
        Act::SourceCrash if split => lost,
        Act::SourceCrash if matches!(stage, Boot | Definition | Restore | Resume) => None,
        Act::SourceCrash if cold => Some((Status::Failed, Primary::Source, false, false, true)),
        Act::SourceCrash => lost,
        Act::DestinationCrash if split => lost,
        Act::DestinationCrash if stage == Save => None,
        Act::DestinationCrash if file && stage != PhaseKind::Disk => in_file(Status::Failed),
        Act::DestinationCrash => stays(Status::Failed),
        _ => None,
    }
}

#[test]
fn every_cell_is_what_it_has_to_be() {
    let mut cells = 0;
    for (kind, lane, more) in KINDS {
        let scenario = plain(more);
        for stage in stages(&scenario, lane) {
            for (name, act) in events() {
                let eventful = with_event(&scenario, middle(&stage), act);
                let metrics = measure(&eventful, lane, Observation::Auto);
                let outcome = metrics.outcome;
                let told = (
                    metrics.status,
                    outcome.primary,
                    outcome.up,
                    outcome.lost,
                    outcome.recoverable,
                );
                let moved = (Status::Completed, Primary::Destination, true, false, false);
                let expected = expected(kind, stage.kind, act).unwrap_or(moved);
                assert_eq!(told, expected, "{kind}, {:?}, {name}", stage.kind);
                let trace = simulate_lane(&eventful, lane, Observation::Auto);
                assert_eq!(trace.metrics, metrics, "{kind}, {:?}, {name}", stage.kind);
                cells += 1;
            }
        }
    }
    assert!(cells > 200, "{cells}");
}
