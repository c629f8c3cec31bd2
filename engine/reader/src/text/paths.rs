//! Which act depends on the outcome of which earlier one, where acts do not simply follow each other.
//!
//! An act is a repair if it is done because an earlier one was refused, failed or came too late. What the text tells
//! next waits for that earlier act and not for its repair. "Otherwise" is the opposite of the last condition.

use std::ops::Range;

use advice::description::{Outcome, ParticipantKind};
use language::clauses::{Class, Token};
use language::lexicon::{self, nouns, opposites};
use language::naming::Action;

use super::draft::{Act, Gathered, Order, Said, Tie};
use super::outcomes::{self, NEAR};
use super::{Reader, phrase};
use crate::clues::scene::Form;

/// Finds what every act depends on.
pub(super) fn resolve(reader: &Reader<'_, '_>, flows: &mut [Gathered]) {
    for gathered in flows {
        let acts = &gathered.flow.acts;
        let mut paths = Paths::of(reader, acts, std::mem::take(&mut gathered.after));
        for index in 0..acts.len() {
            paths.follow(index);
        }
        (gathered.after, gathered.ties) = (paths.after, paths.ties);
        leave_time_to_people(reader, gathered);
    }
}

/// If a part of the system has acted, and then a person judges something who did not begin the flow, they do so in
/// their own time.
fn leave_time_to_people(reader: &Reader<'_, '_>, gathered: &mut Gathered) {
    let is_person = |who: &usize| reader.cast.is(*who, ParticipantKind::Person);
    let Some(starter) = gathered.flow.acts.first().and_then(|first| first.from).filter(is_person) else { return };
    for index in 1..gathered.flow.acts.len() {
        let behind_system = gathered.after[index].iter().any(|before| !gathered.flow.acts[*before].to.is_empty());
        let act = &mut gathered.flow.acts[index];
        let judges = Action::read(&act.action, None).verb().is_some_and(|verb| {
            verb.is_any(&[lexicon::Class::Checks, lexicon::Class::Decides])
                || matches!(verb.base, "look" | "look at" | "assess")
        });
        let is_other = act.from.filter(is_person).is_some_and(|who| who != starter);
        if act.form == Form::Plain && is_other && behind_system && judges {
            act.form = Form::Timed;
        }
    }
}

/// The last condition of a text.
struct Condition {
    words: Range<usize>,
    /// The act that it is about, and how that ended.
    on: usize,
    outcome: Option<Outcome>,
}

/// The acts of a flow while it is found out, one after the other, which earlier acts each of them depends on.
struct Paths<'a, 'r, 't> {
    reader: &'a Reader<'r, 't>,
    acts: &'a [Act],
    /// The acts as they are named; each is parsed once.
    actions: Vec<Action<'a>>,
    after: Vec<Vec<usize>>,
    ties: Vec<Tie>,
    /// For each act that was looked at, whether it is a repair.
    repairs: Vec<bool>,
    last: Option<Condition>,
}

impl<'a, 'r, 't> Paths<'a, 'r, 't> {
    fn of(reader: &'a Reader<'r, 't>, acts: &'a [Act], after: Vec<Vec<usize>>) -> Self {
        let ties = acts.iter().map(|act| Tie { within: act.within.clone(), ..Tie::default() }).collect();
        let actions = acts.iter().map(|act| Action::read(&act.action, None)).collect();
        Self { reader, acts, actions, after, ties, repairs: Vec::with_capacity(acts.len()), last: None }
    }

    /// Finds what an act depends on. The acts before it were looked at.
    fn follow(&mut self, index: usize) {
        let (acts, tokens) = (self.acts, self.reader.tokens());
        let act = &acts[index];
        let before = index.checked_sub(1).map(|before| &acts[before]);
        let shares = before.is_some_and(|before| before.when == act.when && before.sentence == act.sentence);
        let otherwise = act.when.clone().filter(|words| outcomes::is_otherwise(tokens, words));
        let otherwise = otherwise.or_else(|| opening(self.reader, act));
        let is_repair = if act.when.is_some() && shares {
            self.share(index)
        } else if let Some(words) = &otherwise
            && let Some(last) = self.last.take()
        {
            self.reverse(index, words, last)
        } else if let Some(words) = act.when.as_ref().or(act.upon.as_ref()) {
            self.depend(index, words)
        } else {
            self.go_on(index)
        };
        self.repairs.push(is_repair);
        if is_repair {
            let earlier = (index.saturating_sub(NEAR)..index).rev();
            let undone = earlier.filter(|before| !self.repairs[*before]).find(|before| {
                let [back, done] = [index, *before].map(|at| (&acts[at], &self.actions[at]));
                undoes(tokens, back, done)
            });
            self.ties[index].undoes = undone;
        }
    }

    /// An act under the condition of the act before it, in the same sentence. True if it is a repair.
    fn share(&mut self, index: usize) -> bool {
        let act = &self.acts[index];
        if act.event.is_none() {
            self.after[index] =
                if act.order == Order::Beside { self.after[index - 1].clone() } else { vec![index - 1] };
        }
        let before = self.ties[index - 1].clone();
        self.ties[index] = Tie { within: None, undoes: None, starts: None, ..before };
        self.repairs[index - 1]
    }

    /// An act behind "otherwise" or "if so". Of two conditions, one below the other, the opposite of the outer one is
    /// meant. True if it is a repair.
    fn reverse(&mut self, index: usize, words: &Range<usize>, last: Condition) -> bool {
        let outer = self.ties[last.on].text.clone().filter(|_| last.outcome == Some(Outcome::TimedOut));
        let (about, on, outcome) = match outer {
            Some(said) => (said.words, self.after[last.on].first().copied().unwrap_or(last.on), None),
            None => (last.words, last.on, last.outcome),
        };
        let is_so = self.reader.tokens()[words.clone()].iter().any(|token| token.is("so"));
        let outcome = outcome.map(|outcome| if is_so { outcome } else { outcomes::opposite(outcome) });
        let tie = &mut self.ties[index];
        match outcome {
            // What is done after a success needs no condition.
            Some(Outcome::Done) => {}
            Some(outcome) => tie.upon = Some((on, outcome)),
            None => tie.text = Some(Said { words: about, is_opposite: !is_so }),
        }
        tie.is_told = true;
        self.after[index] = vec![on];
        outcome.is_some_and(|outcome| outcome != Outcome::Done)
    }

    /// An act under a condition, or behind words that tell of an earlier act. True if it is a repair.
    fn depend(&mut self, index: usize, words: &Range<usize>) -> bool {
        let (reader, tokens, act) = (self.reader, self.reader.tokens(), &self.acts[index]);
        let outcome = outcomes::outcome(tokens, words);
        let last = self.last.as_ref().map(|last| last.on);
        let told = outcomes::told_of(tokens, words, &self.acts[..index], &self.repairs, last);
        let (on, sure) = told.map_or((None, 0), |(on, sure)| (Some(on), sure));
        let sure = match sure {
            // "After the ride": only the name of an act says after which one.
            0..3 if act.when.is_none() => 0,
            // "Restart the fridge and see if it worked": what stands behind an act may be about itself.
            1 if words.start > act.own.start => 0,
            sure => sure,
        };
        let is_late = outcome == Some(Outcome::TimedOut);
        let limit = outcomes::limit(tokens, reader.text(), words).filter(|_| is_late);
        // Too late for an act that the words do not name: a clock that runs from the act before on.
        let outcome = outcome.filter(|_| {
            let answers = || on.is_some_and(|on| outcomes::waits_for_somebody(reader, words, &self.acts[on]));
            if is_late { sure > 2 && limit.is_none() || answers() } else { sure > 0 }
        });
        // "If the parcel has not arrived after 14 days": instead of what its arrival sets off.
        let earlier = (index.saturating_sub(NEAR)..index).rev().filter(|_| is_late && sure < 3);
        let missed = earlier.into_iter().find(|before| outcomes::is_set_off(tokens, words, &self.acts[*before]));
        if let Some(missed) = missed {
            let after = self.after[missed].clone();
            self.after[index] = after;
        } else if let Some(on) = on {
            let is_behind_repair = self.repairs.last() == Some(&true);
            if act.event.is_none() && (sure > 0 || is_behind_repair) {
                self.after[index] = vec![on];
            }
        }
        self.ties[index].is_told = sure > 0 || missed.is_some();
        if act.when.is_some() {
            self.ties[index].upon = on.zip(outcome);
            if self.ties[index].upon.is_none() {
                self.ties[index].text = Some(Said { words: words.clone(), is_opposite: false });
            }
            self.last = on.map(|on| Condition { words: words.clone(), on, outcome });
        } else {
            self.last = None;
        }
        match (limit, on) {
            (Some(limit), Some(on)) if outcome.is_some() => {
                self.ties[on].within.get_or_insert(limit);
            }
            (Some(limit), _) => self.ties[index].starts = Some(limit),
            _ => {}
        }
        act.when.is_some() && (is_late || outcome.is_some_and(|outcome| outcome != Outcome::Done))
    }

    /// An act without a condition: it waits for acts that are no repairs, unless its sentence goes on with a repair.
    /// True if it is a repair.
    fn go_on(&mut self, index: usize) -> bool {
        let act = &self.acts[index];
        let behind_repair = self.repairs.last() == Some(&true);
        let shares = behind_repair && self.acts[index - 1].sentence == act.sentence;
        let main = || (0..index).rev().find(|before| !self.repairs[*before]);
        if act.order == Order::Beside && act.event.is_none() && index > 0 {
            self.after[index] =
                if behind_repair && !shares { main().into_iter().collect() } else { self.after[index - 1].clone() };
        } else if !shares && self.after[index].iter().any(|before| self.repairs[*before]) {
            let mut after: Vec<usize> =
                self.after[index].iter().filter(|before| !self.repairs[**before]).copied().collect();
            if after.is_empty() {
                after.extend(main());
            }
            self.after[index] = after;
        }
        shares
    }
}

/// The words of a sentence, if it begins as an alternative to the one before.
fn opening(reader: &Reader<'_, '_>, act: &Act) -> Option<Range<usize>> {
    let sentence = reader.sentences.get(act.sentence)?.range.clone();
    let start = phrase::trimmed(reader.tokens(), sentence).start;
    let first = start..start + 1;
    (act.own.start >= start && outcomes::is_otherwise(reader.tokens(), &first)).then_some(first)
}

/// Whether an act takes back an earlier one: the opposite verb on the same thing.
fn undoes(tokens: &[Token<'_>], (act, back): (&Act, &Action<'_>), (earlier, done): (&Act, &Action<'_>)) -> bool {
    let (Some(back_verb), Some(done_verb)) = (back.verb(), done.verb()) else { return false };
    let thing = nouns::singular(back.object().rsplit(' ').next().unwrap_or_default());
    let done_thing = nouns::singular(done.object().rsplit(' ').next().unwrap_or_default());
    let says_back = tokens[act.own.clone()].iter().any(|token| token.is("back"));
    let base = match back_verb.base {
        "pay" if says_back => "refund",
        "give" | "put" if says_back => "release",
        base => base,
    };
    let is_opposite = match base {
        "refund" | "pay back" => done.is_payment(),
        _ => opposites::takes_back(base, done_verb, &done_thing),
    };
    let behind = earlier.clause.as_ref().map_or(earlier.own.start, |clause| clause.head.max(earlier.own.start));
    let said = |noun: &str| {
        tokens[behind..earlier.own.end.max(behind)]
            .iter()
            .any(|token| token.class == Class::Open && token.singular() == noun)
    };
    let of_result = nouns::act(&thing).is_some_and(|verb| verb.base == done_verb.base);
    is_opposite && (thing == done_thing || said(&thing) || of_result || thing.is_empty() || base == "refund")
}
