//! Runs each reader of the fuzz harness many times: `cargo run --release -p tests --example fuzz -- RUNS SEED
//! [READER]`.
//!
//! It ends with the slowest inputs of each reader. If a thread overflows its stack, its name tells which runs it made.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a run that cannot go on has found something")]

#[path = "../fuzz.rs"]
mod fuzz;
#[path = "../generate.rs"]
mod generate;
#[path = "../memory.rs"]
#[expect(dead_code, reason = "the suite uses the rest")]
mod memory;

use std::{fs, sync::Arc, thread, time::Instant};

use app::{
    advisor::{Advisor, Surroundings},
    pack::Rulesets,
};

/// Number of runs per thread.
const BATCH: u64 = 2_000;

/// Number of slowest inputs that are printed.
const SLOWEST: usize = 3;

/// A fixed clock and no randomness.
struct Still;

impl Surroundings for Still {
    fn now(&self) -> String {
        "2027-05-01T12:00:00Z".to_owned()
    }

    fn days_ago(&self, _days: u32) -> String {
        self.now()
    }

    fn random(&self) -> [u8; 32] {
        [0; 32]
    }
}

/// The measurement of one run: CPU time in microseconds, input length in bytes, number of the run.
type Took = (u64, usize, u64);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |otherwise| arguments.next().map_or(otherwise, |text| text.parse::<u64>().unwrap());
    let (runs, seed) = (number(10_000), number(1));
    let only = arguments.next();
    let advisor = Advisor::new(Rulesets::default(), Arc::new(memory::Memory::default()), Arc::new(Still));
    for reader in fuzz::READERS.iter().filter(|reader| only.as_ref().is_none_or(|only| only == reader.name)) {
        let begin = Instant::now();
        let (mut slowest, mut bytes): (Vec<Took>, usize) = (Vec::new(), 0);
        for first in (0..runs).step_by(usize::try_from(BATCH).unwrap()) {
            let last = runs.min(first + BATCH);
            let (name, advisor) = (format!("{} {seed} {first}..{last}", reader.name), advisor.clone());
            let batch = move || -> Vec<Took> { (first..last).map(|run| took(reader, &advisor, seed, run)).collect() };
            let thread = thread::Builder::new().name(name.clone()).stack_size(fuzz::STACK).spawn(batch).unwrap();
            let took = thread.join().unwrap_or_else(|_| panic!("{name} failed"));
            bytes += took.iter().map(|(_, bytes, _)| bytes).sum::<usize>();
            slowest.extend(took);
            slowest.sort_unstable_by(|one, other| other.cmp(one));
            slowest.truncate(SLOWEST);
        }
        let (seconds, kilobytes) = (begin.elapsed().as_secs(), bytes / 1_024);
        println!("{}: {runs} runs, {kilobytes} KiB, {seconds} s", reader.name);
        for (micros, bytes, run) in slowest {
            println!("    {} ms of CPU for {bytes} bytes: run {run}", micros / 1_000);
        }
    }
}

fn took(reader: &fuzz::Reader, advisor: &Advisor, seed: u64, run: u64) -> Took {
    let input = reader.input(seed, run);
    // Reading the clock costs as much as a small input, so small inputs are not measured.
    let is_measured = input.len() > 1_000;
    let before = if is_measured { cpu() } else { 0 };
    reader.read(advisor, &input);
    let after = if is_measured { cpu() } else { 0 };
    (after.saturating_sub(before), input.len(), run)
}

/// CPU time of this thread in microseconds; 0 if the system does not report it.
fn cpu() -> u64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|nanos| nanos.parse::<u64>().ok()).unwrap_or(0) / 1_000
}
