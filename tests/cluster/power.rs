//! Power saving comes to rest, and brings hosts back for what needs them.

use engine::units::SimTime;

use crate::common::run;

/// A reserve that the hosts cannot have is no reason to move VMs round and round.
#[test]
fn power_saving_comes_to_rest_with_every_reserve() {
    let loads = ["flat-5%", "flat-12%", "flat-40%"];
    let rams = ["8GiB", "14GiB", "30GiB"];
    for (reserve, load, ram) in every_combination(&[0, 1, 2, 5], &loads, &rams) {
        let text = format!("screen=cluster&policy=power&reserve={reserve}&class.a=4:{ram}:50%:{load}&vms=7xa&until=6h");
        let record = run(&text);
        let late = SimTime::s(3.0 * 3600.0);
        let moves = record.moves.iter().filter(|one| one.start > late).count();
        let switched = record
            .hosts
            .iter()
            .flat_map(|host| &host.state)
            .filter(|step| step.at > late)
            .count();
        assert_eq!((moves, switched), (0, 0), "{text}");
    }
}

fn every_combination<'a>(
    reserves: &'a [u32],
    loads: &'a [&str],
    rams: &'a [&str],
) -> impl Iterator<Item = (u32, &'a str, &'a str)> {
    reserves.iter().flat_map(move |&reserve| {
        loads
            .iter()
            .flat_map(move |&load| rams.iter().map(move |&ram| (reserve, load, ram)))
    })
}

/// Power saving counts VMs that cannot be started as well as those that cannot move.
#[test]
fn a_host_comes_back_for_what_has_to_be_started() {
    let record = run("screen=cluster&policy=power&ha=on&class.a=4:14GiB:50%:flat-10%&vms=12xa&do=fail:h2@2h&until=4h");
    assert_eq!(
        (
            record.figures.lost,
            record.figures.restarted,
            record.figures.down_at_end
        ),
        (4, 4, 0)
    );
}
