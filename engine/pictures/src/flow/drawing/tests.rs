//! Properties of every drawing.

use super::super::examples::{self, HOSTILE, JOIN, QUESTIONS, SHAPES, STYLES, TICKETS, flow, hostile, random, shaped};
use super::*;

/// Lists everything that makes a drawing unreadable.
fn faults(drawing: &Drawing, width: Width) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |text: String| faults.push(text);
    let framed = |node: &NodeBox| {
        if node.strong {
            Area { x: node.area.x - 4, y: node.area.y - 4, width: node.area.width + 8, height: node.area.height + 8 }
        } else {
            node.area
        }
    };
    for (at, one) in drawing.boxes.iter().enumerate() {
        for other in &drawing.boxes[at + 1..] {
            if framed(one).meets(&framed(other)) {
                fault(format!("{} lies on {}", one.node, other.node));
            }
        }
        if one.area.right() > drawing.width || one.area.bottom() > drawing.height {
            fault(format!("{} lies outside", one.node));
        }
        if !drawing.lanes.iter().any(|lane| lane.area.y <= one.area.y && one.area.bottom() <= lane.area.bottom()) {
            fault(format!("{} lies in no lane", one.node));
        }
    }
    for line in &drawing.lines {
        for pair in line.points.windows(2) {
            let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
            if ax != bx && ay != by {
                fault(format!("{} is oblique", line.edge));
            }
            let stretch = Area {
                x: ax.min(bx),
                y: ay.min(by),
                width: (ax.max(bx) - ax.min(bx)).max(1),
                height: (ay.max(by) - ay.min(by)).max(1),
            };
            for node in &drawing.boxes {
                if stretch.meets(&node.area) {
                    fault(format!("{} runs through {}", line.edge, node.node));
                }
                for label in node.labels.iter().filter(|label| stretch.meets(&label.area)) {
                    fault(format!("{} runs through {:?}", line.edge, label.lines));
                }
            }
        }
    }
    faults.extend(faults_of_chips(drawing));
    let mut fault = |text: String| faults.push(text);
    let names = drawing.lanes.iter().flat_map(|lane| [&lane.label].into_iter().chain(&lane.tag));
    let outer = names.chain(&drawing.labels).chain(drawing.chips.iter().map(|chip| &chip.label));
    let labels: Vec<&Label> = outer.chain(drawing.boxes.iter().flat_map(|node| &node.labels)).collect();
    for (at, label) in labels.iter().enumerate() {
        for line in &label.lines {
            if measure::width(line, label.kind.size()) > label.area.width {
                fault(format!("{line} is wider than its box"));
            }
        }
        for other in labels[at + 1..].iter().filter(|other| other.area.meets(&label.area)) {
            fault(format!("{:?} lies on {:?}", label.lines, other.lines));
        }
    }
    for line in &drawing.lines {
        for label in
            drawing.lanes.iter().map(|lane| &lane.label).chain(&drawing.labels).filter(|it| line.meets(&it.area))
        {
            fault(format!("{} runs through {:?}", line.edge, label.lines));
        }
        if line.points.iter().any(|[x, y]| *x >= drawing.width || *y >= drawing.height) {
            fault(format!("{} leads outside", line.edge));
        }
    }
    if drawing.width > width.pixels() {
        fault(format!("{} pixels are too wide", drawing.width));
    }
    if let (Some(commit), Some(wash)) = (&drawing.commit, drawing.wash.last())
        && commit.x != wash.right()
    {
        fault("the commit line is not where the waiting ends".to_owned());
    }
    faults
}

/// Lists conditions and timers that lie on anything else, or outside of the drawing.
fn faults_of_chips(drawing: &Drawing) -> Vec<String> {
    let mut faults = Vec::new();
    for chip in &drawing.chips {
        let words = chip.label.lines.join(" ");
        for area in [&chip.label.area].into_iter().chain(&chip.clock) {
            let boxes = drawing.boxes.iter().filter(|node| node.area.meets(area));
            faults.extend(boxes.map(|node| format!("{words} lies on {}", node.node)));
            if area.right() > drawing.width || area.bottom() > drawing.height {
                faults.push(format!("{words} lies outside"));
            }
        }
        let lines = drawing.lines.iter().filter(|line| line.meets(&chip.label.area));
        faults.extend(lines.map(|line| format!("{} runs through {words}", line.edge)));
        if chip.label.lines.iter().any(|line| line.ends_with('\u{2026}')) {
            faults.push(format!("{words} is cut"));
        }
    }
    faults
}

/// Lists pairs of lines that mean different things and overlap.
fn overlaps(drawing: &Drawing) -> Vec<(String, String)> {
    let begins = |line: &Line| (line.points[0], line.kind);
    let stretches = |line: &Line| -> Vec<([u32; 2], [u32; 2])> {
        line.points
            .windows(2)
            .map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1])))
            .filter(|(a, b)| a != b)
            .collect()
    };
    let mut found = Vec::new();
    for (at, one) in drawing.lines.iter().enumerate() {
        for other in &drawing.lines[at + 1..] {
            // Lines that start together share a trunk; lines that end together share an arrow.
            if begins(one) == begins(other) || one.points.last() == other.points.last() {
                continue;
            }
            for (a, b) in stretches(one) {
                for (c, d) in stretches(other) {
                    let upright = a[0] == b[0] && c[0] == d[0] && a[0] == c[0] && a[1] < d[1] && c[1] < b[1];
                    let level = a[1] == b[1] && c[1] == d[1] && a[1] == c[1] && a[0] < d[0] && c[0] < b[0];
                    if upright || level {
                        found.push((one.edge.clone(), other.edge.clone()));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn nothing_lies_on_anything_else() {
    for &width in Width::ALL {
        let check = |flow: &Flow, what: &dyn std::fmt::Display| {
            let drawing = lay_out(flow, width);
            assert_eq!((faults(&drawing, width), overlaps(&drawing)), (vec![], vec![]), "{width:?}: {what}");
        };
        for (seed, steps) in (0..250).map(|seed| (seed, 1 + seed % 40)) {
            check(&random(seed, steps), &format_args!("seed {seed}"));
        }
        for example in [TICKETS, STYLES, JOIN, QUESTIONS, examples::TWO_FLOWS].into_iter().chain(SHAPES) {
            check(&flow(example), &example);
        }
        for (seed, steps) in [(1, 60), (2, 120), (3, 200)] {
            check(&random(seed, steps), &format_args!("seed {seed} with {steps} steps"));
            check(&shaped(seed, steps / 2), &format_args!("shaped seed {seed} with {steps} steps"));
        }
        for seed in 0..150 {
            check(&shaped(seed, 1 + seed % 25), &format_args!("shaped seed {seed}"));
        }
        for text in HOSTILE {
            assert_eq!(faults(&lay_out(&hostile(text), width), width), Vec::<String>::new(), "{width:?}: {text}");
        }
    }
}

#[test]
fn the_contracts_example_is_drawn_as_it_is_meant() {
    let flow = flow(TICKETS);
    let drawing = lay_out(&flow, Width::Wide);
    let of = |node: &str| drawing.boxes.iter().find(|known| known.node == node).unwrap();
    let (reserve, charge, event) = (of("step:reserve-seat"), of("step:charge-card"), of("event:charge-card"));
    let wash = drawing.wash[0];
    assert!(reserve.area.right() < charge.area.x && charge.area.right() < wash.right());
    assert!(wash.right() < event.area.x);
    let lane = drawing.lanes.iter().find(|lane| lane.node == "participant:booking").unwrap();
    assert!(lane.area.y < event.area.y && event.area.bottom() < lane.area.bottom(), "whoever publishes has the event");
    assert!(event.area.right() < of("step:confirm").area.x);
    assert_eq!((reserve.kind, reserve.strong), (BoxKind::Call, true));
    assert_eq!((of("step:confirm").kind, event.kind), (BoxKind::Reaction, BoxKind::Event));
    assert_eq!(drawing.commit.as_ref().unwrap().node, "step:charge-card");
    assert!(drawing.gaps.is_empty());
    // That step 2 follows step 1 is visible from left to right; every other edge has its line.
    let drawn: std::collections::BTreeSet<&str> = drawing.lines.iter().map(|line| line.edge.as_str()).collect();
    let left_out: Vec<&str> = flow.edges.iter().map(|e| e.id.as_str()).filter(|id| !drawn.contains(id)).collect();
    assert_eq!(left_out, ["after:reserve-seat:charge-card"]);
    let words: Vec<&str> = drawing.labels.iter().flat_map(|label| &label.lines).map(String::as_str).collect();
    assert_eq!(words, ["commit point", "Fan waits", "nobody waits"]);
}

#[test]
fn every_fact_that_a_step_waits_for_leads_to_it() {
    let drawing = lay_out(&flow(JOIN), Width::Wide);
    for edge in ["deliver:ship", "deliver:pack:ship"] {
        assert!(drawing.lines.iter().any(|line| line.edge == edge), "{edge}");
    }
}

#[test]
fn whoever_only_asks_waits_all_the_time() {
    let drawing = lay_out(&flow(QUESTIONS), Width::Wide);
    let wash = drawing.wash[0];
    assert!(drawing.boxes.iter().all(|node| wash.meets(&node.area) && node.area.right() <= wash.right()));
    assert_eq!(drawing.commit, None);
    let words: Vec<&str> = drawing.labels.iter().flat_map(|label| &label.lines).map(String::as_str).collect();
    assert_eq!(words, ["fan waits"]);
}

#[test]
fn a_flow_folds_behind_its_commit_point_and_each_row_has_only_those_who_act_in_it() {
    let drawing = lay_out(&flow(examples::CHECKOUT), Width::Wide);
    let commit = drawing.commit.as_ref().unwrap();
    let (first, later): (Vec<&Lane>, Vec<&Lane>) =
        drawing.lanes.iter().partition(|lane| lane.area.bottom() <= commit.bottom);
    let names = |lanes: &[&Lane]| lanes.iter().map(|lane| lane.node.clone()).collect::<Vec<_>>();
    assert!(names(&first).contains(&"participant:customer".to_owned()));
    assert!(!later.is_empty() && !names(&later).contains(&"participant:customer".to_owned()), "{:?}", names(&later));
    for lane in &drawing.lanes {
        let stands = drawing.boxes.iter().map(|node| node.area).chain(drawing.dots.iter().map(|dot| dot.area));
        assert!(stands.into_iter().any(|area| area.meets(&lane.area)), "{} is empty", lane.node);
    }
    // Behind the fold, the line of an event runs back to the left and goes on there.
    let back = |line: &&Line| line.points.windows(2).any(|ends| ends[0][0] > ends[1][0] + 200);
    assert!(drawing.lines.iter().filter(|line| line.kind == EdgeKind::Deliver).any(|line| back(&line)));
}

#[test]
fn what_many_boxes_repeat_is_gathered_and_every_step_is_still_found() {
    let few = lay_out(&flow(&fan_out(6)), Width::Wide);
    assert!(few.boxes.iter().all(|node| node.members.is_empty()), "a small flow is drawn in full");
    let flow = flow(&fan_out(24));
    let drawing = lay_out(&flow, Width::Wide);
    let groups: Vec<&NodeBox> = drawing.boxes.iter().filter(|node| !node.members.is_empty()).collect();
    let says: Vec<String> = groups.iter().map(|node| node.labels[0].lines.join(" ")).collect();
    assert_eq!(says, ["24 reactions to OrderPlaced", "4 steps in depot"]);
    let numbers: Vec<String> = groups.iter().flat_map(|node| &node.members).map(|it| it.label.lines.join("")).collect();
    assert_eq!(numbers, (2..=29).map(|number| number.to_string()).collect::<Vec<_>>());
    assert!(groups[0].full.contains("3 Do 1;"), "{}", groups[0].full);
    for group in groups {
        for member in &group.members {
            let area = member.label.area;
            assert!(area.x > group.area.x && area.right() < group.area.right(), "{} lies outside", member.node);
            assert!(area.y > group.area.y && area.bottom() <= group.area.bottom(), "{} lies outside", member.node);
        }
    }
    assert_eq!((faults(&drawing, Width::Wide), overlaps(&drawing)), (vec![], vec![]));
    assert!(drawing.height < 700, "{}", drawing.height);
}

#[test]
fn a_large_flow_in_which_each_step_sets_off_others_is_gathered_by_branches() {
    for &width in Width::ALL {
        let flow = flow(&branching(200));
        let drawing = lay_out(&flow, width);
        assert!(drawing.boxes.len() <= 45, "{} boxes", drawing.boxes.len());
        assert_eq!((faults(&drawing, width), overlaps(&drawing)), (vec![], vec![]));
        let members = drawing.boxes.iter().flat_map(|node| &node.members).map(|member| member.node.as_str());
        let mut found: Vec<&str> = members.collect();
        found.extend(drawing.boxes.iter().map(|node| node.node.as_str()).filter(|node| node.starts_with("step:")));
        found.sort_unstable();
        let mut all: Vec<&str> = flow.steps.iter().map(|step| step.id.as_str()).collect();
        all.sort_unstable();
        assert_eq!(found, all, "every step is found once");
    }
}

/// Steps of which each announces an event that sets off three others.
fn branching(steps: usize) -> String {
    let step = |at: usize| {
        let after = if at == 0 { String::new() } else { format!("\"s{}\"", (at - 1) / 3) };
        let place = at % 12;
        format!(
            r#"{{"id": "s{at}", "action": "Tell department {at}", "from": "shop", "to": ["d{place}"], "after": [{after}],
                "answers": {{"reply": "none"}}}}"#
        )
    };
    let steps: Vec<String> = (0..steps).map(step).collect();
    format!(r#"{{"name": "x", "flows": [{{"id": "f", "actor": "fan", "steps": [{}]}}]}}"#, steps.join(","))
}

#[test]
fn only_messages_to_outsiders_and_from_them_have_ports() {
    let drawing = lay_out(
        &flow(
            r#"{"name": "Shop", "participants": [{"id": "bank", "name": "Bank", "kind": "external"}], "flows": [{
                "id": "buy", "actor": "fan", "steps": [
                {"id": "pay", "action": "Charge the card", "from": "shop", "to": ["bank"], "answers": {"reply": "answer"}},
                {"id": "mail", "action": "Send the ticket", "from": "shop", "to": ["mail"], "after": ["pay"],
                 "answers": {"reply": "none"}}]}]}"#,
        ),
        Width::Wide,
    );
    let [port] = &drawing.ports[..] else { panic!("{:?}", drawing.ports) };
    assert_eq!(port.kind, PortKind::Adapter);
    let call = drawing.lines.iter().find(|line| line.edge == "call:pay").unwrap();
    assert!(call.meets(&port.area), "{call:?} passes through {port:?}");
    let words = drawing.labels.iter().filter(|label| label.kind == LabelKind::Port);
    assert_eq!(words.flat_map(|label| &label.lines).collect::<Vec<_>>(), ["adapter"]);
}

/// An order whose event sets off this many services, and four steps in one depot, one after the other.
fn fan_out(reactions: usize) -> String {
    let reaction = |at: usize| {
        format!(
            r#"{{"id": "r{at}", "action": "Do {at}", "to": ["s{at}"], "after": ["place"], "answers": {{"reply": "none"}}}}"#
        )
    };
    let step = |at: usize| {
        let after = if at == 0 { "place".to_owned() } else { format!("d{}", at - 1) };
        format!(
            r#"{{"id": "d{at}", "action": "Pack {at}", "from": "depot", "to": ["depot"], "after": ["{after}"],
                "answers": {{"reply": "none", "intent": "command"}}}}"#
        )
    };
    let place = r#"{"id": "place", "action": "Place the order", "from": "shop", "to": ["orders"], "entity": "order",
        "answers": {"reply": "answer"}}"#;
    let steps: Vec<String> =
        [place.to_owned()].into_iter().chain((0..reactions).map(reaction)).chain((0..4).map(step)).collect();
    format!(r#"{{"name": "x", "flows": [{{"id": "f", "actor": "fan", "steps": [{}]}}]}}"#, steps.join(","))
}

#[test]
fn calls_in_turn_leave_one_line() {
    let drawing = lay_out(&flow(TICKETS), Width::Wide);
    let calls: Vec<&Line> = drawing.lines.iter().filter(|line| line.kind == EdgeKind::Call).collect();
    let (trunks, calls): (Vec<&Line>, Vec<&Line>) = calls.into_iter().partition(|line| line.goes_on);
    let [trunk] = trunks[..] else { panic!("{trunks:?}") };
    assert_eq!(trunk.points.len(), 2, "it is straight");
    assert!(trunk.trunk && drawing.lines.iter().filter(|line| line.trunk).count() == 1);
    assert!(calls[0].points[0] == trunk.points[0], "the first call leaves where the line begins");
}

#[test]
fn the_line_of_the_commit_point_stands_behind_a_step_and_not_at_the_beginning_of_a_row() {
    for (example, width) in [TICKETS, examples::CHECKOUT, examples::EXPENSE]
        .into_iter()
        .flat_map(|it| Width::ALL.iter().map(move |w| (it, *w)))
    {
        let drawing = lay_out(&flow(example), width);
        let commit = drawing.commit.unwrap();
        let mut row = drawing.boxes.iter().filter(|node| commit.top <= node.area.y && node.area.y <= commit.bottom);
        assert!(row.any(|node| node.kind == BoxKind::Call && node.area.right() < commit.x), "{width:?}: {example}");
    }
}

#[test]
fn the_line_of_whoever_conducts_ends_where_the_last_call_drops() {
    let drawing = lay_out(&flow(TICKETS), Width::Wide);
    let trunk = drawing.lines.iter().find(|line| line.trunk).unwrap();
    let call = drawing.lines.iter().find(|line| line.edge == "call:charge-card" && !line.goes_on).unwrap();
    assert_eq!((trunk.points.last(), call.points.len()), (call.points.first(), 2), "{trunk:?} {call:?}");
}

#[test]
fn every_step_and_every_channel_has_its_box() {
    for seed in 0..100 {
        let flow = random(seed, 20);
        let drawing = lay_out(&flow, Width::Wide);
        let members: Vec<&str> =
            drawing.boxes.iter().flat_map(|node| &node.members).map(|member| member.node.as_str()).collect();
        let has_box = |id: &String| drawing.boxes.iter().any(|node| node.node == *id);
        for step in &flow.steps {
            assert!(has_box(&step.id) || members.contains(&step.id.as_str()), "{} of seed {seed}", step.id);
        }
        for channel in &flow.channels {
            // What leads to a step that a box stands for with others is said by that box.
            assert!(has_box(&channel.id) || members.contains(&channel.step.as_str()), "{} of seed {seed}", channel.id);
        }
        if members.is_empty() {
            let places: usize = flow.steps.iter().map(|step| step.places.len()).sum();
            assert_eq!(drawing.boxes.len(), places + flow.channels.len());
        }
        assert_eq!(drawing.left_out, 0);
    }
}

#[test]
fn what_nobody_waits_for_is_never_on_the_wash() {
    for seed in 0..200 {
        let flow = random(seed, 25);
        let drawing = lay_out(&flow, Width::Wide);
        if drawing.wash.is_empty() {
            continue;
        }
        for step in &flow.steps {
            for node in drawing.boxes.iter().filter(|node| node.node == step.id) {
                let washed = drawing.wash.iter().any(|wash| wash.meets(&node.area));
                let covered = washed && !drawing.gaps.iter().any(|gap| gap.meets(&node.area));
                assert_eq!(
                    covered,
                    step.waited_for || flow.only_asks(),
                    "{} of seed {seed} {:?} {:?}",
                    step.id,
                    node.area,
                    (&drawing.wash, drawing.gaps.iter().filter(|g| g.meets(&node.area)).collect::<Vec<_>>())
                );
            }
        }
    }
}

#[test]
fn what_no_waiting_hangs_on_stands_behind_the_commit_line() {
    let alone = r#", {"id": "first", "action": "Measure the room", "from": "sensor", "to": ["figures"], "after": [],
        "answers": {"reply": "none", "intent": "event"}}]}]}"#;
    let drawing = lay_out(&flow(&TICKETS.replace("]}]}", alone)), Width::Wide);
    let first = drawing.boxes.iter().find(|node| node.node == "step:first").unwrap();
    assert!(first.area.x > drawing.commit.unwrap().x);
    assert!(drawing.gaps.is_empty());
}

#[test]
fn two_thousand_steps_of_any_shape_are_drawn_soon() {
    let step =
        |index: usize, after: &str| format!(r#"{{"id": "s{index}", "action": "A", "to": ["p{}"]{after}}}"#, index % 90);
    let shapes: [&dyn Fn(usize) -> String; 3] =
        [&|_| String::new(), &|_| r#", "after": []"#.to_owned(), &|index| match index {
            0..45 => r#", "after": []"#.to_owned(),
            _ => format!(r#", "after": ["s{}", "s{}"]"#, index % 45, index / 2),
        }];
    for after in shapes {
        let steps: Vec<String> = (0..2_000).map(|index| step(index, &after(index))).collect();
        let json = format!(r#"{{"name": "x", "flows": [{{"id": "f", "steps": [{}]}}]}}"#, steps.join(","));
        let drawing = lay_out(&flow(&json), Width::Wide);
        assert!(drawing.boxes.len() >= 2_000);
    }
}

#[test]
fn more_boxes_than_anybody_could_read_are_counted_and_left_out() {
    let to: Vec<String> = (0..1_500).map(|index| format!(r#""p{index}""#)).collect();
    let step = format!(r#"{{"action": "A", "to": [{}], "answers": {{"reply": "none"}}}}"#, to.join(","));
    let json = format!(r#"{{"name": "x", "flows": [{{"id": "f", "steps": [{}]}}]}}"#, [step.as_str(); 4].join(","));
    let drawing = lay_out(&flow(&json), Width::Wide);
    // Of 6,000 boxes 4,004 are drawn, with 3,000 lines to them, and with lines of the queues no more.
    assert_eq!(drawing.left_out, 1_996 + 1_007);
}
