//! Writes a flow for narrow windows: one vertical line, on which time runs down.
//!
//! It shows what the wide drawing shows with the same signs: square marks on a solid line for what is waited for, a
//! line across at the commit point, round marks on a dashed line behind it, and what happens only then at the end.
//! Who asks whom stands in words below each step instead of in lanes. This module must decide nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::super::drawing::measure::{cut, width, wrap, wrap_name};
use super::super::text::{consistency, in_short, list, numbers, terms};
use super::super::{Channel, ChannelKind, EdgeKind, Flow, Step, TriggerKind};
use super::{Area, DASHES, DOTS, EVENT, EVENT_WASH, INK, Links, Markup, OUT_DASHES, RAISED};
use super::{SOFT, SYNC, SYNC_WASH, anchor, badge, badge_width, begin, clock, rect};
use advice::description::Outcome;
use advice::terms::{Level, Verdict};

/// Width of the picture, pixels, as all lengths here.
pub const WIDTH: u32 = 360;
/// Where the line runs, and where the words begin.
const RAIL: u32 = 28;
const WORDS: u32 = 58;
/// Maximum width of a line of words.
const ROOM: u32 = WIDTH - WORDS - 12;
/// Font sizes of actions and of what stands around them, and distances between lines of words.
const SIZE: u32 = 14;
const SMALL: u32 = 12;
const LINE: u32 = 18;
const SMALL_LINE: u32 = 16;
/// Width and height of a step's mark.
const MARK: [u32; 2] = [30, 24];
/// Distance from one step to the next.
const APART: u32 = 14;
/// The title of the part that nobody waits for.
const NOBODY: &str = "Nobody waits";
/// Maximum number of steps that are gone.
const MOST_GONE: usize = 40;

/// The parts of the picture: each has a line of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Waited,
    Behind,
    OnlyThen,
}

/// Writes a flow from top to bottom, [`WIDTH`] pixels wide. Its ids begin with `tall-`, and its steps have the same
/// links and `data-step` as those of [`flow`](super::flow), so a page may have both and show this one in windows of at
/// most
/// 700 pixels. It grows by some 500 bytes a step.
pub fn tall(flow: &Flow, links: Links<'_>) -> String {
    let mut writer = Writer {
        flow,
        links,
        numbers: numbers(flow),
        said: BTreeSet::new(),
        is_soft: false,
        y: 0,
        body: Markup::default(),
    };
    writer.body.open("g").attr("class", "flow").attr("data-flow", &flow.id);
    // What most parts have in common, so that few of them have to say it.
    writer.body.number("font-size", SIZE).attr("fill", INK).attr("stroke-width", "1.5");
    writer.parts();
    let id = format!("tall-{}", anchor(&flow.id));
    let title = format!("Flow: {}", flow.name);
    let mut svg = begin(links.role(), &id, &title, &["Time runs down."], WIDTH, writer.y + 12);
    svg.append(writer.body);
    svg.finish()
}

struct Writer<'f> {
    flow: &'f Flow,
    links: Links<'f>,
    numbers: BTreeMap<&'f str, u32>,
    /// The channels that are written already.
    said: BTreeSet<&'f str>,
    /// Whether what is written belongs to what happens only then.
    is_soft: bool,
    /// How far down the picture is written.
    y: u32,
    body: Markup,
}

impl<'f> Writer<'f> {
    fn parts(&mut self) {
        let asks = self.flow.only_asks();
        let is_waited = |step: &&Step| (step.waited_for || asks) && !step.way_out;
        let steps = &self.flow.steps;
        let waited: Vec<&Step> = steps.iter().filter(is_waited).collect();
        let out: Vec<&Step> = steps.iter().filter(|step| step.way_out).collect();
        let behind: Vec<&Step> = steps.iter().filter(|step| !is_waited(step) && !step.way_out).collect();
        if !waited.is_empty() {
            let who = self.flow.waiting().unwrap_or_default();
            let says = if asks { "asks and waits" } else { "waits" };
            self.part(Part::Waited, &format!("{who} {says}"), &waited);
        }
        if self.flow.commit_point.is_some() && !waited.is_empty() {
            let step = self.flow.commit_point.as_deref().map_or("", super::short);
            self.body.open("path").attr("class", "commit").attr("data-step", step);
            self.body
                .attr("d", &format!("M0 {}H{WIDTH}", self.y))
                .attr("stroke", INK)
                .attr("stroke-width", "1.5")
                .close();
            self.y += 8;
            self.words("n", 12, SMALL, Some("600"), "commit point");
        }
        if !behind.is_empty() {
            let nobody = behind.iter().all(|step| step.verdict == Verdict::EventDriven);
            self.part(Part::Behind, if nobody { NOBODY } else { "Behind the commit point" }, &behind);
        }
        if !out.is_empty() {
            self.part(Part::OnlyThen, "Only then", &out);
        }
        self.gone();
    }

    /// Writes steps under a title, and their line behind them.
    fn part(&mut self, part: Part, title: &str, steps: &[&'f Step]) {
        let top = self.y;
        self.y += 8;
        let outer = std::mem::take(&mut self.body);
        // Words like "behind the commit point" say nothing where there is none.
        let is_said = part != Part::Behind || self.flow.commit_point.is_some() || title == NOBODY;
        if is_said {
            let line = cut(title, SIZE, ROOM);
            let class = match part {
                Part::Waited => "waits",
                Part::Behind if title == NOBODY => "nobody",
                Part::Behind | Part::OnlyThen => "name",
            };
            self.words(class, WORDS, SIZE, Some("600"), &line);
            self.y += 8;
        }
        let begins = self.y;
        self.is_soft = part == Part::OnlyThen;
        self.trigger(part, steps);
        let mut ends = begins;
        for step in steps {
            for channel in self.channels_before(step) {
                self.pill(channel);
            }
            ends = self.step(part, step);
            for channel in self.channels_behind(step) {
                ends = self.pill(channel);
            }
        }
        let inner = std::mem::replace(&mut self.body, outer);
        if part == Part::Waited {
            let area = Area { x: 0, y: top, width: WIDTH, height: self.y - top };
            rect(&mut self.body, "wait", &area, 0).attr("fill", SYNC_WASH).attr("fill-opacity", ".55").close();
        }
        let (class, stroke, dashes) = match part {
            Part::Waited => ("call", SYNC, None),
            Part::Behind => ("publish", EVENT, Some(DASHES)),
            Part::OnlyThen => ("out", SOFT, Some(OUT_DASHES)),
        };
        let d = format!("M{RAIL} {begins}V{ends}");
        self.body.open("path").attr("class", class).attr("d", &d).attr("stroke", stroke).attr("stroke-width", "2");
        if let Some(dashes) = dashes {
            self.body.attr("stroke-dasharray", dashes);
        }
        self.body.close();
        self.body.append(inner);
    }

    /// Writes what sets the flow off, above its first steps.
    fn trigger(&mut self, part: Part, steps: &[&Step]) {
        let Some(trigger) = self.flow.trigger.as_ref().filter(|_| part != Part::OnlyThen) else { return };
        if !steps.iter().any(|step| step.after.is_empty()) || !self.said.insert("trigger") {
            return;
        }
        match trigger.kind {
            TriggerKind::Schedule => self.note(true, &trigger.name),
            TriggerKind::Event => drop(self.event(&trigger.id, &trigger.name, false, false)),
        }
    }

    /// The events and queues through which a step is reached, those that are not yet written.
    fn channels_before(&mut self, step: &Step) -> Vec<&'f Channel> {
        let flow = self.flow;
        let reach = flow.edges.iter().filter(|edge| edge.to == step.id);
        let reach: BTreeSet<&str> = reach.map(|edge| edge.from.as_str()).collect();
        let before = flow.channels.iter().filter(|channel| reach.contains(channel.id.as_str()));
        before.filter(|channel| channel.kind == ChannelKind::Event && self.said.insert(&channel.id)).collect()
    }

    /// The events of a step that reach no step of the flow.
    fn channels_behind(&mut self, step: &Step) -> Vec<&'f Channel> {
        let flow = self.flow;
        let leads_on =
            |channel: &Channel| flow.edges.iter().any(|edge| edge.from == channel.id && edge.kind == EdgeKind::Deliver);
        let own = flow.channels.iter().filter(|channel| channel.step == step.id && channel.kind == ChannelKind::Event);
        own.filter(|channel| !leads_on(channel) && self.said.insert(&channel.id)).collect()
    }

    /// Writes an event on the line. Returns the height of its middle.
    fn pill(&mut self, channel: &Channel) -> u32 {
        let out = channel.outcome != Outcome::Done;
        self.event(&channel.id, &channel.name, out, true)
    }

    fn event(&mut self, id: &str, name: &str, out: bool, is_channel: bool) -> u32 {
        let lines = wrap_name(name, SIZE, ROOM, 2);
        let high = LINE * u32::try_from(lines.len()).unwrap_or(1).max(1) + 10;
        let wide = lines.iter().map(|line| width(line, SIZE)).max().unwrap_or(0) + 28;
        let area = Area { x: 12, y: self.y, width: wide, height: high };
        let (class, stroke) = if out { ("pill way-out", SOFT) } else { ("pill", EVENT) };
        self.body.open("g").attr("class", if out { "channel alternative" } else { "channel" });
        if is_channel {
            self.body.attr("data-channel", id);
        }
        self.body.line("title", &format!("Event {name}"));
        rect(&mut self.body, class, &area, 14).attr("fill", EVENT_WASH).attr("stroke", stroke).close();
        let middle = self.y + high / 2;
        self.y += 5;
        for line in lines {
            self.words("t", 26, SIZE, None, &line);
        }
        self.body.close();
        self.y += 5 + APART;
        middle
    }

    /// Writes words beside the line, with a clock on it if they are about time.
    fn note(&mut self, has_clock: bool, words: &str) {
        if has_clock {
            clock(&mut self.body, &Area { x: RAIL - 7, y: self.y + 1, width: 14, height: 14 });
        }
        for line in wrap(words, SMALL, ROOM, 4) {
            self.words("t", WORDS, SMALL, None, &line);
        }
        self.y += 4;
    }

    /// Writes a step. Returns the height of its mark's middle.
    fn step(&mut self, part: Part, step: &'f Step) -> u32 {
        if let Some(guard) = &step.guard {
            self.note(false, &guard.says);
        }
        if let Some(starts) = &step.starts {
            self.note(true, starts);
        }
        let leads = self.links.open(&mut self.body, &self.flow.id, &step.step, &in_short(step));
        let class = if part == Part::OnlyThen { "step alternative" } else { "step" };
        self.body.open("g").attr("class", class).attr("data-step", &step.step);
        let middle = self.mark(part, step);
        for line in wrap(&step.action, SIZE, ROOM, 4) {
            self.words("t", WORDS, SIZE, Some("600"), &line);
        }
        let mut says = vec![self.who(step)];
        if step.strong {
            says.push(consistency(step));
        }
        says.extend(terms(step, &self.numbers));
        for line in wrap(&says.join(" \u{b7} "), SMALL, ROOM, 4) {
            self.words("tiny", WORDS, SMALL, None, &line);
        }
        self.body.close();
        if leads {
            self.body.close();
        }
        self.changed(step);
        self.y += APART;
        middle
    }

    /// Writes the steps that are gone, below everything else.
    fn gone(&mut self) {
        let flow = self.flow;
        for gone in flow.changes.gone.iter().take(MOST_GONE) {
            let lines = wrap(&gone.says(), SIZE, ROOM, 2);
            let high = LINE * u32::try_from(lines.len()).unwrap_or(1) + 10;
            let area = Area { x: WORDS - 10, y: self.y + 4, width: ROOM + 16, height: high };
            rect(&mut self.body, "ghost", &area, 4).attr("fill", "none").attr("stroke", SOFT);
            self.body.attr("stroke-dasharray", DOTS).close();
            self.y += 8;
            for line in lines {
                self.body.open("text").attr("class", "tiny gone").number("x", WORDS).number("y", self.y + SIZE);
                self.body.attr("fill", SOFT).attr("text-decoration", "line-through").text(&line).close();
                self.y += LINE;
            }
            self.y += 10;
        }
        let more = flow.changes.gone.len().saturating_sub(MOST_GONE);
        if more > 0 {
            self.y += 8;
            self.words("tiny", WORDS, SMALL, None, &format!("\u{2212} {more} more"));
        }
    }

    /// Writes how a step differs from another version of the flow.
    fn changed(&mut self, step: &Step) {
        let Some(changed) = self.flow.changes.steps.get(&step.id) else { return };
        let area = Area { x: WORDS, y: self.y + 2, width: badge_width(*changed), height: 17 };
        badge(&mut self.body, *changed, &area);
        self.y += 22;
    }

    /// Who asks whom: the arrow leads from the caller to those who do the step.
    fn who(&self, step: &Step) -> String {
        let names: Vec<&str> = step.places.iter().map(|place| self.flow.participant_name(place)).collect();
        if step.places.contains(&step.caller) {
            return list(&names);
        }
        format!("{} \u{2192} {}", self.flow.participant_name(&step.caller), list(&names))
    }

    /// Draws a step's number on the line.
    fn mark(&mut self, part: Part, step: &Step) -> u32 {
        let area = Area { x: RAIL - MARK[0] / 2, y: self.y - 3, width: MARK[0], height: MARK[1] };
        let reacts = step.verdict == Verdict::EventDriven;
        let round = if reacts { MARK[1] / 2 } else { 4 };
        if step.consistency.level == Level::Strong {
            let frame = Area { x: area.x - 4, y: area.y - 4, width: area.width + 8, height: area.height + 8 };
            let round = if reacts { round + 4 } else { 6 };
            rect(&mut self.body, "hold", &frame, round).attr("fill", RAISED).attr("stroke", INK).close();
        }
        let (class, stroke) = match (reacts, part) {
            (false, Part::OnlyThen) => ("box way-out", SOFT),
            (true, Part::OnlyThen) => ("react way-out", SOFT),
            (false, _) => ("box", SYNC),
            (true, _) => ("react", EVENT),
        };
        rect(&mut self.body, class, &area, round).attr("fill", RAISED).attr("stroke", stroke);
        if reacts {
            self.body.attr("stroke-dasharray", DASHES);
        }
        self.body.close();
        let (class, fill) = match (reacts, part) {
            (_, Part::OnlyThen) => ("n", SOFT),
            (false, _) => ("waits", SYNC),
            (true, _) => ("nobody", EVENT),
        };
        self.body.open("text").attr("class", class).number("x", RAIL).number("y", self.y + 14).attr("fill", fill);
        self.body.number("font-size", SMALL).attr("font-weight", "600").attr("text-anchor", "middle");
        self.body.text(&step.number.to_string()).close();
        area.y + area.height / 2
    }

    /// Writes a line of words and goes on below it.
    fn words(&mut self, class: &'static str, x: u32, size: u32, weight: Option<&str>, line: &str) {
        let colour = match class {
            _ if self.is_soft => SOFT,
            "tiny" => SOFT,
            "waits" => SYNC,
            "nobody" => EVENT,
            _ => INK,
        };
        self.body.open("text").attr("class", class).number("x", x).number("y", self.y + size);
        if size != SIZE {
            self.body.number("font-size", size);
        }
        if colour != INK {
            self.body.attr("fill", colour);
        }
        if let Some(weight) = weight {
            self.body.attr("font-weight", weight);
        }
        self.body.text(line).close();
        self.y += if size == SIZE { LINE } else { SMALL_LINE };
    }
}
