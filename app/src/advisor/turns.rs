//! One change of a draft at a time: whoever comes later waits for their turn, in the order in which they came.
//!
//! It only saves work that another change would overtake. The draft's version is what keeps a change from being lost,
//! among several processes too.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

use crate::draft::DraftId;

/// The drafts that are being changed now.
#[derive(Debug, Default)]
pub(super) struct Turns(Mutex<HashMap<DraftId, Weak<Turn<()>>>>);

impl Turns {
    /// Waits until it is this change's turn, which lasts until the guard is dropped.
    pub(super) async fn take(&self, draft: &DraftId) -> OwnedMutexGuard<()> {
        self.of(draft).lock_owned().await
    }

    fn of(&self, draft: &DraftId) -> Arc<Turn<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody changes these any more, so the map is never longer than there are changes at the moment.
        turns.retain(|_, turn| turn.strong_count() > 0);
        if let Some(turn) = turns.get(draft).and_then(Weak::upgrade) {
            return turn;
        }
        let turn = Arc::default();
        turns.insert(draft.clone(), Arc::downgrade(&turn));
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_has_one_turn_while_somebody_changes_it_and_none_afterwards() {
        let (turns, draft, other) = (Turns::default(), DraftId::of([1; 16]), DraftId::of([2; 16]));
        let first = turns.of(&draft);
        assert!(Arc::ptr_eq(&first, &turns.of(&draft)));
        assert!(!Arc::ptr_eq(&first, &turns.of(&other)));
        drop(first);
        turns.of(&other);
        assert_eq!(turns.0.lock().unwrap().len(), 1);
    }
}
