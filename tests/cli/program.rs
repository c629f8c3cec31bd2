//! The same program as `eda-advisor`, for the tests of the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
