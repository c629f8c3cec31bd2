//! The robustness of a verdict: whether it would stay if the rows of the matrix had other weights.
//!
//! This module knows no row by name. The published guidance gives no figures for the weights, so a verdict that
//! depends on them should say so.

use smallvec::SmallVec;

use crate::assess::step::Draft;
use crate::decide::{self, Balance, Lean};
use crate::ground::Ground;
use crate::place::FEW;
use crate::rulebook::{Facts, Rulebook};
use crate::terms::{DecidedBy, Side, Verdict};

/// The weights that are tried for a row, in halves of its own weight.
const FACTORS: [i32; 3] = [1, 2, 4];

/// The share of weightings under which the verdict stays, in percent, rounded down: 0 to 100. A weighting
/// halves, keeps or doubles the weight of each answered row. 100 if a gate decides, or if no row is answered.
///
/// A halved weight counts as any other half weight: if no row weighs more than half, the lean is a tie. So a
/// verdict that depends on a single row is not a firm one.
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
        // A step that is event-driven in the prefix does not stay there.
        let stays_ahead = may_be_ahead && ahead.side(balances[0]) == Side::Synchronous;
        let verdict =
            if stays_ahead { ahead.verdict(Side::Synchronous) } else { behind.verdict(behind.side(balances[1])) };
        all += ways;
        stays += if verdict == now { ways } else { 0 };
    }
    i32::try_from(stays * 100 / all.max(1)).unwrap_or(100)
}

/// A step in one place, decided except for the weights of its rows.
struct Weighed {
    /// Whether a gate decides the step in this place.
    decided: bool,
    leans: SmallVec<[Lean; 8]>,
    /// The side that the gate gives, or else the side of a tie.
    otherwise: Side,
    /// The verdict on the synchronous and on the event-driven side.
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

/// Every weighting as its balances in the prefix and behind it, with the number of weightings that give the
/// same balances.
fn weightings(ahead: &Weighed, behind: &Weighed) -> Vec<([Balance; 2], u128)> {
    // A row has an answer in both places or in neither, but its weight may differ between them.
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
