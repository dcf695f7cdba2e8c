//! Checks by tools of others: licences, fuzzing, Lighthouse; and the soak run.

use super::{Log, cargo};
use crate::budget::{DESKTOP_SPEED, LIGHTHOUSE, PHONE_SPEED};
use crate::{project, setup, shell};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What cargo-deny says where the list of known faults cannot be downloaded, as without a network.
const NO_LIST: &str = "failed to fetch advisory database";

/// How long texts are tried for each target.
const FUZZ_SECONDS: u32 = 20;

pub fn deny(log: &Log) -> Result<String> {
    log.run(&mut cargo(&[
        "deny",
        "--locked",
        "--offline",
        "check",
        "licenses",
        "bans",
        "sources",
    ]))?;
    match log.attempt(&mut cargo(&["deny", "--locked", "check", "advisories"]))? {
        (true, _) => Ok(String::new()),
        (false, output) if output.contains(NO_LIST) => Ok("the list of known faults is out of reach".to_owned()),
        (false, _) => bail!("a dependency has a known fault, or its list could not be read"),
    }
}

/// Without a sanitizer, because there is no unsafe code to watch; so the stable compiler will do.
pub fn fuzz(log: &Log) -> Result<String> {
    let folder = project::target().join("fuzz");
    let (corpus, words) = seeds(&folder)?;
    let dictionary = format!("-dict={}", words.display());
    let links = try_texts(log, &folder, "link", &corpus, &[&dictionary])?;
    let texts = try_texts(log, &folder, "measured", &specimens(&folder)?, &[])?;
    Ok(format!("{links} links, {texts} texts of tools"))
}

/// How many texts a target was given.
fn try_texts(log: &Log, folder: &Path, target: &str, corpus: &Path, more: &[&str]) -> Result<u32> {
    let mut fuzz = cargo(&["fuzz", "run", "--sanitizer", "none"]);
    fuzz.arg("--target-dir").arg(folder).arg(target).arg(corpus).arg("--");
    // The same texts on every run, as the property tests draw the same cases; by hand the fuzzer looks further.
    fuzz.args(["-max_len=4000", "-timeout=10", "-seed=2026"]).args(more);
    fuzz.arg(format!("-max_total_time={FUZZ_SECONDS}"));
    let output = log.run(&mut fuzz)?;
    let tried = output.lines().find_map(|line| {
        let (number, _) = line.strip_prefix("Done ")?.split_once(" runs")?;
        number.parse::<u32>().ok()
    });
    match tried {
        Some(tried) if tried > 0 => Ok(tried),
        _ => bail!("the fuzzer tried nothing"),
    }
}

/// What tools print, a file each, beside what earlier runs found worth keeping.
fn specimens(folder: &Path) -> Result<PathBuf> {
    let corpus = folder.join("corpus-measured");
    fs::create_dir_all(&corpus).with_context(|| format!("{} cannot be made", corpus.display()))?;
    for entry in fs::read_dir(project::root().join("crates/measured/specimens"))? {
        let file = entry?;
        fs::copy(file.path(), corpus.join(file.file_name()))?;
    }
    Ok(corpus)
}

/// The published links, a file each, beside what earlier runs found worth keeping; and a list of their words.
fn seeds(folder: &Path) -> Result<(PathBuf, PathBuf)> {
    let corpus = folder.join("corpus");
    fs::create_dir_all(&corpus).with_context(|| format!("{} cannot be made", corpus.display()))?;
    let published = fs::read_to_string(project::root().join("tests/data/links-v1.txt"))?;
    let links = published.lines().filter_map(|line| Some(line.split_once(" => ")?.1));
    let mut words = BTreeSet::new();
    for (index, link) in links.enumerate() {
        fs::write(corpus.join(format!("published-{index}")), link)?;
        words.extend(
            link.split(['&', ',', '@', ':', '+'])
                .flat_map(|part| part.split_inclusive('=')),
        );
    }
    let plain = |word: &&&str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_graphic());
    let quoted: Vec<String> = words.iter().filter(plain).map(|word| format!("{word:?}\n")).collect();
    let dictionary = folder.join("words.dict");
    fs::write(&dictionary, quoted.concat())?;
    Ok((corpus, dictionary))
}

/// A script of `tests/e2e` that drives the browser.
fn script(name: &str) -> Result<Command> {
    let mut node = shell::command("node");
    node.env("CHROME", setup::chromium()?).arg(format!("tests/e2e/{name}"));
    Ok(node)
}

pub fn soak(log: &Log) -> Result<String> {
    let output = log.run(&mut script("soak.mjs")?)?;
    let last = output.lines().last().context("the soak run printed nothing")?;
    Ok(last.to_owned())
}

pub fn lighthouse(log: &Log) -> Result<String> {
    let least = [LIGHTHOUSE, PHONE_SPEED, DESKTOP_SPEED].map(|budget| budget.limit.to_string());
    let output = log.run(script("lighthouse.mjs")?.args(least))?;
    let scores: Vec<&str> = output
        .lines()
        .filter_map(|line| Some(line.rsplit_once(' ')?.1))
        .collect();
    if scores.is_empty() {
        bail!("Lighthouse gave no score");
    }
    Ok(scores.join(" "))
}
