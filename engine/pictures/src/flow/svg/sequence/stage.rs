//! Places everything in a sequence diagram, in whole pixels.
//!
//! Each act has rows of its own, from top to bottom. Each text stands in the gap between two lifelines, beside
//! the receiver of its act. Therefore nothing covers a text. This module must not know how the diagram is
//! written.

use std::cmp::Ordering;

use super::super::super::drawing::Area;
use super::super::super::drawing::measure::{cut, width};
use super::super::super::text::through;
use super::super::super::{Channel, ChannelKind, Flow, Step, TriggerKind};
use super::column::Column;
use super::fold::{MOST_LINES, fold, fold_into};
use super::room::{self, channel_gap, indent, is_heard, label_gap, texts};
use super::room::{
    AFTER, BEFORE, BESIDE, BESIDE_LOOP, GUTTER, LEAD, LINE, LOOP, MARGIN, PADDING, SIZE, TINY, TINY_LINE, TRUNK,
};
use super::script::{Act, ActKind, Script};

/// Half of a bar's width, the width that a second frame adds on each side, and how far a nested bar is shifted
/// to the right so that both frames stand side by side.
const HALF: u32 = 4;
pub(super) const FRAME: u32 = 3;
const INSET: u32 = 2 * (HALF + FRAME);
/// Nesting depth up to which bars are shifted.
const MOST_INSETS: usize = 1;
/// Distance of a frame from the edge of the picture, and nesting depth up to which frames are inset.
const OUTSIDE: u32 = 8;
const MOST_NESTED: usize = 2;
/// Maximum number of lines of a condition in the left margin: enough for the longest that a description may have.
const CONDITION_LINES: usize = 30;
/// Minimum height of a participant's head.
const HEAD: u32 = 34;
/// The row of heads is repeated every so many pixels: the minimum, and the pixels for each participant.
const AGAIN: u32 = 1_000;
const EACH: u32 = 25;
/// The row of heads is repeated at the bottom if the last one is further up than this, pixels.
const FOOT: u32 = 700;

/// A sequence diagram with the place of everything in it.
#[derive(Debug, Default)]
pub(super) struct Stage<'f> {
    pub(super) width: u32,
    pub(super) height: u32,
    /// The participants as columns.
    pub(super) columns: Vec<Column<'f>>,
    /// Upper edges of the rows of heads; the lifelines run from the first row to the bottom.
    pub(super) heads: Vec<u32>,
    pub(super) head_height: u32,
    /// Where the flow's caller waits.
    pub(super) waits: Vec<Area>,
    /// Words in the left margin: who waits, or that nobody does.
    pub(super) words: Vec<Label>,
    pub(super) commits: Vec<Commit<'f>>,
    /// Vertical positions of the lines, over the whole width, below which the recovery is shown.
    pub(super) turns_back: Vec<u32>,
    pub(super) marks: Vec<ActMarks<'f>>,
    pub(super) frames: Vec<Framed>,
}

/// A frame around steps that run under a condition, several times, or side by side.
#[derive(Debug)]
pub(super) struct Framed {
    pub(super) area: Area,
    /// Vertical positions of the lines between its parts.
    pub(super) parts: Vec<u32>,
}

/// The line at the commit point, over the whole width.
#[derive(Debug)]
pub(super) struct Commit<'f> {
    pub(super) step: Option<&'f Step>,
    pub(super) y: u32,
}

/// All marks of one act and of its end.
#[derive(Debug, Default)]
pub(super) struct ActMarks<'f> {
    pub(super) step: Option<&'f Step>,
    /// The step's number, if the scene shows the step itself and not only what precedes it.
    pub(super) number: Option<Label>,
    /// The labels' full text; empty if there is none.
    pub(super) full: String,
    pub(super) bar: Option<Bar>,
    pub(super) arrows: Vec<Arrow>,
    pub(super) channel: Option<Pill<'f>>,
    /// The clock of a timer.
    pub(super) clock: Option<Area>,
    pub(super) labels: Vec<Label>,
}

/// The bar of a participant at work.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) area: Area,
    pub(super) is_reaction: bool,
    pub(super) is_strong: bool,
}

/// A line with an arrow head at its end.
#[derive(Debug)]
pub(super) struct Arrow {
    pub(super) edge: String,
    pub(super) kind: ArrowKind,
    pub(super) points: Vec<[u32; 2]>,
}

/// The kinds of arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArrowKind {
    /// A call: the sender waits.
    Call,
    /// A message: the sender does not wait.
    Message,
    /// The answer to a call.
    Answer,
    /// The outcome of a command, as a message.
    Reply,
}

/// An event or a queue.
#[derive(Debug)]
pub(super) struct Pill<'f> {
    pub(super) channel: &'f Channel,
    pub(super) area: Area,
    pub(super) name: Vec<String>,
}

/// A text with its box.
#[derive(Debug, Default)]
pub(super) struct Label {
    pub(super) area: Area,
    pub(super) lines: Vec<String>,
    /// Whether it is in the small font.
    pub(super) is_tiny: bool,
}

impl Label {
    fn of(lines: Vec<String>, is_tiny: bool, x: u32, y: u32) -> Self {
        let (size, line) = if is_tiny { (TINY, TINY_LINE) } else { (SIZE, LINE) };
        let width = lines.iter().map(|text| width(text, size)).max().unwrap_or(0);
        Self { area: Area { x, y, width, height: count(&lines) * line }, lines, is_tiny }
    }
}

/// Places everything in a script.
pub(super) fn set<'f>(flow: &'f Flow, script: &Script<'f>) -> Stage<'f> {
    let needs = room::needs(flow, script);
    let columns = room::columns(flow, script, &needs);
    let head_height = columns.iter().map(|column| count(&column.name) * 16 + 16).max().unwrap_or(0).max(HEAD);
    let ends = columns.iter().zip(needs).map(|(column, need)| column.middle + need.max(column.width / 2));
    let width = ends.max().unwrap_or(2 * GUTTER) + MARGIN;
    let mut setter = Setter {
        flow,
        acts: &script.acts,
        frame_words: &script.words,
        framed: Vec::new(),
        stage: Stage { width, columns, heads: vec![MARGIN], head_height, ..Stage::default() },
        y: MARGIN + head_height + 10,
        margin_bottom: 0,
        run: None,
        trunk: None,
        open: Vec::new(),
    };
    for at in 0..script.acts.len() {
        setter.act(at);
    }
    setter.end_run();
    if script.left_out > 0 {
        let words = format!("{} more steps are not drawn", script.left_out);
        setter.say(&words);
        setter.y = setter.y.max(setter.margin_bottom);
    }
    let mut stage = setter.stage;
    stage.height = setter.y + 8;
    if stage.heads.last().is_some_and(|last| stage.height - last > FOOT) {
        stage.heads.push(stage.height);
        stage.height += head_height;
    }
    stage.height += MARGIN;
    stage
}

fn count(lines: &[String]) -> u32 {
    u32::try_from(lines.len()).unwrap_or(0)
}

/// A participant at work: the lane, the start, and the scene that gets the bar.
struct Open {
    lane: usize,
    top: u32,
    inset: u32,
    marks: usize,
}

/// The line from a channel down to its consumers.
struct Trunk {
    x: u32,
    /// Where the line to the next consumer begins.
    y: u32,
    gap: (usize, bool),
}

struct Setter<'a, 'f> {
    flow: &'f Flow,
    acts: &'a [Act<'f>],
    frame_words: &'a [String],
    /// The open frames, the innermost last: the upper edge and the lines between the parts.
    framed: Vec<(u32, Vec<u32>)>,
    stage: Stage<'f>,
    /// Lower end of the rows so far.
    y: u32,
    /// Lower end of the words in the left margin so far.
    margin_bottom: u32,
    /// Whether the flow's caller waits in the current run of acts, and where the run began.
    run: Option<(bool, u32)>,
    trunk: Option<Trunk>,
    open: Vec<Open>,
}

impl<'f> Setter<'_, 'f> {
    fn act(&mut self, at: usize) {
        let Some(&act) = self.acts.get(at) else { return };
        self.turn(at, &act);
        match act.kind {
            ActKind::Begin => self.begin(&act, self.y + 4, ActMarks::default()),
            ActKind::Ask | ActKind::Send => self.call(&act),
            ActKind::Hear | ActKind::HearFirst => self.hear(&act),
            ActKind::Publish(channel) => self.publish(at, &act, channel),
            ActKind::Answer(_) => self.answer(&act),
            ActKind::End => self.end(),
            ActKind::Outcome | ActKind::Recover(_) | ActKind::Inform => self.outcome(&act),
            ActKind::Trigger | ActKind::Timer => self.timer(&act),
            ActKind::Open(_, words) => {
                self.y = self.y.max(self.margin_bottom) + 6;
                self.framed.push((self.y, Vec::new()));
                self.part(words);
            }
            ActKind::Next(_, words) => {
                self.y = self.y.max(self.margin_bottom) + 6;
                let y = self.y;
                if let Some((_, parts)) = self.framed.last_mut() {
                    parts.push(y);
                }
                self.part(words);
            }
            ActKind::Close => self.end_frame(),
            ActKind::Fail => {
                self.y = self.y.max(self.margin_bottom) + 4;
                self.say("if a step fails");
                self.stage.turns_back.push(self.y);
                self.y += 4;
            }
            ActKind::Commit => {
                self.y = self.y.max(self.margin_bottom) + 4;
                self.say("commit point");
                self.y += TINY_LINE + 3;
                self.stage.commits.push(Commit { step: act.step, y: self.y });
                self.margin_bottom = self.y + 4;
                self.y += 8;
            }
        }
    }

    /// Starts a new run if the caller begins or stops waiting with this act, and repeats the heads if they are
    /// far up.
    fn turn(&mut self, at: usize, act: &Act<'f>) {
        let is_new = self.run.is_none_or(|(is_waited, _)| is_waited != act.is_waited);
        // An act that only ends something belongs to the run before.
        if is_new && !act.kind.only_ends() {
            self.end_run();
            self.run = Some((act.is_waited, self.y));
            self.y += 4;
            let words = self.words(at, act.is_waited);
            if !words.is_empty() {
                self.say(&words);
            }
        }
        let begins = matches!(act.kind, ActKind::Ask | ActKind::Send | ActKind::Publish(_) | ActKind::Begin);
        // More participants mean a larger distance, so that heads do not fill the picture.
        let again = u32::try_from(self.stage.columns.len()).unwrap_or(0).saturating_mul(EACH).max(AGAIN);
        if begins && self.stage.heads.last().is_some_and(|last| self.y - last > again) {
            self.y += 8;
            self.stage.heads.push(self.y);
            self.y += self.stage.head_height + 8;
            self.margin_bottom = self.margin_bottom.max(self.y);
        }
    }

    /// The words for the left margin about who waits in the run that begins with this act.
    fn words(&self, at: usize, is_waited: bool) -> String {
        let run = || self.acts.iter().skip(at).take_while(|act| act.is_waited == is_waited);
        let asks = run().any(|act| act.kind == ActKind::Ask);
        let sends = run().any(|act| matches!(act.kind, ActKind::Send | ActKind::Hear));
        if self.acts.get(at).is_some_and(|act| act.kind == ActKind::Fail) {
            return String::new();
        }
        let words = match (asks, sends || !self.flow.sync_prefix.is_empty()) {
            _ if is_waited => "",
            (false, _) => "nobody waits",
            (true, true) => "nobody else waits",
            (true, false) => "who asks, waits",
        };
        match self.flow.waiting() {
            // Only the name is cut, so that the word "waits" stays readable.
            Some(name) if is_waited || self.flow.sync_prefix.is_empty() => format!("{} waits", cut(name, TINY, GUTTER)),
            _ => words.to_owned(),
        }
    }

    /// Writes the words of a frame's part into the left margin.
    fn part(&mut self, words: usize) {
        if let Some(words) = self.frame_words.get(words).filter(|words| !words.is_empty()) {
            self.say_in(words, CONDITION_LINES);
        }
        self.y += 6;
    }

    fn end_frame(&mut self) {
        self.y = self.y.max(self.margin_bottom) + 6;
        let Some((top, parts)) = self.framed.pop() else { return };
        let depth = u32::try_from(self.framed.len().min(MOST_NESTED)).unwrap_or(0);
        let x = OUTSIDE + depth * OUTSIDE / 2;
        let area = Area { x, y: top, width: self.stage.width - 2 * x, height: self.y - top };
        self.stage.frames.push(Framed { area, parts });
        self.y += 6;
        self.margin_bottom = self.y;
    }

    /// Writes when a timer or the flow's trigger sets something off.
    fn timer(&mut self, act: &Act<'f>) {
        let (_, _, words) = texts(self.flow, act);
        let words = words.unwrap_or_default();
        let (left, room) = self.room(act);
        let lines = fold(&words, TINY, room);
        let label = Label::of(lines, true, left, self.y + 5);
        let is_event =
            act.step.is_none() && self.flow.trigger.as_ref().is_some_and(|trigger| trigger.kind == TriggerKind::Event);
        let clock = (!is_event).then(|| Area {
            x: left - room::BESIDE_CLOCK,
            y: label.area.y,
            width: room::CLOCK,
            height: room::CLOCK,
        });
        self.y = label.area.bottom() + 3;
        let marks = ActMarks { step: act.step, full: words, clock, labels: vec![label], ..ActMarks::default() };
        self.stage.marks.push(marks);
    }

    fn end_run(&mut self) {
        let Some((is_waited, top)) = self.run.take() else { return };
        self.y = self.y.max(self.margin_bottom) + 4;
        if is_waited {
            let area = Area { x: MARGIN, y: top, width: self.stage.width - 2 * MARGIN, height: self.y - top };
            self.stage.waits.push(area);
            self.y += 8;
        }
        self.margin_bottom = self.y;
    }

    /// Writes into the left margin, at the first free height.
    fn say(&mut self, words: &str) {
        self.say_in(words, MOST_LINES);
    }

    fn say_in(&mut self, words: &str, most: usize) {
        let y = self.y.max(self.margin_bottom) + 2;
        let lines = fold_into(words, TINY, GUTTER - 12, most);
        let label = Label::of(lines, true, MARGIN + 6, y);
        self.margin_bottom = label.area.bottom();
        self.stage.words.push(label);
    }

    fn middle(&self, lane: usize) -> u32 {
        self.stage.columns.get(lane).map_or(MARGIN + GUTTER, |column| column.middle)
    }

    /// The right end of the room for texts in a gap.
    fn end_of(&self, gap: usize) -> u32 {
        self.stage.columns.get(gap + 1).map_or(self.stage.width - MARGIN, |next| next.middle - BEFORE)
    }

    /// The right or left edge of the innermost bar in a lane, or of the lifeline if there is no bar.
    fn edge(&self, lane: usize, is_right: bool) -> u32 {
        let middle = self.middle(lane);
        match self.open.iter().rev().find(|open| open.lane == lane) {
            Some(open) if is_right => middle + open.inset + HALF,
            Some(open) => middle + open.inset - HALF,
            None => middle,
        }
    }

    /// How far the next bar in a lane is shifted to the right.
    fn inset(&self, lane: usize) -> u32 {
        let within = self.open.iter().filter(|open| open.lane == lane).count().min(MOST_INSETS);
        u32::try_from(within).unwrap_or(0) * INSET
    }

    /// The left edge and the width of the room for an act's texts.
    fn room(&self, act: &Act<'_>) -> (u32, u32) {
        let gap = label_gap(act).unwrap_or(act.to);
        let mut left = self.middle(gap) + AFTER;
        let mut right = self.end_of(gap);
        if act.from == act.to && !is_heard(act) {
            left += LOOP + BESIDE_LOOP;
        }
        if let Some(trunk) = self.trunk.as_ref().filter(|trunk| is_heard(act) && trunk.gap.0 == gap) {
            if trunk.gap.1 {
                left = trunk.x + BESIDE;
            } else {
                right = trunk.x - BESIDE;
            }
        }
        (left, right.saturating_sub(left))
    }

    /// Writes an act's texts above and below its line. Returns the height of the line and the lower end of the texts.
    fn write(&mut self, act: &Act<'f>, marks: &mut ActMarks<'f>) -> (u32, u32) {
        let (number, says, note) = texts(self.flow, act);
        let (left, room) = self.room(act);
        let beside = indent(number.as_deref());
        let top = self.y + 8;
        let lines = fold(&says, SIZE, room.saturating_sub(beside));
        let above = count(&lines).max(u32::from(number.is_some())) * LINE;
        marks.full = says;
        if let Some(number) = number {
            marks.full = format!("{number} {}", marks.full);
            marks.number = Some(Label::of(vec![number], false, left, top));
        }
        if !lines.is_empty() {
            marks.labels.push(Label::of(lines, false, left + beside, top));
        }
        let is_loop = act.from == act.to && !is_heard(act);
        let line = top + if is_loop { above.max(LINE) } else { above + 6 };
        let Some(note) = note else { return (line, line) };
        let is_above = marks.number.is_none();
        let lines = fold(&note, TINY, room);
        marks.full = format!("{}{}{note}", marks.full, if marks.full.is_empty() { "" } else { " \u{b7} " });
        if is_above {
            // An act with only this text has it above its line.
            let label = Label::of(lines, true, left, self.y + 4);
            let line = label.area.bottom() + if is_loop { 0 } else { 5 };
            marks.labels.push(label);
            return (line, line);
        }
        let label = Label::of(lines, true, left, if is_loop { line + 2 } else { line + 6 });
        let bottom = label.area.bottom();
        marks.labels.push(label);
        (line, bottom)
    }

    fn call(&mut self, act: &Act<'f>) {
        let mut marks = ActMarks { step: act.step, ..ActMarks::default() };
        let (line, bottom) = self.write(act, &mut marks);
        let kind = if act.kind == ActKind::Ask { ArrowKind::Call } else { ArrowKind::Message };
        let middle = self.middle(act.to) + self.inset(act.to);
        let arrow = self.arrow(act, kind, line, [middle - HALF, middle + HALF]);
        marks.arrows.push(arrow);
        self.y = bottom.max(line + 6);
        self.begin(act, line.saturating_sub(4), marks);
    }

    /// An arrow from the innermost bar in one lane to the left or right edge, given by `ends`, in the other lane.
    fn arrow(&self, act: &Act<'f>, kind: ArrowKind, y: u32, ends: [u32; 2]) -> Arrow {
        let points = match act.from.cmp(&act.to) {
            Ordering::Equal => {
                let out = self.middle(act.from) + AFTER + LOOP;
                vec![[self.edge(act.from, true), y - 14], [out, y - 14], [out, y], [ends[1], y]]
            }
            Ordering::Less => vec![[self.edge(act.from, true), y], [ends[0], y]],
            Ordering::Greater => vec![[self.edge(act.from, false), y], [ends[1], y]],
        };
        Arrow { edge: act.edge.to_owned(), kind, points }
    }

    fn begin(&mut self, act: &Act<'f>, top: u32, marks: ActMarks<'f>) {
        self.open.push(Open { lane: act.to, top, inset: self.inset(act.to), marks: self.stage.marks.len() });
        self.stage.marks.push(marks);
    }

    fn publish(&mut self, at: usize, act: &Act<'f>, channel: &'f Channel) {
        let gap = channel_gap(self.acts, at);
        let (left, right) = (
            self.middle(gap.0) + AFTER,
            match self.stage.columns.get(gap.0 + 1) {
                Some(next) => next.middle - BEFORE,
                None => self.stage.width - MARGIN,
            },
        );
        let name = room::channel_lines(channel, right.saturating_sub(left + PADDING + LEAD));
        let wide = name.iter().map(|line| width(line, SIZE)).max().unwrap_or(0) + PADDING;
        let x = if gap.1 { left + LEAD } else { right.saturating_sub(wide + LEAD) };
        let area = Area { x, y: self.y + 8, width: wide, height: count(&name).max(1) * LINE + 10 };
        let y = area.y + area.height / 2;
        let end = if gap.1 { area.x } else { area.right() };
        let line = Arrow {
            edge: act.edge.to_owned(),
            kind: ArrowKind::Message,
            points: vec![[self.edge(act.from, gap.1), y], [end, y]],
        };
        let trunk = if gap.1 { area.x + TRUNK } else { area.right() - TRUNK };
        self.trunk = Some(Trunk { x: trunk, y: area.bottom(), gap });
        self.y = area.bottom() + 2;
        self.stage.marks.push(ActMarks {
            step: act.step,
            full: channel_words(channel),
            arrows: vec![line],
            channel: Some(Pill { channel, area, name }),
            ..ActMarks::default()
        });
    }

    fn hear(&mut self, act: &Act<'f>) {
        let mut marks = ActMarks { step: act.step, ..ActMarks::default() };
        let (line, bottom) =
            if act.kind == ActKind::Hear { self.write(act, &mut marks) } else { (self.y + 14, self.y + 14) };
        let middle = self.middle(act.to) + self.inset(act.to);
        if let Some(trunk) = &mut self.trunk {
            let end = if trunk.x < middle { middle - HALF } else { middle + HALF };
            let points = vec![[trunk.x, trunk.y], [trunk.x, line], [end, line]];
            trunk.y = line;
            marks.arrows.push(Arrow { edge: act.edge.to_owned(), kind: ArrowKind::Message, points });
        }
        self.y = bottom.max(line + 6);
        self.begin(act, line.saturating_sub(4), marks);
    }

    fn answer(&mut self, act: &Act<'f>) {
        let mut marks = ActMarks::default();
        let is_said = matches!(act.kind, ActKind::Answer(words) if !words.is_empty());
        let y = if is_said { self.write(act, &mut marks).0 } else { self.y + 8 };
        let Some(open) = self.open.pop() else { return };
        let is_right = act.from < act.to;
        let middle = self.middle(act.from) + open.inset;
        let start = if is_right { middle + HALF } else { middle - HALF };
        let arrow = Arrow {
            edge: String::new(),
            kind: ArrowKind::Answer,
            points: vec![[start, y], [self.edge(act.to, !is_right), y]],
        };
        self.bar(&open, y + 4);
        if let Some(asked) = self.stage.marks.get_mut(open.marks) {
            asked.arrows.push(arrow);
            asked.labels.append(&mut marks.labels);
        }
        self.y = y + 8;
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let bottom = self.y.max(open.top + 24);
        self.bar(&open, bottom);
        self.y = bottom + 4;
    }

    fn bar(&mut self, open: &Open, bottom: u32) {
        let x = self.middle(open.lane) + open.inset - HALF;
        let area = Area { x, y: open.top, width: 2 * HALF, height: bottom.saturating_sub(open.top) };
        // A participant that still waits for another event is not at work yet, so it has no bar.
        if let Some(marks) = self.stage.marks.get_mut(open.marks)
            && (marks.number.is_some() || marks.step.is_none())
        {
            let is_reaction = marks.arrows.iter().any(|arrow| arrow.kind == ArrowKind::Message);
            let is_strong = marks.number.is_some() && marks.step.is_some_and(|step| step.strong);
            marks.bar = Some(Bar { area, is_reaction, is_strong });
        }
    }

    fn outcome(&mut self, act: &Act<'f>) {
        let mut marks = ActMarks { step: act.step, ..ActMarks::default() };
        let (line, bottom) = self.write(act, &mut marks);
        let ends = [self.edge(act.to, false), self.edge(act.to, true)];
        let replies = act.kind == ActKind::Outcome && act.step.is_some_and(|step| step.means.replies);
        let kind = if replies { ArrowKind::Reply } else { ArrowKind::Message };
        marks.arrows.push(self.arrow(act, kind, line, ends));
        self.stage.marks.push(marks);
        self.y = bottom.max(line + 6);
    }
}

fn channel_words(channel: &Channel) -> String {
    let through = through(channel);
    match channel.kind {
        ChannelKind::Event => format!("Event {}{through}", channel.name),
        ChannelKind::Queue => format!("Queue of {}{through}", channel.name),
    }
}
