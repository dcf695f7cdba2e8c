//! The picture of hosts and links: what it shows is what the record says, at any time of every story.

use crate::common::{asked, run};
use engine::cluster::settings::TimedAct;
use engine::cluster::{Detail, HostState, Record, Said, at, simulate};
use engine::units::{Bytes, Rate, SimTime};
use migrascope::link::cluster::presets::STORIES;
use migrascope::text::Language;
use migrascope::view::cluster::acts::HostAct;
use migrascope::view::cluster::hosts::{What, hosts};
use migrascope::view::cluster::pipes::{Pipes, pipes};
use migrascope::view::cluster::plan::{Frame, Kind, Level, Plan, Planner, Rect, plan};
use std::rc::Rc;

/// All runs of all stories.
fn runs() -> impl Iterator<Item = (&'static str, Record)> {
    STORIES.iter().flat_map(|story| {
        let asked = asked(story.link);
        let runs = [Some(asked.first), asked.second].into_iter().flatten();
        runs.map(|asked| (story.name.english(), simulate(&asked.possible().0, Detail::All)))
    })
}

fn one_by_one() -> &'static str {
    let mut stories = STORIES.iter();
    let story = stories.find(|story| story.name.english() == "One by one or all at once");
    story.expect("there is such a story").link
}

/// Times all over a run: in even steps, and at and between the moments at which something happens.
fn times(record: &Record) -> Vec<SimTime> {
    let mut times: Vec<SimTime> = (0..=60).map(|step| record.until * (f64::from(step) / 60.0)).collect();
    let stages = record.moves.iter().flat_map(|one| &one.stages).map(|stage| stage.start);
    let said = record.log.iter().map(|entry| entry.at);
    let mut moments: Vec<SimTime> = stages.chain(said).collect();
    moments.sort();
    moments.dedup();
    let step = moments.len() / 60 + 1;
    for pair in moments.windows(2).step_by(step) {
        times.extend([pair[0], (pair[0] + pair[1]) * 0.5]);
    }
    times
}

fn every_moment(mut check: impl FnMut(&str, &Record, SimTime)) {
    for (name, record) in runs() {
        for time in times(&record) {
            check(&format!("{name} at {time:?}"), &record, time);
        }
    }
}

#[test]
fn blocks_are_what_is_taken_and_fit() {
    every_moment(|what, record, time| {
        let now = hosts(record, time);
        for (host, spec) in now.hosts.iter().zip(&record.cluster.hosts) {
            let mut below = Bytes::ZERO;
            let (mut resident, mut booked) = (0.0, 0.0);
            for block in &host.blocks {
                assert_eq!(block.from, below, "{what}: {} begins elsewhere", spec.name);
                below += block.size;
                match block.what {
                    What::Comes(_) => booked += block.size.as_f64(),
                    What::Lost => assert_eq!(host.state, HostState::Dead, "{what}: lost on {}", spec.name),
                    _ => resident += block.size.as_f64(),
                }
            }
            assert!(below <= spec.room * (1.0 + 1e-9), "{what}: {} overflows", spec.name);
            let near = |one: f64, other: Bytes| (one - other.as_f64()).abs() <= 1.0;
            assert!(near(resident, host.load.resident), "{what}: resident on {}", spec.name);
            assert!(near(booked, host.load.booked), "{what}: booked on {}", spec.name);
        }
    });
}

#[test]
fn every_vm_is_somewhere_once() {
    every_moment(|what, record, time| {
        let now = hosts(record, time);
        let mut seen = vec![0; record.cluster.vms.len()];
        let blocks = now.hosts.iter().flat_map(|host| &host.blocks);
        for block in blocks.filter(|block| !matches!(block.what, What::Comes(_))) {
            seen[block.vm as usize] += 1;
        }
        for &vm in &now.nowhere {
            seen[vm as usize] += 1;
        }
        for (vm, seen) in record.cluster.vms.iter().zip(seen) {
            assert_eq!(seen, i32::from(vm.added.is_none_or(|added| added <= time)), "{what}");
        }
    });
}

#[test]
fn every_move_is_on_both_hosts() {
    let mut seen = 0;
    every_moment(|what, record, time| {
        let now = hosts(record, time);
        for place in record.under_way(time) {
            let one = &record.moves[place];
            let has = |host: u32, leaves: bool| {
                now.hosts[host as usize].blocks.iter().any(|block| match block.what {
                    What::Leaves(under) => leaves && under.place as usize == place && under.other == one.to,
                    What::Comes(under) => !leaves && under.place as usize == place && under.other == one.from,
                    _ => false,
                })
            };
            assert!(has(one.from, true) && has(one.to, false), "{what}");
            seen += 1;
        }
    });
    assert!(seen > 1000, "{seen} moves were looked at");
}

#[test]
fn strands_are_what_a_link_carries() {
    let mut seen = 0;
    every_moment(|what, record, time| {
        let now = pipes(record, time);
        for link in &now.links {
            let sum: Rate = link.strands.iter().map(|strand| strand.rate).sum();
            assert!((sum / link.whole - link.used / link.whole).abs() < 1e-9, "{what}");
            assert!(link.tenants().is_zero(), "{what}: no story has tenants");
            seen += link.strands.len();
        }
        if let Some(place) = now.bottleneck {
            assert!(now.links[place as usize].is_full(), "{what}");
        }
    });
    assert!(seen > 1000, "{seen} strands were looked at");
}

#[test]
fn tenants_are_beside_the_strands() {
    let record = run("screen=cluster&hosts=2x32:128GiB:1Gbps&vms=2xweb@h1&do=drain:h1@10s&tenant=300Mbps");
    let now = pipes(&record, SimTime::s(20.0));
    let (out, tenants) = (&now.links[0], now.links[0].tenants());
    assert!(!out.strands.is_empty() && out.is_full());
    assert!(
        (tenants / out.whole - 0.3).abs() < 0.01,
        "{tenants:?} of {:?}",
        out.whole
    );
}

#[test]
fn what_waits_goes_or_stays_waiting() {
    every_moment(|what, record, time| {
        let waits = migrascope::view::cluster::waits::waiting(record, time);
        for one in record.moves.iter().filter(|one| one.asked <= time && time < one.start) {
            assert!(waits.contains_key(&one.vm), "{what}: {} was asked for", one.vm);
        }
        for &vm in waits.keys() {
            let place = at(&record.vms[vm as usize], time).expect("it is somewhere");
            assert!(place.host.is_some(), "{what}: {vm} waits and is nowhere");
        }
    });
}

#[test]
fn the_parts_that_are_sent_grow() {
    let record = run(one_by_one());
    let one = &record.moves[0];
    let part = |time: SimTime| {
        let now = hosts(&record, time);
        let block = now.hosts[one.from as usize]
            .blocks
            .iter()
            .find(|block| block.vm == one.vm);
        match block.expect("it is there").what {
            What::Leaves(under) => under.part.expect("it sends").as_f64(),
            other => panic!("{other:?}"),
        }
    };
    let pass = &one.stages[1];
    let [early, middle, late] = [0.25, 0.5, 0.999].map(|at| part(pass.start + (pass.end - pass.start) * at));
    assert!(
        0.2 < early && early < 0.3 && 0.45 < middle && middle < 0.55 && late > 0.99,
        "{early} {middle} {late}"
    );
}

const WIDTHS: [f64; 3] = [358.0, 560.0, 720.0];

fn frame(width: f64, scale: f64) -> Frame {
    Frame {
        width,
        scale,
        language: Language::English,
    }
}

fn holds(outer: Rect, inner: Rect) -> bool {
    let rim = 0.01;
    inner.x >= outer.x - rim
        && inner.y >= outer.y - rim
        && inner.right() <= outer.right() + rim
        && inner.bottom() <= outer.bottom() + rim
}

#[test]
fn the_level_goes_by_the_number_of_hosts() {
    for (hosts, level) in [
        (1, Level::Full),
        (16, Level::Full),
        (17, Level::Compact),
        (200, Level::Compact),
        (201, Level::Cells),
        (2000, Level::Cells),
    ] {
        assert_eq!(Level::of(hosts), level);
        let record = run(&format!(
            "screen=cluster&hosts={hosts}x16:64GiB:10Gbps&racks={}&vms=1xweb",
            hosts.min(8)
        ));
        let plan = plan(&record, SimTime::ZERO, &frame(720.0, 1.0));
        assert_eq!(plan.level, level);
        let drawn = plan.hosts.len() + plan.cells.map_or(0, |cells| cells.cells.len());
        assert_eq!(drawn, hosts);
    }
}

#[test]
fn everything_has_its_place() {
    let links = STORIES.iter().map(|story| story.link.to_owned()).chain([
        "screen=cluster&hosts=16x16:64GiB:10Gbps&racks=2&uplink=20Gbps&core=10Gbps&vms=60xweb&do=drain:h1@10s,drain:h9@10s&slots=out:4".to_owned(),
        "screen=cluster&hosts=40x16:64GiB:10Gbps&racks=4&uplink=40Gbps&vms=300xweb&do=drain:h17@10s,drain:h3@10s&slots=out:4".to_owned(),
        "screen=cluster&hosts=200x16:64GiB:10Gbps&racks=3&vms=900xweb&do=drain:h1@10s,drain:h190@10s&slots=out:8".to_owned(),
    ]);
    let mut strands = 0;
    for link in links {
        let record = run(&link);
        let middle = record.moves.iter().map(|one| (one.start + one.end) * 0.5);
        for time in middle.step_by(record.moves.len() / 8 + 1) {
            for (width, scale) in WIDTHS.into_iter().flat_map(|width| [(width, 1.0), (width, 1.4)]) {
                let plan = plan(&record, time, &frame(width, scale));
                strands += plan.strands.len();
                placed(
                    &plan,
                    &format!("{link} at {time:?}, {width} wide"),
                    &pipes(&record, time),
                );
            }
        }
    }
    assert!(strands > 500, "{strands} strands were looked at");
}

fn placed(plan: &Plan, what: &str, now: &Pipes) {
    let all = Rect {
        width: plan.width,
        height: plan.height,
        ..Rect::default()
    };
    for host in &plan.hosts {
        assert!(
            holds(all, host.bin) && holds(all, host.bar.all),
            "{what}: {:?}",
            host.bin
        );
        let mut floor = host.hypervisor.y;
        for block in &host.blocks {
            assert!(holds(host.bin, block.rect), "{what}: {block:?} in {:?}", host.bin);
            assert!(
                block.rect.bottom() <= floor + 0.01,
                "{what}: {block:?} is over another one"
            );
            floor = block.rect.y;
            if let Some((strip, _)) = block.progress {
                assert!(holds(block.rect, strip), "{what}: {strip:?}");
            }
        }
    }
    for pipe in &plan.pipes {
        assert!(holds(all, pipe.rect), "{what}: {pipe:?}");
    }
    for strand in &plan.strands {
        for rect in &strand.rects {
            assert!(
                holds(all, *rect) && rect.width > 0.0 && rect.height > 0.0,
                "{what}: {strand:?}"
            );
        }
    }
    // A pipe is as full as its link, and strands do not cover each other in it.
    for pipe in plan.pipes.iter().filter(|pipe| pipe.rect.height > pipe.rect.width) {
        let Some(link) = pipe.link else { continue };
        // Below the heads of those that come.
        let low = pipe.rect.y + pipe.rect.height * 0.8;
        let inside = |rect: &&Rect| {
            rect.x >= pipe.rect.x - 0.01
                && rect.right() <= pipe.rect.right() + 0.01
                && (rect.y..rect.bottom()).contains(&low)
        };
        let mut here: Vec<Rect> = plan
            .strands
            .iter()
            .flat_map(|strand| &strand.rects)
            .filter(inside)
            .copied()
            .collect();
        here.sort_by(|one, other| one.x.total_cmp(&other.x));
        let used = now.links[link as usize].part(now.links[link as usize].used).as_f64();
        let drawn: f64 = here.iter().map(|rect| rect.width).sum::<f64>() / pipe.rect.width;
        assert!(
            drawn <= used + 1e-6 && drawn >= used * 0.7 - 1e-6,
            "{what}: {drawn} of {used}"
        );
        for pair in here.windows(2) {
            assert!(pair[0].right() <= pair[1].x + 1e-6, "{what}: {pair:?}");
        }
    }
    assert_eq!(
        plan.pipes.iter().any(|pipe| pipe.is_bottleneck),
        now.bottleneck.is_some(),
        "{what}"
    );
}

#[test]
fn one_moment_after_another_is_what_each_is_by_itself() {
    let links = [
        one_by_one(),
        "screen=cluster&hosts=40x16:64GiB:1Gbps&racks=4&uplink=4Gbps&vms=300xn&class.n=2:4GiB:60%25:noise-50%25-30%25-1:random-256MiB@20MiB/s&do=drain:h1@10s,drain:h17@10s,link:h1@30s+1min:200Mbps,fail:h3@1min,off:h9@2min&slots=out:4&ha=on",
        "screen=cluster&hosts=300x16:64GiB:10Gbps&vms=900xweb&do=drain:h1@10s",
    ];
    for link in links {
        let record = run(link);
        let frame = frame(1040.0, 1.0);
        let mut planner = Planner::new(&record, frame);
        let mut times = times(&record);
        times.sort();
        // Forward as it plays, and back as somebody drags it.
        let back: Vec<SimTime> = times.iter().rev().step_by(7).copied().collect();
        for time in times.into_iter().chain(back) {
            assert_eq!(planner.at(time), plan(&record, time, &frame), "{link} at {time:?}");
        }
    }
}

#[test]
fn what_has_not_changed_is_the_same_value() {
    let record = run("screen=cluster&hosts=40x16:64GiB:1Gbps&vms=80xweb&do=drain:h1@10s");
    let mut planner = Planner::new(&record, frame(1040.0, 1.0));
    let (before, after) = (planner.at(SimTime::s(12.0)), planner.at(SimTime::s(12.016)));
    let same = before
        .hosts
        .iter()
        .zip(&after.hosts)
        .filter(|(one, other)| Rc::ptr_eq(one, other));
    assert!(same.count() >= 38, "all but the two between which one moves");
    assert!(
        before
            .pipes
            .iter()
            .zip(&after.pipes)
            .all(|(one, other)| Rc::ptr_eq(one, other))
    );
    assert!(Rc::ptr_eq(&before.strands[0], &after.strands[0]) && Rc::ptr_eq(&before.labels, &after.labels));
}

#[test]
fn one_still_says_what_binds_who_waits_and_who_is_down() {
    let record = run(one_by_one());
    let one = &record.moves[0];
    let stop = one.stages.iter().find(|stage| !stage.runs).expect("it stops");
    let time = (stop.start + stop.end) * 0.5;
    let plan = plan(&record, time, &frame(720.0, 1.0));
    let words = |kind: Kind| {
        let blocks = plan
            .hosts
            .iter()
            .flat_map(|host| &host.blocks)
            .filter(move |block| block.kind == kind);
        blocks.map(|block| {
            (
                block.name.clone().unwrap_or_default(),
                block.word.clone().unwrap_or_default(),
            )
        })
    };
    let pair = |name: &str, word: &str| (name.to_owned(), word.to_owned());
    assert_eq!(words(Kind::Down).collect::<Vec<_>>(), [pair("busy1", "down")]);
    assert_eq!(words(Kind::Comes).collect::<Vec<_>>(), [pair("busy1", "booked")]);
    let waiting: Vec<_> = words(Kind::Waits).collect();
    assert_eq!(waiting.len(), 7);
    assert!(
        waiting
            .iter()
            .all(|(name, word)| name.starts_with("busy") && word == "waits"),
        "{waiting:?}"
    );
    let earlier = migrascope::view::cluster::plan::plan(&record, one.stages[1].start, &frame(720.0, 1.0));
    let strong: Vec<&str> = earlier
        .labels
        .iter()
        .filter(|label| label.is_strong)
        .map(|label| &*label.text)
        .collect();
    assert_eq!(strong, ["full", "bottleneck"]);
    let marked: Vec<_> = earlier.pipes.iter().filter(|pipe| pipe.is_bottleneck).collect();
    assert_eq!(marked.len(), 1);
    assert!(marked[0].tip.starts_with("h1.out"), "{}", marked[0].tip);
}

#[test]
fn what_is_offered_for_a_host_makes_sense() {
    let base = "screen=cluster&vms=4xweb&do=off:h1@10s,drain:h2@10s,fail:h3@10s,on:h1@30min,back:h3@30min&until=1h";
    let record = run(base);
    let mut seen = Vec::new();
    for (index, course) in record.hosts.iter().enumerate() {
        for step in &course.state {
            for act in HostAct::of(step.value) {
                let mut asked = asked(base).first;
                let at = step.at + SimTime::ms(1.0);
                let act = act.act(index as u32);
                asked.cluster.acts.push(TimedAct { at, act });
                let record = simulate(&asked.possible().0, Detail::All);
                let no_use = record
                    .log
                    .iter()
                    .any(|entry| entry.at == at && matches!(entry.said, Said::NoUse(_)));
                assert!(
                    !no_use,
                    "{:?} of a host that is {:?}",
                    asked.cluster.acts.last(),
                    step.value
                );
            }
            if !seen.contains(&step.value) {
                seen.push(step.value);
            }
        }
    }
    assert_eq!(seen.len(), 7, "{seen:?}");
}
