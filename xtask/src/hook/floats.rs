//! The page has no room for the standard library's way with decimal numbers: it has its own, in `src/digits.rs`.

use anyhow::{Result, bail, ensure};
use std::hint::black_box;
use std::path::Path;
use std::{env, fs};

/// A number in a table that reading (10^-342) or printing (10^-308) needs. It is turned over here so that this program
/// holds it in that table alone.
const TABLES: [(&str, u64); 2] = [("reads", !0xeef4_53d6_923b_d65a), ("prints", !0xe61a_cf03_3d1a_45df)];

/// Fails if the program holds one of the tables. This one does: should a new compiler have others, that is told too.
pub fn check(program: &Path) -> Result<()> {
    let page = fs::read(program)?;
    let own = fs::read(env::current_exe()?)?;
    for (does, turned) in TABLES {
        let number = (!black_box(turned)).to_le_bytes();
        let holds = |file: &[u8]| file.windows(number.len()).any(|bytes| bytes == number);
        if holds(&page) {
            bail!(
                "the page {does} an f64 with the standard library, such as by `parse`, `{{}}` or `{{:.1}}`; use `digits`"
            );
        }
        ensure!(
            holds(&own),
            "the standard library {does} an f64 with another table than `hook/floats.rs` looks for"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_with_the_tables_is_refused_and_one_without_is_not() {
        let own = env::current_exe().expect("the tests are a program");
        // So that it holds the tables for certain.
        let number: f64 = black_box("0.1").parse().expect("a number");
        println!("{number}");
        assert!(check(&own).is_err());
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/hook/floats.rs");
        assert!(check(&source).is_ok());
    }
}
