//! The words that the acts of a sentence keep, and what they say of who waits. What says too little is no act.

use std::ops::Range;

use advice::description::ParticipantKind;
use language::clauses::clause::{Clause, Link, Mood};
use language::clauses::{Class, Token};

use super::super::cast;
use super::super::draft::Act;
use super::super::{Reader, phrase, schedule, words};
use crate::clues::scene::Form;

impl Reader<'_, '_> {
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

    /// A short act behind a label keeps the label: "no-show after 20 min: flag the slot".
    fn with_label(&self, made: &mut Act, label: &Range<usize>) {
        let tokens = self.tokens();
        let said = phrase::words(tokens, self.text(), label.clone());
        let words = |text: &str| text.split(' ').count();
        let meta = tokens[label.clone()]
            .iter()
            .any(|token| words::META.contains(&&*token.lower) || words::DOCUMENTS.contains(&&*token.lower));
        if meta {
            return;
        }
        if words(&said) <= 6 && words(&made.action) <= 8 && !said.is_empty() && label.end <= made.own.start {
            made.action = phrase::clean(&format!("{said}: {}", phrase::small_word(&made.action)));
        }
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
            if !matches!(act.form, Form::Plain | Form::News) {
                continue;
            }
            let mut said: Vec<Range<usize>> = vec![if single { body.clone() } else { act.own.clone() }];
            said.extend(act.notes.iter().filter(|note| note.start >= body.start && note.end <= body.end).cloned());
            let any = |says: fn(&[Token<'_>]) -> bool| said.iter().any(|range| says(&tokens[range.clone()]));
            let own = |says: fn(&[Token<'_>]) -> bool| says(&tokens[act.own.clone()]);
            // "The operator is notified and has to acknowledge it": it is told, and waited for.
            if act.form == Form::News {
                if any(phrase::says_answer) {
                    act.form = Form::Waited;
                }
                continue;
            }
            let broker = act.clause.as_ref().is_some_and(|clause| cast::names_broker(&tokens[clause.span.clone()]));
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
}
