//! Two QEMU processes, a migration between them, and their monitors.

use crate::guest::{COUNT, Guest};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// Memory of the VM.
pub const MEMORY_MIB: u32 = 256;
/// A process that does not answer for so long is broken.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Pair {
    folder: PathBuf,
    source: Child,
    destination: Child,
    pub monitor: Monitor,
}

pub struct Monitor(BufReader<UnixStream>);

impl Monitor {
    fn connect(socket: &Path) -> Self {
        let start = Instant::now();
        let stream = loop {
            match UnixStream::connect(socket) {
                Ok(stream) => break stream,
                Err(error) => assert!(start.elapsed() < PATIENCE, "{}: {error}", socket.display()),
            }
            thread::sleep(Duration::from_millis(20));
        };
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
        let mut monitor = Self(BufReader::new(stream));
        monitor.0.read_line(&mut String::new()).expect("a greeting");
        monitor.execute("qmp_capabilities", json!({}));
        monitor
    }

    pub fn execute(&mut self, command: &str, arguments: Value) -> Value {
        writeln!(
            self.0.get_mut(),
            "{}",
            json!({"execute": command, "arguments": arguments})
        )
        .expect("it listens");
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).expect("it answers");
            let answer: Value = serde_json::from_str(&line).expect("JSON");
            assert!(answer.get("error").is_none(), "{command}: {answer}");
            if let Some(value) = answer.get("return") {
                return value.clone();
            }
        }
    }

    /// How many pages the guest has written so far.
    pub fn writes(&mut self) -> f64 {
        let command = format!("xp /1wd {COUNT}");
        let answer = self.execute("human-monitor-command", json!({ "command-line": command }));
        let text = answer.as_str().unwrap_or_default();
        let number = text.rsplit(':').next().unwrap_or_default().trim();
        number.parse().unwrap_or_else(|_| panic!("no number: {text}"))
    }
}

/// QEMU, as the step has found it.
pub fn qemu() -> PathBuf {
    env::var_os("QEMU").map_or_else(|| PathBuf::from("qemu-system-x86_64"), PathBuf::from)
}

impl Pair {
    /// Starts both; the guest has filled its memory and writes.
    pub fn start(name: &str, guest: Guest) -> Self {
        let folder = env::temp_dir().join(format!("migrascope-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for sockets");
        let run = |side: &str, more: &[String]| {
            let disk = folder.join(format!("{side}.img"));
            fs::write(&disk, guest.disk()).expect("a disk");
            let mut command = Command::new(qemu());
            command
                .args([
                    // Its power management timer is where the guest looks for it.
                    "-machine",
                    "pc",
                    "-accel",
                    "tcg",
                    "-display",
                    "none",
                    "-nodefaults",
                    "-m",
                    &MEMORY_MIB.to_string(),
                ])
                .arg("-drive")
                .arg(format!("file={},format=raw,if=ide,snapshot=on", disk.display()));
            for monitor in ["a", "b"] {
                let socket = folder.join(format!("{side}-{monitor}"));
                command
                    .arg("-qmp")
                    .arg(format!("unix:{},server=on,wait=off", socket.display()));
            }
            command
                .args(more)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::inherit());
            command.spawn().expect("QEMU is installed")
        };
        let channel = format!("unix:{}", folder.join("channel").display());
        let destination = run("destination", &["-incoming".to_owned(), channel]);
        let source = run("source", &[]);
        // The destination listens as soon as there is something to connect to.
        let start = Instant::now();
        while !folder.join("channel").exists() {
            assert!(start.elapsed() < PATIENCE, "the destination does not listen");
            thread::sleep(Duration::from_millis(20));
        }
        let mut monitor = Monitor::connect(&folder.join("source-a"));
        let start = Instant::now();
        while monitor.writes() < f64::from(guest.writes) {
            assert!(start.elapsed() < PATIENCE, "the guest does not write");
            thread::sleep(Duration::from_millis(50));
        }
        Self {
            folder,
            source,
            destination,
            monitor,
        }
    }

    /// The monitor that is left for `watch`.
    pub fn socket(&self) -> PathBuf {
        self.folder.join("source-b")
    }

    /// A file that goes with the pair.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Starts the migration.
    pub fn migrate(&mut self, cap: f64, limit_ms: u32) {
        self.set(json!({"max-bandwidth": cap as u64, "downtime-limit": limit_ms}));
        let channel = format!("unix:{}", self.folder.join("channel").display());
        self.monitor.execute("migrate", json!({ "uri": channel }));
    }

    pub fn set(&mut self, parameters: Value) {
        self.monitor.execute("migrate-set-parameters", parameters);
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        for process in [&mut self.source, &mut self.destination] {
            // It may have ended by itself.
            let _ = process.kill();
            let _ = process.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}
