//! `eda-advisor`, the product's only binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
