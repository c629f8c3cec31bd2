//! What the engine looks at by name: questions, answers and circumstances, resolved once for a rulebook.
//!
//! This module must not decide anything.

use super::{Answers, Facts, Rulebook};
use crate::rule::circumstance::{
    ANNOUNCED, ASKED, ASKER, BLOCKS, CONSUMERS, COPY, DOER, DOERS, EXCHANGE, FACT, FIELD, FOLLOWED, HEARERS, LEG,
    LIMIT, MESSAGE, NEWS, OWNED_BY, OWNERS, PARTIES, PAYS, PIVOTS, PLACE, READ_BEFORE, REPORTS, RETRIES, ROLE, RUNS,
    SENDER, SENDS, SIDE, STARTS, SUBJECT, TOO_EARLY, WAY_BACK,
};

/// Invariants that break if the step that keeps them succeeds and the rest of its flow does not. A name that is
/// registered stays so: whoever tries the rest again still has it.
const KEPT_TOGETHER: &[&str] = &["limited_stock", "exclusive_booking", "balance", "all_or_nothing"];

/// Questions, answers and circumstances that the engine looks at by name, resolved once. An optional one is
/// none if the rulebook has no such question or answer.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Landmarks {
    pub(crate) place: usize,
    pub(crate) side: usize,
    pub(crate) followed: usize,
    pub(crate) announced: usize,
    pub(crate) sends: usize,
    pub(crate) doer: usize,
    pub(crate) doers: usize,
    pub(crate) asker: usize,
    pub(crate) starts: usize,
    pub(crate) hearers: usize,
    pub(crate) parties: usize,
    pub(crate) fact: usize,
    pub(crate) leg: usize,
    pub(crate) message: usize,
    pub(crate) subject: usize,
    pub(crate) pays: usize,
    pub(crate) sender: usize,
    pub(crate) exchange: usize,
    pub(crate) limit: usize,
    pub(crate) retries: usize,
    pub(crate) reply: Option<usize>,
    pub(crate) staleness: Option<usize>,
    pub(crate) needs_answer: Option<(usize, usize)>,
    pub(crate) no_reply: Option<(usize, usize)>,
    pub(crate) is_command: Option<(usize, usize)>,
    pub(crate) is_query: Option<(usize, usize)>,
    pub(crate) is_event: Option<(usize, usize)>,
    pub(crate) balance: Option<(usize, usize)>,
    pub(crate) gap_free: Option<(usize, usize)>,
    pub(crate) may_be_lost: Option<(usize, usize)>,
    pub(crate) no_invariant: Option<(usize, usize)>,
    /// The question `invariant`, with one bit for each of its answers but `none`.
    pub(crate) invariants: Option<(usize, Answers)>,
    pub(crate) several_consumers: Option<(usize, usize)>,
    pub(crate) intolerable: Option<(usize, usize)>,
    /// The answers `compensable`, `retriable` and `irreversible` of the question `undo`.
    pub(crate) undo: [Option<(usize, usize)>; 3],
    /// The question `invariant`, with one bit for each of its answers that [`KEPT_TOGETHER`] names.
    pub(crate) kept_together: Option<(usize, Answers)>,
    pub(crate) read_before: usize,
    pub(crate) role: usize,
    pub(crate) owners: usize,
    pub(crate) way_back: usize,
    pub(crate) pivots: usize,
    pub(crate) runs: usize,
    pub(crate) too_early: usize,
    pub(crate) asked: usize,
    pub(crate) blocks: usize,
    pub(crate) owned_by: usize,
    pub(crate) reports: usize,
    pub(crate) news: usize,
    pub(crate) consumers: usize,
    pub(crate) copy: usize,
    pub(crate) field: usize,
    pub(crate) same_boundary: Option<(usize, usize)>,
    pub(crate) no_personal_data: Option<(usize, usize)>,
    pub(crate) personal_data: Option<(usize, usize)>,
    pub(crate) uses_last_known: Option<(usize, usize)>,
}

impl Landmarks {
    /// The answers that contradict what is known of a step, each with its question: a step whose result nobody
    /// waits for is no query, a query keeps no invariant, and two participants share no transaction.
    pub(crate) fn impossible(&self, facts: &Facts) -> impl Iterator<Item = (usize, usize)> + use<> {
        let is_answered = self.reply.is_some_and(|reply| !facts.open(reply));
        let is_not_waited_for = is_answered && !facts.has(self.needs_answer);
        let query = self.is_query.filter(|_| is_not_waited_for);
        let same = self.same_boundary.filter(|_| facts.is(self.parties, const { PARTIES.value("different") }));
        let kept = self.invariants.filter(|_| facts.has(self.is_query));
        let kept = kept.into_iter().flat_map(|(question, mask)| {
            (0..Answers::BITS)
                .filter(move |answer| mask >> answer & 1 == 1)
                .map(move |answer| (question, answer as usize))
        });
        [query, same].into_iter().flatten().chain(kept)
    }

    /// Whether the step has an answer that names an invariant.
    pub(crate) fn names_invariant(&self, facts: &Facts) -> bool {
        self.invariants
            .is_some_and(|(question, mask)| facts.answer(question).is_some_and(|answer| mask >> answer & 1 == 1))
    }

    pub(super) fn of(book: &Rulebook) -> Self {
        // Every rulebook has every circumstance, so the index is always found. A test checks that the list is
        // complete.
        let circumstance = |id| book.question(id).unwrap_or_default();
        Self {
            place: circumstance(PLACE.id),
            side: circumstance(SIDE.id),
            followed: circumstance(FOLLOWED.id),
            announced: circumstance(ANNOUNCED.id),
            sends: circumstance(SENDS.id),
            doer: circumstance(DOER.id),
            doers: circumstance(DOERS.id),
            asker: circumstance(ASKER.id),
            starts: circumstance(STARTS.id),
            hearers: circumstance(HEARERS.id),
            parties: circumstance(PARTIES.id),
            fact: circumstance(FACT.id),
            leg: circumstance(LEG.id),
            message: circumstance(MESSAGE.id),
            subject: circumstance(SUBJECT.id),
            pays: circumstance(PAYS.id),
            sender: circumstance(SENDER.id),
            exchange: circumstance(EXCHANGE.id),
            limit: circumstance(LIMIT.id),
            retries: circumstance(RETRIES.id),
            reply: book.question("reply"),
            staleness: book.question("staleness"),
            needs_answer: book.resolve("reply", "answer"),
            no_reply: book.resolve("reply", "none"),
            is_command: book.resolve("intent", "command"),
            is_query: book.resolve("intent", "query"),
            is_event: book.resolve("intent", "event"),
            balance: book.resolve("invariant", "balance"),
            gap_free: book.resolve("invariant", "gap_free_number"),
            may_be_lost: book.resolve("loss", "acceptable"),
            no_invariant: book.resolve("invariant", "none"),
            invariants: book.resolve("invariant", "none").map(|(question, none)| {
                let count = book.asked(question).map_or(0, |asked| asked.answers.len());
                let named = (0..count).filter(|answer| *answer != none);
                (question, named.fold(0, |mask, answer| mask | (1 << answer)))
            }),
            several_consumers: book.resolve("consumer_count", "multiple"),
            same_boundary: book.resolve("boundary", "same"),
            intolerable: book.resolve("in_between", "intolerable"),
            undo: ["compensable", "retriable", "irreversible"].map(|answer| book.resolve("undo", answer)),
            kept_together: book.question("invariant").map(|question| {
                let kept = KEPT_TOGETHER.iter().filter_map(|answer| book.resolve("invariant", answer));
                (question, kept.fold(0, |mask, (_, answer)| mask | (1 << answer)))
            }),
            read_before: circumstance(READ_BEFORE.id),
            role: circumstance(ROLE.id),
            owners: circumstance(OWNERS.id),
            way_back: circumstance(WAY_BACK.id),
            pivots: circumstance(PIVOTS.id),
            runs: circumstance(RUNS.id),
            too_early: circumstance(TOO_EARLY.id),
            asked: circumstance(ASKED.id),
            blocks: circumstance(BLOCKS.id),
            owned_by: circumstance(OWNED_BY.id),
            reports: circumstance(REPORTS.id),
            news: circumstance(NEWS.id),
            consumers: circumstance(CONSUMERS.id),
            copy: circumstance(COPY.id),
            field: circumstance(FIELD.id),
            no_personal_data: book.resolve("personal_data", "none"),
            personal_data: book.resolve("personal_data", "in_message"),
            uses_last_known: book.resolve("if_down", "use_last_known"),
        }
    }
}
