//! The rows of a run over time agree with its record.

use crate::common::{asked, near, run};
use engine::cluster::{Act, Detail, Move, Record, simulate};
use engine::units::{Share, SimTime};
use migrascope::link::cluster::presets::STORIES;
use migrascope::view::cluster::gantt::{DrainEnd, DrainMark, Gantt, MOST_ROWS, Row, SegmentKind, gantt};
use migrascope::view::format;
use migrascope::view::labels::Role;
use text::Language;

pub const EN: Language = Language::English;

/// The runs of a link.
fn runs(link: &str) -> Vec<Record> {
    let asked = asked(link);
    let all = [Some(asked.first), asked.second];
    all.into_iter()
        .flatten()
        .map(|run| simulate(&run.possible().0, Detail::All))
        .collect()
}

/// The runs of each story, and of two more links.
pub fn stories() -> Vec<(&'static str, Vec<Record>)> {
    let more = [("a balancer", BALANCER), ("tenants and a slow link", TENANTS)];
    let stories = STORIES.iter().map(|story| (story.name.english(), story.link));
    stories.chain(more).map(|(name, link)| (name, runs(link))).collect()
}

/// The runs of one of them.
pub fn story(name: &str) -> Vec<Record> {
    let (_, records) = stories().into_iter().find(|story| story.0 == name).expect("a story");
    records
}

const BALANCER: &str = "screen=cluster&hosts=4x16:64GiB:10Gbps&vms=8xweb@h1,2xdb@h2&policy=proxmox&until=10min";
const TENANTS: &str = "screen=cluster&hosts=3x16:64GiB:10Gbps&tenant=2Gbps&vms=6xweb@h1&do=drain:h1@10s,link:h1.out@12s+5s:1Gbps&slots=out:3&until=10min";
pub const MANY: &str = "screen=cluster&hosts=40x32:256GiB:10Gbps&vms=400xidle&do=drain:h1@0s,drain:h2@0s,drain:h3@0s,drain:h4@0s,drain:h5@0s,drain:h6@0s,drain:h7@0s&until=1h";

fn picture(records: &[Record], end: SimTime) -> Gantt {
    gantt(EN, &records.iter().collect::<Vec<_>>(), end, None)
}

pub fn until(records: &[Record]) -> SimTime {
    records.iter().map(|record| record.until).max().expect("there is a run")
}

fn length(row: &Row, is: impl Fn(SegmentKind) -> bool) -> SimTime {
    let all = row.segments.iter().filter(|segment| is(segment.kind));
    all.map(|segment| segment.span.1 - segment.span.0).sum()
}

#[test]
fn segments_follow_each_other_and_cover_each_migration() {
    for (name, records) in stories() {
        let end = until(&records);
        for (rows, record) in picture(&records, end).runs.iter().zip(&records) {
            for row in &rows.rows {
                for two in row.segments.windows(2) {
                    assert!(two[0].span.1 <= two[1].span.0, "{name}, {}: {two:?}", row.name);
                }
                for segment in &row.segments {
                    assert!(segment.span.0 < segment.span.1);
                    assert_eq!(segment.start, Share::new(segment.span.0 / end));
                    assert_eq!(segment.end, Share::new(segment.span.1 / end));
                    let inside = |tick: &Share| segment.start < *tick && *tick < segment.end;
                    assert!(segment.ticks.iter().all(inside), "{name}, {}", row.name);
                }
                let of_vm = record.moves.iter().filter(|one| one.vm == row.vm);
                for one in of_vm {
                    let inside = |segment: &&_| is_of(one, segment);
                    let covered: SimTime = row
                        .segments
                        .iter()
                        .filter(inside)
                        .map(|segment| segment.span.1 - segment.span.0)
                        .sum();
                    near(covered.as_s(), (one.end - one.start).as_s(), 1e-9, name);
                    if !one.waited().is_zero() {
                        let wait = row
                            .segments
                            .iter()
                            .find(|segment| segment.kind == SegmentKind::Waits && segment.span.1 == one.start);
                        assert_eq!(wait.expect("it waited").span.0, one.asked, "{name}, {}", row.name);
                    }
                }
            }
        }
    }
}

fn is_of(one: &Move, segment: &migrascope::view::cluster::gantt::Segment) -> bool {
    segment.kind != SegmentKind::Waits && one.start <= segment.span.0 && segment.span.1 <= one.end
}

#[test]
fn ink_is_the_downtime() {
    for (name, records) in stories() {
        for (rows, record) in picture(&records, until(&records)).runs.iter().zip(&records) {
            let mut all = SimTime::ZERO;
            for row in &rows.rows {
                let ink = length(row, |kind| kind == SegmentKind::Down);
                let of_vm = record.moves.iter().filter(|one| one.vm == row.vm);
                let downtime: SimTime = of_vm.map(|one| one.figures.downtime.total()).sum();
                assert!(
                    (ink.as_s() - downtime.as_s()).abs() < 1e-9,
                    "{name}, {}: {ink:?} {downtime:?}",
                    row.name
                );
                all += ink + length(row, |kind| matches!(kind, SegmentKind::Gone | SegmentKind::Boots));
            }
            near(all.as_s(), record.figures.down.as_s(), 1e-9, name);
        }
    }
}

#[test]
fn each_drain_has_a_line() {
    for (name, records) in stories() {
        let end = until(&records);
        for (rows, record) in picture(&records, end).runs.iter().zip(&records) {
            let hosts: usize = rows.drains.iter().map(|mark| mark.hosts.len()).sum();
            assert_eq!(hosts, record.figures.drains.len(), "{name}");
            for drain in &record.figures.drains {
                let is_it = |mark: &&DrainMark| {
                    mark.hosts.contains(&drain.host)
                        && drain.empty.is_none_or(|empty| mark.at == Share::new(empty / end))
                };
                let mark = rows.drains.iter().find(is_it).expect("it has a line");
                match drain.empty {
                    Some(empty) => assert_eq!(
                        (mark.end, mark.at),
                        (DrainEnd::Empty, Share::new(empty / end)),
                        "{name}"
                    ),
                    None => assert_ne!(mark.end, DrainEnd::Empty, "{name}"),
                }
                if let (None, Some(deadline)) = (drain.empty, drain.deadline) {
                    assert_eq!(
                        (mark.end, mark.at),
                        (DrainEnd::Died, Share::new(deadline / end)),
                        "{name}"
                    );
                    assert!(
                        mark.text.contains(&drain.left_behind.to_string()),
                        "{name}: {}",
                        mark.text
                    );
                }
            }
            let acts: usize = rows.acts.iter().map(|act| act.text.split(", ").count()).sum();
            assert_eq!(acts, record.cluster.acts.len(), "{name}: {:?}", rows.acts);
        }
    }
}

#[test]
fn two_runs_have_one_clock() {
    for (name, records) in stories() {
        let end = until(&records);
        let both = picture(&records, end);
        for (rows, record) in both.runs.iter().zip(&records) {
            let alone = gantt(EN, &[record], end, None);
            assert_eq!(alone.runs[0].drains, rows.drains, "{name}");
            assert_eq!(alone.axis, both.axis);
        }
    }
    let records = story("When parallel wins");
    let later = picture(&records, until(&records)).later.expect("both are emptied");
    let empty = |record: &Record| record.figures.drains[0].empty.expect("it is emptied");
    let (one, other) = (empty(&records[0]), empty(&records[1]));
    assert!(other < one);
    assert_eq!(later.text, format!("−{}", format::time(EN, one - other)));
    assert_eq!(later.first, Share::new(one / until(&records)));
}

#[test]
fn the_clock_may_end_before_the_run() {
    for (name, records) in stories() {
        let whole = until(&records);
        let end = records.iter().map(|record| record.last).max().expect("a run") * 0.4;
        if end.is_zero() {
            continue;
        }
        let (cut, all) = (picture(&records, end), picture(&records, whole));
        for (cut, all) in cut.runs.iter().zip(&all.runs) {
            for row in &cut.rows {
                let same = all.rows.iter().find(|other| other.vm == row.vm).expect("it has a row");
                let spans = same.segments.iter().filter(|segment| segment.span.0 < end);
                let expected: Vec<_> = spans.map(|segment| (segment.span.0, segment.span.1.min(end))).collect();
                let is: Vec<_> = row.segments.iter().map(|segment| segment.span).collect();
                assert_eq!(is, expected, "{name}, {}", row.name);
            }
        }
    }
}

#[test]
fn of_many_rows_the_longest_and_the_chosen_one_stay() {
    let record = run(MANY);
    let end = record.last;
    let all = |chosen| gantt(EN, &[&record], end, chosen);
    let some = all(None);
    assert_eq!(some.runs[0].rows.len(), MOST_ROWS);
    let told = record
        .moves
        .iter()
        .map(|one| one.vm)
        .collect::<std::collections::BTreeSet<_>>();
    assert_eq!(
        some.runs[0].more,
        Some(format!("and {} VMs more", told.len() - MOST_ROWS))
    );
    let left_out = *told
        .iter()
        .find(|vm| some.runs[0].rows.iter().all(|row| row.vm != **vm))
        .expect("one of them");
    let chosen = all(Some(left_out));
    assert!(chosen.runs[0].rows.iter().any(|row| row.vm == left_out));
    assert_eq!(chosen.runs[0].rows.len(), MOST_ROWS);
    let asked = |row: &Row| row.segments[0].span.0;
    assert!(some.runs[0].rows.windows(2).all(|two| asked(&two[0]) <= asked(&two[1])));
    assert!(
        some.runs[0].rows.iter().all(|row| row.from.is_some()),
        "they leave several hosts"
    );
    let two = gantt(EN, &[&record, &record], end, None);
    assert_eq!(two.runs[0].rows.len() + two.runs[1].rows.len(), MOST_ROWS);
}

#[test]
fn words_stand_beside_the_bars() {
    let notes = |name: &str, run: usize| {
        let records = story(name);
        let end = until(&records);
        let rows = picture(&records, end).runs.swap_remove(run).rows;
        rows.into_iter()
            .map(|row| {
                let notes: Vec<String> = row.notes.into_iter().map(|note| note.text).collect();
                notes.join(" | ")
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(notes("One by one or all at once", 0)[0], "h2");
    assert_eq!(
        notes("One by one or all at once", 1)[0],
        "still on its way, in pass 170"
    );
    assert_eq!(notes("Two full hosts", 0)[0], "h2 has no room for it");
    assert_eq!(
        notes("Post-copy under fire", 0)[0],
        "failed after 20.0 s, tries again | no other host takes VMs"
    );
    assert_eq!(notes("Post-copy under fire", 1)[0], "lost | down with its host");
    assert_eq!(notes("Without an alarm", 0)[0], "down with its host | h2");
    assert!(notes("Two full hosts", 1)[0].ends_with("h2"));
}

#[test]
fn all_stories_say_what_happened_to_whom() {
    for (name, records) in stories() {
        for (rows, record) in picture(&records, until(&records)).runs.iter().zip(&records) {
            for row in &rows.rows {
                assert!(row.story.ends_with('.'), "{name}, {}: {:?}", row.name, row.story);
                assert!(row.story.contains(&row.name), "{name}: {:?}", row.story);
                assert!(
                    row.segments.iter().all(|segment| segment.title.contains(": ")),
                    "{name}"
                );
            }
            let crowd = record
                .cluster
                .acts
                .iter()
                .filter(|(_, act)| matches!(act, Act::Crowd(..)))
                .count();
            let lasting = rows.acts.iter().filter(|act| act.until.is_some()).count();
            assert!(lasting >= crowd, "{name}");
        }
    }
    let records = story("One by one or all at once");
    let rows = &picture(&records, until(&records)).runs[0].rows;
    let kinds: Vec<SegmentKind> = rows[1].segments.iter().map(|segment| segment.kind).collect();
    use SegmentKind::{Down, Phase, Waits};
    assert_eq!(kinds, [Waits, Phase(Role::Sent), Phase(Role::Dirty), Down]);
}

#[test]
fn hosts_that_die_at_once_are_told_together() {
    for (hosts, told) in [(1, "h1 dies"), (2, "h1, h2 die"), (5, "5 hosts die")] {
        let alarms: Vec<String> = (1..=hosts).map(|host| format!("alarm:h{host}@10s+2min")).collect();
        let record = run(&format!(
            "screen=cluster&hosts=8x16:64GiB:10Gbps&vms=1xweb@h8&do={}",
            alarms.join(",")
        ));
        let drawn = gantt(EN, &[&record], record.until, None);
        let mut deadlines = drawn.runs[0].drains.iter().filter_map(|drain| drain.deadline.as_ref());
        assert!(deadlines.any(|(_, text)| text == told), "{:?}", drawn.runs[0].drains);
    }
}
