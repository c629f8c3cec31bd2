//! Turns sentences into steps: decides which clauses describe an act, and which only say something about it.

use std::ops::Range;

use language::clauses::clause::{Clause, Link, Mood, clauses, is_arrow, is_dash};
use language::clauses::{Class, Token};
use language::lexicon::{Form, nouns, people};

use super::clause_sorts::{is_act, is_bound, is_done_before, is_setting, is_side, is_waiting, says_pace, sees_outcome};
use super::draft::{Flow, Who};
use super::token_ranges::{numbered, parts, sentences};

/// Reads sentences into a draft of a flow.
pub(super) struct Sentences<'a, 't> {
    pub(super) tokens: &'a [Token<'t>],
    pub(super) flow: &'a mut Flow,
    /// Sentences that describe the whole system.
    pub(super) about: &'a mut Vec<Range<usize>>,
}

impl Sentences<'_, '_> {
    /// Reads a paragraph. If it has several sentences, the first may be a title.
    pub(super) fn paragraph(&mut self, range: Range<usize>) {
        let sentences = sentences(self.tokens, range);
        let several = sentences.len() > 1;
        for (index, sentence) in sentences.into_iter().enumerate() {
            if !(index == 0 && several && self.title(sentence.clone())) {
                self.sentence(sentence);
            }
        }
    }

    /// Reads an item of a list: its first sentence is a step, the others become notes.
    pub(super) fn item(&mut self, range: Range<usize>) {
        let mut told = false;
        for sentence in sentences(self.tokens, range) {
            let goes_on =
                self.tokens.get(sentence.start).is_some_and(|first| first.class == Class::Order || first.is("after"));
            if told && !goes_on {
                self.note(sentence);
                continue;
            }
            let before = self.flow.steps.len();
            self.chain(sentence, Chain::Item);
            told |= self.flow.steps.len() > before;
        }
    }

    /// Reads a line of the form `caller -> owner: action` as one step, whatever the action says.
    pub(super) fn asked(&mut self, range: Range<usize>, who: Who) {
        let mut said = sentences(self.tokens, range.clone()).into_iter();
        let (own, asides) = self.without_asides(self.without_marks(said.next().unwrap_or(range)));
        let found = clauses(self.tokens, own.clone());
        let act = found.into_iter().find(|clause| is_act(clause) && !is_side(clause.link));
        self.flow.add(own.clone(), own.start, act, None);
        if let Some(step) = self.flow.steps.last_mut() {
            step.who = Some(who);
        }
        asides.into_iter().chain(said).for_each(|beside| self.note(beside));
    }

    /// Whether an item only names a thing, which is a part of the item above it.
    pub(super) fn only_names(&self, range: &Range<usize>) -> bool {
        let words = &self.tokens[range.clone()];
        let acts = |token: &Token<'_>| {
            token.readings.iter().any(|reading| reading.form == Form::Gerund || !reading.verb.is_noun_too())
                || nouns::act(&token.lower).is_some()
        };
        let told = words.len() > 1 && words.last().is_some_and(|last| last.verb_in(Form::Third).is_some());
        !self.flow.steps.is_empty()
            && words.len() <= 3
            && !told
            && !words.iter().any(acts)
            && words.iter().all(|token| token.class == Class::Open)
    }

    /// Reads the parts between arrows, one step each.
    fn chain(&mut self, range: Range<usize>, within: Chain) {
        for (index, part) in parts(self.tokens, range, |token| is_arrow(token.text)).into_iter().enumerate() {
            let before = self.flow.steps.len();
            self.whole(part);
            for step in &mut self.flow.steps[before..] {
                step.chained = index > 0 && within == Chain::Item;
            }
        }
    }

    /// Reads a range as one step.
    fn whole(&mut self, range: Range<usize>) {
        let range = self.without_ties(range);
        let (range, asides) = self.without_asides(range);
        if range.is_empty() {
            for aside in asides {
                self.note(aside);
            }
            return;
        }
        let found = clauses(self.tokens, range.clone());
        let act = found.iter().find(|clause| is_act(clause) && !is_side(clause.link));
        // "The voucher can't be used again" is a statement about an earlier step.
        let only_says =
            act.is_some_and(|act| act.negated || is_bound(self.tokens, act) || sees_outcome(self.tokens, act));
        if only_says && !self.flow.steps.is_empty() {
            self.note_near(range);
            return;
        }
        let only_says = act.is_none() && found.iter().any(|clause| clause.mood == Mood::State);
        if only_says && !self.flow.steps.is_empty() && !found.iter().any(|clause| self.comes_about(clause)) {
            self.note(range);
            return;
        }
        let condition = found.first().filter(|clause| clause.link == Link::Condition && act.is_some()).cloned();
        let from = act.map_or(range.start, |clause| self.begin(clause));
        let from = if condition.as_ref().is_some_and(|clause| clause.span.start < from)
            || act.is_none_or(|act| act.span.start == range.start || act.subject.start > range.start)
        {
            from
        } else {
            range.start
        };
        let or = found.iter().position(|clause| clause.link == Link::Or && is_act(clause)) == Some(0);
        self.flow.add(range, from, act.cloned(), None);
        if or {
            self.flow.branch();
        }
        for aside in asides {
            self.note(aside);
        }
    }

    /// Takes a line above a list, or the first sentence of a paragraph, as the title. Returns false if it is
    /// more than a title.
    pub(super) fn title(&mut self, range: Range<usize>) -> bool {
        let (range, asides) = self.without_asides(self.without_marks(range));
        let named = || {
            let found = clauses(self.tokens, range.clone());
            found.len() == 1 && matches!(found[0].mood, Mood::Gerund | Mood::Noun)
        };
        let first = self.flow.steps.is_empty() && self.flow.title.is_none();
        if range.is_empty()
            || !first
            || range.len() > 12
            || !named()
            || self.tokens[range.clone()].iter().any(|token| is_arrow(token.text))
        {
            return false;
        }
        self.flow.title = Some(range);
        for aside in asides {
            self.note(aside);
        }
        true
    }

    /// Reads a sentence piece by piece; the part behind a colon or a bracket is a piece of its own.
    pub(super) fn sentence(&mut self, range: Range<usize>) {
        let mut rest = Some(range);
        while let Some(range) = rest {
            rest = self.piece(range);
        }
    }

    /// Reads the first piece of a sentence, and returns the rest of it.
    fn piece(&mut self, range: Range<usize>) -> Option<Range<usize>> {
        let announces =
            range.end.checked_sub(1).is_some_and(|last| last >= range.start && self.tokens[last].text == ":");
        let range = self.without_marks(range);
        if range.is_empty() || self.is_question(&range) {
            return None;
        }
        if announces && !self.tokens[range.clone()].iter().any(|token| token.text == ":") {
            self.before_colon(range);
            return None;
        }
        if self.tokens[range.clone()].iter().any(|token| is_arrow(token.text)) {
            self.chain(range, Chain::Whole);
            return None;
        }
        if let Some(colon) = range.clone().find(|at| self.tokens[*at].text == ":") {
            self.before_colon(range.start..colon);
            return Some(colon + 1..range.end);
        }
        let range = self.story(range);
        let numbered = numbered(self.tokens, range.clone());
        if numbered.len() > 1 {
            for part in numbered {
                self.whole(part);
            }
            return None;
        }
        if let Some(list) = self.list(&range) {
            for part in list {
                self.whole(part);
            }
            return None;
        }
        let (range, mut asides) = self.without_asides(range);
        let found = clauses(self.tokens, range.clone());
        self.tell(&found);
        // "We compute the salaries (takes an hour), then we pay everybody": the sentence continues behind the
        // bracket.
        let goes_on = |aside: &mut Range<usize>| {
            aside.start > range.end + 1
                && self.tokens[aside.start - 1].text != "("
                && clauses(self.tokens, aside.clone()).iter().any(is_act)
        };
        let rest = asides.pop_if(goes_on);
        for aside in asides {
            self.note(aside);
        }
        rest
    }

    /// Reads the part before a colon: a title, an announcement of steps, or a step.
    fn before_colon(&mut self, range: Range<usize>) {
        let range = self.without_marks(range);
        if range.is_empty() {
            return;
        }
        let found = clauses(self.tokens, range.clone());
        let tells = found.iter().any(|clause| matches!(clause.mood, Mood::Statement | Mood::Passive | Mood::State));
        if !tells && range.len() <= 12 {
            if self.flow.steps.is_empty() && self.flow.title.is_none() {
                self.flow.title = Some(range);
            }
            return;
        }
        let intro = found.iter().rev().find(|clause| clause.mood != Mood::Noun && clause.link != Link::Condition);
        let announces = intro.is_none_or(|clause| {
            let wishes = self.tokens[clause.span.clone()].iter().any(|token| {
                matches!(
                    &*token.lower,
                    "need" | "needs" | "must" | "should" | "want" | "following" | "steps" | "happens" | "to"
                )
            });
            // "Reconciling the bags must be finished first: …" is a step.
            let nobody = self.tokens[clause.subject.clone()].iter().all(|token| {
                token.class != Class::Open
                    || matches!(
                        token.singular(),
                        "following" | "step" | "thing" | "system" | "app" | "backend" | "task"
                    )
            });
            wishes
                && nobody
                && self.tokens[clause.head + 1..clause.span.end]
                    .iter()
                    .filter(|token| token.class == Class::Open && !token.is("following"))
                    .count()
                    == 0
                || clause.mood == Mood::State
        });
        if announces {
            self.flow.announced.get_or_insert(range);
            if let Some(trigger) = found.iter().find(|clause| clause.link == Link::Condition) {
                self.flow.trigger.get_or_insert_with(|| trigger.clone());
            }
            self.flow.parallel = found.iter().any(|clause| {
                clause.verb.is_some_and(|verb| matches!(verb.base, "react" | "respond" | "subscribe" | "listen"))
            });
        } else {
            self.tell(&found);
        }
    }

    /// Removes the role from a user story: "As a backer, I want to pledge money".
    fn story(&mut self, range: Range<usize>) -> Range<usize> {
        let words = &self.tokens[range.clone()];
        let [first, article, ..] = words else { return range };
        if !(first.is("as") && (article.is("a") || article.is("an"))) {
            return range;
        }
        let Some(comma) = range.clone().take(12).find(|at| self.tokens[*at].text == "," || self.tokens[*at].is("i"))
        else {
            return range;
        };
        self.flow.role.get_or_insert(range.start + 2..comma);
        comma..range.end
    }

    /// Reads the clauses of a sentence in order.
    fn tell(&mut self, found: &[Clause]) {
        let before = self.flow.steps.len();
        let start = self.flow.front.clone();
        let mut lead: Option<Clause> = None;
        let mut subjects: Vec<String> = Vec::new();
        for (index, clause) in found.iter().enumerate() {
            let new = self.flow.steps.len() - before;
            match clause.link {
                Link::Condition
                    if new == 0
                        && self.flow.steps.is_empty()
                        && self.flow.trigger.is_none()
                        && is_done_before(self.tokens, clause) => {}
                // "Once the container is weighed and the papers are approved": both are steps before the main clause.
                Link::Condition
                    if new > 0 && is_done_before(self.tokens, clause) && found[index - 1].link == Link::Condition => {}
                // "…, and only when that worked we show the page".
                Link::Condition if new > 0 && self.leads(clause, found.get(index + 1)) => {
                    lead = Some(clause.clone());
                    continue;
                }
                Link::Condition if new == 0 => {
                    lead.get_or_insert_with(|| clause.clone());
                    continue;
                }
                Link::Condition => {
                    self.extend(clause, index + 1 == found.len() || found[index + 1].span.start > clause.span.end);
                    continue;
                }
                Link::Reason => {
                    self.note(clause.span.clone());
                    continue;
                }
                _ => {}
            }
            let comes_about = new + before > 0 && self.comes_about(clause);
            if !comes_about && !self.is_step(clause, new > 0) {
                let goes_on = new > 0 && clause.subject.is_empty() && clause.mood != Mood::State;
                if goes_on {
                    self.extend(clause, true);
                } else if is_setting(self.tokens, clause) && self.flow.steps.is_empty() {
                    self.about.push(clause.span.clone());
                } else if clause.mood == Mood::Noun && found.len() == 1 {
                    self.fragment(clause.span.clone());
                } else if self.flow.steps.is_empty() && is_bound(self.tokens, clause) {
                    self.flow.bounds.push(clause.span.clone());
                } else {
                    self.note_near(clause.span.clone());
                }
                continue;
            }
            if new > 0 && self.shares(clause) {
                self.extend(clause, true);
                continue;
            }
            let trigger = lead.take();
            let first_of_all = self.flow.steps.is_empty();
            let from = self.begin(clause);
            let own = match &trigger {
                // The clause that starts the flow is no part of its first step.
                Some(lead) if first_of_all && self.flow.trigger.is_none() && !is_waiting(self.tokens, lead) => {
                    self.flow.trigger = Some(lead.clone());
                    clause.span.clone()
                }
                Some(lead) => lead.tie.unwrap_or(lead.span.start)..clause.span.end,
                None => clause.span.clone(),
            };
            self.flow.add(own, from, Some(clause.clone()), None);
            if clause.link == Link::Or {
                self.flow.branch();
            } else if found.first().is_some_and(|first| first.link == Link::Condition) && new > 0 {
                // A leading condition of a sentence applies to all steps in it.
                let step = self.flow.steps.len() - 1;
                if self.flow.trigger.as_ref().is_none_or(|trigger| trigger.span != found[0].span) {
                    self.flow.steps[step].lead = Some(found[0].clone());
                }
            }
            let subject = self.text(&clause.subject);
            if !subject.is_empty() && !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
        self.spread(before, &start, &subjects);
        if self.flow.steps.len() == before
            && let Some(lead) = lead
        {
            if before == 0 {
                self.flow.trigger.get_or_insert(lead);
            } else if !self.flow.lengthen_note(&lead) {
                self.note(lead.tie.unwrap_or(lead.span.start)..lead.span.end);
            }
        }
    }

    /// Makes the steps of a sentence parallel if each has its own subject and they react to an event.
    fn spread(&mut self, before: usize, start: &[usize], subjects: &[String]) {
        let told = self.flow.steps.len() - before;
        let each_has_its_own = told > 1 && subjects.len() == told;
        // They react to an event that was told before. "The driver arrives, we check the plate, and the barrier
        // opens" tells a sequence.
        let fact = before > 0
            || self.flow.trigger.is_some()
            || self.flow.steps[before..].iter().any(|step| step.lead.is_some());
        if !each_has_its_own || !fact || self.narrates(before) {
            return;
        }
        let sequence = self.flow.steps[before..]
            .iter()
            .any(|step| step.own.clone().any(|at| self.tokens[at].class == Class::Order && at > step.own.start));
        if sequence {
            return;
        }
        for step in &mut self.flow.steps[before..] {
            step.after = start.to_vec();
            step.fans = true;
        }
        self.flow.front = (before..self.flow.steps.len()).collect();
    }

    /// Whether the steps from `before` on narrate what people do, with a person or a pronoun as their subject.
    fn narrates(&self, before: usize) -> bool {
        let told = self.flow.steps[before..].iter().filter_map(|step| step.clause.as_ref());
        let mut told =
            told.filter(|clause| clause.mood == Mood::Statement).map(|clause| &self.tokens[clause.subject.clone()]);
        let first_of_all = before == 0;
        told.any(|subject| {
            subject.iter().any(|token| matches!(&*token.lower, "i" | "we" | "he" | "she" | "they" | "you"))
                || (first_of_all && subject.iter().any(|token| people::is_person(&nouns::singular(&token.lower))))
        })
    }

    /// Extends the last step's words up to the end of a clause, or else makes the clause a note.
    fn extend(&mut self, clause: &Clause, whole: bool) {
        if self.flow.lengthen_note(clause) {
            return;
        }
        if let Some(step) = self.flow.steps.last_mut() {
            if whole && clause.span.end - step.own.start < 60 {
                step.own.end = clause.span.end;
            } else {
                step.notes.push(clause.span.clone());
            }
        }
    }

    /// Reads a phrase without a verb: a title, a statement about the system, or a note.
    fn fragment(&mut self, range: Range<usize>) {
        if self.flow.steps.is_empty() {
            if self.flow.title.is_none() && range.len() <= 12 {
                self.flow.title = Some(range);
            } else {
                self.about.push(range);
            }
        } else {
            self.note(range);
        }
    }

    /// Adds a note to the last step.
    pub(super) fn note(&mut self, range: Range<usize>) {
        if let Some(step) = self.flow.steps.last_mut() {
            step.note(range);
        }
    }

    /// Adds a note to the step that it is about. A note about who waits always belongs to the last step.
    fn note_near(&mut self, range: Range<usize>) {
        if self.tokens[range.clone()].iter().any(says_pace) {
            self.note(range);
        } else {
            self.flow.note_near(self.tokens, range);
        }
    }

    /// The position where a step's action begins. It includes the subject, unless this is only "we" or "the system".
    fn begin(&self, clause: &Clause) -> usize {
        let subject = &self.tokens[clause.subject.clone()];
        let nobody = subject.iter().all(|token| {
            matches!(
                &*token.lower,
                "i" | "we"
                    | "you"
                    | "it"
                    | "they"
                    | "the"
                    | "our"
                    | "system"
                    | "app"
                    | "application"
                    | "backend"
                    | "also"
                    | "then"
                    | "somebody"
                    | "someone"
            )
        });
        if subject.is_empty() || nobody {
            if clause.mood == Mood::Passive { clause.span.start } else { clause.head }
        } else {
            clause.subject.start
        }
    }

    fn text(&self, range: &Range<usize>) -> String {
        let words: Vec<&str> = self.tokens[range.clone()]
            .iter()
            .filter(|token| token.class != Class::Determiner)
            .map(|token| &*token.lower)
            .collect();
        words.join(" ")
    }

    fn without_marks(&self, range: Range<usize>) -> Range<usize> {
        let is_mark =
            |at: &usize| self.tokens[*at].class == Class::Mark && !matches!(self.tokens[*at].text, "(" | "\"" | "'");
        let start = range.clone().find(|at| !is_mark(at)).unwrap_or(range.end);
        let end = range
            .clone()
            .rev()
            .find(|at| !is_mark(at) || matches!(self.tokens[*at].text, ")" | "\"" | "%"))
            .map_or(start, |at| at + 1);
        start..end.max(start)
    }

    /// The range without marks at its ends and without words such as "then" at its beginning.
    pub(super) fn without_ties(&self, range: Range<usize>) -> Range<usize> {
        let range = self.without_marks(range);
        let tie =
            |token: &Token<'_>| matches!(token.class, Class::Order | Class::Joint | Class::Mark) && token.text != "(";
        let start = range.clone().find(|at| !tie(&self.tokens[*at])).unwrap_or(range.end);
        start..range.end
    }

    /// The range up to a bracket or a dash, and the parts in and behind the brackets.
    fn without_asides(&self, range: Range<usize>) -> (Range<usize>, Vec<Range<usize>>) {
        let opens = |at: &usize| *at > range.start && (self.tokens[*at].text == "(" || is_dash(self.tokens[*at].text));
        let Some(open) = range.clone().find(opens) else { return (range, Vec::new()) };
        let closed =
            (open..range.end).find(|at| self.tokens[*at].text == ")").filter(|_| self.tokens[open].text == "(");
        match closed {
            // Brackets in the middle of a sentence stay.
            Some(close) if close + 1 < range.end && self.tokens[close + 1].class != Class::Mark => (range, Vec::new()),
            Some(close) => (range.start..open, vec![open + 1..close, self.without_marks(close + 1..range.end)]),
            None => (range.start..open, std::iter::once(open + 1..range.end).collect()),
        }
    }
}

/// The meaning of arrows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chain {
    /// Arrows in an item of a list: each part triggers the next.
    Item,
    /// Arrows between the steps of a whole flow: they only give the order.
    Whole,
}
