//! The acts of a sentence: who does them, what pronouns stand for, and which belong together.

use std::ops::Range;

use advice::description::ParticipantKind;
use language::clauses::Class;
use language::clauses::clause::{Clause, Link, Mood};

use super::super::clause_forms::Subject;
use super::super::draft::{Act, Order};
use super::super::{Reader, phrase, words};
use super::Open;
use crate::clues::scene::Form;

impl Reader<'_, '_> {
    /// "Shipping and Loyalty consume OrderPaid": each of them is reached by a message of its own.
    pub(super) fn each_hears(&mut self, made: Act, open: &mut Open) {
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
            let order = if index > 0 { Order::Beside } else { made.order };
            self.finish(Act { action, to: vec![*who], order, ..made.clone() }, open);
        }
    }

    /// "Checkout publishes `PaymentRequested` and blocks until `PaymentCompleted` is there": a call, told as two
    /// messages. Returns where its words end.
    pub(super) fn call_in_two_messages(&mut self, body: &Range<usize>, open: &mut Open) -> Option<usize> {
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

    /// Acts of one sentence that each have somebody else as their subject all react to what was said before.
    pub(super) fn fan_out(&mut self, before: usize, found: &[Clause]) {
        let tokens = self.tokens();
        let reacts = before > 0
            || found.iter().any(|clause| {
                clause.link == Link::Condition
                    && clause.span.start < self.flow.acts.get(before).map_or(0, |act| act.own.start)
            });
        let acts = &mut self.flow.acts[before..];
        let own = |act: &Act| {
            matches!(act.form, Form::Plain | Form::News)
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

    /// Joins an act with what its sentence has said before it.
    pub(super) fn join(&mut self, mut made: Act, clause: &Clause, open: &mut Open) {
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
            last.action = phrase::clean(&format!("{} or {}", last.action, phrase::small(&said)));
            last.own.end = clause.span.end;
            return;
        }
        // "A queue that accepts records and process them": the processing is how.
        let works_on = made.verb().is_some_and(|verb| matches!(verb.base, "process" | "handle"))
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
                if made.to.is_empty() {
                    made.to.clone_from(who);
                }
                made.event = event.clone().or(heard.event.clone());
                // "Hears it and hands the amps to the neighbours": the one who hears it does.
                if clause.subject.is_empty() && !made.to.iter().any(|to| who.contains(to)) {
                    made.tells = std::mem::replace(&mut made.to, who.clone());
                }
                if heard.from.is_some() {
                    made.from = heard.from;
                }
                // "Stock and Loyalty listen to it: Stock adds the items, Loyalty takes the points back".
                let to: Vec<usize> = who.iter().copied().filter(|who| !made.to.contains(who)).collect();
                let (event, heard) = (event.clone(), heard.clone());
                open.hears = (!to.is_empty()).then(|| (to.clone(), event, Act { to, order: Order::Beside, ..heard }));
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
    pub(super) fn resolve(&mut self, made: &mut Act) {
        let tokens = self.tokens();
        let Some(clause) = &made.clause else { return };
        let passive = clause.mood == Mood::Passive;
        let object = if passive {
            clause.subject.clone()
        } else {
            phrase::noun_phrase(tokens, (clause.head + 1).min(clause.span.end)..clause.span.end)
        };
        // "Fills in the sheet": the particle belongs to the verb.
        let particle = !passive
            && object.len() > 1
            && clause.verb.is_some_and(|verb| !verb.particle().is_empty() && tokens[object.start].is(verb.particle()));
        let object = object.start + usize::from(particle)..object.end;
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
        // "The order goes to the pharmacy", "the invoice comes days later": about what goes and comes.
        let away = tokens.get(object.start).filter(|_| !object.is_empty()).is_some_and(|first| {
            matches!(&*first.lower, "to" | "into" | "at" | "from")
                && clause.verb.is_none_or(|verb| verb.particle() != first.lower)
        });
        let object = if !passive && (away || tokens[object.clone()].iter().any(phrase::is_unit)) {
            phrase::noun_phrase(tokens, clause.subject.clone())
        } else {
            object
        };
        let somebody = self.cast.known_in(tokens, object.clone());
        let thing = !somebody
            && tokens[object.clone()].iter().any(|token| {
                token.class == Class::Open && !token.lower.ends_with("self") && !token.lower.ends_with("selves")
            });
        if thing && object.len() <= 5 && !self.is_message(object.clone()) {
            self.last_thing = Some(object);
        }
    }

    pub(super) fn finish(&mut self, mut made: Act, open: &mut Open) {
        self.resolve(&mut made);
        // "Takes the file, hands back an id and imports the rows": accepted at once, done later.
        if std::mem::take(&mut self.hints.receipt)
            && made.form == Form::Plain
            && let Some(last) = self.flow.acts.last().filter(|last| last.to == made.to && last.form == Form::Plain)
        {
            let takes = last.verb().is_some_and(|verb| matches!(verb.base, "take" | "accept" | "receive" | "take in"));
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
        made.upon = made.upon.or_else(|| open.upon.clone());
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
        // "Ratings asks for a review after one hour": a delay at the end.
        let delay = || self.period(&made.own).filter(|(_, words)| words.end == made.own.end);
        made.starts = made.starts.take().or_else(|| open.starts.take()).or_else(delay);
        made.notes.append(&mut open.lead);
        if let Some(by) = open.by.filter(|_| made.from.is_none() && made.to.is_empty()) {
            made.from = Some(by);
        }
        if let Some(with) = open.with.filter(|_| made.to.is_empty()) {
            made.to = vec![with];
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
        // Several who are told stand beside each other; the first hears of what was done before.
        if made.order == Order::Next
            && made.form == Form::News
            && self.flow.acts.last().is_some_and(|last| last.form == Form::News)
        {
            made.order = Order::Beside;
        }
        self.push(made);
    }
}
