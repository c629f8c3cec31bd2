//! The connections that are open: how many there may be, and which one is given up for a new one.
//!
//! A new connection is never made to wait, because whoever fills the places would then keep everybody else out. The one
//! whose client has let us wait for longest goes instead: it sends no request, or takes no answer.

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

#[derive(Debug, Default)]
struct Connections {
    /// How many there were so far.
    count: u64,
    /// By their numbers, each with its client; none for a trusted proxy, which speaks for many.
    open: BTreeMap<u64, (Option<Client>, Arc<Progress>)>,
}

/// The place of a connection; dropping it frees the place.
#[derive(Debug)]
pub(super) struct Place {
    number: u64,
    open: Arc<Open>,
    pub(super) progress: Arc<Progress>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.connections().open.remove(&self.number);
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
        let is_theirs = |other: &Option<Client>| client.is_some() && *other == client;
        if connections.count_of(is_theirs) >= self.each && !connections.give_up(is_theirs) {
            return None;
        }
        if connections.open.len() >= self.all && !connections.give_up(|_| true) {
            return None;
        }
        connections.count += 1;
        let (number, progress) = (connections.count, Arc::new(Progress::new()));
        connections.open.insert(number, (client, Arc::clone(&progress)));
        Some(Place { number, open: Arc::clone(self), progress })
    }

    /// Gives up the connection whose client lets us wait for longest; says whether there was one.
    pub(super) fn give_up_one(&self) -> bool {
        self.connections().give_up(|_| true)
    }

    fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connections {
    fn count_of(&self, chosen: impl Fn(&Option<Client>) -> bool) -> usize {
        self.open.values().filter(|(client, _)| chosen(client)).count()
    }

    fn give_up(&mut self, chosen: impl Fn(&Option<Client>) -> bool) -> bool {
        let waiting = self.open.iter().filter(|(_, (client, _))| chosen(client));
        let longest = waiting.filter_map(|(number, (_, progress))| Some((progress.waits_since()?, *number))).min();
        let given_up = longest.and_then(|(_, number)| self.open.remove(&number));
        given_up.is_some_and(|(_, progress)| {
            progress.give_up();
            true
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::progress::Stage, *};

    fn client(last: u8) -> Option<Client> {
        Some(Client::of([10, 0, 0, last].into()))
    }

    #[test]
    fn who_lets_us_wait_for_longest_goes_first() {
        let open = Open::new(3, 3);
        let [first, second, third] = [1, 2, 3].map(|last| open.take(client(last)).unwrap());
        first.progress.enter(Stage::Working);
        second.progress.touch();
        let fourth = open.take(client(4)).unwrap();
        let given_up = [&first, &second, &third, &fourth].map(|place| place.progress.is_given_up());
        assert_eq!(given_up, [false, false, true, false]);
        for place in [&second, &fourth] {
            place.progress.enter(Stage::Working);
        }
        assert!(open.take(client(5)).is_none(), "all are being worked for");
        drop(second);
        assert!(open.take(client(5)).is_some());
    }

    #[test]
    fn a_client_with_too_many_loses_its_own_and_a_proxy_speaks_for_many() {
        let open = Open::new(8, 2);
        let other = open.take(client(1)).unwrap();
        let theirs = [(); 3].map(|()| open.take(client(2)).unwrap());
        assert!(theirs[0].progress.is_given_up());
        assert!(!other.progress.is_given_up() && !theirs[1].progress.is_given_up());
        let proxied = [(); 5].map(|()| open.take(None).unwrap());
        assert!(proxied.iter().all(|place| !place.progress.is_given_up()));
        assert!(!other.progress.is_given_up(), "there was room for all");
    }
}
