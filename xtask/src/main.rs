#![forbid(unsafe_code)]
//! The tasks of this repository. `cargo xtask TASK` finds or installs the tools that the task needs and runs it.

mod bench;
mod budget;
mod build;
mod bundle;
mod flags;
mod hook;
mod project;
mod serve;
mod setup;
mod shell;
mod shots;
mod test;
mod texts;

use flags::XtaskCmd;
use std::process::ExitCode;

fn main() -> ExitCode {
    let asked = match flags::Xtask::from_env() {
        Ok(asked) => asked,
        Err(error) if error.is_help() => {
            println!("{error}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("{error}\nThe tasks and their options: cargo xtask --help");
            return ExitCode::from(2);
        }
    };
    let done = match asked.subcommand {
        XtaskCmd::Serve(options) => serve::run(&options),
        XtaskCmd::Test(options) => test::run(&options),
        XtaskCmd::Build(_) => build::run(),
        XtaskCmd::Bundle(options) => bundle::run(&options),
        XtaskCmd::Bench(options) => bench::run(&options),
        XtaskCmd::Shots(options) => shots::run(&options),
        XtaskCmd::Texts(options) => texts::run(&options),
        XtaskCmd::Hook(_) => hook::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}
