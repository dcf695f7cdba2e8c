//! Finds what a task needs and installs what is missing: into `target/tools` and `node_modules` where possible, so that
//! nothing of the user's own is replaced.

mod browser;
mod gettext;
mod node;
mod qemu;
mod rust;

pub use browser::{chromedriver, chromium, firefox};
pub use qemu::qemu;
pub use rust::WASM;

use crate::shell;
use anyhow::{Result, bail};
use std::process::Command;
use std::time::{Duration, Instant};

/// Something that a task cannot do without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// The crates of `Cargo.lock`, downloaded, because trunk builds without a network.
    Crates,
    /// The standard library for WebAssembly.
    WasmTarget,
    /// Turns `index.html` and the crate into a page.
    Trunk,
    /// Connects WebAssembly with JavaScript; also runs tests in a browser.
    WasmBindgen,
    /// Runs the browser tests and `npm`.
    Node,
    /// What `package.json` names, among it `wasm-opt`.
    NodePackages,
    /// The browser for tests and screenshots.
    Chromium,
    /// Lets a test runner steer Chromium.
    ChromeDriver,
    /// Checks the files of the languages.
    Gettext,
    /// The second browser for tests.
    Firefox,
    /// Two of it move a real VM.
    Qemu,
    /// Checks licences, sources and known faults of dependencies.
    CargoDeny,
    /// Tries text after text on the link language.
    CargoFuzz,
}

/// Makes sure that `need` is met.
pub fn provide(need: Need) -> Result<()> {
    match need {
        Need::Crates => rust::crates(),
        Need::WasmTarget => rust::wasm_target(),
        Need::Trunk => rust::trunk(),
        Need::WasmBindgen => rust::wasm_bindgen(),
        Need::Node => node::node(),
        Need::NodePackages => node::packages(),
        Need::Chromium => browser::provide_chromium(),
        Need::ChromeDriver => browser::provide_chromedriver(),
        Need::Gettext => {
            gettext::provide();
            Ok(())
        }
        Need::Firefox => browser::provide_firefox(),
        Need::Qemu => {
            qemu::provide();
            Ok(())
        }
        Need::CargoDeny => rust::cargo_deny(),
        Need::CargoFuzz => rust::cargo_fuzz(),
    }
}

/// Makes sure that all `needs` are met, in their order.
pub fn provide_all(needs: &[Need]) -> Result<()> {
    needs.iter().try_for_each(|need| provide(*need))
}

/// Says what is missing, why it is needed and how long it takes, then runs `commands`, which install it.
fn install(what: &str, why: &str, how_long: &str, commands: &mut [Command]) -> Result<()> {
    println!("\n→ Installing {what}: {why}. This takes {how_long}, once.");
    let start = Instant::now();
    for command in commands.iter_mut() {
        println!("  $ {}", shell::show(command));
        if let Err(error) = shell::run(command) {
            let by_hand: Vec<String> = commands
                .iter()
                .map(|command| format!("    {}", shell::show(command)))
                .collect();
            bail!(
                "{what} could not be installed ({error:#}).\nThe reason stands above. To install it by hand, run this here:\n{}",
                by_hand.join("\n")
            );
        }
    }
    println!("  Installed in {}.", seconds(start.elapsed()));
    Ok(())
}

/// A duration for people: `0.4 s`, `2 min 21 s`.
pub fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {} s", whole / 60, whole % 60)
    }
}
