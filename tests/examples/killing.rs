//! Kills the server many times under writing load: `cargo build --release -p server`, then
//! `cargo run --release -p tests --example killing -- ROUNDS sqlite|postgres [FEWEST MOST]`. A round ends after so many
//! acknowledgements; without `--release`, fewer are enough.
//!
//! It ends with the figures, and fails if anything that was acknowledged is lost or corrupt.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a run that cannot go on has failed")]

#[path = "../generate.rs"]
#[expect(dead_code, reason = "the suite uses the rest")]
mod generate;
#[path = "../killing.rs"]
mod killing;
#[path = "../postgres.rs"]
#[expect(dead_code, reason = "the suite uses the rest")]
mod postgres;

use std::process::ExitCode;

use generate::Chance;
use killing::{Kept, Killed, Rounds};
use postgres::Postgres;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let rounds: usize = arguments.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(100);
    let (kept, killed) = match arguments.next().as_deref() {
        None | Some("sqlite") => (Kept::Sqlite(tempfile::tempdir().unwrap()), &[Killed::Server][..]),
        Some(_) => {
            let postgres = Postgres::start("killing", &[]);
            let url = postgres.database().await;
            (Kept::Postgres(postgres, url), &[Killed::Server, Killed::Server, Killed::Both, Killed::Database][..])
        }
    };
    let mut number = |otherwise| arguments.next().map_or(otherwise, |number| number.parse::<usize>().unwrap());
    let (fewest, most) = (number(200), number(1_200));
    // The program lies in the folder above that of the examples.
    let program = std::env::current_exe().unwrap().parent().unwrap().with_file_name("eda-advisor");
    let mut run = Rounds::start(&program, kept).await;
    let mut chance = Chance::new(1);
    for round in 0..rounds {
        run.round(killed[round % killed.len()], fewest + chance.below(most - fewest)).await;
    }
    run.end().await;
    println!("{}", run.figures);
    for lost in &run.figures.lost {
        println!("{lost}");
    }
    if run.figures.lost.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
