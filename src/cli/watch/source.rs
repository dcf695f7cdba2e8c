//! Whom `watch` asks: a command, or QEMU's monitor.

use std::io::{self, Read};
use std::path::Path;
use std::process::{self, Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// What was answered.
pub(super) enum Answer {
    /// What QEMU's monitor returned.
    Return(Value),
    /// What a command printed.
    Output(String),
}

/// Somebody who can be asked how a migration stands.
pub(super) trait Source {
    /// Asks once.
    fn ask(&mut self) -> io::Result<Vec<Answer>>;
}

/// A command that prints how it stands.
pub(super) struct Command {
    program: String,
    arguments: Vec<String>,
    patience: Duration,
}

/// A command that prints nothing for this long hangs.
const PATIENCE: Duration = Duration::from_secs(10);
/// More of an output is not kept, in bytes.
const MOST: usize = 1 << 20;
/// The output of a command that has ended is awaited no longer: what it left behind may hold it open for ever, as the shared
/// connection of an ssh does.
const REST: Duration = Duration::from_millis(500);

impl Command {
    pub(super) fn new(program: &str, arguments: &[String], every: Duration) -> Self {
        Self {
            program: program.to_owned(),
            arguments: arguments.to_vec(),
            patience: PATIENCE.max(every * 2),
        }
    }
}

impl Source for Command {
    fn ask(&mut self) -> io::Result<Vec<Answer>> {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", self.program));
        let mut child = process::Command::new(&self.program)
            .args(&self.arguments)
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(named)?;
        // Both are read at once, or a full pipe would make the command wait for ever.
        let [out, err] = [child.stdout.take().map(reader), child.stderr.take().map(reader)];
        let status = wait(&mut child, self.patience).map_err(named)?;
        let Some(status) = status else {
            return Err(io::Error::other(format!(
                "{} did not end within {} s",
                self.program,
                self.patience.as_secs()
            )));
        };
        let until = Instant::now() + REST;
        let [out, err] = [out, err].map(|parts| parts.map_or_else(String::new, |parts| text(&parts, until)));
        // Progress is printed beside the output.
        let said = if out.trim().is_empty() { &err } else { &out };
        if said.trim().is_empty() {
            return Err(io::Error::other(format!("{} printed nothing ({status})", self.program)));
        }
        if !status.success() {
            let reason = if err.trim().is_empty() { &out } else { &err };
            let first = reason.trim().lines().next().unwrap_or_default();
            return Err(io::Error::other(format!("{} failed ({status}): {first}", self.program)));
        }
        Ok(vec![Answer::Output(said.clone())])
    }
}

/// Reads beside the command; what cannot be read is not there.
fn reader(mut from: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (send, parts) = mpsc::channel();
    thread::spawn(move || {
        let (mut part, mut kept) = ([0; 8192], 0);
        while let Ok(length @ 1..) = from.read(&mut part) {
            if kept < MOST {
                kept += length;
                // Nobody listens to what comes too late.
                let _ = send.send(part[..length].to_vec());
            }
        }
    });
    parts
}

/// What was read, to its end or up to a moment.
fn text(parts: &Receiver<Vec<u8>>, until: Instant) -> String {
    let mut bytes = Vec::new();
    while let Ok(part) = parts.recv_timeout(until.saturating_duration_since(Instant::now())) {
        bytes.extend(part);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Waits for its end; one that takes too long is ended, for it is the command and not the migration.
fn wait(child: &mut Child, patience: Duration) -> io::Result<Option<process::ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// QEMU's monitor on a Unix socket.
#[cfg(unix)]
pub(super) fn qmp(socket: &Path) -> io::Result<Box<dyn Source>> {
    let mut monitor = unix::Monitor::new(socket);
    // A socket that is not there is a mistake on the command line; one that goes away later is news.
    monitor.connect()?;
    Ok(Box::new(monitor))
}

/// QEMU's monitor needs Unix sockets.
#[cfg(not(unix))]
pub(super) fn qmp(_: &Path) -> io::Result<Box<dyn Source>> {
    Err(super::wrong_usage("--qmp needs a system with Unix sockets"))
}

#[cfg(unix)]
mod unix {
    use super::{Answer, Source};
    use serde_json::{Value, json};
    use std::io::{self, BufRead, BufReader, Write};
    use std::os::unix::net::UnixStream;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    /// A monitor that says nothing for this long hangs.
    const PATIENCE: Duration = Duration::from_secs(10);

    pub(super) struct Monitor {
        socket: PathBuf,
        stream: Option<BufReader<UnixStream>>,
        /// The parameters as they were told last: somebody may change them meanwhile.
        parameters: Option<Value>,
        sample: Sample,
    }

    /// An early estimate of the dirty rate, by pages that QEMU samples (5.2 and later).
    #[derive(Clone, Copy, PartialEq)]
    enum Sample {
        Wanted,
        /// It is being taken.
        Asked,
        /// It was told, or cannot be had.
        Done,
    }

    /// A sample is watched for so many seconds.
    const SAMPLED_S: u32 = 1;

    impl Monitor {
        pub(super) fn new(socket: &Path) -> Self {
            Self {
                socket: socket.to_owned(),
                stream: None,
                parameters: None,
                sample: Sample::Wanted,
            }
        }

        pub(super) fn connect(&mut self) -> io::Result<()> {
            let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", self.socket.display()));
            let stream = UnixStream::connect(&self.socket).map_err(named)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            let mut stream = BufReader::new(stream);
            // The greeting.
            stream.read_line(&mut String::new()).map_err(named)?;
            self.stream = Some(stream);
            self.execute("qmp_capabilities").map(|_| ())
        }

        /// One command, and what it returns; events between are left.
        fn execute(&mut self, command: &str) -> io::Result<Value> {
            self.send(command, &json!({ "execute": command }))
        }

        fn send(&mut self, command: &str, message: &Value) -> io::Result<Value> {
            let Some(stream) = &mut self.stream else {
                return Err(io::Error::other("the monitor is not connected"));
            };
            writeln!(stream.get_mut(), "{message}")?;
            loop {
                let mut line = String::new();
                if stream.read_line(&mut line)? == 0 {
                    return Err(io::Error::other("QEMU has closed its monitor"));
                }
                let answer: Value = serde_json::from_str(&line).map_err(io::Error::other)?;
                if let Some(value) = answer.get("return") {
                    return Ok(value.clone());
                }
                if let Some(error) = answer.get("error") {
                    return Err(io::Error::other(format!("{command}: {error}")));
                }
            }
        }

        fn all(&mut self) -> io::Result<Vec<Answer>> {
            if self.stream.is_none() {
                self.connect()?;
            }
            let mut answers = Vec::new();
            if self.parameters.is_none() {
                answers.push(Answer::Return(self.execute("query-migrate-capabilities")?));
            }
            let parameters = self.execute("query-migrate-parameters")?;
            if self.parameters.as_ref() != Some(&parameters) {
                answers.push(Answer::Return(parameters.clone()));
                self.parameters = Some(parameters);
            }
            let state = self.execute("query-migrate")?;
            if state["status"] == "active" {
                answers.extend(self.sampled());
            }
            answers.push(Answer::Return(state));
            Ok(answers)
        }

        /// The early estimate, once it is there. A QEMU that cannot make one is asked for none.
        fn sampled(&mut self) -> Option<Answer> {
            match self.sample {
                Sample::Wanted => {
                    let message = json!({ "execute": "calc-dirty-rate", "arguments": { "calc-time": SAMPLED_S } });
                    self.sample = match self.send("calc-dirty-rate", &message) {
                        Ok(_) => Sample::Asked,
                        Err(error) => self.without_sample(&error),
                    };
                    None
                }
                Sample::Asked => match self.execute("query-dirty-rate") {
                    Ok(rate) if rate["status"] == "measured" => {
                        self.sample = Sample::Done;
                        Some(Answer::Return(rate))
                    }
                    Ok(_) => None,
                    Err(error) => {
                        self.sample = self.without_sample(&error);
                        None
                    }
                },
                Sample::Done => None,
            }
        }

        /// It goes on without an estimate; where no answer came, nobody knows which one comes next.
        fn without_sample(&mut self, error: &io::Error) -> Sample {
            if error.kind() != io::ErrorKind::Other {
                self.stream = None;
            }
            Sample::Done
        }
    }

    impl Source for Monitor {
        fn ask(&mut self) -> io::Result<Vec<Answer>> {
            let answers = self.all();
            // After a failure nobody knows which answer comes next.
            if answers.is_err() {
                self.stream = None;
            }
            answers
        }
    }
}
