//! Sentences: where they end, and how the clauses of one belong together.

use std::ops::Range;

use advice::description::{ParticipantKind, Period};
use language::clauses::clause::{Clause, Link, Mood};
use language::clauses::{Class, Token};

use super::cast;
use super::clause_forms::{Said, Subject};
use super::draft::{Act, Order};
use super::phrase;
use super::words;
use super::{Reader, Section, talk};
use crate::blocks::{Kind, Unit};
use crate::clues::scene::Form;
use crate::reading::Role;

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

/// A sentence without the number of a requirement, of a paragraph or the hour before it.
fn behind_number(tokens: &[Token<'_>], mut body: Range<usize>) -> Range<usize> {
    // "FR-3 Before take-off the drone must ask": the number of a requirement.
    let numbered = |text: &str| {
        let letters = text.len() - text.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
        let rest = text[letters..].trim_start_matches('-');
        letters > 0 && letters < 5 && !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit())
    };
    if body.len() > 3
        && numbered(tokens[body.start].text)
        && !matches!(tokens[body.start + 1].class, Class::Be | Class::Modal)
        && tokens[body.start + 1].verb_in(language::lexicon::Form::Third).is_none()
    {
        body = phrase::trimmed(tokens, body.start + 1..body.end);
    }
    // "§4 The parcel", "14:31 found it": a number before the sentence.
    while body.len() > 2
        && (tokens[body.start].text == "\u{a7}"
            || (tokens[body.start].class == Class::Number
                && (tokens[body.start].text.contains(':')
                    || cast::starts_big(&tokens[body.start + 1])
                        && tokens[body.start].text.starts_with(|c: char| c.is_ascii_digit()))))
    {
        body = phrase::trimmed(tokens, body.start + 1..body.end);
    }
    body
}

/// What a sentence has said so far.
#[derive(Default)]
pub(super) struct Open {
    /// The words of a condition for the next act.
    when: Option<Range<usize>>,
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

    /// The sentence behind its greeting: "Hi all, when a member books a court". None if it only greets.
    fn behind_greeting(&self, range: &Range<usize>, body: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let opens = words::GREETINGS.contains(&&*tokens[body.start].lower)
            && body.clone().take(5).any(|at| tokens[at].text == ",");
        if !opens && !talk::is_greeting(&tokens[range.clone()]) {
            return Some(body.clone());
        }
        let mut comma = range.clone().take(5).find(|at| matches!(tokens[*at].text, "," | "-" | "\u{2013}"));
        let behind = comma.map_or(range.start, |comma| comma + 1);
        if talk::is_greeting(&tokens[behind..range.end]) {
            comma = range.clone().take(12).find(|at| tokens[*at].text == ":");
        }
        let comma = comma.filter(|comma| range.end - comma > 5)?;
        Some(phrase::trimmed(tokens, comma + 1..range.end))
    }

    /// What the first words of a sentence say of all of it; they are taken off if they are no part of it.
    fn opening(&mut self, range: &Range<usize>, body: &mut Range<usize>) -> Option<Role> {
        let tokens = self.tokens();
        // "What happened": a title; "either … or …": advice.
        let opening = &*tokens[body.start].lower;
        let colon = body.clone().take(6).find(|at| tokens[*at].text == ":" && at + 2 < body.end);
        if let Some(colon) = colon {
            let thinks = self.clauses(body.start..colon).first().is_some_and(|clause| {
                clause.mood == Mood::Statement && clause.verb.is_some_and(|verb| words::THINKS.contains(&verb.base))
            });
            if thinks || matches!(opening, "what" | "how" | "why") {
                *body = phrase::trimmed(tokens, colon + 1..body.end);
            }
        }
        let opening = &*tokens[body.start].lower;
        // "Scenario: citizen applies for a permit".
        if matches!(opening, "feature" | "scenario" | "background") && colon == Some(body.start + 1) {
            return Some(Role::Title);
        }
        if colon.is_some_and(|colon| colon == body.start + 1)
            && matches!(
                opening,
                "status"
                    | "author"
                    | "date"
                    | "owner"
                    | "reviewers"
                    | "ticket"
                    | "version"
                    | "story"
                    | "budget"
                    | "subject"
            )
        {
            return Some(Role::Talk);
        }
        if body.len() == 1 && self.in_prose && range.len() == 2 && !tokens[body.start].code {
            return Some(Role::Title);
        }
        // "Reporting Service. Builds the figures at night."
        let name = body.len() <= 4
            && tokens[body.clone()].iter().all(cast::starts_big)
            && cast::AGENTS.contains(&tokens[body.end - 1].singular());
        if name
            && range.end > body.end
            && let Some(who) = self.cast.find(tokens, body.clone())
        {
            self.here = Some(who);
            self.last_who = vec![who];
            return Some(Role::AboutParticipant);
        }
        // "What happens is, someone rings us": the sentence begins behind the comma.
        let asks = matches!(opening, "what" | "how" | "why") && !talk::is_question(&tokens[range.clone()]);
        if asks {
            let is = body.clone().take(5).find(|at| tokens[*at].class == Class::Be);
            match is.filter(|is| body.len() > 12 && is + 2 < body.end) {
                Some(is) => *body = phrase::trimmed(tokens, is + 1..body.end),
                None => return Some(Role::Title),
            }
        }
        if opening == "either" {
            return Some(Role::Rejected);
        }
        if tokens[range.end - 1].text == ":"
            && body.len() <= 4
            && !self.clauses(body.clone()).iter().any(|clause| matches!(clause.mood, Mood::Statement | Mood::Passive))
        {
            return Some(Role::Title);
        }
        if tokens[body.start].is("given") {
            return Some(self.about(body.clone()));
        }
        if let Some(colon) = body.clone().take(5).find(|at| tokens[*at].text == ":")
            && colon > body.start
            && talk::section(&tokens[body.start..colon]) == Section::Skipped
        {
            return Some(Role::Rejected);
        }
        None
    }

    /// A question: mostly one to the reader. "Sign-up asks Accounts: is the name taken?" tells an act.
    fn question(&mut self, range: &Range<usize>, body: Range<usize>) -> Role {
        let tokens = self.tokens();
        // "Sign-up asks Accounts: is the name taken?": the question is the act.
        if let Some(colon) = body.clone().take(8).find(|at| tokens[*at].text == ":" && at + 1 < body.end)
            && let Some(asks) = self.clauses(body.start..colon).first().filter(|clause| clause.mood == Mood::Statement)
            && words::ASKS.contains(&phrase::verb_of(tokens, asks).base.as_str())
            && let Said::Act(mut made) = self.main_clause(asks)
        {
            made.action = phrase::words(tokens, self.text(), colon + 1..body.end);
            made.own = body.clone();
            made.clause = None;
            made.bare = false;
            self.push(*made);
            return Role::Step;
        }
        let words = body.len();
        let asks = tokens[body.start].class == Class::Modal
            || tokens[body.start].class == Class::Do
            || tokens[body.start].class == Class::Be
            || matches!(
                &*tokens[body.start].lower,
                "what" | "which" | "who" | "how" | "why" | "where" | "should" | "any" | "does"
            );
        // "No stock? Then we order more": a condition.
        let then = tokens.get(range.end).is_some_and(|next| next.is("then")) || tokens[body.start].is("no");
        if words <= 5 && !asks && then {
            self.open_when = Some(body);
            return Role::AboutStep;
        }
        Role::Question
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
        if let Some(begins) = begins {
            if !self.flow.acts.is_empty() {
                self.close_flow();
            }
            self.begins_with(begins);
        } else if self.flow.title.is_none() && self.flow.acts.is_empty() {
            self.flow.title = None;
        }
        self.sentences.push(super::Marked { range, role: Role::Title, who: Vec::new() });
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

    /// Whether the words behind a clause say what we owe: "we need to", "we must".
    fn is_what_we_owe(&self, behind: usize) -> bool {
        let words: Vec<&str> = self.tokens()[behind..].iter().take(3).map(|token| &*token.lower).collect();
        let words = words.strip_prefix(&[","]).unwrap_or(&words);
        matches!(words, ["we", "need" | "have" | "must" | "should", ..])
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

    /// "Shipping and Loyalty consume OrderPaid": each of them is reached by a message of its own.
    fn each_hears(&mut self, made: Act, open: &mut Open) {
        let tokens = self.tokens();
        let both = tokens[made.own.clone()].iter().any(|token| token.is("both"));
        let Some(event) = made.event.clone().filter(|_| made.form == Form::Consuming && made.to.len() > 1 && !both)
        else {
            return self.finish(made, open);
        };
        for (index, who) in made.to.iter().enumerate() {
            let head = made.clause.as_ref().map_or(made.own.start, |clause| clause.head);
            let said = phrase::words(tokens, self.whole.text, head..made.own.end);
            let does =
                if made.clause.as_ref().is_some_and(|clause| clause.mood == Mood::Statement) && said.contains(&event) {
                    phrase::small(&said)
                } else {
                    format!("consumes {event}")
                };
            let action = phrase::capital(format!("{} {does}", self.cast.member(*who).name));
            let order = if index > 0 { super::draft::Order::Beside } else { made.order };
            self.finish(Act { action, to: vec![*who], order, ..made.clone() }, open);
        }
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

    /// The items of a sentence that only lists acts: "login, create article, my feed".
    fn as_list(&self, body: &Range<usize>, is_item: bool, open: &Open) -> Option<Vec<Range<usize>>> {
        let tokens = self.tokens();
        let listed = phrase::items(tokens, body.clone());
        if listed.len() > 2 && listed.iter().any(|item| item.len() > 1) && !body.is_empty() {
            let plain = |item: &Range<usize>| {
                self.clauses(item.clone()).first().is_none_or(|clause| {
                    matches!(clause.mood, Mood::Noun | Mood::Imperative | Mood::Gerund)
                        && clause.link == Link::Start
                        && clause.span.len() >= item.len()
                })
            };
            let acts = |item: &Range<usize>| tokens[item.start].verb_in(language::lexicon::Form::Base).is_some();
            let many = listed.iter().filter(|item| acts(item)).count();
            let list_of_one = many == 1 && acts(&listed[0]) && listed[0].len() > 1;
            // "Later, no rush: ladder ranking, battle pass xp, friends feed".
            let timed = open.lead.iter().any(|lead| phrase::says_when(&tokens[lead.clone()]));
            if listed.iter().all(plain)
                && !list_of_one
                && (is_item || many > 1 || timed)
                && listed.iter().map(Range::len).sum::<usize>() + listed.len() + 2 >= body.len()
            {
                return Some(listed);
            }
        }
        None
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
        let begins_with_verb =
            (is_item || has_doer) && first.is_some_and(is_third) && reads_as_name && (has_doer || stands_alone());
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
                Link::Condition => self.condition(clause, open, before),
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
                    self.take(said, clause, open, before);
                }
            }
        }
        self.close_hearing(open, before);
        nouns
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

    /// Gives the acts of a sentence the words that say most of them, and drops what says too little.
    fn word(&mut self, before: usize, whole: &Range<usize>, body: &Range<usize>, label: Option<Range<usize>>) {
        let tokens = self.tokens();
        if !matches!(&*tokens[whole.start].lower, "this" | "that" | "it") {
            self.in_its_words(before, whole);
        }
        self.timed(before, body);
        self.in_one_breath(before);
        self.drop_single_words(before, whole);
        self.with_what_follows(before, body);
        if let Some(label) = label
            && before < self.flow.acts.len()
        {
            let mut act = self.flow.acts.remove(before);
            self.with_label(&mut act, &label);
            self.flow.acts.insert(before, act);
        }
    }

    /// "Checkout publishes `PaymentRequested` and blocks until `PaymentCompleted` is there": a call, told as two messages.
    /// Returns where its words end.
    fn call_in_two_messages(&mut self, body: &Range<usize>, open: &mut Open) -> Option<usize> {
        let tokens = self.tokens();
        let verb_of =
            |at: usize, list: &[&str]| tokens[at].readings.iter().any(|reading| list.contains(&reading.verb.base));
        let asked =
            body.clone().find(|at| self.is_event(*at) || tokens[*at].code && !tokens[*at].text.contains(['(', '/']))?;
        let waits = (asked + 1..body.end).find(|at| verb_of(*at, words::WAITS))?;
        let until = (waits + 1..body.end).find(|at| matches!(&*tokens[*at].lower, "until" | "till" | "for"))?;
        let answer = (until + 1..body.end)
            .find(|at| self.is_event(*at) || tokens[*at].code && tokens[*at].text.starts_with(char::is_uppercase))?;
        let told = self.clauses(body.start..waits).into_iter().find(|clause| {
            clause.mood == Mood::Statement && clause.link != Link::Condition && clause.span.contains(&asked)
        })?;
        let puts = verb_of(told.head, words::PUBLISHES) || verb_of(told.head, words::PUTS);
        if !puts || tokens[asked].text == tokens[answer].text || told.head > asked {
            return None;
        }
        let from = match self.subject(&told) {
            Subject::Who(who) => who.first().copied(),
            _ => None,
        };
        let end = (answer..body.end).find(|at| tokens[*at].text == ",").unwrap_or(body.end);
        let comes = (answer + 1..end).find(|at| tokens[*at].verb_in(language::lexicon::Form::Third).is_some());
        let comes =
            comes.map_or(String::new(), |at| phrase::small(&phrase::words(tokens, self.text(), at..end.min(at + 2))));
        let who = from.map_or(String::new(), |who| self.cast.member(who).name.clone());
        let said = [&who, tokens[told.head].text, tokens[asked].text].join(" ");
        let action = format!("{said}, {} until {} {comes}", tokens[waits].text, tokens[answer].text);
        let action = phrase::capital(phrase::clean(&action));
        let made = Act { own: told.span.start..end, action, from, form: Form::Waited, ..Act::default() };
        self.finish(made, open);
        Some(end)
    }

    /// The only act of a short sentence keeps all its words: they say more than a part of them.
    fn in_its_words(&mut self, before: usize, whole: &Range<usize>) {
        let tokens = self.tokens();
        let [act] = &mut self.flow.acts[before..] else { return };
        let bare: Vec<usize> = whole.clone().filter(|at| !self.bare[*at].text.is_empty()).collect();
        let open = bare.iter().filter(|at| tokens[**at].class == Class::Open).count();
        let inside =
            act.clause.as_ref().is_some_and(|clause| clause.span.start >= whole.start && clause.span.end <= whole.end);
        if act.form != Form::Plain && act.form != Form::News
            || !inside
            || open > 9
            || act.action.split(' ').count() > 5
            || act.bare
        {
            return;
        }
        let mut said = String::new();
        let mut last = None;
        for at in bare {
            let gap = last.is_some_and(|end: usize| end < tokens[at].start);
            if gap && !said.is_empty() {
                said.push(' ');
            }
            said.push_str(tokens[at].text);
            last = Some(tokens[at].end());
        }
        let said = phrase::capital(phrase::clean(&said));
        // A condition is no part of what is done, and the names of messages are made of these words.
        let because =
            act.when.is_some() || whole.clone().any(|at| tokens[at].class == Class::Reason && !tokens[at].is("so"));
        if !because && said.split(' ').count() > act.action.split(' ').count() + 2 {
            act.action = said;
        }
    }

    /// A short act keeps the words behind it, which say more of it: "fix the total once both agree".
    fn with_what_follows(&mut self, before: usize, body: &Range<usize>) {
        let tokens = self.tokens();
        for index in before..self.flow.acts.len() {
            let end = self.flow.acts[before..]
                .iter()
                .map(|other| other.own.start)
                .filter(|start| *start > self.flow.acts[index].own.start)
                .fold(body.end, usize::min);
            let act = &mut self.flow.acts[index];
            if phrase::content(&act.action) > 2
                || act.clause.is_none()
                || act.own.end >= end
                || act.own.start < body.start
            {
                continue;
            }
            let mut behind = phrase::trimmed(tokens, act.own.end..end);
            // "When", "otherwise" and "because" alone lead to what is told elsewhere.
            while !behind.is_empty()
                && matches!(
                    tokens[behind.end - 1].class,
                    Class::Condition | Class::Reason | Class::Determiner | Class::Relative
                )
            {
                behind.end -= 1;
            }
            // A list goes on with acts of its own.
            let comma = behind.clone().find(|at| tokens[*at].text == ",").filter(|_| behind.len() > 5);
            behind.end = comma.unwrap_or(behind.end);
            if behind.is_empty() || behind.len() > 10 {
                continue;
            }
            let said = &self.whole.text[tokens[behind.start].start..tokens[behind.end - 1].end()];
            act.action = phrase::clean(&format!("{} {said}", act.action));
        }
    }

    /// Who waits, where the words of a sentence say it apart from the act: "every night", "while she waits".
    pub(super) fn timed(&mut self, before: usize, body: &Range<usize>) {
        let tokens = self.tokens();
        let single = self.flow.acts.len() == before + 1;
        let complains = tokens[body.clone()].iter().any(|token| words::COMPLAINS.contains(&&*token.lower));
        for act in &mut self.flow.acts[before..] {
            if act.form != Form::Plain {
                continue;
            }
            let mut said: Vec<Range<usize>> = vec![if single { body.clone() } else { act.own.clone() }];
            said.extend(act.notes.iter().filter(|note| note.start >= body.start && note.end <= body.end).cloned());
            let any = |says: fn(&[Token<'_>]) -> bool| said.iter().any(|range| says(&tokens[range.clone()]));
            let own = |says: fn(&[Token<'_>]) -> bool| says(&tokens[act.own.clone()]);
            let broker =
                act.clause.as_ref().is_some_and(|clause| tokens[clause.span.clone()].iter().any(cast::is_broker));
            let verb = act.clause.as_ref().and_then(|clause| clause.verb).map_or("", |verb| verb.base);
            let (later, waits) = match (any(phrase::says_delay), any(phrase::says_wait)) {
                // "Is written in the same request (people complained for years)": its own words count.
                (true, true) => (own(phrase::says_delay), own(phrase::says_wait)),
                either => either,
            };
            act.form = match (later, waits) {
                // "The loyalty programme sees it eventually": it is told, and asks nobody.
                (true, false) if words::RECEIVES.contains(&verb) || verb == "find" => Form::News,
                (true, false) => Form::Timed,
                (false, true) if complains => Form::Queued,
                (false, true) => Form::Waited,
                // "A reminder goes out": whoever sends it waits for nobody.
                _ if verb == "go out" => Form::News,
                (false, false) if broker => Form::Queued,
                _ => Form::Plain,
            };
        }
    }

    /// "Validates and saves it": short acts of one and the same are one act. What is only a word is none.
    fn in_one_breath(&mut self, before: usize) {
        let mut index = before + 1;
        while index < self.flow.acts.len() {
            let (done, rest) = self.flow.acts.split_at_mut(index);
            let (Some(last), Some(act)) = (done.last_mut(), rest.first()) else { break };
            let shares = act.clause.as_ref().is_some_and(|clause| {
                clause.subject.is_empty()
                    && clause.link == Link::And
                    && matches!(clause.mood, Mood::Statement | Mood::Passive)
            });
            let plain = act.form == Form::Plain
                && last.form == Form::Plain
                && act.event == last.event
                && act.announces.is_none()
                && act.starts.is_none();
            let same = act.from == last.from && (act.to == last.to || act.to.is_empty() || last.to.is_empty());
            if shares
                && plain
                && same
                && last.own.start < act.own.start
                && phrase::content(&act.action) <= 2
                && phrase::content(&last.action) <= 6
            {
                let mut said = act.action.clone();
                if let Some(first) =
                    said.chars().next().filter(|first| !said[first.len_utf8()..].starts_with(char::is_uppercase))
                {
                    said = first.to_lowercase().chain(said.chars().skip(1)).collect();
                }
                last.action = phrase::clean(&format!("{} and {said}", last.action));
                last.own.end = last.own.end.max(act.own.end);
                let notes = act.notes.clone();
                last.notes.extend(notes);
                self.flow.acts.remove(index);
            } else {
                index += 1;
            }
        }
    }

    /// Drops the acts of a sentence that are only a word: "fire", "wrong". An item that is one word may be an act.
    fn drop_single_words(&mut self, before: usize, whole: &Range<usize>) {
        let alone = self.in_list && whole.len() <= 2;
        let kept = |act: &Act| {
            phrase::content(&act.action) > 1
                || alone
                || act.event.is_some()
                || act.when.is_some()
                || act.action.contains('(')
                || language::clauses::is_code(&act.action)
        };
        let acts = self.flow.acts.split_off(before);
        for act in acts {
            if kept(&act) {
                self.flow.acts.push(act);
            } else {
                match self.flow.acts[before..].last_mut() {
                    Some(last) => last.notes.push(act.own),
                    None => self.about.push(act.own),
                }
            }
        }
    }

    /// Acts of one sentence that each have somebody else as their subject all react to what was said before.
    fn fan_out(&mut self, before: usize, found: &[Clause]) {
        let tokens = self.tokens();
        let reacts = before > 0
            || found.iter().any(|clause| {
                clause.link == Link::Condition
                    && clause.span.start < self.flow.acts.get(before).map_or(0, |act| act.own.start)
            });
        let acts = &mut self.flow.acts[before..];
        let own = |act: &Act| {
            act.form == Form::Plain
                && !act.to.is_empty()
                && act.clause.as_ref().is_some_and(|clause| {
                    clause.mood == Mood::Statement && !clause.subject.is_empty() && clause.link != Link::Condition
                })
        };
        let apart = acts.len() > 1 && acts.iter().all(own) && acts.windows(2).all(|pair| pair[0].to != pair[1].to);
        if apart && reacts {
            for (index, act) in acts.iter_mut().enumerate() {
                act.fans = true;
                if index > 0 {
                    act.order = Order::Beside;
                }
            }
        }
        for act in acts.iter_mut() {
            let start = act.own.start;
            act.chained |= start > 0 && language::clauses::clause::is_arrow(tokens[start - 1].text);
        }
    }

    /// Whether a clause says that somebody waits for what the next one says.
    fn is_wait(&self, clause: &Clause, next: &Clause) -> bool {
        let tokens = self.tokens();
        let tie = next.tie.map_or("", |tie| &*tokens[tie].lower);
        // "Won't move on before the LIS has acknowledged them".
        if clause.negated && next.link == Link::Condition && matches!(tie, "before" | "until" | "till") {
            return true;
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
    fn waited(&mut self, waits: &Clause, clause: &Clause, open: &mut Open) -> bool {
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
        let Said::Act(made) = self.main_clause(&inner) else { return false };
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

    /// A short act behind a label keeps the label: "no-show after 20 min: flag the slot".
    fn with_label(&self, made: &mut Act, label: &Range<usize>) {
        let tokens = self.tokens();
        let said = phrase::words(tokens, self.text(), label.clone());
        let words = |text: &str| text.split(' ').count();
        let meta = tokens[label.clone()].iter().any(|token| words::META.contains(&&*token.lower));
        if meta {
            return;
        }
        if words(&said) <= 6 && words(&made.action) <= 8 && !said.is_empty() && label.end <= made.own.start {
            let mut action = made.action.clone();
            if let Some(first) =
                action.chars().next().filter(|first| !action[first.len_utf8()..].starts_with(char::is_uppercase))
            {
                action = first.to_lowercase().chain(action.chars().skip(1)).collect();
            }
            made.action = phrase::clean(&format!("{said}: {action}"));
        }
    }

    /// A leading phrase such as "via Kafka," or "upon receipt of a `ClaimApproved` event,".
    fn lead(&mut self, body: Range<usize>, open: &mut Open) -> Range<usize> {
        let tokens = self.tokens();
        if body.is_empty() {
            return body;
        }
        // "(async) Housekeeping cleans the room", "Deferred: …", "Best effort: …".
        if tokens[body.start].text == "("
            && let Some(close) = body.clone().take(6).find(|at| tokens[*at].text == ")")
        {
            open.lead.push(body.start + 1..close);
            return self.lead(phrase::trimmed(tokens, close + 1..body.end.max(close + 1)), open);
        }
        if let Some(rest) = self.lead_with_colon(&body, open).or_else(|| self.lead_with_case(&body, open)) {
            return rest;
        }
        let first = &tokens[body.start];
        let leads = matches!(first.class, Class::Preposition | Class::Condition)
            || matches!(&*first.lower, "upon" | "following" | "every" | "each" | "two" | "no" | "only");
        if !leads {
            return body;
        }
        self.lead_with_rhythm(&body, open).unwrap_or_else(|| self.lead_with_comma(body, open))
    }

    /// "Deferred: …", "Charge: later": a label before a colon, or an act with how it is done behind the colon.
    fn lead_with_colon(&mut self, body: &Range<usize>, open: &mut Open) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let colon = body.clone().take(8).find(|at| tokens[*at].text == ":" && at + 2 < body.end);
        if let Some(colon) = colon
            && self.clauses(body.start..colon).iter().all(|clause| {
                !clause.mood.is_act()
                    || self.only_names(clause)
                    || clause.mood == Mood::Gerund
                    || clause.mood == Mood::Imperative
                        && (colon - body.start == 1 || !self.in_prose && colon - body.start < 4)
            })
        {
            let rest = phrase::trimmed(tokens, colon + 1..body.end);
            if let Some(event) = phrase::event_in(tokens, body.start..colon).filter(|_| tokens[body.start].is("on")) {
                open.event = Some(event);
            }
            // "Charge: later": what stands before the colon is the act, if nothing behind it is.
            let acts = self.clauses(rest.clone()).iter().any(|clause| clause.mood.is_act() && !clause.negated);
            let label = phrase::trimmed(tokens, body.start..colon);
            let names = tokens[label.clone()].iter().any(|token| token.class == Class::Open)
                && !phrase::says_when(&tokens[label.clone()]);
            if !acts
                && names
                && (!self.in_prose || phrase::says_when(&tokens[rest.clone()]))
                && phrase::items(tokens, rest.clone()).len() < 2
            {
                // "Result website: refreshed every few minutes": what is done with the thing before the colon.
                if phrase::is_done(&tokens[rest.start]) && rest.len() > 1 {
                    open.both = Some(label.start..rest.end);
                }
                open.lead.push(rest);
                self.in_prose = false;
                return Some(label);
            }
            if (!self.in_prose || label.len() < 5) && names && tokens[body.start].class != Class::Preposition {
                open.label = Some(label);
            }
            open.lead.push(body.start..colon);
            return Some(self.lead(rest, open));
        }
        None
    }

    /// "In case nobody is at home, …", "as a tenant I want …", "only when it is heavy does Shipping …".
    fn lead_with_case(&mut self, body: &Range<usize>, open: &mut Open) -> Option<Range<usize>> {
        let tokens = self.tokens();
        // "In case the courier finds nobody at home, …", "should the sensor stay silent, …".
        let case = (tokens[body.start].is("in")
            && tokens.get(body.start + 1).is_some_and(|next| next.is("case") || next.is("cases")))
            || (tokens[body.start].is("should")
                || tokens[body.start].is("provided")
                || tokens[body.start].is("assuming"));
        if case && let Some(comma) = body.clone().skip(2).take(20).find(|at| tokens[*at].text == ",") {
            open.when = Some(body.start..comma);
            return Some(phrase::trimmed(tokens, comma + 1..body.end));
        }
        // "As a tenant I want to report a heater".
        if tokens[body.start].is("as")
            && let Some(me) = body.clone().take(8).find(|at| matches!(&*tokens[*at].lower, "i" | "we"))
        {
            let end = if tokens[me - 1].text == "," { me - 1 } else { me };
            if let Some(who) = self.cast.given(tokens, body.start + 1..end) {
                open.by = Some(who);
            }
            return Some(me..body.end);
        }
        // "Only when it weighs more than 30 kg does Shipping call FreightPartner".
        if tokens[body.start].is("only")
            && let Some(does) = body.clone().skip(2).find(|at| {
                tokens[*at].class == Class::Do && at + 2 < body.end && !matches!(tokens[at + 1].class, Class::Negation)
            })
        {
            open.when = Some(body.start..does);
            open.inverted = true;
            return Some(does + 1..body.end);
        }
        None
    }

    /// "Every 15 minutes Sync calls …": a time without a comma behind it.
    fn lead_with_rhythm(&mut self, body: &Range<usize>, open: &mut Open) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let first = &tokens[body.start];
        // "Every 15 minutes Sync calls …", "two days before departure Reminders texts …": no comma behind the time.
        let unit = body.clone().take(4).find(|at| phrase::is_unit(&tokens[*at]));
        if let Some(unit) = unit.filter(|_| first.class == Class::Number || matches!(&*first.lower, "every" | "each")) {
            let before = tokens.get(unit + 1).is_some_and(|next| next.is("before") || next.is("after"));
            let end = if before {
                (unit + 3..body.end.min(unit + 7)).find(|at| {
                    tokens[*at].class == Class::Determiner
                        || (cast::starts_big(&tokens[*at]) && !cast::starts_big(&tokens[at - 1]))
                })
            } else {
                Some(unit + 1).filter(|end| *end < body.end && tokens[*end].text != ",")
            };
            if let Some(end) = end.filter(|end| *end < body.end) {
                open.starts = open.starts.take().or_else(|| self.period(&(body.start..end)));
                open.lead.push(body.start..end);
                open.form = Some(Form::Timed);
                return Some(end..body.end);
            }
        }
        None
    }

    /// "Via Kafka, …": a phrase that a comma ends.
    fn lead_with_comma(&mut self, body: Range<usize>, open: &mut Open) -> Range<usize> {
        let tokens = self.tokens();
        let first = &tokens[body.start];
        let rhythm = matches!(&*first.lower, "every" | "each");
        let comma = body.clone().skip(1).take(14).find(|at| tokens[*at].text == ",");
        let comma = comma.filter(|comma| !rhythm || tokens[body.start..*comma].iter().any(phrase::is_unit));
        let Some(comma) = comma else { return body };
        let said = body.start..comma;
        let has_verb = self.clauses(body.start + 1..comma).iter().any(|clause| {
            matches!(clause.mood, Mood::Statement | Mood::Passive | Mood::State) && !clause.subject.is_empty()
        });
        if has_verb && first.class == Class::Condition {
            return body;
        }
        if has_verb && matches!(first.class, Class::Preposition) && !phrase::is_done(&tokens[comma - 1]) {
            return body;
        }
        if let Some(event) = phrase::event_in(tokens, said.clone()) {
            open.event = Some(event);
        }
        if tokens[said.clone()].iter().any(|token| cast::is_broker(token)) {
            open.form = Some(Form::Queued);
        }
        let condition = matches!(&*first.lower, "if" | "unless" | "without" | "no")
            || tokens[said.clone()].iter().any(|t| t.is("case"));
        if condition && open.when.is_none() {
            open.when = Some(said);
        } else {
            open.starts = open.starts.take().or_else(|| self.period(&said));
            open.lead.push(said);
        }
        phrase::trimmed(tokens, comma + 1..body.end)
    }

    /// "After 30 minutes": how long after the step before.
    fn period(&self, range: &Range<usize>) -> Option<(Period, Range<usize>)> {
        let tokens = self.tokens();
        let after = range.clone().find(|at| tokens[*at].is("after"))?;
        let number = (after + 1..range.end.min(after + 3))
            .find(|at| tokens[*at].class == Class::Number || matches!(&*tokens[*at].lower, "a" | "an"))?;
        let unit = (number + 1 < range.end).then(|| &tokens[number + 1])?;
        let said = &self.text()[tokens[number].start..unit.end()];
        Period::typed(said).map(|period| (period, after..number + 2))
    }

    /// A clause of condition or of time.
    fn condition(&mut self, clause: &Clause, open: &mut Open, before: usize) {
        let tokens = self.tokens();
        let from = clause.tie.unwrap_or(clause.span.start);
        let tie = clause.tie.map_or("", |tie| &*tokens[tie].lower);
        let words = from..clause.span.end;
        let breaks = clause.negated
            || clause.verb.is_some_and(|verb| words::BREAKS.contains(&verb.base))
            || tokens[clause.span.clone()].iter().any(|token| words::BROKEN.contains(&&*token.lower));
        let only = from > 0 && tokens[from - 1].is("only");
        let sets = matches!(tie, "when" | "whenever" | "once" | "after" | "as");
        if tie == "if" && self.is_asked(clause, from, before) {
            return;
        }
        if (matches!(tie, "if" | "unless" | "should") && !(from >= 2 && tokens[from - 1].is("enough")))
            || (sets && (breaks || only))
        {
            let done = self.flow.acts.len() > before;
            match self.flow.acts[before..].last_mut().filter(|_| done) {
                Some(act) if act.when.is_none() => act.when = Some(words),
                _ => open.when = Some(words),
            }
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
            self.tells_fact(clause);
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

    /// "Asks the system if the container is released": what is asked, and no condition.
    fn is_asked(&mut self, clause: &Clause, from: usize, before: usize) -> bool {
        let tokens = self.tokens();
        if from > 0
            && tokens[from - 1].text != ","
            && let Some(last) = self.flow.acts[before..].last_mut()
            && last.own.end >= from
            && last
                .clause
                .as_ref()
                .and_then(|clause| clause.verb)
                .is_some_and(|verb| words::ASKS.contains(&verb.base) || words::TESTS.contains(&verb.base))
        {
            let said = phrase::clean(&self.whole.text[tokens[from].start..tokens[clause.span.end - 1].end()]);
            last.action = phrase::clean(&format!("{} {said}", last.action));
            last.own.end = clause.span.end;
            return true;
        }
        false
    }

    /// "After an invoice is paid, a message is published": the message tells that it is paid.
    fn tells_fact(&mut self, clause: &Clause) {
        let tokens = self.tokens();
        let thing = phrase::noun_phrase(tokens, clause.subject.clone());
        let words = tokens[thing]
            .iter()
            .filter(|token| token.class == Class::Open)
            .map(|token| language::lexicon::nouns::singular(&token.lower));
        let words: Vec<String> = words.chain([tokens[clause.head].lower.to_string()]).collect();
        self.fact = (words.len() > 1).then(|| language::case::pascal(words.iter().map(String::as_str)));
    }

    /// "When Payments has captured the money": a condition in which somebody named acts is an act.
    fn condition_acts(&mut self, clause: &Clause, tie: &str, open: &mut Open, before: usize) -> bool {
        let tokens = self.tokens();
        let named = match self.subject(clause) {
            Subject::Who(who) => Some(who),
            _ => None,
        };
        let acts = clause.mood == Mood::Statement && named.is_some();
        let weak = clause.verb.is_some_and(|verb| words::COMES.contains(&verb.base));
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
            Said::Talk => open.talk = true,
            Said::Nothing => self.note(clause.span.clone(), open, before),
        }
    }

    /// Joins an act with what its sentence has said before it.
    fn join(&mut self, mut made: Act, clause: &Clause, open: &mut Open) {
        let tokens = self.tokens();
        // "Must approve or deny the purchase": one act with two outcomes.
        if clause.link == Link::Or
            && clause.subject.is_empty()
            && made.form == Form::Plain
            && let Some(last) = self
                .flow
                .acts
                .last_mut()
                .filter(|last| last.own.end <= clause.span.start && last.own.end + 2 >= clause.span.start)
        {
            let said = phrase::words(tokens, self.whole.text, clause.span.clone());
            let mut chars = said.chars();
            let said: String =
                chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect());
            last.action = phrase::clean(&format!("{} or {said}", last.action));
            last.own.end = clause.span.end;
            return;
        }
        // "A queue that accepts records and process them": the processing is how.
        let works_on = made
            .clause
            .as_ref()
            .and_then(|clause| clause.verb)
            .is_some_and(|verb| matches!(verb.base, "process" | "handle"))
            && tokens.get(clause.head + 1).is_some_and(|next| next.is("them") || next.is("it"));
        if works_on && let Some(last) = self.flow.acts.last_mut().filter(|last| last.form == Form::Queued) {
            last.notes.push(clause.span.clone());
            return;
        }
        if let Some((who, event, heard)) = &open.hears {
            let same = clause.subject.is_empty()
                || made.to.is_empty()
                || made.to == *who
                || made.to.iter().all(|to| who.contains(to));
            if same {
                if made.form == Form::Plain {
                    made.form = heard.form;
                }
                if made.to.is_empty() || clause.subject.is_empty() && made.from.is_none() && made.to.is_empty() {
                    made.to.clone_from(who);
                }
                made.event = event.clone().or(heard.event.clone());
                if heard.from.is_some() {
                    made.from = heard.from;
                }
                open.hears = None;
            }
        }
        // An act without a subject is done by whoever acted in the clause before.
        let shares = clause.subject.is_empty()
            && matches!(clause.mood, Mood::Statement | Mood::Gerund)
            && made.form == Form::Plain;
        if shares && made.to.is_empty() && made.from.is_none() {
            let who = if self.last_who.is_empty() { self.here.into_iter().collect() } else { self.last_who.clone() };
            if who.iter().all(|who| self.cast.is(*who, ParticipantKind::Person)) {
                made.from = who.first().copied();
            } else {
                made.to = who;
            }
        }
        self.finish(made, open);
    }

    /// Names what "it" and "them" stand for in an action, and remembers what the act is about.
    fn resolve(&mut self, made: &mut Act) {
        let tokens = self.tokens();
        let Some(clause) = &made.clause else { return };
        let passive = clause.mood == Mood::Passive;
        let object = if passive {
            clause.subject.clone()
        } else {
            phrase::noun_phrase(tokens, (clause.head + 1).min(clause.span.end)..clause.span.end)
        };
        let words: Vec<&str> = tokens[object.clone()].iter().map(|token| &*token.lower).collect();
        // "Mail them": whoever acted last.
        let sent = clause.verb.is_some_and(|verb| verb.is(language::lexicon::Class::Tells));
        if sent && matches!(words.as_slice(), ["them" | "him" | "her"]) {
            let person = self
                .flow
                .acts
                .iter()
                .rev()
                .find_map(|act| act.from.filter(|from| self.cast.is(*from, ParticipantKind::Person)));
            if let Some(person) = person {
                let named = format!("the {}", self.cast.member(person).name);
                let replaced: Vec<&str> =
                    made.action.split(' ').map(|word| if word == words[0] { named.as_str() } else { word }).collect();
                made.action = replaced.join(" ");
                return;
            }
        }
        let points = matches!(words.as_slice(), ["it" | "them" | "this" | "that" | "these"])
            || (passive && object.is_empty() && clause.link == Link::And);
        if points {
            // "It" stands for one thing, "them" for several; a passive goes on with whatever came before.
            let many = words.first().is_some_and(|word| matches!(*word, "them" | "these"));
            let near = |thing: &Range<usize>| {
                let last = &tokens[thing.end - 1];
                let fits = object.is_empty() || many == language::lexicon::nouns::is_plural(&last.lower);
                fits && made.own.start.saturating_sub(25) <= thing.start && made.event.is_none()
            };
            let Some(thing) = self.last_thing.clone().filter(near) else { return };
            let named = self.text()[tokens[thing.start].start..tokens[thing.end - 1].end()].to_owned();
            let named = phrase::clean(&named);
            if object.is_empty() {
                if let Some((verb, rest)) = made.action.split_once(' ') {
                    made.action = format!("{verb} {named} {rest}");
                } else {
                    made.action = format!("{} {named}", made.action);
                }
            } else {
                let pointer = words[0];
                let replaced: Vec<&str> =
                    made.action.split(' ').map(|word| if word == pointer { named.as_str() } else { word }).collect();
                made.action = replaced.join(" ");
            }
            made.action = phrase::capital(phrase::clean(&made.action));
            return;
        }
        let thing = tokens[object.clone()].iter().any(|token| {
            token.class == Class::Open && !token.lower.ends_with("self") && !token.lower.ends_with("selves")
        });
        if thing && object.len() <= 5 && !self.is_message(object.clone()) {
            self.last_thing = Some(object);
        }
    }

    fn finish(&mut self, mut made: Act, open: &mut Open) {
        self.resolve(&mut made);
        // "Takes the file, hands back an id and imports the rows": accepted at once, done later.
        if std::mem::take(&mut self.hints.receipt)
            && made.form == Form::Plain
            && let Some(last) = self.flow.acts.last().filter(|last| last.to == made.to && last.form == Form::Plain)
        {
            let takes = last
                .clause
                .as_ref()
                .and_then(|clause| clause.verb)
                .is_some_and(|verb| matches!(verb.base, "take" | "accept" | "receive" | "take in"));
            made.form = Form::Accepted;
            if takes {
                self.flow.acts.pop();
            }
        }
        // "The gateway calls Auth, and Auth checks the token": the check is what is asked for.
        if let Some(last) = self
            .flow
            .acts
            .last()
            .filter(|last| last.bare && last.to == made.to && made.form == Form::Plain && made.event.is_none())
        {
            (made.from, made.form, made.event) = (last.from, last.form, last.event.clone());
            made.own = last.own.start..made.own.end.max(last.own.end);
            self.flow.acts.pop();
        }
        if let Some(when) = open.when.clone() {
            made.when.get_or_insert(when);
        }
        if made.event.is_none()
            && let Some(event) = open.event.clone()
        {
            made.event = Some(event);
            if made.form == Form::Plain {
                made.form = Form::Consuming;
            }
        }
        if let Some(form) = open.form.filter(|_| made.form == Form::Plain) {
            made.form = form;
        }
        if made.starts.is_none() {
            made.starts = open.starts.take();
        }
        made.notes.append(&mut open.lead);
        if let Some(by) = open.by.filter(|_| made.from.is_none() && made.to.is_empty()) {
            made.from = Some(by);
        }
        if made.event.is_none()
            && let Some(event) = self.under_event.clone()
        {
            made.event = Some(event);
            made.form = Form::Consuming;
        }
        if made.to.is_empty()
            && made.from.is_none()
            && let Some(here) = self.here
        {
            made.to = vec![here];
        }
        if made.form == Form::Publishing && made.announces.is_none() {
            made.announces = self.fact.take();
        }
        if made.form == Form::Publishing {
            self.last_event = Some((made.announces.clone(), made.from));
        }
        if made.order == Order::Next && made.form == Form::News {
            made.order = Order::Beside;
        }
        self.push(made);
    }

    /// A sentence or an item without a verb: in a list it names an act.
    fn fragment(&mut self, nouns: Range<usize>, body: Range<usize>, is_item: bool, open: &mut Open) -> Role {
        let tokens = self.tokens();
        let range = phrase::trimmed(tokens, nouns.clone());
        if range.is_empty() {
            return Role::Talk;
        }
        let timed = open.lead.iter().chain([&range]).any(|said| phrase::says_when(&tokens[said.clone()]));
        let listed = phrase::items(tokens, range.clone());
        if listed.len() > 1 && ((is_item && self.in_list) || timed) && listed.iter().any(|item| item.len() > 1) {
            return self.listed(listed, &body, open);
        }
        let listed = self.in_list && is_item;
        let said = |at: usize| &tokens[at];
        // Outside of a list a name alone is an act only if its last noun is one, or if it says when.
        let act_noun = range.clone().any(|at| {
            let word = said(at).singular();
            words::LETTERS.contains(&word)
                || language::lexicon::nouns::act(word).is_some_and(|verb| !verb.is(language::lexicon::Class::Stands))
                || said(at).verb_in(language::lexicon::Form::Gerund).is_some()
        });
        let letter = range.clone().take(3).any(|at| words::LETTERS.contains(&said(at).singular())) && range.len() > 2;
        let is_item = listed || open.both.is_some() || letter || ((timed || (is_item && act_noun)) && range.len() > 1);
        let first = &tokens[range.start];
        let only_time = range.clone().all(|at| {
            tokens[at].class != Class::Open || phrase::is_unit(&tokens[at]) || phrase::says_when(&tokens[at..=at])
        });
        let loose = only_time
            || matches!(
                first.class,
                Class::Negation
                    | Class::Preposition
                    | Class::Modal
                    | Class::Be
                    | Class::Number
                    | Class::Condition
                    | Class::Reason
                    | Class::Pronoun
            )
            || matches!(
                &*first.lower,
                "no" | "than" | "same" | "whoever" | "rule" | "rules" | "key" | "note" | "notes" | "nobody" | "never"
            )
            || range.clone().any(|at| matches!(tokens[at].text, "=" | "{" | "}" | "<"))
            || range.clone().any(|at| matches!(self.bare[at].class, Class::Be | Class::Modal | Class::Have))
            || range.clone().any(|at| tokens[at].is("never"))
            || (range.len() == 1 && (first.text.chars().count() < 3 || (first.code && !self.is_event(range.start))));
        let named = range.len() <= 4
            && tokens[range.clone()].iter().all(|token| token.class == Class::Open || token.class == Class::Determiner)
            && range.clone().last().is_some_and(|last| {
                tokens[last].code
                    || cast::AGENTS.contains(&tokens[last].singular())
                    || language::lexicon::people::is_person(&tokens[last].lower)
            });
        if named && let Some(who) = self.cast.find(tokens, range.clone()) {
            // "Reporting Service. Builds the figures at night."
            self.here = Some(who);
            self.last_who = vec![who];
            return Role::AboutParticipant;
        }
        if loose {
            return self.about(body);
        }
        let action = phrase::words(tokens, self.text(), range.clone());
        let words = range.clone().filter(|at| tokens[*at].class == Class::Open).count();
        if is_item && words > 0 && range.len() <= 12 {
            let mut made = Act { own: body.start..body.end, action, ..Act::default() };
            if let Some(both) = open.both.take() {
                made.action = phrase::words(tokens, self.text(), both.clone());
                made.own = both;
                open.lead.clear();
            }
            made.notes.append(&mut open.lead);
            if phrase::content(&made.action) < 2 && !(self.in_list && body.len() < 3) {
                return self.about(body);
            }
            self.finish(made, open);
            return Role::Step;
        }
        self.about(body)
    }

    /// Several acts that are only named, with commas between them: "ladder ranking, battle pass xp, friends feed".
    pub(super) fn listed(&mut self, listed: Vec<Range<usize>>, body: &Range<usize>, open: &mut Open) -> Role {
        let tokens = self.tokens();
        let lead = std::mem::take(&mut open.lead);
        let when = open.when.clone();
        // "Other, general, later" are words and no acts; among acts a single word may be one.
        let long = listed.iter().filter(|item| item.len() > 1).count() * 2 >= listed.len();
        // "No cover, no transfer": what is not done.
        let nothing = listed.iter().all(|item| tokens[item.start].is("no"));
        if nothing || (!long && !self.in_list) {
            return self.about(body.clone());
        }
        for (index, item) in listed.into_iter().enumerate() {
            let action = self.said_action(item.clone());
            let mut made = Act { own: item, action, notes: lead.clone(), when: when.clone(), ..Act::default() };
            if phrase::says_when(&tokens[body.clone()]) {
                made.notes.push(body.clone());
            }
            if index > 0 {
                made.order = Order::Beside;
            }
            self.finish(made, open);
        }
        Role::Step
    }

    /// A sentence about what the acts around it do: kept, and given to the act that it shares a noun with.
    fn about(&mut self, body: Range<usize>) -> Role {
        self.about.push(body);
        Role::AboutStep
    }
}
