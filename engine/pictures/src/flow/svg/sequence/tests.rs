//! Properties of every sequence diagram: nothing covers a text, and every message connects the right participants.

use std::sync::LazyLock;

use super::super::super::drawing::measure::width;
use super::super::super::examples::{self, HOSTILE, SHAPES, STYLES, TICKETS, TWO_FLOWS, WEDDING};
use super::super::super::examples::{hostile, random, shaped};
use super::script::{ActKind, Script};
use super::*;

/// A flow with names that are long, in scripts of all directions, or without a place to break.
fn tongues() -> Flow {
    let step = |id: &str, action: &str, from: &str, to: &[&str], reply: &str| serde_json::json!({"id": id, "action": action, "from": from, "to": to, "answers": {"reply": reply}});
    let long =
        "Ask every single department whether it agrees with what all the others have agreed to before ".repeat(2);
    let steps = [
        step("a", "حجز المقعد في القاعة الكبرى للحفل الموسيقي القادم في المدينة", "קופה", &["p"], "answer"),
        step("b", "預訂音樂會的座位並且確認付款以及寄送電子郵件給所有的觀眾", "קופה", &["p", "q"], "answer"),
        step("c", &long, "קופה", &["Überweisungsauftragsbestätigungsdienst"], "answer"),
        step("d", &"Donaudampfschifffahrtsgesellschaft".repeat(5), "קופה", &["q", "p"], "none"),
    ];
    let participants = [
        serde_json::json!({"id": "p", "name": long, "kind": "external"}),
        serde_json::json!({"id": "q", "name": "قسم المحاسبة", "kind": "store"}),
    ];
    let flow = serde_json::json!({"id": "f", "actor": "p", "steps": steps});
    examples::flow(&serde_json::json!({"name": "Tongues", "participants": participants, "flows": [flow]}).to_string())
}

/// A flow in which one participant calls many, and each of these calls the next.
fn wide(participants: usize) -> Flow {
    let mut steps = Vec::new();
    for index in 1..participants {
        let reply = if index % 3 == 0 { "none" } else { "answer" };
        let from = if index % 2 == 0 { 0 } else { index - 1 };
        steps.push(serde_json::json!({"action": format!("Do the thing number {index}"), "from": format!("p{from}"),
            "to": [format!("p{index}")], "answers": {"reply": reply}}));
    }
    examples::flow(&serde_json::json!({"name": "Wide", "flows": [{"id": "f", "steps": steps}]}).to_string())
}

/// A flow of one step by one participant with a long name.
fn short() -> Flow {
    let step = serde_json::json!({"action": "Save", "from": "d", "to": ["d"], "answers": {"reply": "answer"}});
    let department = serde_json::json!({"id": "d", "name": "The department of everything else"});
    let flow = serde_json::json!({"id": "f", "steps": [step]});
    examples::flow(&serde_json::json!({"name": "Short", "participants": [department], "flows": [flow]}).to_string())
}

/// Built once, because assessing takes longer than drawing.
fn flows() -> &'static [Flow] {
    static FLOWS: LazyLock<Vec<Flow>> = LazyLock::new(make);
    &FLOWS
}

fn make() -> Vec<Flow> {
    let mut flows = vec![examples::flow(TICKETS), examples::flow(STYLES), tongues(), short(), wide(2), wide(30)];
    flows.extend(examples::flows(TWO_FLOWS));
    flows.extend(HOSTILE.iter().map(|text| hostile(text)));
    flows.extend((0..60).map(|seed| random(seed, 1 + seed)));
    flows.extend(SHAPES.map(examples::flow));
    flows.extend((0..60).map(|seed| shaped(seed, 1 + seed % 30)));
    flows
}

fn staged(flow: &Flow) -> (Script<'_>, Stage<'_>) {
    let script = script::write(flow);
    let stage = stage::set(flow, &script);
    (script, stage)
}

/// The box of every text, including heads and channels.
fn texts(stage: &Stage<'_>) -> Vec<(Area, String)> {
    let mut texts = Vec::new();
    for label in stage.marks.iter().flat_map(|marks| marks.number.iter().chain(&marks.labels)).chain(&stage.words) {
        texts.push((label.area, label.lines.join(" ")));
    }
    for pill in stage.marks.iter().filter_map(|marks| marks.channel.as_ref()) {
        texts.push((pill.area, pill.name.concat()));
    }
    for column in &stage.columns {
        for &y in &stage.heads {
            let x = column.middle - column.width / 2;
            let area = Area { x, y, width: column.width, height: stage.head_height };
            texts.push((area, column.name.join(" ")));
        }
    }
    texts
}

/// The area of a line between two points, with one pixel to each side.
fn stretch([from_x, from_y]: [u32; 2], [x, y]: [u32; 2]) -> Area {
    let (left, top) = (from_x.min(x) - 1, from_y.min(y) - 1);
    Area { x: left, y: top, width: from_x.max(x) + 1 - left, height: from_y.max(y) + 1 - top }
}

#[test]
fn no_text_stands_on_another_and_all_stand_in_the_picture() {
    for flow in flows() {
        let (_, stage) = staged(flow);
        let texts = texts(&stage);
        for (at, (area, text)) in texts.iter().enumerate() {
            assert!(area.right() <= stage.width && area.bottom() <= stage.height, "{text}");
            for (other, words) in texts.iter().skip(at + 1) {
                assert!(!area.meets(other), "{text} {area:?} on {words} {other:?}");
            }
        }
    }
}

#[test]
fn no_line_and_no_bar_runs_through_a_text() {
    for flow in flows() {
        let (_, stage) = staged(flow);
        let labels: Vec<&Label> =
            stage.marks.iter().flat_map(|marks| marks.number.iter().chain(&marks.labels)).collect();
        let pills: Vec<Area> = stage.marks.iter().filter_map(|marks| Some(marks.channel.as_ref()?.area)).collect();
        let mut lines: Vec<Area> = Vec::new();
        for column in &stage.columns {
            lines.push(stretch([column.middle, 1], [column.middle, stage.height]));
        }
        lines.extend(stage.commits.iter().map(|commit| stretch([16, commit.y], [stage.width - 16, commit.y])));
        for marks in &stage.marks {
            lines.extend(
                marks.arrows.iter().flat_map(|arrow| arrow.points.windows(2)).map(|ends| stretch(ends[0], ends[1])),
            );
            lines.extend(marks.bar.iter().map(|bar| Area {
                x: bar.area.x - stage::FRAME,
                y: bar.area.y - stage::FRAME,
                width: bar.area.width + 2 * stage::FRAME,
                height: bar.area.height + 2 * stage::FRAME,
            }));
        }
        for line in &lines {
            for label in labels.iter().copied().chain(&stage.words) {
                assert!(!label.area.meets(line), "{:?} {:?} under {line:?}", label.lines, label.area);
            }
            for pill in &pills {
                let inside = Area { x: pill.x + 2, y: pill.y + 2, width: pill.width - 4, height: pill.height - 4 };
                assert!(!inside.meets(line), "{pill:?} under {line:?}");
            }
        }
    }
}

#[test]
fn every_text_fits_its_box_and_is_cut_only_after_three_lines() {
    for flow in flows() {
        let (_, stage) = staged(flow);
        for label in stage.marks.iter().flat_map(|marks| &marks.labels) {
            let size = if label.is_tiny { room::TINY } else { room::SIZE };
            assert!(label.lines.iter().all(|line| width(line, size) <= label.area.width));
            let is_cut = label.lines.last().is_some_and(|line| line.ends_with('…'));
            assert!(!is_cut || label.lines.len() == 3, "{:?}", label.lines);
        }
    }
    let flow = tongues();
    let svg = sequence(&flow, Links::NONE);
    assert!(svg.contains(&format!("<title>3 {}", flow.steps[2].action)) && svg.contains('…'));
}

#[test]
fn every_message_is_between_those_whom_it_is_between() {
    for flow in flows() {
        let (script, stage) = staged(flow);
        // The lane at a point: bars are nearer to their lane than any text.
        let lane = |x: u32| stage.columns.iter().position(|column| column.middle.abs_diff(x) <= 18);
        let lanes = |act: &script::Act<'_>| (Some(act.from), Some(act.to));
        let mut asked: Vec<(Option<usize>, Option<usize>)> = Vec::new();
        for marks in &stage.marks {
            for arrow in marks.arrows.iter().filter(|arrow| arrow.kind == ArrowKind::Call) {
                asked.push((lane(arrow.points[0][0]), lane(arrow.points.last().unwrap()[0])));
            }
        }
        let asks: Vec<_> = script.acts.iter().filter(|act| act.kind == ActKind::Ask).map(lanes).collect();
        assert_eq!(asked, asks);
        let numbers = stage.marks.iter().filter_map(|marks| marks.number.as_ref());
        let numbered = |act: &&script::Act<'_>| matches!(act.kind, ActKind::Ask | ActKind::Send | ActKind::Hear);
        for (number, act) in numbers.zip(script.acts.iter().filter(numbered).filter(|act| act.step.is_some())) {
            let left = stage.columns.iter().rposition(|column| column.middle < number.area.x).unwrap();
            assert!(left == act.to || left + 1 == act.to, "the text stands beside whoever it is for");
        }
        for step in &flow.steps {
            let mut places: Vec<&str> = script
                .acts
                .iter()
                .filter(|act| {
                    act.step == Some(step) && matches!(act.kind, ActKind::Ask | ActKind::Send | ActKind::Hear)
                })
                .map(|act| flow.participants[act.to].id.as_str())
                .collect();
            // Outsiders are told after those who react to an event.
            let mut expected: Vec<&str> = step.places.iter().map(String::as_str).collect();
            places.sort_unstable();
            expected.sort_unstable();
            assert_eq!(places, expected, "step {}", step.number);
        }
    }
}

#[test]
fn whoever_asks_another_is_answered_and_work_within_work_ends_first() {
    for flow in flows() {
        let script = script::write(flow);
        let mut open = Vec::new();
        for act in &script.acts {
            match act.kind {
                ActKind::Begin | ActKind::Ask | ActKind::Send | ActKind::Hear | ActKind::HearFirst => {
                    // A part that the caller waits for must not lie inside one that nobody waits for.
                    assert!(!act.is_waited || open.iter().all(|outer: &script::Act<'_>| outer.is_waited));
                    open.push(*act);
                }
                ActKind::Answer(_) | ActKind::End => {
                    let begun = open.pop().expect("only what was opened is closed");
                    assert_eq!((begun.from, begun.to), (act.to, act.from));
                    let is_asked = begun.kind == ActKind::Ask && begun.from != begun.to;
                    assert_eq!(matches!(act.kind, ActKind::Answer(_)), is_asked);
                }
                ActKind::Publish(_)
                | ActKind::Outcome
                | ActKind::Commit
                | ActKind::Fail
                | ActKind::Recover(_)
                | ActKind::Trigger
                | ActKind::Timer
                | ActKind::Inform
                | ActKind::Open(..)
                | ActKind::Next(..)
                | ActKind::Close => {}
            }
        }
        assert!(open.is_empty());
        let commits = script.acts.iter().filter(|act| act.kind == ActKind::Commit).count();
        assert_eq!(commits, usize::from(flow.commit_point.is_some()));
    }
}

#[test]
fn the_caller_waits_for_the_prefix_and_for_nothing_else() {
    for flow in flows() {
        let (_, stage) = staged(flow);
        for marks in stage.marks.iter().filter(|marks| marks.number.is_some()) {
            let (Some(step), Some(number)) = (marks.step, &marks.number) else { continue };
            let waits = stage.waits.iter().any(|area| area.meets(&number.area));
            assert_eq!(waits, step.waited_for, "step {}", step.number);
        }
    }
}

#[test]
fn whoever_waits_however_long_their_name_it_is_said_that_they_wait() {
    for flow in flows() {
        let (_, stage) = staged(flow);
        for words in &stage.words {
            assert!(words.lines.last().is_some_and(|line| !line.ends_with('…')), "{words:?}");
        }
    }
}

#[test]
fn steps_stand_in_the_order_of_their_numbers() {
    for flow in flows() {
        let (_, stage) = staged(flow);
        let numbers: Vec<&Label> = stage.marks.iter().filter_map(|marks| marks.number.as_ref()).collect();
        for pair in numbers.windows(2) {
            let number = |label: &Label| label.lines[0].parse::<u32>().unwrap();
            // Steps of one condition stand together, whatever their numbers.
            assert!(number(pair[0]) <= number(pair[1]) || flow.is_shaped());
            assert!(pair[0].area.bottom() <= pair[1].area.y);
        }
    }
}

#[test]
fn consumers_of_one_event_share_it_and_a_queue_has_its_name() {
    let flow = examples::flow(TICKETS);
    let (_, stage) = staged(&flow);
    let channels: Vec<_> = stage.marks.iter().filter_map(|marks| marks.channel.as_ref()).collect();
    assert_eq!(channels.iter().map(|pill| pill.name.concat()).collect::<Vec<_>>(), ["TicketBooked"]);
    let heard: Vec<_> =
        stage.marks.iter().filter(|marks| marks.bar.as_ref().is_some_and(|bar| bar.is_reaction)).collect();
    assert_eq!(heard.len(), 2);
    for marks in heard {
        let [x, _] = marks.arrows[0].points[0];
        assert!(channels[0].area.x < x && x < channels[0].area.right());
    }
    let svg = sequence(&examples::flow(STYLES), Links::NONE);
    assert!(svg.contains("data-channel=\"queue:print\"") && svg.contains(">PrintLabel<"));
    assert!(svg.contains(">accepted<") && svg.contains("outcome of 4, later"));
}

#[test]
fn what_is_undone_if_a_step_fails_is_drawn_behind_all_else_the_last_done_first() {
    let flow = examples::flow(WEDDING);
    let undone: Vec<&str> = flow.recovery.iter().filter_map(|part| part.request.as_deref()).collect();
    assert_eq!(undone, ["CancelBandBooking", "ReleaseHall"], "paying decides, so it is not undone");
    let (script, stage) = staged(&flow);
    let fails = script.acts.iter().position(|act| act.kind == ActKind::Fail).unwrap();
    let undoes = |act: &script::Act<'_>| matches!(act.kind, ActKind::Recover(_)) && act.from == 0;
    assert!(script.acts[fails + 1..].iter().all(undoes) && script.acts.len() == fails + 3);
    let line = stage.turns_back[0];
    let numbers = stage.marks.iter().filter_map(|marks| marks.number.as_ref());
    assert!(numbers.into_iter().all(|number| number.area.bottom() <= line));
    let svg = sequence(&flow, Links::NONE);
    assert!(stage.marks.iter().any(|marks| marks.full == "CancelBandBooking undoes 2"));
    assert!(stage.words.iter().any(|words| words.lines.join(" ") == "if a step fails"));
    assert!(svg.contains("If a step fails: CancelBandBooking undoes step 2, then ReleaseHall undoes step 1."));
    assert!(!sequence(&examples::flow(STYLES), Links::NONE).contains("class=\"turn\""));
}

#[test]
fn a_long_sequence_names_its_participants_again() {
    let flow = random(3, 60);
    let (_, stage) = staged(&flow);
    assert!(stage.heads.len() > 2, "{:?}", stage.heads);
    assert!(stage.heads.windows(2).all(|pair| pair[1] - pair[0] < 1_300), "{:?}", stage.heads);
    let short = examples::flow(TICKETS);
    assert_eq!(staged(&short).1.heads.len(), 1);
}

#[test]
fn the_picture_of_a_sequence_is_told_apart_without_colour() {
    let svg = sequence(&examples::flow(TICKETS), Links::NONE);
    for tag in svg.split('<').filter(|tag| tag.starts_with("path")) {
        let is_dashed = tag.contains("stroke-dasharray");
        if tag.contains("class=\"publish\"") {
            assert!(is_dashed, "{tag}");
        }
        if tag.contains("class=\"call\"") || tag.contains("class=\"commit\"") {
            assert!(!is_dashed, "{tag}");
        }
    }
    assert!(svg.contains("class=\"answer\"") && svg.contains("class=\"hold\"") && svg.contains("class=\"wait\""));
}
