//! `tests/data/links-v1.txt` only grows: a line that was there stays as it is. So does `answers-v1.jsonl`.
//!
//! Where the history of the repository is at hand, every version of a file
//! is compared. A shallow or exported clone has no history, so they are
//! sealed as well: `links-v1.seal` holds, oldest first, how many lines there
//! were and what they hashed to together with the seal before. Lines that are
//! lost or changed break a seal, seals that are lost or changed break their
//! chain, and the first one stands here in the code.
//!
//! After new links were appended: `UPDATE_EXPECT=1 cargo test --test it links_golden`
//! appends a seal. It never changes one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::answers::{ANSWERS, SEALS as ANSWER_SEALS};

const LINKS: &str = "tests/data/links-v1.txt";
const SEALS: &str = "tests/data/links-v1.seal";
/// What only grows, and the file whose first version begins that.
const KEPT: [(&str, &str); 4] = [
    (LINKS, SEALS),
    (SEALS, SEALS),
    (ANSWERS, ANSWER_SEALS),
    (ANSWER_SEALS, ANSWER_SEALS),
];
const FIRST: Seal = Seal {
    lines: 159,
    hash: 0x2b23_57f4_9944_aa46,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    pub lines: usize,
    pub hash: u64,
}

pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// FNV-1a: the same for ever, and long enough against slips; nobody attacks this file.
fn hash(start: u64, lines: &[&str]) -> u64 {
    let bytes = lines.iter().flat_map(|line| line.bytes().chain([b'\n']));
    bytes.fold(start ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn seals(text: &str) -> Vec<Seal> {
    text.lines()
        .map(|line| {
            let (lines, hash) = line.split_once(' ').expect("LINES HASH on every line");
            Seal {
                lines: lines.parse().expect("a number of lines"),
                hash: u64::from_str_radix(hash, 16).expect("a hash"),
            }
        })
        .collect()
}

/// What is wrong with these seals of these lines; `Ok` is the last one.
fn check(first: Seal, lines: &[&str], seals: &[Seal]) -> Result<Seal, String> {
    if seals.first() != Some(&first) {
        return Err("the first seal is another one".to_owned());
    }
    let mut last = Seal { lines: 0, hash: 0 };
    for seal in seals {
        let sealed = lines
            .get(..seal.lines)
            .filter(|_| seal.lines >= last.lines)
            .ok_or_else(|| format!("there were {} lines once", seal.lines))?;
        if hash(last.hash, sealed) != seal.hash {
            return Err(format!("one of the first {} lines has changed", seal.lines));
        }
        last = *seal;
    }
    Ok(last)
}

/// Fails if a line of a sealed file was lost or changed; seals new ones if that is asked for.
pub fn only_grows(name: &str, seals_name: &str, first: Seal) {
    let text = fs::read_to_string(path(name)).expect("a file of lines");
    let lines: Vec<&str> = text.lines().collect();
    let mut sealed = fs::read_to_string(path(seals_name)).expect("the file of seals");
    let last = check(first, &lines, &seals(&sealed)).unwrap_or_else(|wrong| panic!("{name}: {wrong}; restore it"));
    if last.lines < lines.len() {
        assert!(
            std::env::var_os("UPDATE_EXPECT").is_some(),
            "{name} has new lines: UPDATE_EXPECT=1 cargo test --test it seals them"
        );
        sealed.push_str(&format!("{} {:016x}\n", lines.len(), hash(last.hash, &lines)));
        fs::write(path(seals_name), sealed).expect("the file of seals can be written");
    }
}

#[test]
fn no_published_link_is_lost_or_changed() {
    only_grows(LINKS, SEALS, FIRST);
}

#[test]
fn a_seal_notices_every_slip() {
    let before = ["a => a", "b => b"];
    let first = Seal {
        lines: 1,
        hash: hash(0, &before[..1]),
    };
    let second = Seal {
        lines: 2,
        hash: hash(first.hash, &before),
    };
    let grown = ["a => a", "b => b", "c => c"];
    let third = Seal {
        lines: 3,
        hash: hash(second.hash, &grown),
    };
    let chain = [first, second, third];
    assert_eq!(check(first, &grown, &chain), Ok(third));
    assert_eq!(check(first, &["a => a", "b => b", "c => c", "new"], &chain), Ok(third));
    for slip in [
        &["a => a", "c => c"][..],
        &["a => a", "b => B", "c => c"],
        &["b => b", "a => a", "c => c"],
        &["a => a", "new", "b => b", "c => c"],
        &[],
    ] {
        assert!(check(first, slip, &chain).is_err(), "{slip:?}");
    }
    assert!(check(first, &grown, &[first, third]).is_err(), "a seal is missing");
    assert!(
        check(first, &grown, &[second, third]).is_err(),
        "the first seal is missing"
    );
    assert!(check(first, &grown, &[]).is_err());
}

fn git(arguments: &[&str]) -> Option<String> {
    let root = env!("CARGO_MANIFEST_DIR");
    let output = Command::new("git").args(arguments).current_dir(root).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Two branches may both have appended lines, so an old version is a part of the file, in order, not always its beginning.
#[test]
fn history_is_kept() {
    for (name, begins) in KEPT {
        let text = fs::read_to_string(path(name)).expect("a file of the repository");
        // Without git, or without a repository, the seals are what is left.
        let versions = git(&["log", "--format=%h", "--", name]).unwrap_or_default();
        for version in versions.lines() {
            let show = |name| git(&["show", &format!("{version}:./{name}")]);
            // Before the first seal nothing was published yet.
            let (Some(old), Some(_)) = (show(name), show(begins)) else {
                continue;
            };
            let mut now = text.lines();
            for line in old.lines() {
                assert!(now.any(|kept| kept == line), "{name} has lost, since {version}: {line}");
            }
        }
    }
}
