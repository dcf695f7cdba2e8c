//! Presets, and the links that were published: they stay valid for ever. What the presets tell is proved in `tests/stories`.

use migrascope::link::presets::PRESETS;
use migrascope::link::{parse, print};

const PUBLISHED: &str = include_str!("../data/links-v1.txt");

fn published() -> impl Iterator<Item = (&'static str, &'static str)> {
    PUBLISHED.lines().filter(|line| !line.starts_with("//")).map(|line| {
        let (link, canonical) = line.split_once(" =>").expect("LINK => CANONICAL on every line");
        (link, canonical.trim())
    })
}

#[test]
fn published_links_stay_valid_for_ever() {
    let mut changed = String::new();
    for (link, canonical) in published() {
        let (experiment, notices) = parse(link);
        assert_eq!(notices, [], "{link}");
        let printed = print(&experiment);
        assert_eq!(parse(&printed), (experiment, Vec::new()), "{link}");
        if printed != canonical {
            changed.push_str(&format!("{link} => {printed}\n"));
        }
    }
    assert_eq!(changed, "", "these links have another canonical form now");
    assert!(published().count() >= 60);
}

#[test]
fn presets_are_canonical_and_published() {
    for preset in PRESETS {
        let (experiment, notices) = parse(preset.link);
        assert_eq!(notices, [], "{}", preset.name.english());
        assert_eq!(print(&experiment), preset.link, "{}", preset.name.english());
        assert!(
            published().any(|(link, _)| link == preset.link),
            "{}: append it to links-v1.txt",
            preset.name.english()
        );
        assert_eq!(
            preset.story.english().matches(". ").count(),
            1,
            "{}: two sentences",
            preset.name.english()
        );
        assert!(
            preset.story.english().ends_with('.') && !preset.story.english().contains("  "),
            "{}",
            preset.name.english()
        );
    }
}

/// What a chat, a slide and a QR code still take, with everything that the page can add to the link.
#[test]
fn links_to_presets_are_short() {
    const MOST: usize = 500;
    for preset in PRESETS {
        let link = format!(
            "{}&t=1234.567s&speed=0.001&lanes=live,suspended,cold&lang=en&hide=header,rail,timeline,narration,charts&embed=on",
            preset.link
        );
        let link = print(&parse(&link).0);
        let address = format!("https://some-university.example.org/courses/virtualisation/migrascope/#{link}");
        assert!(
            address.len() < MOST,
            "{}: {} characters",
            preset.name.english(),
            address.len()
        );
    }
}
