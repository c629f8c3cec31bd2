//! Clauses that say when something is done: conditions, times that name an act, and waiting.

use advice::description::{Outcome, ParticipantKind};
use language::clauses::Class;
use language::clauses::clause::{Clause, Link, Mood};

use super::super::cast::{self};
use super::super::clause_forms::{Said, Subject};
use super::super::{Reader, outcomes, phrase, words};
use super::Open;
use crate::clues::scene::Form;

impl Reader<'_, '_> {
    /// Whether the words behind a clause say what we owe: "we need to", "we must".
    fn is_what_we_owe(&self, behind: usize) -> bool {
        let words: Vec<&str> = self.tokens()[behind..].iter().take(3).map(|token| &*token.lower).collect();
        let words = words.strip_prefix(&[","]).unwrap_or(&words);
        matches!(words, ["we", "need" | "have" | "must" | "should", ..])
    }

    /// Whether a clause says that somebody waits for what the next one says.
    pub(super) fn is_wait(&self, clause: &Clause, next: &Clause) -> bool {
        let tokens = self.tokens();
        let tie = next.tie.map_or("", |tie| &*tokens[tie].lower);
        // "Won't move on before the LIS has acknowledged them".
        if clause.negated && next.link == Link::Condition && matches!(tie, "before" | "until" | "till") {
            return true;
        }
        // "If the charge fails, the account is blocked until it is paid": the account waits for nothing.
        if self.hints.under_condition && tokens[clause.head].class == Class::Be {
            return false;
        }
        let nothing =
            tokens[clause.subject.clone()].iter().any(|token| matches!(&*token.lower, "nothing" | "nobody" | "no"));
        next.link == Link::Condition
            && matches!(tie, "until" | "till" | "while")
            && (clause.verb.is_some_and(|verb| {
                words::WAITS.contains(&verb.base) || matches!(verb.base, "queue" | "enqueue" | "park" | "buffer")
            }) || (nothing && tie != "while"))
    }

    /// What somebody waits for. Told as a complaint, it is what is wrong today, and nobody should wait.
    pub(super) fn waited(&mut self, waits: &Clause, clause: &Clause, open: &mut Open) -> bool {
        let tokens = self.tokens();
        let mut inner = clause.clone();
        inner.link = Link::Start;
        let asker = match self.subject(waits) {
            Subject::Who(who) => who.first().copied(),
            Subject::Thing => {
                let now = waits.subject.clone().find(|at| matches!(&*tokens[*at].lower, "now" | "today" | "currently"));
                let whole = now
                    .filter(|now| now + 1 < waits.subject.end)
                    .map_or(waits.subject.clone(), |now| now + 1..waits.subject.end);
                let named = phrase::noun_phrase(tokens, phrase::behind_lead(tokens, whole));
                let proper =
                    named.len() == 1 && cast::starts_big(&tokens[named.start]) && !self.is_message(named.clone());
                self.cast
                    .find(tokens, named.clone())
                    .or_else(|| proper.then(|| self.cast.named(tokens, named)).flatten())
            }
            _ => None,
        };
        if waits.negated
            && let Some(last) = self
                .flow
                .acts
                .last_mut()
                .filter(|last| last.own.end <= waits.span.start && last.own.end + 3 >= waits.span.start)
        {
            last.form = Form::Waited;
            last.notes.push(waits.span.start..clause.span.end);
            return true;
        }
        let Said::Act(made) = self.main_clause(&inner) else {
            // "The app polls the list until the row is there": asking again and again is what is done.
            if waits.verb.is_some_and(|verb| verb.base == "poll")
                && let Said::Act(mut made) = self.main_clause(waits)
            {
                made.notes.push(clause.span.clone());
                made.form = Form::Waited;
                self.finish(*made, open);
                return true;
            }
            return false;
        };
        let mut made = *made;
        let complains = tokens[waits.span.start.saturating_sub(3)..clause.span.end]
            .iter()
            .any(|token| words::COMPLAINS.contains(&&*token.lower))
            || (waits.span.start > 1 && tokens[waits.span.start - 1].is("now"));
        let queued = waits.verb.is_some_and(|verb| matches!(verb.base, "queue" | "enqueue" | "buffer"));
        let asker = asker.filter(|_| !queued);
        made.form = if complains || queued { Form::Queued } else { Form::Waited };
        made.from = made.from.or(asker.filter(|asker| !made.to.contains(asker)));
        made.own = waits.span.start..clause.span.end;
        made.notes.push(waits.span.clone());
        self.finish(made, open);
        true
    }

    /// A clause of condition or of time.
    pub(super) fn condition(&mut self, clause: &Clause, open: &mut Open, before: usize) {
        let tokens = self.tokens();
        let from = clause.tie.unwrap_or(clause.span.start);
        let tie = clause.tie.map_or("", |tie| &*tokens[tie].lower);
        let words = from..clause.span.end;
        let told = outcomes::outcome(tokens, &words);
        let breaks = clause.negated
            || told.is_some_and(|told| told != Outcome::Done)
            || clause.verb.is_some_and(|verb| words::BREAKS.contains(&verb.base))
            || tokens[clause.span.clone()].iter().any(|token| words::AMISS.contains(&&*token.lower));
        let only = from > 0 && tokens[from - 1].is("only");
        let sets = matches!(tie, "when" | "whenever" | "once" | "after" | "as");
        if tie == "if" && self.is_asked(clause, from, before) {
            return;
        }
        if (matches!(tie, "if" | "unless" | "should") && !(from >= 2 && tokens[from - 1].is("enough")))
            || (sets && (breaks || only))
        {
            let done = self.flow.acts.len() > before;
            // "If the restaurant does not accept the order, Orders cancels it".
            let about =
                if clause.mood == Mood::Passive { clause.subject.clone() } else { clause.head + 1..clause.span.end };
            let about = phrase::noun_phrase(tokens, about.start..about.end.max(about.start));
            if !done
                && matches!(about.len(), 1..=4)
                && tokens[about.clone()].iter().any(|token| token.class == Class::Open)
                && !(self.cast.known_in(tokens, about.clone()) && cast::starts_big(&tokens[about.end - 1]))
            {
                self.last_thing = Some(about);
            }
            match self.flow.acts[before..].last_mut().filter(|_| done) {
                Some(act) if act.when.is_none() => act.when = Some(words),
                _ => {
                    open.when = Some(words);
                    self.hints.under_condition = true;
                }
            }
            return;
        }
        // "When the payment went through": how charging the card ended, and no act of its own.
        if sets && told == Some(Outcome::Done) && self.names_an_act(clause) {
            self.note(words.clone(), open, before);
            open.upon = Some(words);
            return;
        }
        // "…, where Billing picks it up": goes on.
        if tie == "where" && self.flow.acts.len() > before {
            let said = self.main_clause(clause);
            self.take(said, clause, open, before);
            return;
        }
        // "It is enough if the bank hears of it within the day".
        if tie == "if" && from >= 2 && tokens[from - 1].is("enough") {
            let said = self.main_clause(clause);
            self.take(said, clause, open, before);
            return;
        }
        if sets && clause.mood == Mood::Passive && !clause.negated {
            self.fact = self.fact_of(clause);
        }
        if tie == "while" || tie == "until" || tie == "till" || tie == "where" {
            self.note(words, open, before);
            return;
        }
        let event = phrase::event_in(tokens, clause.span.clone());
        if event.is_some() && sets {
            open.event = event;
            self.note(words, open, before);
            return;
        }
        if (sets || tie == "before") && self.condition_acts(clause, tie, open, before) {
            return;
        }
        open.starts = open.starts.take().or_else(|| self.period(&words));
        self.note(words, open, before);
    }

    /// Whether the subject is the noun of an act that was told before: "the payment" of charging a card.
    fn names_an_act(&self, clause: &Clause) -> bool {
        outcomes::told_of(self.tokens(), &clause.subject, &self.flow.acts, &[], None).is_some_and(|(_, fit)| fit > 2)
    }

    /// "Asks the system if the container is released": what is asked, and no condition.
    fn is_asked(&mut self, clause: &Clause, from: usize, before: usize) -> bool {
        let tokens = self.tokens();
        if from > 0
            && tokens[from - 1].text != ","
            && let Some(last) = self.flow.acts[before..].last_mut()
            && last.own.end >= from
            && last.verb().is_some_and(|verb| words::ASKS.contains(&verb.base) || words::TESTS.contains(&verb.base))
        {
            let said = phrase::clean(&self.whole.text[tokens[from].start..tokens[clause.span.end - 1].end()]);
            last.action = phrase::clean(&format!("{} {said}", last.action));
            last.own.end = clause.span.end;
            return true;
        }
        false
    }

    /// The fact that a passive clause tells: `InvoicePaid` of "after an invoice is paid".
    pub(super) fn fact_of(&self, clause: &Clause) -> Option<String> {
        let tokens = self.tokens();
        let thing = phrase::noun_phrase(tokens, clause.subject.clone());
        let words = tokens[thing]
            .iter()
            .filter(|token| token.class == Class::Open)
            .map(|token| language::lexicon::nouns::singular(&token.lower));
        let words: Vec<String> = words.chain([tokens[clause.head].lower.to_string()]).collect();
        (words.len() > 1).then(|| language::case::pascal(words.iter().map(String::as_str)))
    }

    /// "When Payments has captured the money": a condition in which somebody named acts is an act.
    fn condition_acts(&mut self, clause: &Clause, tie: &str, open: &mut Open, before: usize) -> bool {
        let tokens = self.tokens();
        let named = match self.subject(clause) {
            Subject::Who(who) => Some(who),
            _ => None,
        };
        let acts = clause.mood == Mood::Statement && named.is_some();
        // "Once OCR has finished": only when.
        let ends = clause.head + 1 >= clause.span.end;
        let ended = |base: &str| ends && matches!(base, "finish" | "complete" | "end" | "succeed");
        let weak = clause.verb.is_some_and(|verb| words::COMES.contains(&verb.base) || ended(verb.base));
        let persons =
            named.as_ref().is_some_and(|who| who.iter().all(|who| self.cast.is(*who, ParticipantKind::Person)));
        // "When a fan books a ticket we need to: …" tells what booking consists of.
        if acts && tie != "before" && persons && self.flow.acts.is_empty() && self.is_what_we_owe(clause.span.end) {
            self.begins_with(clause);
            return true;
        }
        let pronoun = tokens[clause.subject.clone()].iter().all(|token| token.class == Class::Pronoun);
        let touches = clause.verb.is_some_and(|verb| words::TOUCHES.contains(&verb.base));
        let kept = !weak && !(persons && (pronoun || touches || tie == "whenever"));
        if acts
            && kept
            && (tie != "before" || !persons)
            && let Said::Act(made) = self.main_clause(clause)
        {
            let mut made = *made;
            made.own = clause.span.clone();
            self.resolve(&mut made);
            let later = self.flow.acts.len() > before;
            if tie == "before" {
                open.later.push(made);
            } else if later {
                // "Fulfilment starts picking once Payments has captured the money": the capture comes first.
                for who in made.to.iter().chain(&made.from) {
                    self.cast.uses(*who);
                }
                self.flow.acts.insert(before, made);
            } else {
                self.push(made);
            }
            return true;
        }
        false
    }
}
