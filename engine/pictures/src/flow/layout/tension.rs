//! Places things on a line: minimum distances hold, and the total cost of all pulls is as small as possible.
//!
//! The method is the network simplex algorithm. Ties that are exactly fulfilled connect the things into trees.
//! The algorithm takes a subtree that saves cost by moving, moves it until a tie stops it, and attaches it to
//! the tree at that tie. The layout uses this for layers and for places within layers. Whole numbers only; this
//! module must not know what a thing is.

/// A condition on the distance between two things.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tie {
    /// The first thing.
    pub(super) from: usize,
    /// The second thing, which stands behind it.
    pub(super) to: usize,
    /// The minimum or the ideal distance, depending on `hold`.
    pub(super) length: i64,
    /// The meaning of `length`.
    pub(super) hold: Hold,
}

/// The two kinds of tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    /// The distance must be at least `length`.
    Apart,
    /// The distance should be exactly `length`; each unit of difference costs this much.
    Pull(i64),
}

/// Number of movements of single things after which the search stops.
const EFFORT: usize = 250_000;
/// Number of ties that the search may visit, because a thing may have very many.
const LOOKS: usize = 30_000_000;

/// Stands for no thing or no tie.
const NONE: usize = usize::MAX;

/// Moves the things from `start`, where every [`Hold::Apart`] must hold, to places with less cost where it
/// still holds.
///
/// `drift` is the cost of moving each thing one unit further; it may be negative. Its sum over connected things
/// should be 0. The effort is limited: after that, the places are valid but maybe not the best.
pub(super) fn settle(ties: &[Tie], drift: &[i64], start: Vec<i64>) -> Vec<i64> {
    let mut forest = Forest::of(ties, drift, start);
    loop {
        let mut moved = false;
        for thing in 0..forest.place.len() {
            while forest.effort > 0 && forest.improve(thing) {
                moved = true;
            }
        }
        if !moved || forest.effort == 0 {
            return forest.place;
        }
    }
}

struct Forest<'t> {
    ties: &'t [Tie],
    place: Vec<i64>,
    /// The ties of thing `n` are in `incident`, from `first[n]` to `first[n + 1]`.
    first: Vec<usize>,
    incident: Vec<usize>,
    /// The parent of each thing in its tree, and the tie to the parent.
    parent: Vec<usize>,
    hangs_by: Vec<usize>,
    /// The cost of moving a thing and its subtree one unit further, if the tie to its parent did not exist.
    load: Vec<i64>,
    /// For each pull that is no tree tie: whether moving its end further costs more (1) or less (-1).
    side: Vec<i64>,
    /// The number of the last move in which each thing moved.
    mark: Vec<usize>,
    moves: usize,
    /// Number of things that may still be moved.
    effort: usize,
    /// Number of ties that may still be visited.
    looks: usize,
    moving: Vec<usize>,
    reached: Vec<(i64, usize)>,
}

impl<'t> Forest<'t> {
    /// The forest at the start: every thing is a tree of its own.
    fn of(ties: &'t [Tie], drift: &[i64], place: Vec<i64>) -> Self {
        let things = place.len();
        let mut first = vec![0; things + 1];
        for tie in ties {
            first[tie.from + 1] += 1;
            first[tie.to + 1] += 1;
        }
        for thing in 0..things {
            first[thing + 1] += first[thing];
        }
        let mut next = first.clone();
        let mut incident = vec![0; 2 * ties.len()];
        let mut load = drift.to_vec();
        let mut side = vec![0; ties.len()];
        for (at, tie) in ties.iter().enumerate() {
            for thing in [tie.from, tie.to] {
                incident[next[thing]] = at;
                next[thing] += 1;
            }
            if let Hold::Pull(weight) = tie.hold {
                side[at] = if place[tie.to] - place[tie.from] < tie.length { -1 } else { 1 };
                load[tie.to] += side[at] * weight;
                load[tie.from] -= side[at] * weight;
            }
        }
        Self {
            ties,
            place,
            first,
            incident,
            parent: vec![NONE; things],
            hangs_by: vec![NONE; things],
            load,
            side,
            mark: vec![0; things],
            moves: 0,
            effort: EFFORT,
            looks: LOOKS,
            moving: Vec::new(),
            reached: Vec::new(),
        }
    }

    /// The direction (1 or -1) in which moving a thing's subtree saves cost, and the saving for each unit.
    fn wish(&self, thing: usize) -> Option<(i64, i64)> {
        let load = self.load[thing];
        let saved = match self.ties.get(self.hangs_by[thing]) {
            None => load.abs(),
            Some(tie) => match tie.hold {
                Hold::Apart if (tie.to == thing) == (load < 0) => load.abs(),
                Hold::Apart => 0,
                Hold::Pull(weight) => load.abs() - weight,
            },
        };
        (saved > 0).then_some((-load.signum(), saved))
    }

    /// Moves a thing's subtree, if that saves cost and some tie stops the movement. Returns whether it moved.
    fn improve(&mut self, thing: usize) -> bool {
        let Some((way, saved)) = self.wish(thing) else { return false };
        self.collect(thing);
        let Some((far, stopped_by, passed)) = self.stop(thing, way, saved) else { return false };
        let above = std::mem::replace(&mut self.parent[thing], NONE);
        let leaving = std::mem::replace(&mut self.hangs_by[thing], NONE);
        self.add(above, -self.load[thing]);
        for at in 0..self.moving.len() {
            self.place[self.moving[at]] += way * far;
        }
        for at in 0..passed {
            let (_, tie) = self.reached[at];
            self.side[tie] = -self.side[tie];
            self.lean(tie, 2 * self.side[tie]);
        }
        if let Some(tie) = self.ties.get(leaving)
            && tie.hold != Hold::Apart
        {
            self.side[leaving] = if self.moves_now(tie.to) { way } else { -way };
            self.lean(leaving, self.side[leaving]);
        }
        self.lean(stopped_by, -self.side[stopped_by]);
        let Tie { from, to, .. } = self.ties[stopped_by];
        let (inside, outside) = if self.moves_now(from) { (from, to) } else { (to, from) };
        self.hang(inside, outside, stopped_by);
        true
    }

    /// Collects a thing's subtree, including the thing itself, in `moving`.
    fn collect(&mut self, thing: usize) {
        self.moves += 1;
        self.moving.clear();
        self.moving.push(thing);
        self.mark[thing] = self.moves;
        let mut at = 0;
        while let Some(&above) = self.moving.get(at) {
            // Counts each tie twice: for this search, and for the one in [`Forest::stop`].
            self.looks = self.looks.saturating_sub(2 * (self.first[above + 1] - self.first[above]));
            for &tie in &self.incident[self.first[above]..self.first[above + 1]] {
                let other = self.ties[tie].from + self.ties[tie].to - above;
                if self.parent[other] == above && self.hangs_by[other] == tie && self.mark[other] != self.moves {
                    self.mark[other] = self.moves;
                    self.moving.push(other);
                }
            }
            at += 1;
        }
        self.effort = if self.looks == 0 { 0 } else { self.effort.saturating_sub(self.moving.len()) };
    }

    fn moves_now(&self, thing: usize) -> bool {
        self.mark[thing] == self.moves
    }

    /// The distance to move, the tie that stops the movement, and the number of pulls in [`Forest::reached`]
    /// passed before.
    fn stop(&mut self, thing: usize, way: i64, saved: i64) -> Option<(i64, usize, usize)> {
        let mut wall: Option<(i64, usize)> = None;
        self.reached.clear();
        for &inside in &self.moving {
            for &at in &self.incident[self.first[inside]..self.first[inside + 1]] {
                let tie = &self.ties[at];
                let other = tie.from + tie.to - inside;
                if self.moves_now(other) || at == self.hangs_by[thing] {
                    continue;
                }
                let apart = self.place[tie.to] - self.place[tie.from] - tie.length;
                let grows = if tie.to == inside { way } else { -way };
                match tie.hold {
                    Hold::Apart if grows < 0 => wall = Some(wall.map_or((apart, at), |found| found.min((apart, at)))),
                    Hold::Pull(_) if grows * self.side[at] < 0 => self.reached.push((apart.abs(), at)),
                    _ => {}
                }
            }
        }
        self.reached.sort_unstable();
        let mut rest = saved;
        for (passed, &(far, at)) in self.reached.iter().enumerate() {
            if wall.is_some_and(|(wall, _)| wall <= far) {
                return wall.map(|(far, at)| (far, at, passed));
            }
            if let Hold::Pull(weight) = self.ties[at].hold {
                rest -= 2 * weight;
            }
            if rest <= 0 {
                return Some((far, at, passed));
            }
        }
        wall.map(|(far, at)| (far, at, self.reached.len()))
    }

    /// Adds a pull's weight, `times` over, to the load at its end and subtracts it at its beginning.
    fn lean(&mut self, tie: usize, times: i64) {
        let Tie { from, to, hold, .. } = self.ties[tie];
        if let Hold::Pull(weight) = hold {
            self.add(to, times * weight);
            self.add(from, -times * weight);
        }
    }

    /// Adds to the load of a thing and of all its ancestors.
    fn add(&mut self, thing: usize, load: i64) {
        let mut at = thing;
        while let Some(sum) = self.load.get_mut(at) {
            *sum += load;
            at = self.parent[at];
        }
    }

    /// Attaches the tree that contains `inside` to `outside`, through `tie`. `inside` becomes the root of the
    /// attached tree.
    fn hang(&mut self, inside: usize, outside: usize, tie: usize) {
        let (mut above, mut by, mut at) = (outside, tie, inside);
        let mut below_load = 0;
        // Reverse the path from `inside` to the old root.
        loop {
            let next = std::mem::replace(&mut self.parent[at], above);
            let next_by = std::mem::replace(&mut self.hangs_by[at], by);
            let whole = self.load[at];
            self.load[at] = whole - below_load;
            below_load = whole;
            if next == NONE {
                break;
            }
            (above, by, at) = (at, next_by, next);
        }
        // Each thing on the reversed path now carries the load of its new subtree; `inside` carries all of it.
        let mut carried = 0;
        while at != inside {
            carried += self.load[at];
            self.load[at] = carried;
            at = self.parent[at];
        }
        self.load[inside] += carried;
        self.add(outside, self.load[inside]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(ties: &[Tie], drift: &[i64], place: &[i64]) -> i64 {
        let pulls = ties.iter().map(|tie| match tie.hold {
            Hold::Apart => 0,
            Hold::Pull(weight) => weight * (place[tie.to] - place[tie.from] - tie.length).abs(),
        });
        pulls.sum::<i64>() + drift.iter().zip(place).map(|(drift, place)| drift * place).sum::<i64>()
    }

    fn holds(ties: &[Tie], place: &[i64]) -> bool {
        ties.iter().all(|tie| tie.hold != Hold::Apart || place[tie.to] - place[tie.from] >= tie.length)
    }

    /// The least cost of four things on places from 0 to 6, by trying all places.
    fn least(ties: &[Tie], drift: &[i64]) -> i64 {
        let all = (0..7_i64.pow(4)).map(|n| [n % 7, n / 7 % 7, n / 49 % 7, n / 343]);
        all.filter(|place| holds(ties, place)).map(|place| cost(ties, drift, &place)).min().unwrap()
    }

    #[test]
    fn nothing_better_can_be_found() {
        let mut state = 7_u64;
        let mut roll = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((state >> 33) % below).unwrap()
        };
        for _ in 0..400 {
            let mut ties = Vec::new();
            for to in 1..4 {
                for from in 0..to {
                    if roll(3) > 0 {
                        ties.push(Tie { from, to, length: roll(3), hold: Hold::Apart });
                    }
                    if roll(3) > 0 {
                        ties.push(Tie { from, to, length: roll(5) - 2, hold: Hold::Pull(1 + roll(4)) });
                    }
                }
            }
            let mut drift = [0; 4];
            for tie in ties.iter().filter(|tie| tie.hold == Hold::Apart) {
                drift[tie.to] += 1;
                drift[tie.from] -= 1;
            }
            let found = settle(&ties, &drift, vec![0, 2, 4, 6]);
            assert!(holds(&ties, &found), "{ties:?}");
            assert_eq!(cost(&ties, &drift, &found), least(&ties, &drift), "{ties:?} {found:?}");
        }
    }
}
