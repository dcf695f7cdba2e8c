//! The steps of `cargo xtask test`, cheapest first among those that find the most; the page is built early, because the steps in
//! browsers wait for it.

mod gates;

use super::Log;
use super::schedule::Takes;
use crate::setup::{self, Need};
use crate::{build, project, shell, texts};
use anyhow::{Result, bail};
use std::fs;
use std::process::Command;

pub struct Step {
    pub name: &'static str,
    pub about: &'static str,
    pub needs: &'static [Need],
    /// Steps whose result this one uses.
    pub after: &'static [&'static str],
    /// What no other step may use meanwhile.
    pub takes: Takes,
    /// Returns a remark for the line of the step, such as the number of tests.
    pub run: fn(&Log) -> Result<String>,
}

pub const STEPS: &[Step] = &[
    Step {
        name: "format",
        about: "the sources are formatted",
        needs: &[],
        after: &[],
        takes: Takes::Cargo,
        run: format,
    },
    Step {
        name: "clippy",
        about: "no lint complains: core, command line, tests, tools",
        needs: &[],
        after: &[],
        takes: Takes::Cargo,
        run: clippy,
    },
    Step {
        name: "build",
        about: "the page builds",
        needs: build::NEEDS,
        after: &[],
        takes: Takes::Cargo,
        run: build,
    },
    Step {
        name: "clippy-web",
        about: "no lint complains: the page",
        needs: &[Need::WasmTarget],
        after: &[],
        takes: Takes::Cargo,
        run: clippy_web,
    },
    Step {
        name: "texts",
        about: "every language is up to date, German is complete",
        needs: &[Need::Gettext],
        after: &[],
        takes: Takes::Cargo,
        run: texts,
    },
    Step {
        name: "tests",
        about: "laws, measurements, links and charts hold",
        needs: &[],
        after: &[],
        takes: Takes::Cargo,
        run: tests,
    },
    Step {
        name: "deny",
        about: "dependencies have good licences and no known faults",
        needs: &[Need::CargoDeny, Need::Crates],
        after: &[],
        takes: Takes::Cargo,
        run: gates::deny,
    },
    Step {
        name: "docs",
        about: "the documentation builds and its links lead somewhere",
        needs: &[],
        after: &[],
        takes: Takes::Cargo,
        run: docs,
    },
    Step {
        name: "fuzz",
        about: "no text harms the link language, or the reader of what tools print",
        needs: &[Need::CargoFuzz, Need::Crates],
        after: &[],
        takes: Takes::Cargo,
        run: gates::fuzz,
    },
    Step {
        name: "browser",
        about: "the program's parts work in Chromium",
        needs: &[Need::WasmTarget, Need::WasmBindgen, Need::Chromium, Need::ChromeDriver],
        after: &[],
        takes: Takes::Cargo,
        run: browser,
    },
    Step {
        name: "size",
        about: "the page has not grown",
        needs: &[Need::Node],
        after: &["build"],
        takes: Takes::Browser,
        run: size,
    },
    Step {
        name: "e2e",
        about: "the page works as a visitor uses it, in Chromium",
        needs: &[Need::NodePackages, Need::Chromium],
        after: &["build"],
        takes: Takes::Browser,
        run: e2e,
    },
    Step {
        name: "firefox",
        about: "the page works in Firefox, too",
        needs: &[Need::NodePackages, Need::Firefox],
        after: &["build"],
        takes: Takes::Browser,
        run: firefox,
    },
    Step {
        name: "soak",
        about: "640 actions in a row leave nothing behind in memory",
        needs: &[Need::NodePackages, Need::Chromium],
        after: &["build"],
        takes: Takes::Browser,
        run: gates::soak,
    },
    Step {
        name: "qemu",
        about: "real migrations are foretold, and explain themselves",
        needs: &[Need::Qemu],
        after: &["tests"],
        takes: Takes::Machine,
        run: qemu,
    },
    Step {
        name: "lighthouse",
        about: "Lighthouse finds the page fast, open to all and well kept",
        needs: &[Need::NodePackages, Need::Chromium],
        after: &["build"],
        takes: Takes::Machine,
        run: gates::lighthouse,
    },
];

/// Which cases the property tests draw.
const CASES: &str = "PROPTEST_RNG_SEED";

fn cargo(arguments: &[&str]) -> Command {
    let mut command = shell::command("cargo");
    command.args(arguments);
    command
}

fn format(log: &Log) -> Result<String> {
    log.run(&mut cargo(&["fmt", "--all", "--check"]))?;
    Ok(String::new())
}

fn clippy(log: &Log) -> Result<String> {
    log.run(&mut cargo(&[
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    Ok(String::new())
}

fn clippy_web(log: &Log) -> Result<String> {
    log.run(&mut cargo(&[
        "clippy",
        "--locked",
        "--package",
        "migrascope",
        "--lib",
        "--bins",
        "--target",
        setup::WASM,
        "--",
        "-D",
        "warnings",
    ]))?;
    Ok(String::new())
}

fn texts(log: &Log) -> Result<String> {
    let said = texts::check(|command| log.run(command).map(drop))?;
    Ok(said.replace('\n', "; "))
}

fn tests(log: &Log) -> Result<String> {
    let mut tests = cargo(&["test", "--locked", "--workspace"]);
    // The outcome of a check depends on the commit alone; `cargo test` by hand draws new cases each time.
    if std::env::var_os(CASES).is_none() {
        tests.env(CASES, "2026");
    }
    let output = log.run(&mut tests)?;
    passed(&output, "passed")
}

/// They measure: one after the other, and nothing beside them.
fn qemu(log: &Log) -> Result<String> {
    let Some(qemu) = setup::qemu() else {
        return Ok("SKIPPED: there is no qemu-system-x86_64, and it could not be installed".to_owned());
    };
    let mut tests = cargo(&["test", "--locked", "--test", "qemu", "--"]);
    tests.args(["--ignored", "--test-threads", "1", "--nocapture"]);
    tests.env("QEMU", qemu);
    let output = log.run(&mut tests)?;
    let busy = if output.contains("NOT MEASURED") {
        "; how near it comes was NOT MEASURED: the machine is busy"
    } else {
        ""
    };
    Ok(passed(&output, "passed")? + busy)
}

fn docs(log: &Log) -> Result<String> {
    let mut doc = cargo(&[
        "doc",
        "--locked",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ]);
    doc.env("RUSTDOCFLAGS", "-D warnings");
    log.run(&mut doc)?;
    Ok(String::new())
}

fn browser(log: &Log) -> Result<String> {
    let mut test = cargo(&[
        "test",
        "--locked",
        "--package",
        "migrascope",
        "--target",
        setup::WASM,
        "--test",
        "web",
    ]);
    test.env("CHROMEDRIVER", setup::chromedriver()?);
    let output = log.run(&mut test)?;
    passed(&output, "passed")
}

fn build(log: &Log) -> Result<String> {
    log.run(&mut build::release())?;
    Ok(String::new())
}

fn size(_: &Log) -> Result<String> {
    let weight = build::weigh()?;
    weight.check()?;
    Ok(weight.verdict())
}

fn e2e(log: &Log) -> Result<String> {
    let folder = "tests/e2e";
    let mut files: Vec<String> = fs::read_dir(project::root().join(folder))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .map(|name| format!("{folder}/{name}"))
        .collect();
    files.sort();
    let mut node = shell::command("node");
    node.env("CHROME", setup::chromium()?)
        .args(["--test", "--test-reporter=spec"])
        .args(files);
    let output = log.run(&mut node)?;
    passed(&output, "pass")
}

fn firefox(log: &Log) -> Result<String> {
    let mut node = shell::command("node");
    node.env("FIREFOX", setup::firefox()?);
    node.args(["--test", "--test-reporter=spec", "tests/e2e/firefox.mjs"]);
    passed(&log.run(&mut node)?, "pass")
}

/// How many tests ran, from a runner's closing lines: `… 12 passed; …` of Rust, `ℹ pass 12` of Node. That none ran is a failure.
fn passed(output: &str, word: &str) -> Result<String> {
    let count = |line: &str| {
        let words: Vec<&str> = line.split([' ', ';']).collect();
        let at = words.iter().position(|found| *found == word)?;
        let number = if word == "passed" { at.checked_sub(1)? } else { at + 1 };
        words.get(number)?.parse::<u32>().ok()
    };
    let closing = output
        .lines()
        .filter(|line| line.contains("test result:") || line.starts_with("ℹ pass"));
    match closing.filter_map(count).sum::<u32>() {
        0 => bail!("no test ran"),
        1 => Ok("1 test".to_owned()),
        sum => Ok(format!("{sum} tests")),
    }
}

#[cfg(test)]
mod tests {
    use super::passed;

    #[test]
    fn tests_are_counted_over_all_runners() {
        let rust = "test result: ok. 3 passed; 0 failed; 0 ignored\nnoise\ntest result: ok. 4 passed; 0 failed";
        assert_eq!(passed(rust, "passed").ok().as_deref(), Some("7 tests"));
        assert_eq!(
            passed("ℹ tests 2\nℹ pass 1\nℹ fail 1", "pass").ok().as_deref(),
            Some("1 test")
        );
        assert!(passed("nothing", "pass").is_err());
        assert!(passed("test result: ok. 0 passed; 0 failed", "passed").is_err());
    }
}
