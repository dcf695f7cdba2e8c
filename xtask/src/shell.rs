//! Running programs: found in the project's own tools first, started in its root, shown in messages as one would type them.

use crate::project;
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Folders searched for programs: the project's tools, those from npm, this program's own, then the user's `PATH`.
fn search_path() -> Vec<PathBuf> {
    let mut folders = vec![project::tools().join("bin"), project::root().join("node_modules/.bin")];
    let own = env::current_exe().ok();
    folders.extend(own.and_then(|program| Some(program.parent()?.to_path_buf())));
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    folders
}

/// The file that `program` would run.
pub fn find(program: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    search_path()
        .iter()
        .flat_map(|folder| {
            endings
                .iter()
                .map(move |ending| folder.join(format!("{program}{ending}")))
        })
        .find(|file| file.is_file())
}

/// A command in the root of the repository that sees the project's tools.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(find(program).unwrap_or_else(|| PathBuf::from(program)));
    let path: OsString = env::join_paths(search_path()).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default());
    command.current_dir(project::root()).env("PATH", path);
    command
}

/// Runs `command` to its end; its output goes where ours goes.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start: {}", show(command)))?;
    if !status.success() {
        bail!("failed ({status}): {}", show(command));
    }
    Ok(())
}

/// What `command` prints, if it can be started and succeeds.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// `command` as one would type it in the root of the repository.
pub fn show(command: &Command) -> String {
    let settings = command.get_envs().filter_map(|(key, value)| {
        let (key, value) = (key.to_string_lossy(), value?.to_string_lossy());
        (key != "PATH").then(|| format!("{key}={}", quote(&value)))
    });
    let program = PathBuf::from(command.get_program());
    let program = program
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let arguments = command.get_args().map(|argument| quote(&argument.to_string_lossy()));
    settings.chain([program]).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::show;
    use std::process::Command;

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        let mut command = Command::new("/usr/bin/cargo");
        command.env("A", "1").env("PATH", "/bin").args(["doc", "two words"]);
        assert_eq!(show(&command), "A=1 cargo doc 'two words'");
    }
}
