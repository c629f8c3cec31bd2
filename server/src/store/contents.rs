//! The contents of revisions that were read lately, in memory.
//!
//! A revision never changes, so a store asks its database only whether the report still shows it. A content that is
//! here need not be read and unpacked again.

use std::sync::Arc;

use app::report::{Content, ReportId};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// Room for all contents, in bytes.
const ROOM: u64 = 32 * 1024 * 1024;

/// What a content takes beside its texts, in bytes, and what one takes in all, as a first guess.
const EXTRA: usize = 512;
const USUAL: usize = 32 * 1024;

/// What a content is found by. Its time tells it from a revision with the same number that came after an older backup
/// was restored.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) report: ReportId,
    pub(super) revision: u32,
    pub(super) made_at: String,
}

/// Contents of revisions. Those that are read least leave when there is no more room.
#[derive(Debug)]
pub(super) struct Contents(Cache<Key, Arc<Content>, Bytes>);

impl Default for Contents {
    fn default() -> Self {
        Self(Cache::with_weighter(usize::try_from(ROOM).unwrap_or(usize::MAX) / USUAL, ROOM, Bytes))
    }
}

impl Contents {
    /// The content of a revision, if it is here.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Content>> {
        self.0.get(key)
    }

    /// Keeps the content of a revision.
    pub(super) fn keep(&self, key: Key, content: Content) -> Arc<Content> {
        let content = Arc::new(content);
        self.0.insert(key, Arc::clone(&content));
        content
    }

    /// Forgets all revisions of a report that was deleted. One that is read at that moment may come after this; the
    /// database no longer shows it, and it leaves in its turn.
    pub(super) fn forget(&self, id: &ReportId) {
        self.0.retain(|key, _| key.report != *id);
    }

    /// Forgets everything. The upkeep deletes reports without saying which.
    pub(super) fn clear(&self) {
        self.0.clear();
    }
}

/// Counts the bytes of a content.
#[derive(Clone, Debug)]
struct Bytes;

impl Weighter<Key, Arc<Content>> for Bytes {
    fn weight(&self, _: &Key, content: &Arc<Content>) -> u64 {
        let Content { note, pack, words, description, assessment, .. } = &**content;
        let pack = pack.as_ref().map(|pack| &pack.text);
        let texts = [note.as_ref(), pack, words.as_ref(), Some(description), Some(assessment)];
        let bytes: usize = texts.into_iter().flatten().map(String::len).sum();
        u64::try_from(EXTRA + bytes).unwrap_or(u64::MAX)
    }
}
