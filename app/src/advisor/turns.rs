//! Lets one change of a draft run at a time. Later changes wait, in the order of their arrival.
//!
//! This only avoids work that another change would overtake. The draft's version prevents lost changes, also
//! between several processes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

use crate::draft::DraftId;

/// One lock for each draft that is being changed now.
#[derive(Debug, Default)]
pub(super) struct Turns(Mutex<HashMap<DraftId, Weak<Turn<()>>>>);

impl Turns {
    /// Waits for the draft's lock. The turn ends when the guard is dropped.
    pub(super) async fn take(&self, draft: &DraftId) -> OwnedMutexGuard<()> {
        self.of(draft).lock_owned().await
    }

    fn of(&self, draft: &DraftId) -> Arc<Turn<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Drop the locks that no change holds or awaits, so that the map does not grow.
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
