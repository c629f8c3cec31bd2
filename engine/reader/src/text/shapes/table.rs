//! Tables: what each column holds, and the act of each row.

use std::ops::Range;

use advice::description::ParticipantKind;
use language::clauses::{Class, Token};

use super::super::Marked;
use super::super::draft::{Act, Order};
use super::super::{Reader, phrase};
use super::is_method;
use crate::clues::scene::Form;
use crate::reading::Role;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::text) enum Column {
    /// What is done.
    Act,
    /// Who does it.
    Who,
    /// Who asks for it.
    From,
    /// Whom it is asked of.
    To,
    /// The name of an event or a topic.
    Event,
    /// Who publishes it.
    Publisher,
    /// Who hears it.
    Consumers,
    /// Whether somebody waits.
    Waits,
    /// Who waits.
    Waiters,
    /// Whether it may come later.
    Lags,
    /// How well the system does: no row of such a table says what is done.
    Quality,
    /// Anything else about it.
    Note,
}

impl Column {
    fn of(words: &[Token<'_>]) -> Self {
        let has =
            |list: &[&str]| words.iter().any(|word| list.contains(&word.singular()) || list.contains(&&*word.lower));
        let by = words.iter().any(|word| word.is("by"));
        if has(&["quality", "attribute", "metric", "measure", "risk"]) {
            Self::Quality
        } else if has(&["wait", "waits", "waiting", "sync", "blocking"]) {
            if has(&["who", "whom"]) { Self::Waiters } else { Self::Waits }
        } else if has(&["lag", "later", "async", "delay"]) {
            Self::Lags
        } else if has(&[
            "consumer",
            "subscriber",
            "listener",
            "reader",
            "read",
            "consumed",
            "consumes",
            "subscribes",
            "audience",
            "receivers",
        ]) {
            Self::Consumers
        } else if has(&["publisher", "producer", "published", "emitter", "emitted", "owner"])
            && (by || !has(&["event", "topic"]))
        {
            Self::Publisher
        } else if has(&["event", "topic", "publishes", "emits", "raises", "queue"]) {
            Self::Event
        } else if has(&["from", "caller", "source", "sender", "asks"]) {
            Self::From
        } else if has(&["to", "callee", "target", "receiver", "destination"]) {
            Self::To
        } else if has(&[
            "step",
            "action",
            "act",
            "what",
            "task",
            "responsibility",
            "does",
            "activity",
            "message",
            "call",
            "request",
            "operation",
            "use",
            "job",
            "endpoint",
            "function",
            "purpose",
            "happens",
        ]) {
            Self::Act
        } else if has(&[
            "service",
            "who",
            "system",
            "component",
            "app",
            "team",
            "actor",
            "participant",
            "owner",
            "where",
            "by",
        ]) {
            Self::Who
        } else {
            Self::Note
        }
    }
}

/// What the cells of a row hold.
struct Row {
    range: Range<usize>,
    said: Option<Range<usize>>,
    event: Option<String>,
    publisher: Vec<usize>,
    from: Vec<usize>,
    who: Vec<usize>,
    to: Vec<usize>,
    consumers: Vec<usize>,
    waits: Option<Range<usize>>,
    waiters: Option<Range<usize>>,
    lags: Option<Range<usize>>,
    note: Option<Range<usize>>,
}

impl Row {
    /// What the cells say about waiting.
    fn form(&self, tokens: &[Token<'_>]) -> Option<Form> {
        const NOBODY: &[&str] = &["no", "nobody", "none", "nothing", "n", "-", "\u{2013}", "\u{2014}"];
        if let Some(cell) = &self.waiters {
            let first = tokens[cell.clone()].iter().position(|token| NOBODY.contains(&&*token.lower));
            let alone = |at: usize| {
                cell.start + at + 1 >= cell.end || {
                    let next = &tokens[cell.start + at + 1];
                    next.class == Class::Mark || matches!(&*next.lower, "one" | "body")
                }
            };
            return Some(match first {
                // "No one", and not "the crew. No digging before it is closed".
                Some(0) if alone(0) => Form::Queued,
                // "Only until the number is there": the rest is done later.
                _ if tokens[cell.clone()].windows(2).any(|pair| pair[0].is("only") && pair[1].is("until")) => {
                    Form::Accepted
                }
                _ => Form::Waited,
            });
        }
        let cell = self.waits.clone().or_else(|| self.lags.clone())?;
        let says = |words: &[&str]| tokens[cell.clone()].iter().any(|token| words.contains(&&*token.lower));
        let no = says(&["async"]) || says(NOBODY);
        let yes = says(&["yes", "sync", "y", "blocking", "x"]);
        // "May it lag?" asks the opposite of "does somebody wait?".
        let (later, waits) = if self.waits.is_none() { (yes, no) } else { (no, yes) };
        if later { Some(Form::Queued) } else { waits.then_some(Form::Waited) }
    }
}

impl Reader<'_, '_> {
    /// A row of a table.
    pub(in crate::text) fn row(&mut self, cells: &[Range<usize>], header: bool, range: Range<usize>) {
        if header {
            self.columns(cells);
            self.sentences.push(Marked { range, role: Role::Title, who: Vec::new() });
            return;
        }
        let row = self.cells(cells, range.clone());
        let before = self.flow.acts.len();
        if !self.header.contains(&Column::Quality)
            && let Some(act) = self.row_act(row).filter(|act| !act.action.is_empty())
        {
            self.push(Act { sentence: self.sentences.len(), ..act });
        }
        let role = if self.flow.acts.len() > before { Role::Step } else { Role::LeftOver };
        self.sentences.push(Marked { range, role, who: Vec::new() });
    }

    /// Keeps what the columns of a table hold.
    fn columns(&mut self, cells: &[Range<usize>]) {
        let tokens = self.tokens();
        self.header = cells.iter().map(|cell| Column::of(&tokens[cell.clone()])).collect();
        // "Job | Trigger | What we do": the job is only a name for what is done.
        let tells = |cell: &Range<usize>| {
            tokens[cell.clone()].iter().any(|word| matches!(word.singular(), "what" | "do" | "happen" | "action"))
        };
        let told = cells.iter().position(|cell| Column::of(&tokens[cell.clone()]) == Column::Act && tells(cell));
        if let Some(told) = told {
            let others = self.header.iter_mut().enumerate().filter(|(index, _)| *index != told);
            others.filter(|(_, column)| **column == Column::Act).for_each(|(_, column)| *column = Column::Note);
        }
        let known = self.header.iter().any(|column| *column != Column::Note);
        if known
            && !self.header.contains(&Column::Act)
            && !self.header.contains(&Column::Event)
            && let Some(first) = self.header.iter_mut().find(|column| **column == Column::Note)
        {
            *first = Column::Act;
        }
    }

    /// What the cells of a row hold, as the header says.
    fn cells(&mut self, cells: &[Range<usize>], range: Range<usize>) -> Row {
        let tokens = self.tokens();
        let of = |column: Column| {
            self.header
                .iter()
                .zip(cells)
                .find(|(known, cell)| **known == column && !cell.is_empty())
                .map(|(_, cell)| cell.clone())
        };
        let [said, event, waits, waiters, lags, note] =
            [Column::Act, Column::Event, Column::Waits, Column::Waiters, Column::Lags, Column::Note].map(of);
        let whos = [Column::Publisher, Column::From, Column::Who, Column::To, Column::Consumers].map(of);
        let [publisher, from, who, to, consumers] =
            whos.map(|cell| cell.map(|cell| self.cast.each_listed(tokens, cell)).unwrap_or_default());
        let event = event.map(|cell| {
            phrase::event_in(tokens, cell.clone()).unwrap_or_else(|| phrase::words(tokens, self.text(), cell))
        });
        Row { range, said, event, publisher, from, who, to, consumers, waits, waiters, lags, note }
    }

    /// The act of a row, if it says or names one.
    fn row_act(&self, mut row: Row) -> Option<Act> {
        match (row.said.take(), row.event.take()) {
            // "Event | Published by | Consumed by | Purpose": what those do who hear it.
            (Some(said), Some(event)) if !row.consumers.is_empty() && row.who.is_empty() && row.to.is_empty() => {
                let act = self.act_of_event(event, row);
                Some(Act { action: self.said_action(said), ..act })
            }
            (Some(said), event) => Some(self.act_of_said(said, event, row)),
            (None, Some(event)) => Some(self.act_of_event(event, row)),
            (None, None) => None,
        }
    }

    /// The act of a row that only names an event.
    fn act_of_event(&self, event: String, row: Row) -> Act {
        let by = if row.publisher.is_empty() { row.who } else { row.publisher };
        let from = by.first().or(row.from.first()).copied();
        let act = Act { own: row.range, from, order: Order::Beside, ..Act::default() };
        if row.consumers.is_empty() {
            return Act { action: format!("Publish {event}"), announces: Some(event), form: Form::Publishing, ..act };
        }
        let action = self.reaching(&event, &row.consumers);
        Act { action, to: row.consumers, event: Some(event), form: Form::Consuming, ..act }
    }

    /// The act of a row that says what is done.
    fn act_of_said(&self, said: Range<usize>, event: Option<String>, row: Row) -> Act {
        let tokens = self.tokens();
        let form = row.form(tokens);
        let endpoint = is_method(&tokens[said.start]);
        let mut act = Act { own: row.range.clone(), ..Act::default() };
        act.action = if endpoint { phrase::words(tokens, self.text(), said) } else { self.said_action(said) };
        // "Decide | case worker | when all replies are there".
        let says = |cell: &Range<usize>| cell.len() < 9 && cell.clone().any(|at| tokens[at].class == Class::Open);
        if phrase::content(&act.action) < 3
            && let Some(note) = row.note.filter(says)
        {
            let more = phrase::small(&phrase::words(tokens, self.text(), note));
            act.action = format!("{}, {more}", act.action);
        }
        act.from = row.from.first().or(row.publisher.first()).copied();
        act.to = if row.to.is_empty() { row.who } else { row.to };
        act.tells = row.consumers;
        if act.to.iter().all(|who| self.cast.is(*who, ParticipantKind::Person))
            && act.from.is_none()
            && !act.to.is_empty()
        {
            act.from = act.to.first().copied();
            act.to.clear();
        }
        if endpoint {
            let later = tokens[row.range.clone()].iter().any(|token| token.is("202"));
            act.form = if later { Form::Accepted } else { Form::Called };
        }
        act.form = form.unwrap_or(act.form);
        // An event in a cell of results is what the act announces.
        act.announces = event.or_else(|| phrase::event_in(tokens, row.range));
        act
    }
}
