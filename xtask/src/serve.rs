//! Serving the page on this machine while one works on it.

use crate::flags::Serve;
use crate::setup::{self, Need};
use crate::{build, hook, project, shell};
use anyhow::{Result, bail};
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

/// Neither Node.js nor a browser's driver: only Rust, so that one command is enough.
const NEEDS: &[Need] = &[Need::WasmTarget, Need::Crates, Need::Trunk, Need::WasmBindgen];

const FIRST_PORT: u16 = 8080;

pub fn run(options: &Serve) -> Result<()> {
    let port = port(options.port)?;
    setup::provide_all(NEEDS)?;
    let address = format!("http://localhost:{port}/");
    let mut trunk = build::trunk("serve");
    trunk.env(hook::ADDRESS, &address).args(["--port", &port.to_string()]);
    // `dist` is for publishing; what is served carries a reload script.
    trunk.arg("--dist").arg(project::target().join("serve"));
    if !options.debug {
        // The optimised profile without trunk's --release, which would call wasm-opt: smaller, not faster, and it needs Node.js.
        trunk.args(["--cargo-profile", "page"]);
    }
    if options.open {
        trunk.args(["--open"]);
    }
    println!("Building the page; it will be at {address} (the first build takes a minute or two).");
    become_(&mut trunk)
}

/// The port asked for, or the first free one, so that a second server does not get in the way of the first.
fn port(asked: Option<u16>) -> Result<u16> {
    let free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    match asked {
        Some(port) if free(&port) => Ok(port),
        Some(port) => bail!(
            "Port {port} is taken by another program. Try: cargo xtask serve --port {}",
            port.saturating_add(1)
        ),
        None => match (FIRST_PORT..FIRST_PORT + 20).find(free) {
            Some(port) => Ok(port),
            None => {
                bail!("The ports from {FIRST_PORT} on are all taken. Choose another: cargo xtask serve --port PORT")
            }
        },
    }
}

/// Goes on as `command`, so that whoever stops this process stops the server.
#[cfg(unix)]
fn become_(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    bail!("cannot start: {} ({error})", shell::show(command))
}

#[cfg(not(unix))]
fn become_(command: &mut Command) -> Result<()> {
    shell::run(command)
}
