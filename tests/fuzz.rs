//! Fuzzing of everything that reads a caller's input: deep, long and wide inputs, and good inputs with faults put in.
//!
//! A run makes one input from a seed, the reader's name and a number, so that it can be repeated. The reader
//! must finish on a small stack and must not report more faults than are listed. The suite makes a few runs
//! of each reader. `cargo run --release -p tests --example fuzz -- RUNS SEED` makes any number of runs and
//! reports the slow ones.

#[path = "fuzz/inputs.rs"]
mod inputs;
#[path = "fuzz/readers.rs"]
mod readers;
#[path = "fuzz/versions.rs"]
pub(crate) mod versions;

use app::advisor::Advisor;

use crate::generate::Chance;

pub(crate) use readers::READERS;

/// Stack of the reading thread, in bytes, which is much less than the stack of a thread of the server. The stack
/// frames of an unoptimised build are more than twice as large as those of a release build.
pub(crate) const STACK: usize = if cfg!(debug_assertions) { 2 << 20 } else { 1 << 20 };

/// A function that reads a caller's input.
pub(crate) struct Reader {
    pub(crate) name: &'static str,
    /// Makes an input.
    make: fn(&mut Chance) -> String,
    /// Reads an input and returns the number of faults.
    read: fn(&Advisor, &str) -> usize,
}

impl Reader {
    /// The input of a run.
    pub(crate) fn input(&self, seed: u64, run: u64) -> String {
        let name = self.name.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let mut chance = Chance::new(seed.wrapping_mul(1_000_003).wrapping_add(name).wrapping_mul(1_000_003) ^ run);
        // Neighbouring seeds start with similar numbers, so the first ones are skipped.
        for _ in 0..4 {
            let _ = chance.below(2);
        }
        (self.make)(&mut chance)
    }

    /// Reads an input and checks the number of faults.
    pub(crate) fn read(&self, advisor: &Advisor, input: &str) {
        let faults = (self.read)(advisor, input);
        assert!(faults <= advice::fault::FAULTS_SHOWN + 1, "{}: {faults} faults", self.name);
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;
    use crate::house::state;

    /// Number of runs of each reader.
    const RUNS: u64 = 200;

    /// Length of the largest inputs, in bytes: deep enough to overflow a stack, and short enough to be read quickly.
    const LARGEST: usize = 16 * 1024;

    #[test]
    fn every_reader_ends_on_whatever_it_is_given() {
        let advisor = state("http://advisor.example").advisor.clone();
        for reader in READERS {
            let advisor = advisor.clone();
            let runs = move || (0..RUNS).for_each(|run| reader.read(&advisor, &reader.input(1, run)));
            let thread = thread::Builder::new().name(reader.name.to_owned()).stack_size(STACK).spawn(runs).unwrap();
            assert!(thread.join().is_ok(), "{}", reader.name);
        }
    }

    #[test]
    fn every_reader_ends_on_the_largest_inputs() {
        let advisor = state("http://advisor.example").advisor.clone();
        for reader in READERS {
            let advisor = advisor.clone();
            let runs = move || inputs::largest(LARGEST).iter().for_each(|input| reader.read(&advisor, input));
            let thread = thread::Builder::new().name(reader.name.to_owned()).stack_size(STACK).spawn(runs).unwrap();
            assert!(thread.join().is_ok(), "{}", reader.name);
        }
    }

    #[test]
    fn a_run_can_be_made_again_and_runs_differ() {
        for reader in READERS {
            assert_eq!(reader.input(7, 3), reader.input(7, 3), "{}", reader.name);
            let inputs: std::collections::BTreeSet<String> = (0..50).map(|run| reader.input(7, run)).collect();
            assert!(inputs.len() > 30, "{}: {}", reader.name, inputs.len());
        }
    }
}
