//! How firmly a verdict stands: whether it would stay if the rows of the matrix weighed otherwise.
//!
//! Knows no row by name. The published guidance gives no figures for the weights, so a verdict that depends on them should
//! say so.

use smallvec::SmallVec;

use crate::assess::step::Draft;
use crate::assessment::{DecidedBy, Verdict};
use crate::decide::{self, Balance, Lean};
use crate::ground::Ground;
use crate::place::FEW;
use crate::rule::Side;
use crate::rulebook::{Facts, Rulebook};

/// What a row may weigh, in halves of what it weighs.
const FACTORS: [i32; 3] = [1, 2, 4];

/// Of all the ways to halve, keep or double the weight of each answered row, the percentage under which the verdict stays,
/// rounded down: 100 means every one. 100 where a gate decides, or where nothing was weighed.
///
/// A weight that was halved is a half weight as any other: a lean that only such rows give is a tie. So a verdict that
/// depends on one row is not a firm one.
pub(super) fn robustness(ground: &Ground<'_, '_>, now: Verdict, decided_by: DecidedBy) -> i32 {
    if decided_by == DecidedBy::Gate {
        return 100;
    }
    let (book, facts) = (ground.book, ground.step.facts);
    let ahead = Weighed::of(book, &facts, true);
    let behind = Weighed::of(book, &facts, false);
    let may_be_ahead = ground.may_stand_in_prefix(&facts);
    let (mut stays, mut all) = (0_u128, 0_u128);
    for (balances, ways) in weightings(&ahead, &behind) {
        // A step that is decided event-driven in the prefix does not stay there.
        let stays_ahead = may_be_ahead && ahead.side(balances[0]) == Side::Synchronous;
        let verdict =
            if stays_ahead { ahead.verdict(Side::Synchronous) } else { behind.verdict(behind.side(balances[1])) };
        all += ways;
        stays += if verdict == now { ways } else { 0 };
    }
    i32::try_from(stays * 100 / all.max(1)).unwrap_or(100)
}

/// A step in one place, of which only the weights are open.
struct Weighed {
    /// Whether a gate decides there.
    decided: bool,
    leans: SmallVec<[Lean; 8]>,
    /// The side where a gate decides, or the weights say nothing.
    otherwise: Side,
    /// The verdict on each side.
    verdicts: [Verdict; 2],
}

impl Weighed {
    fn of(book: &Rulebook, facts: &Facts, in_prefix: bool) -> Self {
        let draft = Draft::new(book, *facts, in_prefix);
        let on = |side| Draft::on_side(book, &draft.facts, side).1;
        Self {
            decided: draft.decision.by == DecidedBy::Gate,
            leans: decide::leans(book, &draft.facts).collect(),
            otherwise: match draft.decision.by {
                DecidedBy::Gate => draft.decision.side,
                DecidedBy::Matrix | DecidedBy::Default => decide::tie(book, &draft.facts, draft.default),
            },
            verdicts: [on(Side::Synchronous), on(Side::EventDriven)],
        }
    }

    fn side(&self, balance: Balance) -> Side {
        if self.decided { self.otherwise } else { balance.side().unwrap_or(self.otherwise) }
    }

    fn verdict(&self, side: Side) -> Verdict {
        self.verdicts[usize::from(side == Side::EventDriven)]
    }
}

/// Every weighting in both places, those of equal balances together, with how many there are.
fn weightings(ahead: &Weighed, behind: &Weighed) -> Vec<([Balance; 2], u128)> {
    // A row is answered in both places or in none; what it weighs may differ.
    let mut rows: SmallVec<[usize; FEW]> = ahead.leans.iter().chain(&behind.leans).map(|lean| lean.question).collect();
    rows.sort_unstable();
    rows.dedup();
    let mut weightings = vec![([Balance::default(); 2], 1_u128)];
    for row in rows {
        let lean = |weighed: &Weighed| weighed.leans.iter().find(|lean| lean.question == row).copied();
        let leans = [lean(ahead), lean(behind)];
        let mut more = Vec::with_capacity(weightings.len() * FACTORS.len());
        for (balances, ways) in weightings {
            for factor in FACTORS {
                let mut balances = balances;
                for (balance, lean) in balances.iter_mut().zip(leans) {
                    if let Some(lean) = lean {
                        balance.add_weighed(lean, factor);
                    }
                }
                more.push((balances, ways));
            }
        }
        more.sort_unstable_by_key(|(balances, _)| *balances);
        more.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        weightings = more;
    }
    weightings
}
