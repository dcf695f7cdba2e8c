//! What a link or a field got wrong is told in the language of the page.

use super::*;

/// A link with nearly everything wrong that can be.
const WRONG: &[&str] = &[
    "ram=abc",
    "ram=-1",
    "ram=1,000GiB",
    "ram=5",
    "ram=3s",
    "ram=3xyz",
    "link=10mb/s",
    "link=5",
    "used=150%",
    "used=x",
    "ram=1PiB",
    "ram=1B",
    "ram=",
    "storage=cloud",
    "v=7",
    "v=",
    "writes=random",
    "writes=none,random:1GiB",
    "=5",
    "writes=random:1PiB@1GiB/s",
    "writes=random:1GiB@1000TB/s",
    "ramm=1GiB",
    "nonsense=1",
    "ram=1GiB&ram=2GiB",
    "ram=1GiB&used=2GiB",
    "lanes=live,live",
    "lanes=none",
    "at=hold",
    "at=boom@1s",
    "at=resume@1s",
    "at=linkup@1s",
    "at=linkslow@1s+1s:900Gbps",
    "at=hold@1s+20s,hold@5s+5s",
    "at=burst@1s+2s:900TB/s",
    "suspend=hold:x",
    "suspend=hold:bandwidth",
    "ramp=30x1s",
    "ramp=5",
    "timeout=5s",
    "timeout=5s:x",
    "speed=fast",
    "speed=1e9",
    "t=1e300s",
    "hide=x",
    "throttle=maybe",
    "switch=x",
    "live=x",
    "stop=x",
    "embed=x",
    "rtt=1000s",
    "cap=10G&disk=1,000GB&used=0.6&downtime=5000&state=300&link=1.000Gbps&rtt=20",
    "writes=random:512@40MiB/s,random:1MiB@1MiB/s&timeout=150s/GB:abort",
    "vs.foo=1&vs.vs.link=1&vs.lanes=live&vs.link=x&vs.ram=4GiB&vs.=5&vs=1&vs.rtt=1&vs.rtt=2",
    "vcpus=4&tls=on&zero-copy=on&numa=on&hugepages=on&mtu=9000&parallel-migrations=2&max-postcopy-bandwidth=1G&p2p=on",
];

/// The sentence without the key before it.
pub(super) fn told(other: &Other, notice: &Notice) -> String {
    let text = notice.text(other.language);
    let key = format!("{}: ", notice.key());
    text.strip_prefix(&key).map_or(text.clone(), str::to_owned)
}

fn shining(other: &Other, notices: &[Notice]) -> Vec<(String, &'static str)> {
    notices
        .iter()
        .map(|notice| told(other, notice))
        .filter_map(|text| other.english_in(&text).map(|word| (text, word)))
        .collect()
}

#[test]
fn notices_are_translated() {
    for other in others() {
        let mut all = Vec::new();
        for wrong in WRONG {
            let notices = link::parse(wrong).1;
            assert!(!notices.is_empty(), "{wrong}");
            for notice in &notices {
                let [english, text] = [Language::English, other.language].map(|language| notice.text(language));
                assert_eq!(english, notice.to_string());
                assert_ne!(english, text);
            }
            all.extend(shining(other, &notices));
        }
        let noise: Vec<String> = (0..30).map(|number| format!("x{number}=1")).collect();
        all.extend(shining(other, &link::parse(&noise.join("&")).1));
        assert_eq!(all, []);
    }
}

#[test]
fn errors_of_fields_are_translated() {
    let texts = ["", "x", "-1s", "1,000s", "5", "3xyz", "3GiB"];
    let quantities = texts.map(|text| link::quantity::parse(migrascope::params::Unit::Time, text));
    let quantities = quantities
        .into_iter()
        .map(|error| ValueError::from(error.expect_err("wrong")));
    let bits = link::quantity::parse(migrascope::params::Unit::BitRate, "3mb/s").expect_err("bits or bytes");
    let forms = [
        Id::Ramp
            .row()
            .read("x", &mut Settings::default(), &mut Vec::new())
            .expect_err("wrong"),
        display::Id::Speed
            .row()
            .read("x", &mut Display::default(), &mut Vec::new())
            .expect_err("wrong"),
        link::parse_event("hold").expect_err("wrong"),
        link::parse_choice::<Storage>("x").expect_err("wrong"),
        bits.into(),
    ];
    for error in quantities.chain(forms) {
        for other in others() {
            let text = error.text(other.language);
            assert_ne!(text, error.to_string());
            assert_eq!(other.english_in(&text), None, "{text}");
        }
    }
}
