//! The strips beside the rows of a run agree with its record.

use crate::common::{near, run};
use crate::gantt::{EN, MANY, stories, story, until};
use engine::cluster::{Detail, LinkCourse, Record, simulate};
use engine::units::{Bytes, SimTime};
use migrascope::view::cluster::strips::{AreaKind, Piece, Strip, StripKind, strips};

fn beside(records: &[Record], end: SimTime) -> Vec<Strip> {
    strips(EN, &records.iter().collect::<Vec<_>>(), end)
}

#[test]
fn no_piece_is_empty_wherever_the_clock_ends() {
    for (name, records) in stories() {
        let end = records.iter().map(|record| record.last).max().expect("a run") * 0.4;
        for strip in beside(&records, end) {
            let pieces = strip.areas.iter().flat_map(|area| &area.pieces);
            let is_empty = |piece: &&Piece| piece.start >= piece.end || piece.low >= piece.high;
            assert_eq!(pieces.into_iter().find(is_empty), None, "{name}");
        }
    }
}

#[test]
fn a_stack_over_a_link_is_what_goes_over_it() {
    let mut links = 0;
    for (name, records) in stories().into_iter().chain([("many", vec![run(MANY)])]) {
        let end = until(&records);
        for strip in beside(&records, end)
            .iter()
            .filter(|strip| strip.kind == StripKind::Link)
        {
            links += 1;
            let record = &records[strip.run.expect("a link is one run's")];
            near(stacked(strip, record, end), carried(strip, record, end), 1e-6, name);
        }
    }
    assert!(links > 15);
}

#[test]
fn a_long_run_is_told_in_parts() {
    // Thousands of moves over one link are more rectangles than a strip shows one by one.
    let acts: Vec<String> = (0..32)
        .map(|turn| format!("drain:h1@{}min,back:h1@{}min", 60 * turn, 60 * turn + 30))
        .collect();
    let link = format!(
        "screen=cluster&hosts=2x64:1024GiB:10Gbps&vms=200xidle@h1&do={}&slots=out:8&policy=proxmox&overload=1%&margin=0%&persist=1&every=1s&until=32h",
        acts.join(",")
    );
    let (asked, _) = migrascope::link::cluster::parse(&link);
    let record = simulate(&asked.first.possible().0, Detail::All);
    let strips = strips(EN, &[&record], record.until);
    let strip = strips
        .iter()
        .find(|strip| strip.kind == StripKind::Link)
        .expect("something moves");
    assert!(
        strip.areas.iter().all(|area| area.vm.is_none()),
        "{} moves",
        record.moves.len()
    );
    let pieces: usize = strip.areas.iter().map(|area| area.pieces.len()).sum();
    assert!(pieces <= 6_000, "{pieces} of {} moves", record.moves.len());
    near(
        stacked(strip, &record, record.until),
        carried(strip, &record, record.until),
        1e-6,
        "all moves",
    );
    for strip in &strips {
        assert!(strip.lines.iter().all(|line| line.steps.len() <= 2_000));
    }
}

/// The link of a strip.
fn link_of<'a>(strip: &Strip, record: &'a Record) -> &'a LinkCourse {
    let is_it = |link: &&LinkCourse| link.name.to_string() == strip.name;
    record.links.iter().find(is_it).expect("its link")
}

/// What goes over the link of a strip, in bytes, by the record.
fn carried(strip: &Strip, record: &Record, end: SimTime) -> f64 {
    let used = &link_of(strip, record).used;
    let ends = used.iter().skip(1).map(|step| step.at).chain([end]);
    let sums = used
        .iter()
        .zip(ends)
        .map(|(step, until)| step.value * (until - step.at));
    sums.sum::<Bytes>().as_f64()
}

/// The same by the surfaces of the strip.
fn stacked(strip: &Strip, record: &Record, end: SimTime) -> f64 {
    let capacity = link_of(strip, record).capacity.iter().map(|step| step.value);
    let top = capacity.max().expect("it carries something");
    let pieces = strip.areas.iter().flat_map(|area| &area.pieces);
    (top * end * pieces.map(surface).sum::<f64>()).as_f64()
}

/// The surface of a rectangle, as a share of the strip's.
fn surface(piece: &Piece) -> f64 {
    (piece.end.as_f64() - piece.start.as_f64()) * (piece.high.as_f64() - piece.low.as_f64())
}

#[test]
fn power_over_time_is_the_energy() {
    let mut seen = 0;
    for (name, records) in stories() {
        let end = until(&records);
        for strip in beside(&records, end)
            .iter()
            .filter(|strip| strip.kind == StripKind::Power)
        {
            for line in &strip.lines {
                seen += 1;
                let record = &records[line.run];
                let top = records
                    .iter()
                    .flat_map(|record| record.power())
                    .map(|step| step.value)
                    .fold(0.0, f64::max);
                let mut energy = 0.0;
                for (index, (at, height)) in line.steps.iter().enumerate() {
                    let until = line
                        .steps
                        .get(index + 1)
                        .map_or(line.end.as_f64(), |next| next.0.as_f64());
                    energy += (until - at.as_f64()) * height.as_f64();
                }
                near(energy * top * end.as_s(), record.figures.energy.as_f64(), 1e-6, name);
            }
        }
    }
    assert!(seen >= 6);
}

#[test]
fn what_is_wanted_and_not_had_is_a_surface() {
    let crowd = "screen=cluster&hosts=3x16:64GiB:10Gbps&vms=10xweb@h1,4xweb@h2-h3&do=crowd:web@5min+10min:x6&policy=thresholds&persist=3&until=1h";
    let records = [run(crowd), run(&crowd.replace("x6", "x5"))];
    let end = until(&records);
    let strips = beside(&records, end);
    let strip = strips
        .iter()
        .find(|strip| strip.kind == StripKind::Processor)
        .expect("a crowd wants more than there is");
    assert_eq!(strip.name, "h1 wants");
    let top = 16.0 / strip.levels[0].height.as_f64();
    for (run, record) in records.iter().enumerate() {
        let load = &record.hosts[0].load;
        let mut missed = 0.0;
        for (index, step) in load.iter().enumerate() {
            let until = load.get(index + 1).map_or(end, |next| next.at);
            missed += (step.value.wanted - step.value.given) * (until - step.at).as_s();
        }
        let pieces = strip
            .areas
            .iter()
            .filter(|area| area.run == run && area.kind == AreaKind::Missed)
            .flat_map(|area| &area.pieces);
        let area: f64 = pieces.map(surface).sum();
        near(area * top * end.as_s(), missed, 1e-6, "cores");
        assert!(missed > 0.0);
    }
    // It is seen three looks in a row before anything moves, and says so.
    let first = &strip.holds[0];
    assert_eq!(
        (first.run, first.text.as_str(), first.looks.len()),
        (0, "seen 2 of 3 times", 2)
    );
    near(
        first.looks[1].0.as_f64() - first.looks[0].0.as_f64(),
        SimTime::s(60.0) / end,
        1e-9,
        "looks",
    );
    assert_eq!(strip.levels.len(), 3);
}

#[test]
fn a_strip_that_would_say_nothing_is_left_out() {
    let kinds = |name: &str| {
        let records = story(name);
        let end = until(&records);
        beside(&records, end).iter().map(|strip| strip.kind).collect::<Vec<_>>()
    };
    use StripKind::{Hosts, Imbalance, Link, Power};
    let quiet = [run("screen=cluster&vms=4xweb")];
    assert_eq!(beside(&quiet, until(&quiet)), [], "nothing happens");
    assert_eq!(kinds("Without an alarm"), [Hosts, Power], "nothing moves");
    assert_eq!(
        kinds("The rack uplink"),
        [Link, Link, Power],
        "all stay on, nobody goes without, no policy looks"
    );
    assert_eq!(kinds("Two full hosts"), [Link], "another number of hosts is nobody off");
    assert!(kinds("a balancer").contains(&Imbalance));
    let night = kinds("Night shift");
    assert!(night.contains(&Hosts) && night.contains(&Power));
    assert!(!kinds("Rolling upgrade").contains(&Hosts));
}
