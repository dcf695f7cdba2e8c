//! `migrascope watch`: a migration that goes on, with what becomes of it.
//!
//! It asks a command or QEMU's monitor again and again, and says at each answer what is known by then. It changes nothing: when
//! it ends, the migration goes on.

mod source;
mod story;

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Finding, wrong_usage};
use crate::link::quantity;
use crate::measured::{Record, Status, read};
use crate::params::{Quantity, Unit};
use crate::text::Language;
use source::{Answer, Source};
use story::Story;

#[derive(Debug, Args)]
pub(super) struct Watch {
    /// How long to wait from one question to the next.
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = parse_interval)]
    every: Duration,
    /// Write all answers to this file, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// QEMU's monitor: a Unix socket that speaks QMP.
    #[arg(long, value_name = "SOCKET", conflicts_with = "command")]
    qmp: Option<PathBuf>,
    /// Print JSON lines instead of sentences.
    #[arg(long)]
    json: bool,
    /// A command that prints how the migration stands, such as 'virsh domjobinfo VM'.
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<String>,
}

/// After so many answers in a row that say nothing, the watching ends.
const MOST_FAILURES: u32 = 10;

fn parse_interval(text: &str) -> Result<Duration, String> {
    match quantity::parse(Unit::Time, text) {
        Ok(Quantity::Time(time)) if (0.01..=86_400.0).contains(&time.as_s()) => {
            Ok(Duration::from_secs_f64(time.as_s()))
        }
        Ok(_) => Err("between two questions there must be 10ms to 1d".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

impl Watch {
    pub(super) fn execute(&self) -> io::Result<Finding> {
        let mut source: Box<dyn Source> = match (&self.qmp, self.command.split_first()) {
            (Some(socket), _) => source::qmp(socket)?,
            (None, Some((program, arguments))) => Box::new(source::Command::new(program, arguments, self.every)),
            (None, None) => return Err(wrong_usage("what is to be watched? --qmp SOCKET, or -- COMMAND")),
        };
        let mut record = match &self.record {
            Some(path) => Some(
                File::create(path)
                    .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?,
            ),
            None => None,
        };
        let mut face = Face::new(self.json);
        let start = Instant::now();
        let (mut lines, mut story) = (String::new(), Story::default());
        let mut failures = 0;
        loop {
            let asked = Instant::now();
            let watched = start.elapsed();
            match source.ask() {
                Ok(answers) => {
                    let said: String = answers.iter().map(|answer| answer.line(watched)).collect();
                    if let Some(file) = &mut record {
                        file.write_all(said.as_bytes())?;
                    }
                    lines += &said;
                    // Whether it is an answer is asked of it alone: what was said before goes on telling of a migration.
                    let answer = read(&said);
                    let tells = |record: &&Record| !record.snapshots.is_empty();
                    // What was said before a migration began is of one that is over.
                    match read(&lines).records.last().filter(tells) {
                        Some(record) if answer.records.iter().any(|record| tells(&record)) => {
                            failures = 0;
                            for news in story.learn(record) {
                                face.news(&news)?;
                            }
                            face.state(&story.state(record))?;
                            if record.status().is_some_and(Status::is_end) && story.has_begun() {
                                face.finish();
                                return Ok(story.finding());
                            }
                        }
                        _ => {
                            failures += 1;
                            let what = answer.notices.first().map(|notice| notice.text(Language::English));
                            let told: Vec<String> = answers.iter().map(Answer::told).collect();
                            face.trouble(&what.unwrap_or_default(), &told.join(" "))?;
                        }
                    }
                    thin(&mut lines);
                }
                Err(trouble) => {
                    failures += 1;
                    face.trouble(&trouble.to_string(), "")?;
                }
            }
            if failures >= MOST_FAILURES {
                face.finish();
                eprintln!("migrascope: nothing was learned {MOST_FAILURES} times in a row; the watching ends here");
                return Ok(Finding::Something);
            }
            thread::sleep(self.every.saturating_sub(asked.elapsed()));
        }
    }
}

/// More than this is not kept of the answers, in bytes: every second one of the older half goes.
const MOST_KEPT: usize = 2 << 20;

fn thin(lines: &mut String) {
    if lines.len() <= MOST_KEPT {
        return;
    }
    let all: Vec<&str> = lines.split_inclusive('\n').collect();
    let half = all.len() / 2;
    let kept = all
        .iter()
        .enumerate()
        .filter(|(index, line)| *index >= half || index % 2 == 0 || !line.contains("\"active\""))
        .map(|(_, line)| *line);
    *lines = kept.collect();
}

/// Where it is said: a line that is drawn again and again on a terminal, lines elsewhere.
struct Face {
    bar: Option<ProgressBar>,
    json: bool,
    last_trouble: String,
}

impl Face {
    fn new(json: bool) -> Self {
        let bar = (io::stderr().is_terminal() && io::stdout().is_terminal() && !json).then(|| {
            let bar = ProgressBar::new(1000);
            let style = ProgressStyle::with_template("{bar:24} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.set_style(style.progress_chars("━━─"));
            bar
        });
        Self {
            bar,
            json,
            last_trouble: String::new(),
        }
    }

    /// Something that changed what is known; it stays.
    fn news(&mut self, news: &story::News) -> io::Result<()> {
        if self.json {
            let mut out = io::stdout().lock();
            serde_json::to_writer(&mut out, news)?;
            writeln!(out)?;
            return out.flush();
        }
        self.say(&news.text)
    }

    fn say(&self, text: &str) -> io::Result<()> {
        match &self.bar {
            Some(bar) => {
                bar.println(text);
                Ok(())
            }
            None => {
                let mut out = io::stdout().lock();
                writeln!(out, "{text}")?;
                out.flush()
            }
        }
    }

    /// How it stands now; the next one is drawn over it.
    fn state(&mut self, state: &story::State) -> io::Result<()> {
        self.last_trouble.clear();
        if let Some(bar) = &self.bar {
            bar.set_position((state.done * 1000.0) as u64);
            bar.set_message(state.text.clone());
        }
        Ok(())
    }

    /// A question that was not answered; the same trouble is told once.
    fn trouble(&mut self, what: &str, output: &str) -> io::Result<()> {
        if self.last_trouble == what {
            return Ok(());
        }
        what.clone_into(&mut self.last_trouble);
        let shown: String = output.trim().chars().take(200).collect();
        let text = if shown.is_empty() {
            format!("no answer that can be read: {what}; it is asked again")
        } else {
            format!("no answer that can be read: {what} It said: {shown}")
        };
        if self.json {
            eprintln!("migrascope: {text}");
            return Ok(());
        }
        self.say(&text)
    }

    fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Answer {
    /// As it was printed.
    fn told(&self) -> String {
        match self {
            Self::Return(value) => value.to_string(),
            Self::Output(text) => text.trim().to_owned(),
        }
    }

    /// As a line of a record, which `explain`, `check` and the page read.
    fn line(&self, watched: Duration) -> String {
        let watched = (watched.as_secs_f64() * 1000.0).round() / 1000.0;
        let line = match self {
            Self::Return(value) => serde_json::json!({"watched_s": watched, "return": value}),
            Self::Output(text) => serde_json::json!({"watched_s": watched, "output": text}),
        };
        format!("{line}\n")
    }
}
