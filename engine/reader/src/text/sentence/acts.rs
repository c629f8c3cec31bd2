//! The acts of a sentence: what pronouns stand for, which belong together, and which words they keep.

use std::ops::Range;

use advice::description::ParticipantKind;
use language::clauses::clause::{Clause, Link, Mood};
use language::clauses::{Class, Token};

use super::super::cast::{self};
use super::super::clause_forms::Subject;
use super::super::draft::{Act, Order};
use super::super::{Reader, phrase, schedule, words};
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

    /// Gives the acts of a sentence the words that say most of them, and drops what says too little.
    pub(super) fn word(
        &mut self,
        before: usize,
        whole: &Range<usize>,
        body: &Range<usize>,
        label: Option<Range<usize>>,
    ) {
        let tokens = self.tokens();
        // A condition alone, or words behind a label, are not all of what is done.
        let all = tokens[whole.start].class != Class::Condition
            && !matches!(&*tokens[whole.start].lower, "this" | "that" | "it");
        if all {
            self.in_its_words(before, if label.is_some() { body } else { whole });
        }
        self.timed(before, body);
        self.with_answers(before);
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

    /// The only act of a short sentence keeps all its words: they say more than a part of them.
    fn in_its_words(&mut self, before: usize, whole: &Range<usize>) {
        let tokens = self.tokens();
        let [act] = &mut self.flow.acts[before..] else { return };
        // "At 3 am, Payouts pays the drivers": the hour is no part of what is done.
        let lead = whole.start..act.own.start.clamp(whole.start, whole.end);
        let start = if schedule::rhythm(tokens, &lead).is_some() { lead.end } else { whole.start };
        let bare: Vec<usize> = (start..whole.end).filter(|at| !self.bare[*at].text.is_empty()).collect();
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
        // "Is to be" and "must" say nothing of the act.
        let auxiliary = |at: &usize| matches!(tokens[*at].class, Class::Be | Class::Have | Class::Modal);
        let auxiliaries = whole.clone().filter(auxiliary).count();
        if !because && said.split(' ').count() > act.action.split(' ').count() + auxiliaries.max(1) + 1 {
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
            let act = &self.flow.acts[index];
            // "The hold is released and the guest sees an error": what somebody else does is no part of it.
            let joint = act.own.end.min(end);
            let is_another = tokens.get(joint).is_some_and(|next| next.class == Class::Joint)
                && self
                    .clauses(joint..end)
                    .iter()
                    .any(|clause| clause.mood == Mood::Statement && !clause.subject.is_empty());
            if is_another
                || phrase::content(&act.action) > 2
                || act.clause.is_none()
                || act.own.end >= end
                || act.own.start < body.start
            {
                continue;
            }
            let mut behind = phrase::trimmed(tokens, act.own.end..end);
            // "… and publishes PolicyChecked": told elsewhere.
            if behind.start > act.own.end
                && tokens[behind.start - 1].class == Class::Joint
                && tokens.get(behind.start).is_some_and(|first| first.verb_in(language::lexicon::Form::Third).is_some())
            {
                continue;
            }
            // "When", "otherwise" and "because" alone lead to what is told elsewhere.
            while !behind.is_empty()
                && matches!(
                    tokens[behind.end - 1].class,
                    Class::Condition | Class::Reason | Class::Determiner | Class::Relative
                )
            {
                behind.end -= 1;
            }
            // "… Transcripts listens to it": what somebody else does is told elsewhere.
            let tells = |base: &str| words::ONLY_CONSUMES.contains(&base) || words::ONLY_PUBLISHES.contains(&base);
            let other = self.clauses(behind.clone()).first().is_some_and(|clause| {
                clause.mood == Mood::Statement && clause.verb.is_some_and(|verb| tells(verb.base))
            });
            if other {
                continue;
            }
            // A list goes on with acts of its own.
            let comma = behind.clone().find(|at| tokens[*at].text == ",").filter(|_| behind.len() > 5);
            behind.end = comma.unwrap_or(behind.end);
            if behind.is_empty() || behind.len() > 10 {
                continue;
            }
            let said = &self.whole.text[tokens[behind.start].start..tokens[behind.end - 1].end()];
            let action = phrase::clean(&format!("{} {said}", act.action));
            self.flow.acts[index].action = action;
        }
    }

    /// Who waits, where the words of a sentence say it apart from the act: "every night", "while she waits".
    pub(in crate::text) fn timed(&mut self, before: usize, body: &Range<usize>) {
        let tokens = self.tokens();
        let single = self.flow.acts.len() == before + 1;
        let complains = tokens[body.clone()].iter().any(|token| words::COMPLAINS.contains(&&*token.lower));
        for act in &mut self.flow.acts[before..] {
            // "Polls the list every 10 min": by a clock.
            let polls = act.verb().is_some_and(|verb| verb.base == "poll");
            if polls && act.form == Form::Called && phrase::says_delay(&tokens[act.own.clone()]) {
                act.form = Form::Timed;
            }
            if act.form != Form::Plain {
                continue;
            }
            let mut said: Vec<Range<usize>> = vec![if single { body.clone() } else { act.own.clone() }];
            said.extend(act.notes.iter().filter(|note| note.start >= body.start && note.end <= body.end).cloned());
            let any = |says: fn(&[Token<'_>]) -> bool| said.iter().any(|range| says(&tokens[range.clone()]));
            let own = |says: fn(&[Token<'_>]) -> bool| says(&tokens[act.own.clone()]);
            let broker =
                act.clause.as_ref().is_some_and(|clause| tokens[clause.span.clone()].iter().any(cast::is_broker));
            let verb = act.verb().map_or("", |verb| verb.base);
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

    /// "Confirms the booking and shows its number": what is shown is the answer of the act, and somebody waits for it.
    fn with_answers(&mut self, before: usize) {
        // Whoever started the flow is told what came of it.
        let starter = self.flow.acts.first().and_then(|first| first.from);
        let starter = starter.filter(|who| self.cast.is(*who, ParticipantKind::Person));
        let starter = starter.map_or(String::new(), |who| self.cast.member(who).name.to_lowercase());
        let starter = starter.rsplit(' ').next().filter(|name| !name.is_empty());
        let mut index = before + 1;
        while index < self.flow.acts.len() {
            let (done, rest) = self.flow.acts.split_at_mut(index);
            let (Some(last), Some(act)) = (done.last_mut(), rest.first()) else { break };
            let verb = act.clause.as_ref().filter(|clause| clause.subject.is_empty() && clause.link == Link::And);
            let back = |clause: &Clause| self.whole.tokens.get(clause.head + 1).is_some_and(|next| next.is("back"));
            let starter = starter.filter(|_| act.when.is_none());
            let tells_starter = |clause: &Clause| {
                let object = phrase::noun_phrase(&self.whole.tokens, clause.head + 1..clause.span.end);
                object.end > object.start && starter == Some(self.whole.tokens[object.end - 1].singular())
            };
            let shows = verb.is_some_and(|clause| {
                clause.verb.is_some_and(|verb| {
                    words::SHOWS.contains(&verb.base)
                        || matches!(verb.base, "give" | "hand") && back(clause)
                        || verb.base == "tell" && tells_starter(clause)
                })
            });
            let plain = |act: &Act| matches!(act.form, Form::Plain | Form::Waited) && act.starts.is_none();
            let answers = shows
                && plain(act)
                && plain(last)
                && act.event == last.event
                && act.announces.is_none()
                && act.from == last.from
                && act.to == last.to
                && !last.to.is_empty()
                && last.own.start < act.own.start;
            if answers {
                last.form = Form::Waited;
                last.notes.push(act.own.clone());
                self.flow.acts.remove(index);
            } else {
                index += 1;
            }
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
            // To release the seats and to tell the customer are two acts.
            let tells = act.verb().is_some_and(|verb| verb.base == "tell");
            let plain = act.form == Form::Plain
                && !tells
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
                last.action = phrase::clean(&format!("{} and {}", last.action, phrase::small_word(&act.action)));
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
