//! The open connections: their maximum number, and the choice of the one that is closed for a new one.
//!
//! A new connection never waits for a place, because a client that holds all places would then lock everybody
//! else out. Instead, a connection that waits for its client is closed: the client sends no request or reads
//! no answer. There are many places, since an idle connection costs little and a client whose connection is
//! closed soon opens the next one.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::progress::Progress;
use crate::client::Client;

/// The open connections and their limits.
#[derive(Debug)]
pub(super) struct Open {
    all: usize,
    each: usize,
    connections: Mutex<Connections>,
}

/// Number of a client's oldest connections among which the one to close is chosen.
const LOOKED_AT: usize = 256;

#[derive(Debug, Default)]
struct Connections {
    /// Number of connections ever opened.
    count: u64,
    /// The connections by client and number. Connections of trusted proxies have no client, because a proxy
    /// speaks for many.
    open: BTreeMap<(Option<Client>, u64), Arc<Progress>>,
    /// Number of open connections of each client.
    of: BTreeMap<Option<Client>, usize>,
}

/// The place of a connection. Dropping it frees the place.
#[derive(Debug)]
pub(super) struct Slot {
    key: (Option<Client>, u64),
    open: Arc<Open>,
    pub(super) progress: Arc<Progress>,
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.open.connections().remove(&self.key);
    }
}

impl Open {
    /// A limit on all connections, and one on the connections of each client.
    pub(super) fn new(all: usize, each: usize) -> Arc<Self> {
        Arc::new(Self { all, each, connections: Mutex::default() })
    }

    /// Takes a place for a new connection; `None` if every connection that could be closed for it is being worked for.
    pub(super) fn take(self: &Arc<Self>, client: Option<Client>) -> Option<Slot> {
        let mut connections = self.connections();
        let theirs = connections.of.get(&client).copied().unwrap_or(0);
        if client.is_some() && theirs >= self.each && !connections.give_up_of(client) {
            return None;
        }
        if connections.open.len() >= self.all && !connections.give_up() {
            return None;
        }
        connections.count += 1;
        let (key, progress) = ((client, connections.count), Arc::new(Progress::new()));
        connections.open.insert(key, Arc::clone(&progress));
        *connections.of.entry(client).or_default() += 1;
        Some(Slot { key, open: Arc::clone(self), progress })
    }

    /// Closes a connection of the client with the most. Returns whether one could be closed.
    pub(super) fn give_up_one(&self) -> bool {
        self.connections().give_up()
    }

    fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connections {
    /// Closes a connection of the client with the most.
    fn give_up(&mut self) -> bool {
        let most = self.of.iter().max_by_key(|(_, count)| **count).map(|(client, _)| *client);
        most.is_some_and(|client| self.give_up_of(client))
    }

    /// Among a client's oldest connections, closes the one that has waited longest for its client.
    fn give_up_of(&mut self, client: Option<Client>) -> bool {
        let oldest = self.open.range((client, 0)..=(client, u64::MAX)).take(LOOKED_AT);
        let waiting = oldest.filter_map(|(key, progress)| Some((progress.waits_since()?, *key)));
        let longest = waiting.min().map(|(_, key)| key);
        let given_up = longest.and_then(|key| self.remove(&key));
        given_up.is_some_and(|progress| {
            progress.give_up();
            true
        })
    }

    fn remove(&mut self, key: &(Option<Client>, u64)) -> Option<Arc<Progress>> {
        let removed = self.open.remove(key)?;
        if let Some(count) = self.of.get_mut(&key.0) {
            *count -= 1;
            if *count == 0 {
                self.of.remove(&key.0);
            }
        }
        Some(removed)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::progress::Stage, *};

    fn client(last: u8) -> Client {
        Client::of([10, 0, 0, last].into())
    }

    #[test]
    fn who_lets_us_wait_for_longest_goes_first() {
        let open = Open::new(8, 3);
        let [first, second, third] = [(); 3].map(|()| open.take(Some(client(1))).unwrap());
        first.progress.enter(Stage::Working);
        second.progress.touch();
        let fourth = open.take(Some(client(1))).unwrap();
        let given_up = [&first, &second, &third, &fourth].map(|place| place.progress.is_given_up());
        assert_eq!(given_up, [false, false, true, false]);
        for place in [&second, &fourth] {
            place.progress.enter(Stage::Working);
        }
        assert!(open.take(Some(client(1))).is_none(), "all are being worked for");
        assert!(open.take(Some(client(2))).is_some());
        drop(second);
        assert!(open.take(Some(client(1))).is_some());
    }

    #[test]
    fn a_client_with_too_many_loses_its_own_and_a_proxy_speaks_for_many() {
        let open = Open::new(8, 2);
        let other = open.take(Some(client(1))).unwrap();
        let theirs = [(); 3].map(|()| open.take(Some(client(2))).unwrap());
        assert!(theirs[0].progress.is_given_up());
        assert!(!other.progress.is_given_up() && !theirs[1].progress.is_given_up());
        let proxied = [(); 5].map(|()| open.take(None).unwrap());
        assert!(proxied.iter().all(|place| !place.progress.is_given_up()));
        let last = open.take(Some(client(3))).unwrap();
        assert!(proxied[0].progress.is_given_up(), "who has most loses one where there is no room at all");
        assert!([&other, &theirs[1], &theirs[2], &last].iter().all(|place| !place.progress.is_given_up()));
        drop((other, theirs, proxied, last));
        let connections = open.connections();
        assert_eq!((connections.open.len(), connections.of.len()), (0, 0));
    }
}
