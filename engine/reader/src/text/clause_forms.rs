//! What a clause says: an act, a call, a publishing, a hearing, a wait, or something about these.
//!
//! A form asks for a sort of verb and for what stands around it: who is the subject, who is addressed, what
//! follows. Forms are tried from the most telling to the plainest, and the first that fits counts.

mod active;

use std::ops::Range;

use advice::description::ParticipantKind;
use language::clauses::clause::{Clause, Mood, is_participle};
use language::clauses::{Class, Token};
use language::lexicon::{self, Form as VerbForm};

use super::Reader;
use super::cast::{self, is_event_name};
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
        if clause.negated {
            return Said::About;
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

    /// "`PayoutSent` then goes out, which the dashboard and the tax export consume": who hears stands behind "which".
    fn heard_by(&mut self, clause: &Clause) -> Option<Said> {
        let tokens = self.tokens();
        let event = phrase::event_in(tokens, clause.span.clone())?;
        let which = (clause.head + 1..clause.span.end)
            .find(|at| (tokens[*at].class == Class::Relative || tokens[*at].is("that")) && at + 2 < clause.span.end)?;
        let hears = (which + 2..clause.span.end)
            .find(|at| tokens[*at].readings.iter().any(|reading| words::CONSUMES.contains(&reading.verb.base)))?;
        let ends = hears + 1 == clause.span.end || (hears + 2 == clause.span.end && tokens[hears + 1].is("to"));
        let who = ends.then(|| self.cast.each_given(tokens, which + 1..hears))?;
        (!who.is_empty()).then(|| self.hears(clause, who, Some(event)))
    }

    /// Who or what the subject is. A pronoun stands for whoever acted last.
    pub(super) fn subject(&mut self, clause: &Clause) -> Subject {
        let tokens = self.tokens();
        if clause.subject.is_empty() {
            return Subject::None;
        }
        let range = phrase::noun_phrase(tokens, phrase::behind_lead(tokens, clause.subject.clone()));
        let words: Vec<&str> = tokens[range.clone()].iter().map(|token| &*token.lower).collect();
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
        if words.iter().any(|word| matches!(*word, "we" | "i" | "you" | "i'd" | "we'd" | "we'll" | "i'll" | "us")) {
            return Subject::Writer;
        }
        if matches!(
            words.as_slice(),
            ["it" | "they" | "he" | "she" | "that" | "this" | "which" | "who" | "both" | "each" | "these"]
        ) {
            return match self.last_who.as_slice() {
                [] => Subject::Thing,
                who => Subject::Who(who.to_vec()),
            };
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
        if !tokens[has + 1..verb].iter().all(|token| matches!(token.class, Class::Open | Class::Determiner)) {
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
        // "Renaming the note is last-writer-wins": the subject is the act.
        let gerund = clause.subject.clone().next().filter(|at| {
            tokens[*at].verb_in(VerbForm::Gerund).is_some()
                && tokens[*at].verb_in(VerbForm::Base).is_none()
                && clause.subject.len() > 1
                && matches!(tokens[at + 1].class, Class::Determiner | Class::Open)
        });
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
        // "Hotels and Catering have to know".
        if (said("know") || said("aware"))
            && let Subject::Who(who) = subject
        {
            return self.news(clause, who.clone());
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

    /// Those who only have to know something.
    fn news(&mut self, clause: &Clause, who: Vec<usize>) -> Said {
        let persons = who.iter().all(|who| self.cast.is(*who, ParticipantKind::Person));
        let action = phrase::words(self.tokens(), self.text(), clause.span.clone());
        let to = if persons { Vec::new() } else { who };
        act(Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            to,
            form: Form::News,
            ..Act::default()
        })
    }

    fn passive(&mut self, clause: &Clause, subject: &Subject, verb: &Verbed) -> Said {
        let tokens = self.tokens();
        let tail = clause.head + 1..clause.span.end;
        let by = tail.clone().find(|at| tokens[*at].is("by")).filter(|at| at + 1 < clause.span.end);
        let agent = by.and_then(|by| {
            let range = phrase::noun_phrase(tokens, by + 1..clause.span.end);
            let is_time = tokens[range.clone()].iter().any(|t| t.class == Class::Number);
            (!is_time && tokens[by + 1].verb_in(VerbForm::Gerund).is_none()).then_some(range)
        });
        let doers = agent.clone().map(|range| self.cast.each_given(tokens, range)).unwrap_or_default();
        let base = verb.base.as_str();
        if words::BREAKS.contains(&base) {
            return Said::About;
        }
        // "This can be achieved by a background job: it sends the mails."
        let points = clause.subject.len() <= 2
            && clause.subject.clone().next().is_some_and(|at| matches!(&*tokens[at].lower, "this" | "that" | "it"));
        if points
            && matches!(
                base,
                "achieve" | "do" | "solve" | "handle" | "implement" | "realise" | "realize" | "retry" | "repeat"
            )
        {
            self.remember(&doers);
            return Said::About;
        }
        // "Found by a code review."
        if clause.subject.is_empty() && clause.link == language::clauses::clause::Link::Start && self.in_prose {
            return Said::About;
        }
        if let Some(said) = self.passive_call(clause, subject, base, &doers) {
            return said;
        }
        if let Some(said) = self.passive_news(clause, base, &doers) {
            return said;
        }
        if matches!(base, "notify" | "inform" | "tell" | "alert" | "update")
            && let Subject::Who(who) = subject
        {
            return self.news(clause, who.clone());
        }
        if self.tells_no_act(clause, base, by.is_some()) {
            return Said::About;
        }
        let Some(action) = phrase::passive_action(tokens, self.text(), clause, verb, by) else { return Said::About };
        if words::SENDS.contains(&base)
            && let Some(receivers) = self.receivers(tail.clone())
            && receivers.iter().any(|receiver| !self.cast.is(*receiver, ParticipantKind::Person))
        {
            let from = doers.first().copied();
            return act(Act {
                own: clause.span.clone(),
                action,
                clause: Some(clause.clone()),
                from,
                to: receivers,
                ..Act::default()
            });
        }
        let mut made =
            Act { own: clause.span.clone(), action, clause: Some(clause.clone()), to: doers, ..Act::default() };
        if tokens[tail.clone()].iter().any(|token| token.is("queued")) || (base == "queue" || base == "enqueue") {
            made.form = Form::Queued;
        }
        if made.to.is_empty() {
            self.place(&mut made, tail, words::SENDS.contains(&base));
        }
        act(made)
    }

    /// A passive that says who is called: "Inventory is queried by Cart".
    fn passive_call(&mut self, clause: &Clause, subject: &Subject, base: &str, doers: &[usize]) -> Option<Said> {
        let tokens = self.tokens();
        // "Inventory is queried by Cart for the stock level".
        let callee = match subject {
            Subject::Who(who) => Some(who.clone()),
            Subject::Thing if words::ASKS.contains(&base) && !doers.is_empty() && base != "request" => {
                let named = phrase::noun_phrase(tokens, clause.subject.clone());
                self.cast.given(tokens, named).map(|who| vec![who])
            }
            _ => None,
        };
        if words::ASKS.contains(&base)
            && let Some(who) = &callee
        {
            if doers.is_empty() {
                return Some(Said::Hears {
                    who: who.clone(),
                    event: None,
                    clause: Box::new(self.called(clause, who.clone())),
                });
            }
            let mut made = self.called(clause, who.clone());
            made.from = doers.first().copied();
            return Some(act(made));
        }
        None
    }

    /// A passive that says what is published or heard: "its result is published as `SampleMeasured`".
    fn passive_news(&mut self, clause: &Clause, base: &str, doers: &[usize]) -> Option<Said> {
        let tokens = self.tokens();
        if let Some(event) = phrase::event_in(tokens, clause.span.clone()) {
            let subject_is_event =
                phrase::event_in(tokens, clause.subject.clone()).is_some() || self.is_message(clause.subject.clone());
            if subject_is_event && (words::PUBLISHES.contains(&base) || words::PUTS.contains(&base)) {
                return Some(self.publishes(clause, doers, Some(event)));
            }
            if subject_is_event && words::CONSUMES.contains(&base) {
                return Some(self.hears(clause, doers.to_vec(), Some(event)));
            }
            // "Its result is published as SampleMeasured".
            if words::ONLY_PUBLISHES.contains(&base) {
                let by = if doers.is_empty() { self.last_who.clone() } else { doers.to_vec() };
                return Some(self.publishes(clause, &by, Some(event)));
            }
        }
        if self.is_message(clause.subject.clone()) && (words::PUBLISHES.contains(&base) || words::PUTS.contains(&base))
        {
            return Some(self.publishes(clause, doers, None));
        }
        None
    }

    /// Whether a passive tells a rule, or what has happened once.
    fn tells_no_act(&self, clause: &Clause, base: &str, by: bool) -> bool {
        let tokens = self.tokens();
        if clause.link == language::clauses::clause::Link::Condition {
            return base == "do";
        }
        let before = &tokens[clause.span.start..clause.head];
        let has = |fits: fn(&Token<'_>) -> bool| before.iter().any(fits);
        // "A voucher can only be redeemed once": a rule, and nothing that is done now.
        let rules = has(|token| token.class == Class::Modal) && has(|token| token.is("only"));
        // "212 sellers were paid twice": what has happened once.
        let was = has(|token| token.is("was") || token.is("were"));
        // "Sellers complained", "the job got stuck": in a sentence the participle alone tells what has happened.
        let told = self.in_prose
            && clause.past
            && !by
            && !matches!(base, "need" | "require")
            && !clause.subject.is_empty()
            && !tokens[clause.subject.end..clause.head.max(clause.subject.end)]
                .iter()
                .any(|token| matches!(token.class, Class::Be | Class::Have | Class::Modal | Class::Open));
        rules || was || told || base == "do"
    }

    /// An act that is a call of `who`.
    fn called(&mut self, clause: &Clause, who: Vec<usize>) -> Act {
        let action = phrase::words(self.tokens(), self.text(), clause.span.clone());
        Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            to: who,
            form: Form::Called,
            ..Act::default()
        }
    }

    /// Whether the words name a message: "an event", "a message", "the job".
    pub(super) fn is_message(&self, range: Range<usize>) -> bool {
        let tokens = self.tokens();
        let range = phrase::noun_phrase(tokens, range);
        range.end > range.start && words::MESSAGES.contains(&tokens[range.end - 1].singular())
    }

    fn publishes(&mut self, clause: &Clause, by: &[usize], event: Option<String>) -> Said {
        let tokens = self.tokens();
        let mut action = phrase::words(tokens, self.text(), clause.span.clone());
        let verb = phrase::verb_of(tokens, clause);
        if clause.mood != Mood::Passive
            && let Some(said) = phrase::action(tokens, self.text(), &verb, None)
        {
            action = said;
        }
        let from = by.first().copied();
        self.remember(by);
        let named: Vec<usize> = clause.span.clone().filter(|at| self.is_event(*at)).collect();
        // "Publishes RefundCompleted or RefundFailed": one outcome, told after the act before it.
        let either = named.len() > 1 && tokens[named[0]..clause.span.end].iter().any(|token| token.is("or"));
        if either
            && clause.subject.is_empty()
            && let Some(last) = self.flow.acts.last_mut().filter(|last| last.own.end <= clause.span.start)
        {
            last.announces = event;
            last.notes.push(clause.span.clone());
            return Said::About;
        }
        if named.len() > 1 && !either {
            let each = |at: &usize| Act {
                own: clause.span.clone(),
                action: format!("Publish {}", tokens[*at].text),
                from,
                announces: Some(tokens[*at].text.to_owned()),
                form: Form::Publishing,
                ..Act::default()
            };
            return Said::Acts(named.iter().map(each).collect());
        }
        act(Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            from,
            announces: event,
            form: Form::Publishing,
            ..Act::default()
        })
    }

    fn hears(&mut self, clause: &Clause, who: Vec<usize>, event: Option<String>) -> Said {
        let tokens = self.tokens();
        let action = phrase::words(tokens, self.text(), clause.span.clone());
        self.remember(&who);
        let made = Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            to: who.clone(),
            from: self.behind(clause.head + 1..clause.span.end, &["from"]),
            event: event.clone(),
            bare: true,
            form: Form::Consuming,
            ..Act::default()
        };
        Said::Hears { who, event, clause: Box::new(made) }
    }

    /// "`ProductRecalled` goes to Shops and Hotline", "an event called parcel-scanned goes out from the hub",
    /// "`LeaseSigned` (published by Leasing) triggers Keys to cut a key".
    fn told_event(&mut self, clause: &Clause, base: &str, tail: Range<usize>) -> Option<Said> {
        let tokens = self.tokens();
        let event = phrase::event_in(tokens, clause.subject.clone())?;
        let only = clause.subject.len() == 1
            || self.is_message(clause.subject.start..clause.subject.end)
            || clause.subject.clone().any(|at| tokens[at].text == "(")
            || tokens[clause.subject.clone()].iter().any(|t| t.is("called") || t.is("event") || t.is("named"));
        if !only {
            return None;
        }
        let by = clause.subject.clone().find(|at| tokens[*at].is("by"));
        let by = by.and_then(|by| self.cast.given(tokens, by + 1..clause.subject.end));
        if matches!(base, "trigger" | "cause" | "start" | "make" | "lead" | "kick off" | "tell") {
            let Said::Acts(mut acts) = self.delegates(clause, by, tail)? else { return None };
            for made in &mut acts {
                (made.event, made.form) = (Some(event.clone()), Form::Consuming);
            }
            return Some(Said::Acts(acts));
        }
        if !matches!(
            base,
            "go" | "go out" | "reach" | "flow" | "travel" | "arrive" | "land" | "come" | "come out" | "fan out"
        ) {
            return None;
        }
        let receivers = self.receivers(tail.clone()).unwrap_or_default();
        if receivers.is_empty() {
            let by = self.behind(tail, &["from"]).or(by);
            let action = format!("Publish {event}");
            let mut said = self.publishes(clause, by.as_slice(), Some(event));
            if let Said::Act(made) = &mut said {
                made.action = action;
            }
            return Some(said);
        }
        let action = self.reaching(&event, &receivers);
        Some(act(Act {
            own: clause.span.clone(),
            action,
            from: by,
            to: receivers,
            event: Some(event),
            form: Form::Consuming,
            ..Act::default()
        }))
    }

    /// What a person gets or sees is what another act lets them know; a message to them is one itself.
    fn receives(&mut self, clause: &Clause, base: &str, person: bool, tail: Range<usize>) -> Option<Said> {
        let tokens = self.tokens();
        let object = phrase::noun_phrase(tokens, tail);
        let message = tokens[object.clone()].iter().any(|token| words::LETTERS.contains(&token.singular()));
        let all = tokens[clause.subject.clone()].iter().any(|token| words::ALL.contains(&&*token.lower));
        if words::RECEIVES.contains(&base) && person && !all {
            let receipt = clause.span.clone().any(|at| {
                words::RECEIPTS.contains(&&*tokens[at].lower) || words::RECEIPTS.contains(&tokens[at].singular())
            });
            if receipt
                && !message
                && let Some(last) =
                    self.flow.acts.last_mut().filter(|last| matches!(last.form, Form::Plain | Form::Called))
            {
                last.form = if self.hints.later { Form::Accepted } else { Form::Called };
                return Some(Said::About);
            }
            let views = matches!(base, "see" | "view" | "watch" | "read") && {
                let first = tokens.get(object.start).filter(|_| !object.is_empty());
                first.is_some_and(|first| {
                    matches!(first.class, Class::Determiner | Class::Open) && !matches!(first.text, "\"" | "\u{201c}")
                }) && tokens[object.clone()].iter().any(|token| token.class == Class::Open)
                    && !tail_has(
                        tokens,
                        clause,
                        &[
                            "outcome",
                            "result",
                            "number",
                            "receipt",
                            "reference",
                            "confirmation",
                            "error",
                            "page",
                            "message",
                            "id",
                            "whether",
                            "if",
                        ],
                    )
            };
            if views {
                return None;
            }
            let hears_later =
                matches!(base, "get" | "receive" | "hear" | "learn") && phrase::says_time(&tokens[clause.span.clone()]);
            if !message && !hears_later {
                return Some(Said::About);
            }
            return Some(self.news(clause, Vec::new()));
        }
        if words::RECEIVES.contains(&base) && all && !clause.subject.is_empty() {
            return Some(self.news(clause, Vec::new()));
        }
        // Clicks and looks begin something; they are no step of the system.
        let writer = tokens[clause.subject.clone()].iter().any(|token| matches!(&*token.lower, "you" | "i" | "u"));
        let screen = matches!(base, "open" | "push")
            && !tail_has(
                tokens,
                clause,
                &["page", "app", "screen", "link", "form", "plan", "site", "dialog", "tab", "button"],
            );
        (words::TOUCHES.contains(&base) && !screen && (person || writer)).then_some(Said::About)
    }

    /// "…, returns a receipt": the answer of the act before it.
    fn answers(&mut self, clause: &Clause, base: &str, who: &[usize]) -> Option<Said> {
        let tokens = self.tokens();
        let has = |list: &[&str]| {
            clause.span.clone().any(|at| list.contains(&&*tokens[at].lower) || list.contains(&tokens[at].singular()))
        };
        let answers =
            matches!(base, "answer" | "reply" | "respond" | "return" | "hand back" | "give back" | "send back" | "say");
        let gets = matches!(base, "get" | "get back" | "receive")
            && who.is_empty()
            && (has(&["back"]) || has(words::RECEIPTS));
        let last = self.flow.acts.last_mut().filter(|_| answers || gets)?;
        let same = who.is_empty() || who.iter().any(|who| last.to.contains(who) || self.last_who.contains(who));
        if !same {
            return None;
        }
        if has(&["pending", "202"]) || (has(words::RECEIPTS) && has(&["later", "under", "eventually"])) {
            last.form = Form::Accepted;
        } else if has(words::RECEIPTS) && !gets {
            self.hints.receipt = true;
        } else if gets && last.form == Form::Plain {
            last.form = if self.hints.later { Form::Accepted } else { Form::Waited };
        }
        Some(Said::About)
    }

    /// Who does an act by the place where it is done: "in `DocPortal`", "through the PSP".
    fn place(&mut self, made: &mut Act, tail: Range<usize>, sent: bool) {
        let tokens = self.tokens();
        let links: &[&str] =
            if sent { &["to", "into", "onto"] } else { &["via", "through", "at", "in", "on", "with", "into", "from"] };
        for at in tail.clone() {
            if !links.contains(&&*tokens[at].lower) || at + 1 >= tail.end {
                continue;
            }
            let range = phrase::noun_phrase(tokens, at + 1..tail.end);
            let Some(who) = self.cast.find(tokens, range) else { continue };
            let kind = self.cast.member(who).kind;
            if matches!(kind, ParticipantKind::Person | ParticipantKind::Store)
                || made.to.contains(&who)
                || made.from == Some(who)
            {
                continue;
            }
            if kind == ParticipantKind::Broker {
                made.form = Form::Queued;
                continue;
            }
            let asks = matches!(&*tokens[at].lower, "via" | "through" | "with" | "at");
            if made.to.is_empty() {
                made.to = vec![who];
            } else if asks && made.to.len() == 1 && made.from.is_none() {
                made.from = made.to.first().copied();
                made.to = vec![who];
            }
            return;
        }
    }

    /// The one who stands behind one of these prepositions.
    fn behind(&mut self, tail: Range<usize>, links: &[&str]) -> Option<usize> {
        let tokens = self.tokens();
        for at in tail.clone() {
            if links.contains(&&*tokens[at].lower) && at + 1 < tail.end {
                let range = phrase::noun_phrase(tokens, at + 1..tail.end);
                let is_source = tokens[at].is("from");
                let found = if is_source { self.cast.given(tokens, range) } else { self.cast.find(tokens, range) };
                let found = found.filter(|who| {
                    !matches!(self.cast.member(*who).kind, ParticipantKind::Person | ParticipantKind::Broker)
                });
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// Those to whom something is sent.
    fn receivers(&mut self, tail: Range<usize>) -> Option<Vec<usize>> {
        let tokens = self.tokens();
        let fires =
            tail.start > 0 && tokens[tail.start - 1].readings.iter().any(|r| matches!(r.verb.base, "fire" | "throw"));
        let to = tail.clone().rev().find(|at| {
            (matches!(&*tokens[*at].lower, "to" | "onto" | "into") || (fires && tokens[*at].is("at")))
                && at + 1 < tail.end
                && tokens[at + 1]
                    .verb_in(VerbForm::Base)
                    .is_none_or(|verb| verb.is_noun_too() || cast::starts_big(&tokens[at + 1]))
        });
        let Some(to) = to else {
            // "Notify the warehouse": the receiver stands right behind the verb.
            return None;
        };
        let range = phrase::noun_phrase(tokens, to + 1..tail.end);
        let found = self.cast.each(tokens, range.clone());
        let found = found.or_else(|| Some(self.cast.each_given(tokens, range)).filter(|found| !found.is_empty()))?;
        let (brokers, others): (Vec<usize>, Vec<usize>) =
            found.into_iter().partition(|who| self.cast.is(*who, ParticipantKind::Broker));
        (!others.is_empty() || brokers.is_empty()).then_some(others).filter(|others| !others.is_empty())
    }

    /// Whether the words name something that carries messages.
    fn on_broker(&self, range: Range<usize>) -> bool {
        self.tokens()[range].iter().any(|token| cast::is_broker(token))
    }

    /// The participant of the heading that the words stand under.
    fn here(&self) -> Vec<usize> {
        self.here.into_iter().collect()
    }

    /// A fact told in words behind a verb of hearing: "listens for paid invoices".
    fn fact_in(&self, range: Range<usize>) -> Option<String> {
        let tokens = self.tokens();
        let words: Vec<&Token<'_>> = tokens[range].iter().filter(|token| token.class == Class::Open).collect();
        let [past, thing, ..] = words.as_slice() else { return None };
        let done = past.verb_in(VerbForm::Participle).is_some() || is_participle(past);
        done.then(|| language::case::pascal([&*lexicon::nouns::singular(&thing.lower), &*past.lower].into_iter()))
    }

    /// "X tells Y to do Z": Y does Z, and X asks for it.
    fn delegates(&mut self, clause: &Clause, from: Option<usize>, tail: Range<usize>) -> Option<Said> {
        let tokens = self.tokens();
        let to = tail
            .clone()
            .find(|at| tokens[*at].is("to") && at + 1 < tail.end && tokens[at + 1].verb_in(VerbForm::Base).is_some())?;
        let range = phrase::addressee(tokens, tail.start..to)?;
        let who = self.cast.each_given(tokens, range);
        if who.is_empty() {
            return None;
        }
        let first = phrase::verb_of(tokens, clause).base;
        let mut acts: Vec<Act> = Vec::new();
        // "… to cut a key and Utilities to open an account": another one with an act of their own.
        let again = (to + 2..clause.span.end).find(|at| {
            tokens[*at].is("to")
                && at + 1 < clause.span.end
                && tokens[at + 1].verb_in(VerbForm::Base).is_some()
                && cast::starts_big(&tokens[at - 1])
                && (to + 2..*at).any(|joint| tokens[joint].is("and"))
        });
        let end =
            again.and_then(|again| (to + 2..again).rev().find(|at| tokens[*at].is("and"))).unwrap_or(clause.span.end);
        for inner in self.clauses(to + 1..end) {
            let head = inner.head;
            let Some(mut made) = self.act_at(head, inner.span.end, &inner) else { continue };
            made.own = if acts.is_empty() { clause.span.start..inner.span.end } else { inner.span.clone() };
            made.to.clone_from(&who);
            made.from = from;
            made.form = match first.as_str() {
                "enqueue" | "queue" | "put" => Form::Queued,
                "tell" | "instruct" | "order" | "trigger" | "signal" | "prompt" | "cause" => Form::Plain,
                _ => Form::Called,
            };
            acts.push(made);
        }
        if let Some(again) = again
            && let Some(other) = self.cast.given(tokens, end + 1..again)
            && let Some(mut made) = self.act_at(again + 1, clause.span.end, clause)
        {
            (made.own, made.to, made.from, made.form) = (end..clause.span.end, vec![other], from, Form::Plain);
            made.order = super::draft::Order::Beside;
            acts.push(made);
        }
        self.remember(&who);
        (!acts.is_empty()).then_some(Said::Acts(acts))
    }

    /// "X asks Y for Z", "X calls Y".
    fn asks(&mut self, clause: &Clause, verb: &Verbed, who: &[usize], tail: Range<usize>) -> Option<Said> {
        let tokens = self.tokens();
        let range = phrase::addressee(tokens, tail.clone())?;
        // "Requests the rate from TaxHub": the thing stands first.
        let source = self.behind(range.end..tail.end, &["from"]);
        let called = if let Some(source) = source {
            vec![source]
        } else {
            let plain = verb.base != "request" && verb.base != "query";
            let known = self.cast.each(tokens, range.clone());
            known.or_else(|| plain.then(|| self.cast.each_given(tokens, range.clone())))?
        };
        if called.is_empty() || called.iter().all(|called| self.cast.is(*called, ParticipantKind::Person)) {
            return None;
        }
        let action = phrase::action(tokens, self.text(), verb, None)?;
        self.remember(who);
        let from = who.first().copied();
        let listed = cast::parts(tokens, range.clone());
        if called.len() > 1 && listed.len() == called.len() {
            let each = |(who, part): (&usize, &Range<usize>)| {
                let action = format!(
                    "{} {}",
                    phrase::capital(verb.plain.clone()),
                    phrase::clean(&self.text()[tokens[part.start].start..tokens[part.end - 1].end()])
                );
                Act {
                    own: clause.span.clone(),
                    action,
                    clause: Some(clause.clone()),
                    from,
                    to: vec![*who],
                    form: Form::Called,
                    ..Act::default()
                }
            };
            return Some(Said::Acts(called.iter().zip(&listed).map(each).collect()));
        }
        let bare = range.end + 1 >= clause.span.end;
        Some(act(Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            from,
            to: called,
            bare,
            form: Form::Called,
            ..Act::default()
        }))
    }

    /// "X waits until Y has done Z": Y does Z, and X waits for it.
    fn waits(&mut self, clause: &Clause, from: Option<usize>, tail: Range<usize>) -> Option<Said> {
        let tokens = self.tokens();
        let link = tail.clone().find(|at| matches!(&*tokens[*at].lower, "for" | "until" | "till" | "on"))?;
        if link + 1 >= tail.end {
            return None;
        }
        let range = link + 1..tail.end;
        if let Some(inner) =
            self.clauses(range.clone()).into_iter().find(|inner| inner.mood.is_act() && !inner.subject.is_empty())
            && let Said::Act(mut made) = self.main_clause(&inner)
        {
            (made.from, made.form) = (from, Form::Waited);
            made.own = clause.span.clone();
            return Some(Said::Act(made));
        }
        if range.clone().all(|at| {
            tokens[at].class != Class::Open
                || phrase::is_unit(&tokens[at])
                || tokens[at].is("time")
                || tokens[at].is("while")
        }) {
            return Some(Said::About);
        }
        // "They wait half a minute for the thumbnails to render".
        if let Some(to) = range.clone().find(|at| {
            tokens[*at].is("to")
                && *at > range.start
                && at + 1 < range.end
                && tokens[at + 1].verb_in(VerbForm::Base).is_some()
        }) {
            let thing = phrase::noun_phrase(tokens, range.start..to);
            let verbed = Verbed::at(tokens, to + 1, to + 2);
            let action = phrase::capital(format!(
                "{} {}",
                verbed.plain,
                phrase::clean(&self.text()[tokens[thing.start].start..tokens[thing.end - 1].end()])
            ));
            let slow = tail
                .clone()
                .any(|at| matches!(tokens[at].singular(), "minute" | "second" | "hour" | "age" | "forever" | "long"));
            let form = if slow { Form::Queued } else { Form::Waited };
            return Some(act(Act { own: clause.span.clone(), action, from: None, form, ..Act::default() }));
        }
        let action = phrase::words(tokens, self.text(), clause.span.clone());
        let named = phrase::noun_phrase(tokens, range);
        let to = self.cast.find(tokens, named).into_iter().collect();
        let made = Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            from,
            to,
            form: Form::Waited,
            ..Act::default()
        };
        Some(act(made))
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

    /// "Reacts to E by doing Z": what the one who hears does, in the same clause.
    fn and_does(&mut self, clause: &Clause, tail: Range<usize>, said: Said) -> Said {
        let tokens = self.tokens();
        let Said::Hears { who, event, clause: heard } = said else { return said };
        let by = tail
            .clone()
            .find(|at| tokens[*at].is("by") && at + 1 < tail.end && tokens[at + 1].verb_in(VerbForm::Gerund).is_some());
        let to = tail.clone().find(|at| {
            tokens[*at].is("to")
                && at + 1 < tail.end
                && tokens[at + 1].verb_in(VerbForm::Base).is_some_and(|verb| !verb.is_noun_too())
        });
        if let Some(at) = by.or(to)
            && let Some(mut made) = self.act_at(at + 1, clause.span.end, clause)
        {
            (made.to, made.event, made.form) = (who, event, Form::Consuming);
            return act(made);
        }
        Said::Hears { who, event, clause: heard }
    }

    /// Whether a word is the name of an event.
    pub(super) fn is_event(&self, at: usize) -> bool {
        is_event_name(&self.tokens()[at])
    }
}
