//! The connections that are open: how many there may be, and which one is given up for a new one.
//!
//! A new connection is never made to wait, because whoever fills the places would then keep everybody else out. One whose
//! client lets us wait goes instead: it sends no request, or takes no answer. There are many places, since a connection that
//! does nothing costs little, and whoever is closed at once comes back at once.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::progress::Progress;
use crate::client::Client;

/// The connections that are open.
#[derive(Debug)]
pub(super) struct Open {
    all: usize,
    each: usize,
    connections: Mutex<Connections>,
}

/// How many of a client's oldest connections are looked at for the one that goes.
const LOOKED_AT: usize = 256;

#[derive(Debug, Default)]
struct Connections {
    /// How many there were so far.
    count: u64,
    /// By client and number; without a client, those of trusted proxies, which speak for many.
    open: BTreeMap<(Option<Client>, u64), Arc<Progress>>,
    /// How many each client has open.
    of: BTreeMap<Option<Client>, usize>,
}

/// The place of a connection; dropping it frees the place.
#[derive(Debug)]
pub(super) struct Place {
    key: (Option<Client>, u64),
    open: Arc<Open>,
    pub(super) progress: Arc<Progress>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.connections().remove(&self.key);
    }
}

impl Open {
    /// Room for so many connections of all clients, and of each.
    pub(super) fn new(all: usize, each: usize) -> Arc<Self> {
        Arc::new(Self { all, each, connections: Mutex::default() })
    }

    /// A place for a new connection; none if every other one that would have to go is being worked for.
    pub(super) fn take(self: &Arc<Self>, client: Option<Client>) -> Option<Place> {
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
        Some(Place { key, open: Arc::clone(self), progress })
    }

    /// Gives up a connection of the client that has most; says whether there was one that could go.
    pub(super) fn give_up_one(&self) -> bool {
        self.connections().give_up()
    }

    fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connections {
    /// Gives up a connection of the client that has most.
    fn give_up(&mut self) -> bool {
        let most = self.of.iter().max_by_key(|(_, count)| **count).map(|(client, _)| *client);
        most.is_some_and(|client| self.give_up_of(client))
    }

    /// Gives up the one of a client's oldest connections that has let us wait for longest.
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
