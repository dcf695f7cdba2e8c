//! What trunk calls after a build, before the page is put in place.
//!
//! `trunk serve` adds an inline script that reloads the page after a rebuild. The strict content policy of the page forbids
//! inline scripts, so the policy is relaxed in the served copy, and only there.

use anyhow::{Context, Result};
use std::path::PathBuf;
use std::{env, fs};

/// Set by `cargo xtask serve`: the address to announce.
pub const ADDRESS: &str = "MIGRASCOPE_ADDRESS";

/// Trunk fills this in while serving; it stands in the reload script and nowhere else.
const RELOAD_MARK: &str = "{{__TRUNK_ADDRESS__}}";

pub fn run() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("`hook` is called by trunk, not by hand")?;
    let page = PathBuf::from(staging).join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("{} cannot be read", page.display()))?;
    if html.contains(RELOAD_MARK) {
        fs::write(
            &page,
            html.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        )?;
    }
    if let Ok(address) = env::var(ADDRESS) {
        println!("\n  Migrascope is ready: {address}   (Ctrl+C stops it)\n");
    }
    Ok(())
}
