//! What a clause says: an act, a call, a publishing, a hearing, a wait, or something about these.
//!
//! A form asks for a sort of verb and for what stands around it: who is the subject, who is addressed, what
//! follows. Forms are tried from the most telling to the plainest, and the first that fits counts.

mod active;
mod calls;
mod messages;
mod passive;
mod places;

use std::ops::Range;

use advice::description::ParticipantKind;
use language::clauses::clause::{Clause, Mood};
use language::clauses::{Class, Token};
use language::lexicon::{self, Form as VerbForm};

use super::Reader;
use super::cast;
use super::draft::Act;
use super::phrase::{self, Verbed};
use super::words;
use crate::clues::scene::Form;

/// What a clause says.
#[derive(Debug)]
pub(super) enum Said {
    /// Something is done.
    Act(Box<Act>),
    /// Several things are done, one after the other.
    Acts(Vec<Act>),
    /// Somebody hears a fact, and what they then do may follow.
    Hears { who: Vec<usize>, event: Option<String>, clause: Box<Act> },
    /// Something about the acts around it.
    About,
    /// Nothing about the system.
    Talk,
    /// A wish for the whole of a system: nothing in its sentence is an act.
    Wish,
    /// Nothing that the forms know.
    Nothing,
}

/// The subject of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// Those who take part.
    Who(Vec<usize>),
    /// I, we, you: whoever describes the system.
    Writer,
    /// A thing, or nobody whom one could name.
    Thing,
    /// No subject.
    None,
}

/// Whether one of these words stands behind the verb of a clause.
fn tail_has(tokens: &[Token<'_>], clause: &Clause, list: &[&str]) -> bool {
    tokens[clause.head + 1..clause.span.end.max(clause.head + 1)]
        .iter()
        .any(|token| list.contains(&token.singular()) || list.contains(&&*token.lower))
}

/// Whether a thing follows a verb: "note the purchase".
fn next_is_thing(tokens: &[Token<'_>], verb: &Verbed) -> bool {
    tokens.get(verb.head + 1).is_some_and(|next| {
        verb.head + 1 < verb.end && matches!(next.class, Class::Determiner | Class::Open | Class::Number)
    })
}

fn act(said: Act) -> Said {
    Said::Act(Box::new(said))
}

impl Reader<'_, '_> {
    /// Reads a main clause.
    pub(super) fn main_clause(&mut self, clause: &Clause) -> Said {
        let tokens = self.tokens();
        let subject = self.subject(clause);
        let verb = phrase::verb_of(tokens, clause);
        // "No room may be booked twice": a rule.
        let first = clause.subject.clone().next().map_or("", |first| &*tokens[first].lower);
        let is_none = matches!(first, "no" | "nobody")
            && tokens[clause.span.start..clause.head].iter().any(|token| token.class == Class::Modal);
        if clause.negated || is_none {
            // "Nothing upstream waits for it": said of the act before.
            let points = tail_has(tokens, clause, &["it", "that", "this", "them"]);
            if verb.base == "wait"
                && points
                && let Some(last) = self.flow.acts.last_mut().filter(|last| last.form == Form::Plain)
            {
                last.form = Form::Queued;
            }
            return Said::About;
        }
        // "The planner used to be called by the booking API": how it was.
        let used = |at: usize| tokens[at].is("used") && tokens.get(at + 1).is_some_and(|next| next.is("to"));
        let was = clause.span.clone().skip(1).take(6).any(|at| {
            used(at)
                && tokens
                    .get(at + 2)
                    .is_some_and(|verb| verb.class == Class::Be || verb.verb_in(VerbForm::Base).is_some())
        });
        if was && clause.mood != Mood::Imperative && !clause.span.clone().take(4).any(|at| tokens[at].is("is")) {
            return Said::About;
        }
        // "That may take a few minutes": said of the act before.
        let points = matches!(&*tokens[clause.span.start].lower, "that" | "this" | "it" | "which");
        if verb.base == "take" && points && tokens[clause.head..clause.span.end].iter().any(phrase::is_unit) {
            return Said::About;
        }
        if let Some(said) = self.limits_answer(clause, &verb) {
            return said;
        }
        if let Some(said) = self.heard_by(clause) {
            return said;
        }
        if let Some(said) = self.has_done(clause, &subject) {
            return said;
        }
        match clause.mood {
            Mood::Noun => Said::Nothing,
            Mood::State => self.state(clause, &subject),
            Mood::Passive => self.passive(clause, &subject, &verb),
            Mood::Gerund | Mood::Imperative | Mood::Statement => self.active(clause, &subject, &verb),
        }
    }

    /// "The customer must get the decision within two days": how long the last act may take.
    fn limits_answer(&mut self, clause: &Clause, verb: &Verbed) -> Option<Said> {
        let tokens = self.tokens();
        let owed = tokens[clause.span.start..clause.head]
            .iter()
            .any(|token| matches!(&*token.lower, "must" | "should" | "shall" | "has" | "have" | "needs" | "need"));
        let receives = words::RECEIVES.contains(&verb.base.as_str()) || verb.base == "have";
        if !owed || !receives {
            return None;
        }
        let limit = super::outcomes::limit(tokens, self.text(), &clause.span);
        let limit = limit.filter(|(_, words)| tokens[words.start].is("within"))?;
        let last = self.flow.acts.last_mut()?;
        last.within = last.within.take().or(Some(limit));
        last.notes.push(clause.span.clone());
        Some(Said::About)
    }

    /// Who or what the subject is. A pronoun stands for whoever acted last.
    pub(super) fn subject(&mut self, clause: &Clause) -> Subject {
        let tokens = self.tokens();
        let range = phrase::noun_phrase(tokens, phrase::behind_lead(tokens, clause.subject.clone()));
        // "It also asks the lab": an adverb says nothing of who it is.
        let said = tokens[range.clone()].iter().filter(|token| token.class != Class::Adverb);
        let words: Vec<&str> = said.map(|token| &*token.lower).collect();
        // "You'll get an answer", "they're told": the pronoun is part of the auxiliary.
        let joined = tokens[clause.span.start..clause.head]
            .iter()
            .find_map(|token| token.lower.split_once('\'').map(|(pronoun, _)| pronoun));
        match joined {
            Some("you" | "we" | "i") => return Subject::Writer,
            Some("they" | "he" | "she" | "it") if !self.last_who.is_empty() => {
                return Subject::Who(self.last_who.clone());
            }
            _ => {}
        }
        if clause.subject.is_empty() {
            return Subject::None;
        }
        if words.iter().any(|word| matches!(*word, "we" | "i" | "you" | "i'd" | "we'd" | "we'll" | "i'll" | "us")) {
            return Subject::Writer;
        }
        if let Some(subject) = self.pointed(&words, range.start) {
            return subject;
        }
        if words.iter().any(|word| matches!(*word, "nobody" | "nothing" | "everything" | "something" | "there")) {
            return Subject::Thing;
        }
        // "A cron job in Billing": the one whose job it is.
        if let Some(link) = clause.subject.clone().find(|at| matches!(&*tokens[*at].lower, "in" | "of" | "at"))
            && (clause.subject.start..link)
                .any(|at| matches!(tokens[at].singular(), "job" | "cron" | "task" | "timer" | "scheduler"))
            && let Some(who) = self.cast.given(tokens, link + 1..clause.subject.end)
        {
            return Subject::Who(vec![who]);
        }
        if let Some(who) = self.cast.each(tokens, range.clone()) {
            return Subject::Who(who);
        }
        // "For each changed product importer emits …": the last word alone names somebody who is known.
        let last = range.end.saturating_sub(1)..range.end;
        let first = &tokens[clause.subject.start];
        if (first.class == Class::Preposition || matches!(&*first.lower, "each" | "every"))
            && range.len() > 1
            && self.cast.known_in(tokens, last.clone())
        {
            return self.cast.find(tokens, last).map_or(Subject::Thing, |who| Subject::Who(vec![who]));
        }
        // "Alerting pages the engineer": only somebody who acts can do something to something.
        // "Orders checks and saves it": several things would check; one who is called so checks.
        let first = &tokens[range.start];
        if range.len() == 1
            && cast::starts_big(first)
            && lexicon::nouns::is_plural(&first.lower)
            && tokens[clause.head].verb_in(VerbForm::Third).is_some()
            && clause.head == range.end
            && let Some(who) = self.cast.named(tokens, range.clone())
        {
            return Subject::Who(vec![who]);
        }
        let acts = clause.mood == Mood::Statement
            && clause.verb.is_some_and(|verb| !verb.is(lexicon::Class::Stands))
            && tokens.get(clause.head + 1).is_some_and(|next| {
                let thing = matches!(next.class, Class::Determiner | Class::Number)
                    || matches!(&*next.lower, "it" | "them" | "how" | "whether" | "what" | "which");
                let happens = clause.verb.is_some_and(|verb| verb.is(lexicon::Class::Happens));
                let particle =
                    next.class == Class::Preposition && clause.verb.is_some_and(|verb| verb.particle() == next.lower);
                let gerund = next.verb_in(VerbForm::Gerund).is_some();
                let other = next.class == Class::Open
                    && !next.lower.ends_with("self")
                    && !next.lower.ends_with("selves")
                    && !next.lower.ends_with("ly");
                clause.head + 1 < clause.span.end
                    && (thing || gerund || (particle && !happens) || (!happens && (other || next.is("to"))))
            });
        let listed = cast::parts(tokens, range.clone());
        if acts && listed.len() > 1 && listed.iter().all(|part| part.len() <= 3) {
            let who = self.cast.each_given(tokens, range.clone());
            if who.len() == listed.len() {
                return Subject::Who(who);
            }
        }
        if acts
            && listed.len() == 1
            && range.len() <= 4
            && let Some(who) = self.cast.given(tokens, range.clone()).or_else(|| self.cast.named(tokens, range))
        {
            return Subject::Who(vec![who]);
        }
        Subject::Thing
    }

    /// Whom a pronoun or its like stands for, as the subject that begins at `start`.
    fn pointed(&self, words: &[&str], start: usize) -> Option<Subject> {
        let tokens = self.tokens();
        // "Posts it to the order server, which validates it": whoever is named right before.
        if matches!(words, ["which" | "who"])
            && let Some(comma) = start.checked_sub(1).filter(|comma| tokens[*comma].text == ",")
            && let Some(who) = (1..=3.min(comma)).rev().find_map(|many| self.cast.at_end(tokens, comma - many..comma))
        {
            return Some(Subject::Who(vec![who]));
        }
        if matches!(words, ["he" | "she"])
            && !self.last_who.iter().any(|who| self.cast.is(*who, ParticipantKind::Person))
            && let Some(person) = self.last_person
        {
            return Some(Subject::Who(vec![person]));
        }
        if matches!(
            words,
            ["it" | "they" | "he" | "she" | "that" | "this" | "which" | "who" | "both" | "each" | "these"]
        ) {
            return Some(match self.last_who.as_slice() {
                [] => Subject::Thing,
                who => Subject::Who(who.to_vec()),
            });
        }
        // "The first renders the letter, the second adds it to the invoice".
        let place = match words {
            ["the", "first" | "former"] => Some(0),
            ["the", "second" | "latter"] => Some(1),
            ["the", "third"] => Some(2),
            _ => None,
        };
        place.and_then(|place| self.listed.get(place)).map(|who| Subject::Who(vec![*who]))
    }

    /// "Orders has Fraud check the card": the act is behind the one who does it.
    fn has_done(&mut self, clause: &Clause, subject: &Subject) -> Option<Said> {
        let tokens = self.tokens();
        let has = (clause.span.start..clause.span.end).find(|at| {
            tokens[*at].class == Class::Have
                || tokens[*at].readings.iter().any(|r| matches!(r.verb.base, "let" | "make"))
        })?;
        let named = || phrase::noun_phrase(tokens, clause.subject.clone());
        let from = match subject {
            Subject::Who(who) => who.clone(),
            Subject::Thing => vec![self.cast.given(tokens, named())?],
            Subject::Writer => Vec::new(),
            // "Let Shipping pick that up".
            Subject::None if clause.mood == Mood::Imperative && has == clause.head => Vec::new(),
            Subject::None => return None,
        };
        // "Must have the limit confirmed by limits-service".
        let done = (has + 2..clause.span.end.min(has + 8))
            .find(|at| phrase::is_done(&tokens[*at]) && tokens[*at - 1].class == Class::Open)
            .filter(|done| {
                tokens[has + 1].class == Class::Determiner && tokens.get(done + 1).is_some_and(|next| next.is("by"))
            });
        if let Some(done) = done {
            let who = self.cast.given(tokens, done + 2..clause.span.end)?;
            let verbed = phrase::Verbed::at(tokens, done, done + 1);
            let thing = phrase::clean(&self.text()[tokens[has + 1].start..tokens[done - 1].end()]);
            let action = phrase::capital(format!("{} {thing}", verbed.plain));
            self.remember(&from);
            return Some(act(Act {
                own: clause.span.clone(),
                action,
                clause: None,
                from: from.first().copied(),
                to: vec![who],
                form: Form::Waited,
                ..Act::default()
            }));
        }
        let verb = (has + 2..clause.span.end.min(has + 6)).find(|at| tokens[*at].verb_in(VerbForm::Base).is_some())?;
        // "Let the analysts know": news, and nothing that they do.
        if tokens[verb].is("know")
            || !tokens[has + 1..verb].iter().all(|token| matches!(token.class, Class::Open | Class::Determiner))
        {
            return None;
        }
        let who = self.cast.find(tokens, has + 1..verb).or_else(|| self.cast.named(tokens, has + 1..verb))?;
        let mut made = self.act_at(verb, clause.span.end, clause)?;
        (made.from, made.to, made.form) = (from.first().copied(), vec![who], Form::Called);
        Some(act(made))
    }

    /// An act whose verb is the word at `head`.
    pub(super) fn act_at(&mut self, head: usize, end: usize, clause: &Clause) -> Option<Act> {
        let tokens = self.tokens();
        let action = phrase::action(tokens, self.text(), &Verbed::at(tokens, head, end), None)?;
        Some(Act { own: clause.span.clone(), action, clause: Some(clause.clone()), ..Act::default() })
    }

    /// A clause with a form of be or have and no act in it.
    fn state(&mut self, clause: &Clause, subject: &Subject) -> Said {
        let tokens = self.tokens();
        // "The classifier is different. It reads …".
        if let Subject::Who(who) = subject {
            self.remember(who);
        }
        // "Renaming the note is last-writer-wins": the subject is the act.
        let gerund = clause.subject.clone().next().filter(|at| {
            tokens[*at].verb_in(VerbForm::Gerund).is_some()
                && tokens[*at].verb_in(VerbForm::Base).is_none()
                && clause.subject.len() > 1
                && matches!(tokens[at + 1].class, Class::Determiner | Class::Open)
        });
        // "The sending bank has ten seconds": a limit.
        let limit = (clause.head + 1..clause.span.end).take(2).any(|at| tokens[at].class == Class::Number)
            && (clause.head + 1..clause.span.end).take(4).any(|at| phrase::is_unit(&tokens[at]));
        if limit && tokens[clause.head].class == Class::Have {
            return Said::About;
        }
        // "Losing a reading is fine": what may happen.
        let judged = tokens[clause.head..clause.span.end].iter().any(|token| {
            matches!(&*token.lower, "fine" | "ok" | "okay" | "acceptable" | "different" | "another" | "easy" | "hard")
        });
        if let Some(head) = gerund.filter(|_| !judged)
            && let Some(mut made) = self.act_at(head, clause.subject.end, clause)
        {
            made.own = clause.span.clone();
            made.clause = None;
            return act(made);
        }
        let said = |word: &str| tokens[clause.span.clone()].iter().any(|token| token.is(word));
        // "`gatekeeper` is the merge bot": who somebody is.
        let named = phrase::noun_phrase(tokens, clause.subject.clone());
        let behind = (clause.head + 1).min(clause.span.end);
        let ends = |at: &usize| matches!(tokens[*at].class, Class::Mark | Class::Preposition | Class::Relative);
        let nominal = behind..(behind..clause.span.end).find(ends).unwrap_or(clause.span.end);
        if tokens[clause.head].class == Class::Be
            && matches!(subject, Subject::Thing | Subject::Who(_))
            && named.len() <= 3
            && nominal.len() > 1
            && tokens[nominal.start].class == Class::Determiner
            && cast::AGENTS.contains(&tokens[nominal.end - 1].singular())
            && let Some(who) = self.cast.given(tokens, named)
        {
            self.cast.take_as_part(tokens, who);
            self.remember(&[who]);
            return Said::About;
        }
        // "If the payout fails, the account is closed again": under a condition it is done, and no state.
        let done = (clause.head + 1..clause.span.end.min(clause.head + 3))
            .find(|at| matches!(&*tokens[*at].lower, "blocked" | "closed" | "locked"));
        if let Some(done) = done.filter(|_| self.hints.under_condition && tokens[clause.head].class == Class::Be) {
            let verb = Verbed::at(tokens, done, clause.span.end);
            let end = (done + 1..clause.span.end).find(|at| tokens[*at].class == Class::Condition);
            if let Some(action) = phrase::passive_action(tokens, self.text(), clause, &verb, end) {
                let (mood, verb) = (Mood::Passive, lexicon::find(&verb.base));
                let clause = Clause { head: done, mood, verb, ..clause.clone() };
                return act(Act { own: clause.span.clone(), action, clause: Some(clause), ..Act::default() });
            }
        }
        // "Hotels and Catering have to know".
        if (said("know") || said("aware"))
            && let Subject::Who(who) = subject
        {
            return self.news(clause, who.clone());
        }
        // "When no bid comes the lot is closed": under a condition it is done.
        let closed = clause.head + 1;
        let under = || {
            let before = tokens[..clause.span.start].iter().rev().take(30);
            before
                .take_while(|token| !matches!(token.text, "." | "!" | "?" | ";"))
                .any(|token| token.class == Class::Condition)
        };
        if closed + 1 == clause.span.end && tokens[closed].is("closed") && !clause.subject.is_empty() && under() {
            let passive = Clause { head: closed, mood: Mood::Passive, ..clause.clone() };
            return self.passive(&passive, subject, &phrase::verb_of(tokens, &passive));
        }
        let done = clause.span.clone().any(|at| matches!(&*tokens[at].lower, "closed" | "done" | "blocked" | "look"));
        if done && phrase::says_time(&tokens[clause.span.clone()]) && !clause.subject.is_empty() {
            let start = phrase::behind_lead(tokens, clause.subject.clone()).start;
            let action = phrase::words(tokens, self.text(), start..clause.span.end);
            return act(Act { own: clause.span.clone(), action, clause: Some(clause.clone()), ..Act::default() });
        }
        // "Calibration is done at 6 am by cron", "the weight check stays blocking": an act that a noun names.
        let named = phrase::behind_lead(tokens, clause.subject.clone());
        let acts = tokens[phrase::noun_phrase(tokens, named.clone())].iter().any(|token| {
            let word = token.singular();
            words::LETTERS.contains(&word)
                || lexicon::nouns::act(word).is_some_and(|verb| !verb.is(lexicon::Class::Stands))
        });
        let modal = tokens[clause.span.start..clause.head.max(clause.span.start)]
            .iter()
            .any(|token| matches!(&*token.lower, "may" | "can" | "could" | "should" | "would"));
        if acts && !modal && !clause.subject.is_empty() && phrase::says_time(&tokens[clause.span.clone()]) {
            let action = phrase::words(tokens, self.text(), named.start..clause.span.end);
            return act(Act { own: clause.span.clone(), action, clause: Some(clause.clone()), ..Act::default() });
        }
        Said::About
    }

    /// "Create a queue that accepts uploads": the act is what the part does; building it is none.
    fn builds(&mut self, clause: &Clause, subject: &Subject, base: &str, tail: Range<usize>) -> Option<Said> {
        let tokens = self.tokens();
        if !words::BUILDS.contains(&base) || matches!(subject, Subject::Who(_)) && !matches!(base, "expose" | "provide")
        {
            return None;
        }
        let ends = |at: &usize| {
            tokens[*at].class == Class::Relative
                || tokens[*at].is("that")
                || matches!(tokens[*at].text, "," | "(")
                || matches!(tokens[*at].class, Class::Preposition)
        };
        let end = tail.clone().skip(1).find(ends).unwrap_or(tail.end);
        let is_part = |at: usize| words::BUILT.contains(&tokens[at].singular()) || tokens[at].text.starts_with('/');
        let built = (tail.start..end).any(is_part);
        let relative = tail.clone().find(|at| {
            (tokens[*at].class == Class::Relative || tokens[*at].is("that")) && *at > tail.start && at + 1 < tail.end
        });
        let near = relative.is_some_and(|relative| (tail.start..relative).any(is_part));
        if !built && !near {
            return None;
        }
        let Some(relative) = relative else { return Some(Said::Talk) };
        let comma = (tail.start..relative).find(|at| tokens[*at].text == ",").unwrap_or(relative);
        let named = phrase::noun_phrase(tokens, tail.start..comma);
        let last = named.end.checked_sub(1).filter(|last| named.contains(last));
        let proper = last.is_some_and(|last| {
            tokens[last].code || (cast::starts_big(&tokens[last]) && !words::BUILT.contains(&tokens[last].singular()))
        });
        let path = (tail.start..relative).any(|at| tokens[at].text.starts_with('/'));
        let who = match subject {
            Subject::Who(who) => who.first().copied(),
            _ => (proper && !path).then(|| self.cast.given(tokens, named)).flatten(),
        };
        let queued = (tail.start..relative)
            .any(|at| matches!(tokens[at].singular(), "queue" | "worker" | "job" | "topic" | "consumer"));
        let endpoint = (tail.start..relative)
            .any(|at| matches!(tokens[at].singular(), "endpoint" | "api" | "page") || tokens[at].text.starts_with('/'));
        let mut acts = Vec::new();
        if let Some(head) = phrase::verb_at(tokens, relative + 1..clause.span.end)
            && let Some(mut made) = self.act_at(head, clause.span.end, clause)
        {
            made.own = head..clause.span.end;
            made.clause = None;
            made.to = who.into_iter().collect();
            if queued {
                made.form = Form::Queued;
            } else if endpoint {
                made.form = Form::Called;
            }
            acts.push(made);
        }
        Some(if acts.is_empty() { Said::Talk } else { Said::Acts(acts) })
    }
}
