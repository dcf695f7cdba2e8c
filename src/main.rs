//! Two faces of one program: in the browser the page, natively the command line.
#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
fn main() {
    migrascope::web::start(migrascope::web::SCREENS);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    migrascope::cli::main()
}
