//! What is offered next makes sense: it is about something that is there, and is taken as it is.

use engine::cluster::Cluster;
use engine::cluster::settings::{ActWord, ClassName, ClusterAct, ClusterSettings, HostName, Id, TABLE, TimedAct};
use engine::params::{Choice, Kind};
use migrascope::view::cluster::offers;

use crate::common::{asked, cluster};

fn written(act: &TimedAct) -> String {
    let settings = ClusterSettings {
        acts: vec![act.clone()],
        ..ClusterSettings::default()
    };
    Id::Do.row().print(&settings).unwrap_or_default()
}

/// Adds an event of each of these kinds, one after the other.
fn add(link: &str, words: &[ActWord]) -> Vec<String> {
    let link = asked(link).first;
    let mut settings = link.cluster.clone();
    for &word in words {
        let (cluster, _) = Cluster::new(&settings, &link.migration);
        settings
            .acts
            .push(offers::event(word, &cluster).expect("there are hosts and VMs"));
        let (_, gave) = Cluster::new(&settings, &link.migration);
        assert_eq!(gave, [], "{word:?}");
    }
    settings.acts.iter().map(written).collect()
}

#[test]
fn drains_go_from_host_to_host_and_begin_where_vms_are() {
    use ActWord::{Back, Drain, Fail};
    assert_eq!(
        add("vms=4xweb@h2-h3", &[Drain, Drain, Back, Fail, Back, Drain]),
        [
            "drain:h2@10s",
            "drain:h3@10s",
            "back:h2@130s",
            "fail:h1@10s",
            "back:h3@130s",
            "drain:h4@10s"
        ]
    );
}

#[test]
fn moves_are_of_vms_that_have_not_moved_to_the_host_with_most_room() {
    let moved = add("vms=2xweb@h1,1xdb@h2", &[ActWord::Move, ActWord::Move]);
    assert_eq!(moved, ["move:web1:h3@10s", "move:web2:h3@10s"]);
    assert_eq!(
        offers::event(ActWord::Move, &cluster("hosts=1x16:64GiB&vms=2xweb")),
        None,
        "there is no other host"
    );
    assert_eq!(offers::event(ActWord::Move, &cluster("vms=none")), None);
    assert_eq!(
        offers::event(ActWord::Crowd, &cluster("vms=none")),
        None,
        "nobody to want anything"
    );
}

#[test]
fn every_kind_of_event_is_offered_and_is_of_its_kind() {
    let cluster = cluster("vms=1xweb@h1,3xdb@h2&do=off:h1@10s");
    for &word in ActWord::ALL {
        let offered = offers::event(word, &cluster).expect("there are hosts and VMs");
        assert_eq!(offered.act.word(), word);
        let text = written(&offered);
        assert!(text.starts_with(word.token()), "{text}: the word of links");
        assert_eq!(
            asked(&format!("vms=1xweb@h1,3xdb@h2&do={text}")).first.cluster.acts,
            std::slice::from_ref(&offered)
        );
        match offered.act {
            ClusterAct::Crowd { class, .. } => assert_eq!(class.as_str(), "db", "there are most of them"),
            ClusterAct::On(host) => assert_eq!(host, HostName(1), "it is off"),
            _ => {}
        }
    }
}

#[test]
fn a_new_line_of_vms_is_of_a_class_that_is_not_there_yet() {
    let class = |link: &str| offers::vms(&cluster(link)).map(|group| group.class.to_string());
    assert_eq!(class("vms=4xidle").as_deref(), Some("web"));
    assert_eq!(
        class("vms=4xweb&class.busy=2:4GiB").as_deref(),
        Some("busy"),
        "somebody described it"
    );
}

#[test]
fn the_second_run_gets_another_value_that_is_allowed() {
    for row in TABLE {
        let usual = ClusterSettings::default();
        let mut other = usual.clone();
        offers::otherwise(row.id, &mut other);
        let stays = matches!(row.kind, Kind::Form) && row.id != Id::Slots;
        assert_eq!(row.value.same(&usual, &other), stays, "{}", row.key);
        if let (Some(range), Some(value)) = (row.range(), row.value.quantity(&other)) {
            assert!(range.contains(value), "{}", row.key);
        }
        offers::otherwise(row.id, &mut other);
        let printed = row.print(&other).unwrap_or_default();
        let mut read = usual.clone();
        if !printed.is_empty() {
            assert_eq!(row.read(&printed, &mut read, &mut Vec::new()), Ok(()), "{}", row.key);
        }
    }
}

#[test]
fn the_hosts_of_a_group_are_named() {
    let hosts = asked("hosts=2x16:64GiB,0x16:64GiB,1x8:32GiB").first.cluster.hosts;
    let name = |from, to| Some((HostName(from), HostName(to)));
    assert_eq!(offers::spans(&hosts), [name(1, 2), None, name(3, 3)]);
}

#[test]
fn a_class_is_called_otherwise_wherever_it_is_named() {
    let text = "vms=4xbusy@h1,2xweb&class.busy=2:4GiB&by=live,busy:cold&do=move:busy1:h2@10s,crowd:busy@10s+1min:x2,add:2xbusy@20s";
    let mut renamed = asked(text).first.cluster;
    let name = |name: &str| ClassName::parse(name).expect("it is a name");
    offers::rename(&mut renamed, &name("busy"), &name("idler"));
    assert_eq!(renamed, asked(&text.replace("busy", "idler")).first.cluster);
}

#[test]
fn a_new_class_has_a_name_of_its_own() {
    let mut settings = ClusterSettings::default();
    for _ in 0..3 {
        settings.classes.extend(offers::new_class(&settings));
    }
    let mut names: Vec<&str> = settings.classes.iter().map(|class| class.name.as_str()).collect();
    names.dedup();
    assert_eq!(names.len(), 3, "{names:?}");
}
