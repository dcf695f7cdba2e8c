//! Every check of the repository, one line a step when it ends; the last line counts them.

mod schedule;
mod steps;

use crate::flags::Test;
use crate::project;
use crate::setup::{self, Need, seconds};
use anyhow::{Context, Result, bail};
use schedule::News;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use steps::{STEPS, Step};

/// How much of a failed step's output is printed.
const LINES_SHOWN: usize = 200;

pub fn run(options: &Test) -> Result<()> {
    if options.list {
        for step in STEPS {
            println!("{:<12} {}", step.name, step.about);
        }
        return Ok(());
    }
    let chosen = choose(&options.only)?;
    let unmet = provide(&chosen);
    let start = Instant::now();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    // What a step prints is shown while it runs only if it runs alone.
    let at_once = if options.verbose { 1 } else { cores };
    let work = |step: &Step| {
        met(step, &unmet)?;
        (step.run)(&Log::new(step.name, options.verbose)?)
    };
    let failed = schedule::run(&chosen, at_once, work, |news| match news {
        News::Running(steps) => show_running(steps),
        News::Ended(step, time, result) => show_ended(step, time, result, options.verbose),
    });
    println!(
        "\nAll in {}.{}",
        seconds(start.elapsed()),
        if failed.is_empty() {
            String::new()
        } else {
            format!(" Failed: {}.", failed.join(", "))
        }
    );
    println!("{} passed, {} failed", chosen.len() - failed.len(), failed.len());
    if failed.is_empty() {
        Ok(())
    } else {
        std::process::exit(1)
    }
}

/// The steps named, with those that they build on, or all.
fn choose(only: &[String]) -> Result<Vec<&'static Step>> {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for name in only {
        let Some(step) = STEPS.iter().find(|step| step.name == name) else {
            let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
            bail!("There is no step `{name}`. The steps are: {}", names.join(", "));
        };
        wanted.insert(step.name);
        wanted.extend(step.after);
    }
    Ok(STEPS
        .iter()
        .filter(|step| only.is_empty() || wanted.contains(step.name))
        .collect())
}

/// Installs what the steps need before the first one starts, and returns what could not be had, with the reason.
fn provide(steps: &[&Step]) -> Vec<(Need, String)> {
    let mut seen: Vec<Need> = Vec::new();
    let mut unmet = Vec::new();
    for need in steps.iter().flat_map(|step| step.needs) {
        if seen.contains(need) {
            continue;
        }
        seen.push(*need);
        if let Err(error) = setup::provide(*need) {
            println!("{error:#}\n");
            unmet.push((*need, format!("{error:#}")));
        }
    }
    unmet
}

/// That `step` has what it needs. One that lacks something counts as failed: nothing is skipped silently.
fn met(step: &Step, unmet: &[(Need, String)]) -> Result<()> {
    match unmet.iter().find(|(need, _)| step.needs.contains(need)) {
        Some((_, reason)) => bail!("not run, because something it needs is missing: {reason}"),
        None => Ok(()),
    }
}

/// On a terminal: the names of the steps that run, until something else is printed.
fn show_running(steps: &[&Step]) {
    if io::stdout().is_terminal() {
        let names: Vec<&str> = steps.iter().map(|step| step.name).collect();
        print!("… {}", names.join(", "));
        // Whoever closed the terminal misses nothing.
        let _ = io::stdout().flush();
    }
}

fn show_ended(step: &Step, time: Duration, result: Result<String>, verbose: bool) {
    if io::stdout().is_terminal() {
        print!("\r\x1b[K");
    }
    print!("{:<12} {:<58} ", step.name, step.about);
    match result {
        Ok(note) => println!("ok {:>7}  {note}", seconds(time)),
        Err(error) => {
            println!("FAILED {}", seconds(time));
            if !verbose {
                Log::show(step.name);
            }
            println!("{}: {error:#}\n", step.name);
        }
    }
}

/// Where a step writes: a file that is shown if the step fails, or the terminal.
pub struct Log {
    file: PathBuf,
    verbose: bool,
}

impl Log {
    fn path(step: &str) -> PathBuf {
        project::target().join("xtask").join(format!("{step}.log"))
    }

    fn new(step: &str, verbose: bool) -> Result<Self> {
        let file = Self::path(step);
        let folder = project::target().join("xtask");
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        File::create(&file).with_context(|| format!("{} cannot be written", file.display()))?;
        Ok(Self { file, verbose })
    }

    /// Runs `command` with its output in the log and returns the output.
    pub fn run(&self, command: &mut Command) -> Result<String> {
        match self.attempt(command)? {
            (true, written) => Ok(written),
            (false, _) => bail!("failed: {}", crate::shell::show(command)),
        }
    }

    /// The same for a command that may fail: whether it succeeded, and its output.
    pub fn attempt(&self, command: &mut Command) -> Result<(bool, String)> {
        let begin = fs::metadata(&self.file)?.len() as usize;
        let append = || File::options().append(true).open(&self.file);
        writeln!(append()?, "$ {}", crate::shell::show(command))?;
        let status = command
            .stdin(Stdio::null())
            .stdout(append()?)
            .stderr(append()?)
            .status();
        let written = String::from_utf8_lossy(&fs::read(&self.file)?[begin..]).into_owned();
        if self.verbose {
            print!("\n{written}");
        }
        let status = status.with_context(|| format!("cannot start: {}", crate::shell::show(command)))?;
        Ok((status.success(), written))
    }

    /// Prints the end of the log of `step`, without the compiler's progress.
    fn show(step: &str) {
        let file = Self::path(step);
        let text = fs::read_to_string(&file).unwrap_or_default();
        let lines: Vec<&str> = text.lines().filter(|line| !is_progress(line)).collect();
        let hidden = lines.len().saturating_sub(LINES_SHOWN);
        println!("{}", lines[hidden..].join("\n"));
        println!("(all of it: {})", file.display());
    }
}

/// Whether `line` is one of cargo's about a crate that it handles.
fn is_progress(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    line.starts_with(' ') && ["Compiling", "Checking", "Downloaded", "Documenting"].contains(&first)
}
