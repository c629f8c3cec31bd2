//! Applies a pack's changes to copies of the shipped rules.
//!
//! A rule that a pack adds cites the pack and nothing else: a published source is never cited for a team's
//! decision. A rule that a pack changes says so in its caveat, with the reason.
//!
//! A pack cannot break what an assessment needs. It can require a style only on that style's own side. A
//! mechanism keeps its levels. The style and the mechanism of last resort cannot be forbidden. A pack's gates
//! rank behind the shipped ones unless the pack says otherwise.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::condition::MOST_GROUPS;
use super::written::{
    Constraint, FindingChange, Gate, OwnDoes, OwnEffect, OwnFinding, OwnQuestion, Sort, Wanted, Way, Weight, Written,
    ranks,
};
use crate::fault::{Code, Fault};
use crate::rule::{
    Answer, Citation, Does, Effect, Grade, MechanismCase, OwnFinding as FindingRule, Question, Rejection, Retired,
    Rule, RuleKind, StyleCase, Text, When,
};
use crate::rulebook::{Own, Rulebook};
use crate::source::PACK;
use crate::terms::{Severity, Side};

/// The rank distance of a pack's gates: `BEHIND` the last shipped gate, or `BEFORE` the first gate of a
/// question that the pack names.
const BEHIND: u8 = 5;
const BEFORE: u8 = 5;

/// The rulebook with a pack's changes, and the faults of changes that do not fit together.
pub(super) fn apply(written: &Written<'_>, base: &Rulebook) -> (Rulebook, Vec<Fault>) {
    let mut book = Book {
        written,
        base,
        rules: base.all_rules().to_vec(),
        own: Own::new(format!("{}: {}", PACK.short, signed(written))),
        faults: Vec::new(),
    };
    // New rules are inserted first: they move the indices that the later changes use.
    written.questions.iter().for_each(|question| book.ask(question));
    written.findings.iter().for_each(|change| book.look_for(change));
    written.weights.iter().for_each(|weight| book.weigh(weight));
    written.gates.iter().for_each(|gate| book.decide(gate));
    book.constrain();
    written.findings.iter().for_each(|change| book.change_finding(change));
    let Book { rules, own, mut faults, .. } = book;
    match Rulebook::compile(&written.id, &written.version, rules) {
        Ok(rulebook) => (rulebook.with_own(own), faults),
        Err(found) => {
            faults.extend(found.into_iter().map(|message| Fault::new("", Code::LimitPassed, message)));
            (base.clone(), faults)
        }
    }
}

/// The pack and its author, as the section of a citation.
fn signed(written: &Written<'_>) -> String {
    format!("{} {}, {}", written.id, written.version, written.author)
}

struct Book<'p, 't> {
    written: &'p Written<'t>,
    base: &'p Rulebook,
    rules: Vec<Cow<'static, Rule>>,
    own: Own,
    faults: Vec<Fault>,
}

impl Book<'_, '_> {
    fn citation(&self) -> Citation {
        Citation { source: PACK.id.into(), section: signed(self.written).into(), grade: Grade::States }
    }

    fn index(&self, is_it: impl Fn(&Rule) -> bool) -> Option<usize> {
        self.rules.iter().position(|rule| is_it(rule))
    }

    /// Adds to a rule's caveat what the pack changed in it, and why.
    fn note(&mut self, index: usize, change: &str, reason: &str) {
        let citation = self.citation();
        let Written { id, version, author, .. } = self.written;
        let note = format!("In the pack {id} {version} ({author}) {change}: {reason}");
        let rule = self.rules[index].to_mut();
        rule.caveat = Some(match rule.caveat.take() {
            Some(caveat) => format!("{caveat} {note}").into(),
            None => note.into(),
        });
        if rule.citations.iter().all(|known| known.source != PACK.id) {
            rule.citations.to_mut().push(citation);
        }
    }

    fn weigh(&mut self, weight: &Weight) {
        let Some(index) = self.index(|rule| matches!(rule.kind, RuleKind::Row(_)) && rule.id == weight.row) else {
            return;
        };
        let Some(asked) = self.rules[index].kind.question() else { return };
        let meant = |answer: &Answer| weight.answer.as_ref().is_none_or(|id| *id == answer.id);
        let answers: Vec<usize> =
            asked.answers.iter().enumerate().filter(|(_, answer)| meant(answer)).map(|(index, _)| index).collect();
        let mut changed = Vec::new();
        for answer in answers {
            let Some(asked) = question_of(self.rules[index].to_mut()) else { return };
            let answer = &mut asked.answers.to_mut()[answer];
            let mut is_changed = false;
            for effect in answer.effects.to_mut() {
                is_changed |= reweigh(effect, weight, &self.written.id);
            }
            if is_changed {
                answer.decides = decides(&answer.effects).into();
                changed.push(format!("`{}` {}", answer.id, answer.decides));
            }
        }
        if !changed.is_empty() {
            self.note(index, &changed.join(", "), &weight.reason);
        }
    }

    fn ask(&mut self, question: &OwnQuestion) {
        let answers: Vec<Answer> = question
            .answers
            .iter()
            .map(|answer| {
                let effects: Vec<Effect> = answer.effects.iter().filter_map(|effect| self.effect(effect)).collect();
                Answer {
                    id: answer.id.clone().into(),
                    label: answer.label.clone().into(),
                    decides: decides(&effects).into(),
                    effects: effects.into(),
                }
            })
            .collect();
        let asked = Question {
            ask: question.ask.clone().into(),
            why_asked: question.reason.clone().into(),
            several: false,
            answers: answers.into(),
        };
        let kind = match question.sort {
            Sort::Row => RuleKind::Row(asked),
            Sort::Gate => RuleKind::Gate(asked),
            Sort::Constraint => RuleKind::Constraint(asked),
            Sort::System => RuleKind::System(asked),
        };
        let advice = question.advice.clone().unwrap_or_else(|| "Answer it wherever the answer is known.".to_owned());
        let rule = self.rule(&question.id, &question.name, &question.reason, advice, kind);
        self.put_in(rule);
    }

    /// Inserts a rule behind the others of its kind, so that pages show it there and questions are weighed in
    /// that order.
    fn put_in(&mut self, rule: Rule) {
        let place = self.rules.iter().rposition(|other| other.kind.name() == rule.kind.name());
        self.rules.insert(place.map_or(self.rules.len(), |place| place + 1), Cow::Owned(rule));
    }

    /// Builds a new rule of the pack.
    fn rule(&self, id: &str, name: &str, reason: &str, advice: String, kind: RuleKind) -> Rule {
        let Written { id: pack, author, reason: purpose, .. } = self.written;
        Rule {
            id: id.to_owned().into(),
            name: name.to_owned().into(),
            claim: reason.to_owned().into(),
            why: format!("The rule is {author}\u{2019}s own, from the pack {pack}. {purpose}").into(),
            advice: advice.into(),
            caveat: None,
            citations: vec![self.citation()].into(),
            lesson: Vec::new().into(),
            fires: Vec::new().into(),
            silent: Vec::new().into(),
            since: self.written.version.clone().into(),
            retired: None,
            kind,
        }
    }

    fn effect(&self, effect: &OwnEffect) -> Option<Effect> {
        let does = match &effect.does {
            OwnDoes::Leans { toward, halves } => Does::Lean { toward: *toward, halves: *halves },
            OwnDoes::Decides { side, before } => Does::Decide { side: *side, rank: self.rank(before.as_deref()) },
            OwnDoes::TurnsTie { side } => Does::TurnTie { side: *side },
            OwnDoes::Shapes { what } => Does::Shape { what: what.clone().into() },
            OwnDoes::Advises { on, points } => Does::Advise { on: on.clone().into(), points: *points },
        };
        let when = self.written.vocabulary.when(&effect.when)?;
        Some(Effect { does, when, because: effect.reason.clone().into() })
    }

    /// The rank of a pack's gate: behind every shipped gate, or before the first gate of the question `before`.
    fn rank(&self, before: Option<&str>) -> u8 {
        match before {
            Some(_) => ranks(self.base, before).min().unwrap_or_default().saturating_sub(BEFORE),
            None => ranks(self.base, None).max().unwrap_or_default().saturating_add(BEHIND),
        }
    }

    fn decide(&mut self, gate: &Gate) {
        let Some(index) = self.index(|rule| rule.kind.question().is_some() && rule.id == gate.question) else { return };
        let Some(effect) = self.effect(&gate.effect) else { return };
        let mut change = String::new();
        for id in &gate.answers {
            let Some(asked) = question_of(self.rules[index].to_mut()) else { return };
            let Some(place) = asked.answers.iter().position(|answer| answer.id == *id) else { continue };
            let answer = &mut asked.answers.to_mut()[place];
            answer.effects.to_mut().push(effect.clone());
            let does = decides(std::slice::from_ref(&effect));
            answer.decides = format!("{}; {does}", answer.decides).into();
            self.own.effect(index, place, answer.effects.len() - 1);
            change = format!("{change}{}`{id}` {does}", if change.is_empty() { "" } else { ", " });
        }
        self.note(index, &change, &gate.effect.reason);
    }

    /// Puts required styles and mechanisms at the top of the tables, in the order of the document, and narrows
    /// the conditions of forbidden ones.
    fn constrain(&mut self) {
        let constraints = &self.written.constraints;
        for constraint in constraints.iter().filter(|constraint| constraint.wanted == Wanted::Never) {
            self.rule_out(constraint);
        }
        for way in [Way::Style, Way::Mechanism] {
            let wanted: Vec<&Constraint> = constraints
                .iter()
                .filter(|constraint| constraint.way == way && constraint.wanted == Wanted::Use)
                .collect();
            if wanted.is_empty() {
                continue;
            }
            // The existing ranks are renumbered to make room for the new rows above them.
            self.rerank(way, wanted.len());
            for (rank, constraint) in (0_u8..).zip(wanted) {
                self.use_way(constraint, rank);
            }
        }
    }

    fn way(&self, way: Way, id: &str) -> Option<usize> {
        self.index(|rule| {
            rule.id == id
                && match way {
                    Way::Style => matches!(rule.kind, RuleKind::Style(_)),
                    Way::Mechanism => matches!(rule.kind, RuleKind::Mechanism(_)),
                }
        })
    }

    fn rerank(&mut self, way: Way, room: usize) {
        let mut ranks: Vec<u8> = Vec::new();
        self.each_rank(way, |rank| ranks.push(*rank));
        ranks.sort_unstable();
        let renewed: BTreeMap<u8, u8> = ranks
            .iter()
            .enumerate()
            .map(|(place, rank)| (*rank, u8::try_from(place + room).unwrap_or(u8::MAX)))
            .collect();
        if let Some(faulty) = renewed.values().find(|rank| **rank == u8::MAX) {
            self.faults.push(Fault::new(
                "/constraints",
                Code::LimitPassed,
                format!("There are more than {faulty} ways."),
            ));
        }
        self.each_rank(way, |rank| *rank = renewed.get(rank).copied().unwrap_or(*rank));
    }

    fn each_rank(&mut self, way: Way, mut look: impl FnMut(&mut u8)) {
        for rule in &mut self.rules {
            match (way, &rule.kind) {
                (Way::Style, RuleKind::Style(_)) | (Way::Mechanism, RuleKind::Mechanism(_)) => {}
                _ => continue,
            }
            match &mut rule.to_mut().kind {
                RuleKind::Style(style) => style.cases.to_mut().iter_mut().for_each(|case| look(&mut case.rank)),
                RuleKind::Mechanism(mechanism) => {
                    mechanism.cases.to_mut().iter_mut().for_each(|case| look(&mut case.rank));
                }
                _ => {}
            }
        }
    }

    fn use_way(&mut self, constraint: &Constraint, rank: u8) {
        let Some(index) = self.way(constraint.way, &constraint.id) else { return };
        let Some(when) = self.written.vocabulary.when(&constraint.when) else { return };
        match &mut self.rules[index].to_mut().kind {
            RuleKind::Style(style) => {
                style.cases.to_mut().push(StyleCase { rank, when });
                self.own.style(index, style.cases.len() - 1, constraint.reason.clone());
            }
            RuleKind::Mechanism(mechanism) => {
                // A team decides when a mechanism is used, but not which consistency it keeps. The new row has
                // the levels of the first shipped one.
                let base = self.base.mechanism(&constraint.id).map(|rule| &rule.kind);
                let Some(RuleKind::Mechanism(known)) = base else { return };
                let Some(first) = known.cases.first() else { return };
                let because: Text = constraint.reason.clone().into();
                let case = MechanismCase { rank, level: first.level, at_owner: first.at_owner, when, because };
                mechanism.cases.to_mut().push(case);
                self.own.mechanism(index, mechanism.cases.len() - 1);
            }
            _ => return,
        }
        let change = if constraint.when.is_always() { "it comes first" } else { "it comes first under a condition" };
        self.note(index, change, &constraint.reason);
    }

    fn rule_out(&mut self, constraint: &Constraint) {
        let Some(index) = self.way(constraint.way, &constraint.id) else { return };
        let vocabulary = &self.written.vocabulary;
        let elsewhere = vocabulary.not(&constraint.when);
        let mut too_large = elsewhere.is_too_large();
        let mut narrowed = |when: &When| -> Option<When> {
            let groups = vocabulary.groups(when).and(&elsewhere);
            too_large |= groups.is_too_large();
            vocabulary.when(&groups)
        };
        match &mut self.rules[index].to_mut().kind {
            RuleKind::Style(style) => {
                style.cases.to_mut().retain_mut(|case| keep(&mut case.when, &mut narrowed));
            }
            RuleKind::Mechanism(mechanism) => {
                mechanism.cases.to_mut().retain_mut(|case| keep(&mut case.when, &mut narrowed));
                mechanism.joins = mechanism.joins.as_ref().and_then(&mut narrowed);
                if let Some(when) = vocabulary.when(&constraint.when) {
                    mechanism
                        .rejected
                        .to_mut()
                        .insert(0, Rejection { when, because: constraint.reason.clone().into() });
                }
            }
            _ => return,
        }
        if too_large {
            let message = format!("This comes to more than {MOST_GROUPS} alternatives of what is left.");
            let fault = Fault::new(format!("{}/when", constraint.at), Code::LimitPassed, message);
            self.faults.push(fault.hint("Rule it out under a simpler condition."));
        }
        if constraint.way == Way::Mechanism && constraint.when.is_always() {
            self.leave_alone(&constraint.id);
        }
        let change = if constraint.when.is_always() { "it is ruled out" } else { "it is ruled out under a condition" };
        self.note(index, change, &constraint.reason);
    }

    /// Removes a mechanism from the lists of those that belong beside others.
    fn leave_alone(&mut self, id: &str) {
        for rule in &mut self.rules {
            if matches!(&rule.kind, RuleKind::Mechanism(mechanism) if mechanism.beside.iter().any(|beside| beside == id))
                && let RuleKind::Mechanism(mechanism) = &mut rule.to_mut().kind
            {
                mechanism.beside.to_mut().retain(|beside| beside != id);
            }
        }
    }

    fn look_for(&mut self, change: &FindingChange) {
        let FindingChange::Own(OwnFinding { id, name, severity, when, message, advice, reason }) = change else {
            return;
        };
        let Some(when) = self.written.vocabulary.when(when) else { return };
        let kind = RuleKind::OwnFinding(FindingRule { severity: *severity, when, message: message.clone().into() });
        self.put_in(self.rule(id, name, reason, advice.clone(), kind));
    }

    fn change_finding(&mut self, change: &FindingChange) {
        let index = |book: &Self, id: &str| book.index(|rule| rule.kind.name() == "finding" && rule.id == id);
        match change {
            FindingChange::Silence { id, reason } => {
                let Some(index) = index(self, id) else { return };
                let in_version = format!("{} {}", self.written.id, self.written.version).into();
                self.rules[index].to_mut().retired = Some(Retired { in_version, because: reason.clone().into() });
            }
            FindingChange::Grade { id, severity, reason } => {
                let Some(index) = index(self, id) else { return };
                match &mut self.rules[index].to_mut().kind {
                    RuleKind::Finding(finding) if finding.severity == *severity => return,
                    RuleKind::Finding(finding) => finding.severity = *severity,
                    _ => return,
                }
                let graded = match severity {
                    Severity::Error => "it is an error",
                    Severity::Warning => "it is a warning",
                    Severity::Info => "it is a note",
                };
                self.note(index, graded, reason);
            }
            FindingChange::Own(_) => {}
        }
    }
}

/// Narrows a case; returns whether anything is left of it.
fn keep(when: &mut When, narrowed: &mut impl FnMut(&When) -> Option<When>) -> bool {
    match narrowed(when) {
        Some(narrow) => {
            *when = narrow;
            true
        }
        None => false,
    }
}

fn question_of(rule: &mut Rule) -> Option<&mut Question> {
    match &mut rule.kind {
        RuleKind::Row(asked) | RuleKind::Gate(asked) | RuleKind::Constraint(asked) | RuleKind::System(asked) => {
            Some(asked)
        }
        _ => None,
    }
}

/// Changes the weight of an effect and gives the reason; returns whether anything changed. An effect without
/// weight keeps none.
fn reweigh(effect: &mut Effect, weight: &Weight, pack: &str) -> bool {
    let Does::Lean { toward, halves } = &mut effect.does else { return false };
    let (before_toward, before_halves) = (*toward, *halves);
    if before_halves == 0 {
        return false;
    }
    *toward = weight.toward.unwrap_or(*toward);
    *halves = weight.halves.unwrap_or(*halves);
    if *toward != before_toward {
        effect.because = weight.reason.clone().into();
        return true;
    }
    if *halves != before_halves {
        effect.because =
            format!("{} In the pack {pack} it weighs {}: {}", effect.because, rows(*halves), weight.reason).into();
        return true;
    }
    false
}

/// Describes what an answer would decide, before anybody gives it.
fn decides(effects: &[Effect]) -> String {
    let side = |side: Side| if side == Side::Synchronous { "synchronous" } else { "events" };
    let told: Vec<String> = effects
        .iter()
        .map(|effect| {
            let does = match &effect.does {
                Does::Lean { halves: 0, .. } => "weighs nothing".to_owned(),
                Does::Lean { toward, halves } => format!("leans to {}, by {}", side(*toward), rows(*halves)),
                Does::Decide { side: decided, .. } => format!("decides: {}", side(*decided)),
                Does::TurnTie { side: turned } => format!("turns a tie to {}", side(*turned)),
                Does::Shape { what } => format!("shapes the {what}"),
                Does::Advise { on, points } if *points < 0 => format!("speaks against {on}").replace('_', " "),
                Does::Advise { on, .. } => format!("speaks for {on}").replace('_', " "),
            };
            if matches!(effect.when, When::Always) { does } else { format!("{does} (under a condition)") }
        })
        .collect();
    if told.is_empty() { "decides nothing by itself".to_owned() } else { told.join("; ") }
}

/// A weight in words.
fn rows(halves: u8) -> String {
    match (halves / 2, halves % 2) {
        (0, 0) => "nothing".to_owned(),
        (0, _) => "half a row".to_owned(),
        (1, 0) => "a row".to_owned(),
        (whole, 0) => format!("{whole} rows"),
        (1, _) => "a row and a half".to_owned(),
        (whole, _) => format!("{whole} rows and a half"),
    }
}
