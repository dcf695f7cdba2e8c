//! The command line of `cargo xtask`: the comment on a task is its help.

use std::path::PathBuf;

xflags::xflags! {
    /// The tasks of Migrascope. Each installs what it needs the first time, and says so.
    cmd xtask {
        /// Build the page, serve it on this machine, and build again when a file changes.
        cmd serve {
            /// The port (default: 8080, or the next free one).
            optional -p, --port port: u16
            /// Open the page in a browser.
            optional --open
            /// Build without optimisation: builds faster, runs slower.
            optional --debug
        }
        /// Run every check: format, lints, tests, documentation, browser tests, size.
        cmd test {
            /// Run only this step and what it builds on; may be given more than once.
            repeated --only step: String
            /// List the steps and stop.
            optional --list
            /// Show the output of every step, not only of those that fail.
            optional --verbose
        }
        /// Build the page into `dist` and compare its size with the budget.
        cmd build {}
        /// Build the page as one HTML file that opens by a double click, without a server or a network.
        cmd bundle {
            /// The file to write (default: `target/bundle/migrascope.html`).
            optional -o, --out file: PathBuf
            /// Make it from `dist` as it is, without building.
            optional --reuse
        }
        /// Measure speed and size and compare them with the budgets.
        cmd bench {
            /// Measure only this: `native`, `links`, `wasm`, `page` or `size`; may be given more than once.
            repeated --only part: String
        }
        /// Take screenshots into `target/shots`: every size and theme, every story; `index.html` there shows them.
        cmd shots {
            /// The link to show, such as `#link=10Gbps&ram=8GiB` (default: the start page and every story).
            optional --link link: String
            /// A picture of each step of each lesson instead, as it is asked and as it is told.
            optional --lessons
            /// Where to put the pictures.
            optional --out dir: PathBuf
            /// Take them from `dist` as it is, without building.
            optional --reuse
        }
        /// Bring the languages in `lang` up to date with the texts in the sources, and check them.
        cmd texts {
            /// Change nothing: fail if they are not up to date.
            optional --check
        }
        /// Called by trunk after it has built the page; of no use by hand.
        cmd hook {}
    }
}
