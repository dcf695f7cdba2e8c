//! Building the page, and weighing it.

use crate::budget::{self, Budget};
use crate::setup::{self, Need};
use crate::{project, shell};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// What a build for publishing needs.
pub const NEEDS: &[Need] = &[
    Need::WasmTarget,
    Need::Crates,
    Need::Trunk,
    Need::WasmBindgen,
    Need::NodePackages,
];

pub fn run() -> Result<()> {
    setup::provide_all(NEEDS)?;
    shell::run(&mut release())?;
    let weight = weigh()?;
    print!("{}", weight.table);
    println!("The page is in {}.", project::dist().display());
    weight.check()
}

/// The command that builds `dist`.
pub fn release() -> Command {
    let mut command = trunk("build");
    command.arg("--release");
    command
}

/// `trunk SUBCOMMAND`, quiet, with an environment in which its output depends on the sources alone.
pub fn trunk(subcommand: &str) -> Command {
    let mut command = shell::command("trunk");
    // trunk 0.21 refuses the usual value of NO_COLOR.
    command.env_remove("NO_COLOR").args([subcommand, "--quiet"]);
    if let Some(flags) = forget_paths() {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
    command
}

/// Compiler flags that keep the names of this machine's folders out of panic messages, and so out of the page.
fn forget_paths() -> Option<String> {
    let home = env::var_os("CARGO_HOME")
        .map(Into::into)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))?;
    let registries = fs::read_dir(Path::new(&home).join("registry/src")).ok()?;
    let folders = registries.filter_map(|entry| entry.ok()?.path().into_os_string().into_string().ok());
    // The variable is split at spaces, so a folder with one cannot be named in it.
    let flags = folders
        .filter(|folder| !folder.contains(' '))
        .map(|folder| format!("--remap-path-prefix={folder}="));
    Some(flags.collect::<Vec<_>>().join(" "))
}

/// How the names of the catalogs begin: the texts of the page in one language each, of which a visit loads one.
pub const CATALOG: &str = "texts-";

/// How the names of the files of lessons begin.
pub const LESSONS: &str = "lessons-";

/// What the file of examples of measured migrations is called.
pub const EXAMPLES: &str = "examples";

/// What a visit to the page downloads, compressed.
pub struct Weight {
    /// One line a file, and their sum.
    pub table: String,
    pub bytes: u64,
}

impl Weight {
    fn kilobytes(&self) -> f64 {
        self.bytes as f64 / 1000.0
    }

    /// Fails if the page has grown beyond its budget.
    pub fn check(&self) -> Result<()> {
        let Budget { what, limit, unit, .. } = budget::SIZE;
        if self.kilobytes() > limit {
            bail!("{what}: {:.1} {unit} are more than {limit} {unit}", self.kilobytes());
        }
        Ok(())
    }

    /// The weight beside its budget.
    pub fn verdict(&self) -> String {
        let Budget { limit, unit, .. } = budget::SIZE;
        let over = self.kilobytes() - limit;
        if over > 0.0 {
            format!(
                "{:.1} {unit}: {over:.1} {unit} OVER the budget of {limit} {unit}",
                self.kilobytes()
            )
        } else {
            format!("{:.1} {unit}", self.kilobytes())
        }
    }
}

/// Compresses every file of `dist` as a server would and adds up; of the catalogs only the heaviest, because a visit loads one.
pub fn weigh() -> Result<Weight> {
    if !project::dist().join("index.html").is_file() {
        bail!(
            "there is no page in {} yet: run `cargo xtask build`",
            project::dist().display()
        );
    }
    let listing = shell::output(shell::command("node").args(["xtask/weigh.mjs", "dist"]))
        .context("xtask/weigh.mjs failed: run `node xtask/weigh.mjs dist` to see why")?;
    let mut table = String::new();
    let (mut sum, mut catalog) = (0, 0);
    for line in listing.lines() {
        let (bytes, file) = line
            .split_once(' ')
            .with_context(|| format!("xtask/weigh.mjs printed `{line}`"))?;
        let bytes: u64 = bytes
            .parse()
            .with_context(|| format!("xtask/weigh.mjs printed `{line}`"))?;
        table += &format!("{:>9.1} KB  {file}\n", bytes as f64 / 1000.0);
        if file.contains(&format!("/{CATALOG}")) {
            catalog = bytes.max(catalog);
        } else if [LESSONS, EXAMPLES]
            .iter()
            .any(|name| file.contains(&format!("/{name}")))
        {
            // They come when their screen opens.
        } else {
            sum += bytes;
        }
    }
    let bytes = sum + catalog;
    table += &format!(
        "{:>9.1} KB  a visit downloads, brotli: all but the catalogs of other languages (budget: {} KB)\n",
        bytes as f64 / 1000.0,
        budget::SIZE.limit
    );
    Ok(Weight { table, bytes })
}
