//! Sentences: where they end, and how the clauses of one belong together.

mod acts;
mod condition;
mod fragment;
mod lead;
mod opening;
mod wording;

use std::ops::Range;

use advice::description::{ParticipantKind, Period};
use language::clauses::clause::{Clause, Link, Mood};
use language::clauses::{Class, Token};
use language::naming::Action;

use super::clause_forms::{Said, Subject};
use super::draft::Act;
use super::phrase;
use super::words;
use super::{Reader, Section, talk};
use crate::blocks::{Kind, Unit};
use crate::clues::scene::Form;
use crate::reading::Role;
use opening::behind_number;

/// The most tokens of a sentence.
const LONGEST: usize = 400;

/// The end of the sentence that begins a range, behind its mark.
pub(super) fn end(tokens: &[Token<'_>], range: Range<usize>) -> usize {
    let mut depth = 0_usize;
    for at in range.clone() {
        // A longer sentence is read in pieces, so that the work grows no faster than the text.
        if at >= range.start + LONGEST {
            return at;
        }
        match tokens[at].text {
            // "(1) verify the identity, (2) create the account": each number begins one.
            "(" if at > range.start
                && at + 3 < range.end
                && tokens[at + 1].class == Class::Number
                && tokens[at + 2].text == ")"
                && tokens[at - 1].class == Class::Mark =>
            {
                return at;
            }
            // "Create the shipment: sync, print the label: async": each act with how it is done.
            "," if depth == 0 && has_how(tokens, range.start..at) && has_how(tokens, at + 1..range.end.min(at + 9)) => {
                return at + 1;
            }
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "." | "!" | "?" | ";" | "..." | "\u{2026}" if depth == 0 => {
                let mut behind = at + 1;
                while behind < range.end
                    && matches!(tokens[behind].text, ")" | "\"" | "\u{201d}" | "'" | "!" | "?" | "." | ":")
                {
                    behind += 1;
                }
                // "Sp. z o.o.", "No. 5": a single letter or a number behind does not begin a sentence.
                return behind;
            }
            _ => {}
        }
    }
    range.end
}

/// Whether a colon with "sync" or "async" behind it stands in a range.
fn has_how(tokens: &[Token<'_>], range: Range<usize>) -> bool {
    range.clone().skip(1).any(|at| tokens[at - 1].text == ":" && phrase::says_how(&tokens[at]))
}

/// A clause without the "that" of "so that" before its subject.
fn without_that(tokens: &[Token<'_>], clause: &Clause) -> Clause {
    let that = usize::from(tokens[clause.span.start].is("that") && clause.subject.len() > 1);
    Clause {
        span: clause.span.start + that..clause.span.end,
        subject: clause.subject.start + that..clause.subject.end,
        ..clause.clone()
    }
}

/// What a sentence has said so far.
#[derive(Default)]
pub(super) struct Open {
    /// The words of a condition for the next act.
    when: Option<Range<usize>>,
    /// The words of a clause that tells how an earlier act ended, for the next act.
    upon: Option<Range<usize>>,
    /// Words of time or trigger before the next act.
    lead: Vec<Range<usize>>,
    /// The event that sets off the next act.
    event: Option<String>,
    /// How long after the step before the next act starts.
    starts: Option<(Period, Range<usize>)>,
    /// Those who hear something, with the act to make if they do nothing further.
    hears: Option<(Vec<usize>, Option<String>, Act)>,
    /// Something said about acts without being one.
    about: bool,
    talk: bool,
    /// Acts that come after the next one: "before it opens a claim".
    later: Vec<Act>,
    form: Option<Form>,
    /// A thing before a colon with what is done to it behind.
    both: Option<Range<usize>>,
    /// The words before a colon that name what the sentence is about.
    label: Option<Range<usize>>,
    /// Who does what follows: "as a tenant".
    by: Option<usize>,
    /// Who does what stands before a colon: "create the shipment: sync with Carrier".
    with: Option<usize>,
    /// Whether the subject stands between "does" and its verb.
    inverted: bool,
}

impl Reader<'_, '_> {
    /// Reads one sentence and says what it became if it is no step.
    pub(super) fn sentence(&mut self, range: Range<usize>, unit: &Unit) -> Role {
        let tokens = self.tokens();
        let mut body = behind_number(tokens, phrase::trimmed(tokens, range.clone()));
        if body.is_empty() {
            return Role::Talk;
        }
        if self.section() == Section::Skipped {
            return Role::Rejected;
        }
        let is_item = matches!(unit.kind, Kind::Item { .. }) || !self.in_prose;
        match self.behind_greeting(&range, &body) {
            Some(behind) => body = behind,
            None => return Role::Talk,
        }
        if let Some(role) = self.opening(&range, &mut body) {
            return role;
        }
        if self.section() == Section::Cast
            && let Some(role) = self.casts(body.clone())
        {
            return role;
        }
        if let Some(role) = self.code_call(body.clone()) {
            return role;
        }
        if let Some(role) = self.shape(body.clone(), unit) {
            return role;
        }
        if talk::is_question(&tokens[range.clone()]) {
            return self.question(&range, body);
        }
        if talk::is_rejected(&tokens[body.clone()]) {
            return Role::Rejected;
        }
        self.all_the_rest(&body).unwrap_or_else(|| self.clauses_of(body, is_item))
    }

    /// "Everything else (police check, printing the booklet) takes days": the acts stand in the brackets.
    fn all_the_rest(&mut self, body: &Range<usize>) -> Option<Role> {
        let tokens = self.tokens();
        let rest =
            body.clone().take(4).any(|at| matches!(&*tokens[at].lower, "else" | "rest" | "everything" | "others"));
        if rest
            && let Some(open_at) = body.clone().take(6).find(|at| tokens[*at].text == "(")
            && let Some(close) = (open_at..body.end).find(|at| tokens[*at].text == ")")
        {
            let listed = phrase::items(tokens, open_at + 1..close);
            if listed.len() > 1 {
                let mut open = Open::default();
                open.lead.push(close + 1..body.end);
                return Some(self.listed(listed, body, &mut open));
            }
        }
        None
    }

    /// A sentence that leads to a list: what it says sets off the steps below.
    pub(super) fn sentence_before_list(&mut self, range: Range<usize>) {
        let tokens = self.tokens();
        let found = self.clauses(phrase::trimmed(tokens, range.clone()));
        // A condition of time with somebody who acts begins the flow.
        let begins = found.iter().find(|clause| clause.link == Link::Condition && clause.mood.is_act());
        if begins.is_some_and(|begins| self.is_told(begins)) {
            self.react_from = Some(self.flow.acts.len());
        } else if let Some(begins) = begins {
            if !self.flow.acts.is_empty() {
                self.close_flow();
            }
            self.begins_with(begins);
        }
        self.sentences.push(super::Marked { range, role: Role::Title, who: Vec::new() });
    }

    /// Whether a clause tells what the last act has done: "A user creates a task. Once the task is created:".
    fn is_told(&self, clause: &Clause) -> bool {
        let fact = self.fact_of(clause);
        let event = |act: &Act| Action::read(&act.action, None).event();
        clause.mood == Mood::Passive && self.flow.acts.last().is_some_and(|act| fact.as_ref() == Some(&event(act)))
    }

    /// Names the flow after what somebody does to begin it.
    fn begins_with(&mut self, clause: &Clause) {
        let verb = phrase::verb_of(self.tokens(), clause);
        let name = phrase::action(self.tokens(), self.text(), &verb, None).unwrap_or_default();
        if let Subject::Who(who) = self.subject(clause)
            && let Some(person) = who.first().filter(|who| self.cast.is(**who, ParticipantKind::Person))
        {
            self.flow.actor = Some(*person);
            self.cast.uses(*person);
        }
        self.flow.begins = Some((clause.span.clone(), name));
    }

    /// A line in a list of those who take part: "Billing Service: manages invoices".
    fn casts(&mut self, body: Range<usize>) -> Option<Role> {
        let tokens = self.tokens();
        let cut = body
            .clone()
            .find(|at| matches!(tokens[*at].text, ":" | "-" | "\u{2013}" | "\u{2014}" | "("))
            .unwrap_or(body.end);
        let name = phrase::noun_phrase(tokens, body.start..cut);
        if name.len() != cut - body.start {
            return None;
        }
        let who = self.cast.given(tokens, name)?;
        self.cast.uses(who);
        self.last_who = vec![who];
        Some(Role::AboutParticipant)
    }

    /// Reads the clauses of a sentence.
    pub(super) fn clauses_of(&mut self, body: Range<usize>, is_item: bool) -> Role {
        let tokens = self.tokens();
        let mut open = Open { when: self.open_when.take(), ..Open::default() };
        self.hints.receipt = false;
        self.hints.under_condition = open.when.is_some();
        self.hints.later = phrase::says_delay(&tokens[body.clone()]);
        let before = self.flow.acts.len();
        let whole = body.clone();
        let body = self.lead(body, &mut open);
        if let Some(listed) = self.as_list(&body, is_item, &open) {
            return self.listed(listed, &body, &mut open);
        }
        if let Some(end) = self.call_in_two_messages(&body, &mut open) {
            let rest = phrase::trimmed(tokens, end..body.end);
            if self.clauses(rest.clone()).iter().any(|clause| clause.mood.is_act() && clause.link != Link::Reason) {
                self.clauses_of(rest, is_item);
            }
            return Role::Step;
        }
        let found = self.found_clauses(&body, is_item, open.inverted);
        if self.broken_rule(&found, &body) {
            return Role::Step;
        }
        let nouns = self.each_clause(&found, &body, &mut open, before);
        if let Some(nouns) = nouns.filter(|_| self.flow.acts.len() == before) {
            return self.fragment(nouns, body, is_item, &mut open);
        }
        for act in std::mem::take(&mut open.later) {
            self.push(act);
        }
        self.word(before, &whole, &body, open.label.take());
        self.fan_out(before, &found);
        if self.flow.acts.len() > before {
            let rest = std::mem::take(&mut open.lead);
            if let Some(act) = self.flow.acts.last_mut() {
                act.notes.extend(rest);
            }

            return Role::Step;
        }
        if open.talk {
            return Role::Talk;
        }
        self.about(body)
    }

    /// "Mismatch = stop": a rule or a definition, whatever verbs its words may be.
    fn is_equation(&self, clause: &Clause) -> bool {
        let tokens = self.tokens();
        let said = clause.span.start..clause.span.end;
        tokens[said.clone()].iter().any(|token| token.text == "=") && phrase::items(tokens, said).len() < 3
    }

    /// "Dispatch of technicians", "loan desk flow": the first word may be a verb, but names a thing.
    fn only_names(&self, clause: &Clause) -> bool {
        let tokens = self.tokens();
        let noun_too = clause.verb.is_some_and(language::lexicon::Verb::is_noun_too);
        let next = tokens.get(clause.head + 1).filter(|_| clause.head + 1 < clause.span.end);
        let particle = |next: &Token<'_>| clause.verb.is_some_and(|verb| verb.particle() == next.lower);
        let starts =
            clause.verb.is_some_and(|verb| matches!(verb.base, "start" | "stop" | "keep" | "begin" | "finish"));
        // "Claim handling"; "debit checking and credit savings" are two orders.
        let last = clause.head + 2 == clause.span.end;
        let handling = |next: &Token<'_>| last && !starts && next.verb_in(language::lexicon::Form::Gerund).is_some();
        // "Register for an exam" is an order, and "request for comments" a name.
        let behind_next = tokens.get(clause.head + 2).filter(|_| clause.head + 2 < clause.span.end);
        let for_a = next.is_some_and(|next| next.is("for"))
            && behind_next.is_some_and(|behind| behind.class == Class::Determiner);
        let object = next.is_some_and(|next| {
            let loose = matches!(next.class, Class::Mark | Class::Preposition | Class::Adverb) || handling(next);
            !loose || particle(next) || next.is("to") || for_a
        });
        let numbered = clause.span.start > 0 && tokens[clause.span.start - 1].text == ")";
        let behind_to = clause.head > clause.span.start && tokens[clause.head - 1].is("to");
        clause.mood == Mood::Imperative
            && !self.in_list
            && clause.link == Link::Start
            && clause.head == clause.span.start
            && noun_too
            && !object
            && !behind_to
            && !numbered
    }

    /// The clauses of a sentence; below a name or behind "only when … does" its verb stands elsewhere.
    fn found_clauses(&mut self, body: &Range<usize>, is_item: bool, inverted: bool) -> Vec<Clause> {
        let tokens = self.tokens();
        let mut found = self.clauses(body.clone());
        // "Publishes events to Kafka" below a name: the verb stands first.
        let first = tokens.get(body.start).filter(|_| !body.is_empty());
        let verb_first = std::mem::take(&mut self.hints.verb_first);
        let is_third = |first: &Token<'_>| {
            first.verb_in(language::lexicon::Form::Third).is_some()
                && first.verb_in(language::lexicon::Form::Base).is_none()
        };
        let reads_as_name = found.first().is_some_and(|clause| {
            clause.mood == Mood::Noun || (!clause.subject.is_empty() && clause.subject.start == body.start)
        });
        let stands_alone = || {
            found[0].mood == Mood::Noun
                && body.len() > 1
                && !matches!(tokens[body.start + 1].class, Class::Preposition | Class::Modal | Class::Be)
        };
        let has_doer = self.here.is_some();
        // "Orders publishes `TranslationOrdered`": the first word is a name.
        let next_acts = found.first().is_some_and(|clause| {
            clause.mood == Mood::Statement
                && clause.head == body.start + 1
                && tokens.get(clause.head + 1).is_some_and(|next| {
                    clause.head + 1 < body.end && (next.code || next.class == Class::Determiner || next.is("to"))
                })
        });
        let begins_with_verb = !next_acts
            && (is_item || has_doer)
            && first.is_some_and(is_third)
            && reads_as_name
            && (has_doer || stands_alone());
        if (verb_first && !body.is_empty()) || begins_with_verb {
            found = self.clauses_of_verb(body.clone());
        }
        if inverted
            && let Some(head) = (body.start + 1..body.end.min(body.start + 6))
                .find(|at| tokens[*at].verb_in(language::lexicon::Form::Base).is_some())
        {
            let mut clause = self.clauses_of_verb(head..body.end);
            clause[0].subject = body.start..head;
            clause[0].span.start = body.start;
            found = clause;
        }
        found
    }

    /// "The same court is booked twice": the rule that it breaks, told by its symptom.
    fn broken_rule(&mut self, found: &[Clause], body: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let twice = found.iter().find(|clause| {
            let said = &tokens[clause.span.clone()];
            clause.mood == Mood::Passive
                && !clause.negated
                && !said.iter().any(|token| token.class == Class::Modal || matches!(&*token.lower, "no" | "never"))
                && said.iter().any(|token| token.is("twice"))
                && said.iter().any(|token| token.is("same"))
        });
        if let Some(twice) = twice {
            let verb = phrase::verb_of(tokens, twice);
            if let Some(action) = phrase::passive_action(tokens, self.text(), twice, &verb, None) {
                let action = action.replace(" the same ", " the ").replace(" twice", "");
                self.push(Act { own: body.clone(), action, notes: vec![body.clone()], ..Act::default() });
                return true;
            }
        }
        false
    }

    /// Reads clause by clause. Returns the words at the start that only name something.
    fn each_clause(
        &mut self,
        found: &[Clause],
        body: &Range<usize>,
        open: &mut Open,
        before: usize,
    ) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let complains = tokens[body.clone()].iter().any(|token| words::COMPLAINS.contains(&&*token.lower));
        let mut nouns: Option<Range<usize>> = None;
        let mut waiting: Option<Clause> = None;
        for (index, clause) in found.iter().enumerate() {
            // "Checkout waits until Payments has authorised the card".
            if let Some(next) = found.get(index + 1)
                && self.is_wait(clause, next)
            {
                waiting = Some(clause.clone());
                continue;
            }
            if let Some(waits) = waiting.take()
                && self.waited(&waits, clause, open)
            {
                continue;
            }
            match clause.link {
                // "…, and when the balance is zero GiftCards tells it": a condition of what follows.
                Link::Condition => {
                    let joined = clause
                        .tie
                        .and_then(|tie| tie.checked_sub(1))
                        .is_some_and(|at| tokens[at].class == Class::Joint);
                    let leads =
                        joined && found.get(index + 1).is_some_and(|next| next.mood.is_act() && next.link == Link::And);
                    self.condition(clause, open, if leads { self.flow.acts.len() } else { before });
                }
                // "Signing up takes forever since we create the contact": the reason is what should not be waited for.
                Link::Reason
                    if complains
                        && clause.mood == Mood::Statement
                        && self.flow.acts.len() == before
                        && let Said::Act(mut made) = self.main_clause(clause) =>
                {
                    made.form = Form::Queued;
                    self.finish(*made, open);
                }
                // "Published as AddressChanged, so that Mail can change its labels": what those do who hear it.
                Link::Reason
                    if clause.mood == Mood::Statement
                        && self.flow.acts[before..].last().is_some_and(|act| act.form == Form::Publishing)
                        && let clause = &without_that(tokens, clause)
                        && let who =
                            self.cast.each_given(tokens, phrase::noun_phrase(tokens, clause.subject.clone()))
                        && !who.is_empty()
                        && let Said::Act(mut made) = self.main_clause(clause) =>
                {
                    made.to = who;
                    self.finish(*made, open);
                }
                // "No old price may be charged, so Cart asks Catalog": what follows from it is done.
                Link::Reason if self.follows(clause) => {
                    let said = self.main_clause(clause);
                    self.take(said, clause, open, before);
                }
                Link::Reason => {
                    let from = clause.tie.unwrap_or(clause.span.start);
                    self.note(from..clause.span.end, open, before);
                }
                // "To find out whether he may, we publish a probe": what it is for.
                _ if index == 0
                    && clause.mood == Mood::Imperative
                    && tokens[clause.span.start].is("to")
                    && found.get(1).is_some_and(|next| next.mood == Mood::Statement && !next.subject.is_empty()) =>
                {
                    self.note(clause.span.clone(), open, before);
                }
                _ if self.is_equation(clause) => {
                    open.about = true;
                    self.note(clause.span.clone(), open, before);
                }
                _ if clause.mood == Mood::Noun || (index == 0 && self.only_names(clause)) => {
                    let after_act = self.flow.acts.len() > before;
                    if index == 0 && !after_act {
                        nouns = Some(clause.span.clone());
                    } else {
                        self.note(clause.span.clone(), open, before);
                    }
                }
                _ => {
                    if let Some(lead) = nouns.take() {
                        open.lead.push(lead);
                    }
                    let said = self.main_clause(clause);
                    let is_wish = matches!(said, Said::Wish);
                    self.take(said, clause, open, before);
                    if is_wish {
                        break;
                    }
                }
            }
        }
        self.close_hearing(open, before);
        nouns
    }

    /// Whether a clause behind "so" tells what is done, and not what it is for: "so that", "so they can".
    fn follows(&self, clause: &Clause) -> bool {
        let tokens = self.tokens();
        let purpose = |token: &Token<'_>| {
            token.is("that") || matches!(token.class, Class::Modal | Class::Do | Class::Have | Class::Pronoun)
        };
        clause.tie.is_some_and(|tie| tokens[tie].is("so"))
            && matches!(clause.mood, Mood::Statement | Mood::Passive)
            && !clause.negated
            && !clause.past
            && !clause.verb.is_some_and(|verb| words::COMES.contains(&verb.base))
            && !tokens[clause.span.start..=clause.head].iter().any(purpose)
    }

    /// Whoever hears something without doing anything further: what reaches them is the act.
    fn close_hearing(&mut self, open: &mut Open, before: usize) {
        if let Some((who, event, made)) = open.hears.take() {
            let mut made = made;
            if made.to.is_empty() {
                made.to = who;
            }
            made.event = event.or(made.event);
            made.bare = true;
            if made.form == Form::Called && self.flow.acts.len() > before {
                // "Is called and compares": the call is the act before.
            } else {
                self.each_hears(made, open);
            }
        }
    }

    /// Keeps words as a note of the act that they stand beside.
    fn note(&mut self, words: Range<usize>, open: &mut Open, before: usize) {
        match self.flow.acts[before..].last_mut() {
            Some(act) => act.notes.push(words),
            None => open.lead.push(words),
        }
    }

    /// Takes what a main clause says into the sentence.
    fn take(&mut self, said: Said, clause: &Clause, open: &mut Open, before: usize) {
        // "Whenever the shop changes its envelopes the registry is built anew": what sets it off, and no act yet.
        let is_condition = |made: &Act| {
            let first = &self.tokens()[made.own.start];
            matches!(&*first.lower, "when" | "whenever" | "if" | "unless")
                && made.action.to_lowercase().starts_with(&*first.lower)
        };
        match said {
            Said::Act(made) if is_condition(&made) => self.note(made.own.clone(), open, before),
            Said::Act(made) => self.join(*made, clause, open),
            Said::Acts(acts) => {
                for made in acts {
                    self.join(made, clause, open);
                }
            }
            Said::Hears { who, event, clause: made } => {
                self.last_who.clone_from(&who);
                open.hears = Some((who, event.or_else(|| self.last_event.clone().and_then(|(event, _)| event)), *made));
            }
            Said::About => {
                open.about = true;
                self.note(clause.span.clone(), open, before);
            }
            Said::Talk | Said::Wish => open.talk = true,
            Said::Nothing => self.note(clause.span.clone(), open, before),
        }
    }

    /// A sentence about what the acts around it do: kept, and given to the act that it shares a noun with.
    fn about(&mut self, body: Range<usize>) -> Role {
        self.about.push(body);
        Role::AboutStep
    }
}
