//! Properties of every SVG.

use std::collections::BTreeSet;

use super::super::drawing::measure;
use super::super::examples::{self, HOSTILE, SHAPES, STYLES, TICKETS, TWO_FLOWS, hostile, hostile_shape, random};
use super::super::{ChannelKind, Flow, mermaid};
use super::*;

/// Parses markup and returns its start tags and its text; panics if it is not well-formed.
fn read(svg: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut tags, mut texts, mut open, mut rest) = (Vec::new(), Vec::new(), Vec::new(), svg);
    while let Some(start) = rest.find('<') {
        texts.push(&rest[..start]);
        let end = start + rest[start..].find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap().trim_end_matches('/');
        assert!(!tag.contains('<') && tag.matches('"').count() % 2 == 0, "{tag}");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            tags.push(tag);
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty() && rest.is_empty(), "{rest}");
    (tags, texts)
}

fn pictures(flow: &Flow) -> [String; 3] {
    [super::flow(&[lay_out(flow, Width::Wide)], Links::NONE), sequence(flow, Links::NONE), tall(flow, Links::NONE)]
}

fn linked(flow: &Flow) -> [String; 3] {
    [
        super::flow(&[lay_out(flow, Width::Wide)], Links::to("#")),
        sequence(flow, Links::to("#")),
        tall(flow, Links::to("#")),
    ]
}

#[test]
fn no_name_and_no_id_becomes_markup() {
    const ELEMENTS: [&str; 8] = ["svg", "title", "desc", "g", "rect", "path", "text", "circle"];
    for text in HOSTILE {
        for svg in [hostile(text), hostile_shape(text)].iter().flat_map(pictures) {
            let (tags, texts) = read(&svg);
            for tag in tags {
                let name = tag.split(' ').next().unwrap().trim_end_matches('/');
                assert!(ELEMENTS.contains(&name), "{tag}");
                assert!(!tag.contains(" style=") && !tag.contains(" href=") && !tag.contains(" on"), "{tag}");
            }
            assert!(!svg.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)), "{text:?}");
            assert!(texts.iter().all(|text| !text.contains('"')));
        }
    }
}

/// Long chains do not overflow the stack, because no function recurses along a chain.
#[test]
fn a_long_chain_is_drawn_in_every_form_on_a_small_stack() {
    let draw = || {
        let flow = examples::chained(2_000);
        for svg in pictures(&flow) {
            assert!(svg.contains("data-step=\"do-1999\""));
        }
        for source in [mermaid::flow(&flow), mermaid::sequence(&flow)] {
            assert!(source.contains("2000 Do 1999"));
        }
        assert!(flow.text.iter().any(|line| line.contains("Do 1999")));
    };
    std::thread::Builder::new().stack_size(256 * 1024).spawn(draw).unwrap().join().unwrap();
}

/// With many events at many owners, the number of drawn marks is limited and the rest is counted.
#[test]
fn many_facts_at_many_places_are_counted_rather_than_drawn() {
    let flow = examples::joined(150, 120);
    assert!(flow.marks() > 18_000);
    let drawing = lay_out(&flow, Width::Wide);
    assert!(drawing.lines.len() <= 3_000 && drawing.left_out > 15_000, "{}", drawing.left_out);
    let sequence = sequence(&flow, Links::NONE);
    assert!(!sequence.contains("data-step=\"ship\"") && sequence.contains("more steps"));
    assert!(sequence.len() < 1_000_000, "{}", sequence.len());
}

#[test]
fn the_beginning_of_a_picture_has_nothing_that_lies_beyond() {
    let whole = lay_out(&examples::chained(200), Width::Wide);
    let beginning = whole.clone().beginning([1_500, 800]);
    assert_eq!((beginning.width, beginning.height), (whole.width, whole.height));
    assert!(beginning.boxes.len() > 3 && beginning.boxes.len() < 60, "{}", beginning.boxes.len());
    assert!(beginning.boxes.iter().all(|node| node.area.x < 1_500 && node.area.y < 800));
    assert_eq!(beginning.boxes.first(), whole.boxes.first());
    assert!(beginning.lines.len() < whole.lines.len() && !beginning.lines.is_empty());
    let small = lay_out(&examples::flow(TICKETS), Width::Wide);
    assert_eq!(Drawing { text: Vec::new(), ..small.clone() }, small.beginning([1_500, 800]));
}

#[test]
fn the_picture_is_named_and_says_the_text_twin() {
    let flow = examples::flow(TICKETS);
    let pictures = pictures(&flow);
    for svg in &pictures[..2] {
        let (tags, texts) = read(svg);
        assert!(tags[0].contains("role=\"img\""));
        let labelled = tags[0].split("aria-labelledby=\"").nth(1).unwrap().split('"').next().unwrap();
        for id in labelled.split(' ') {
            assert_eq!(tags.iter().filter(|tag| tag.contains(&format!(" id=\"{id}\""))).count(), 1, "{id}");
        }
        // The sequence diagram has the recovery too.
        assert!(texts.iter().any(|text| text.starts_with(&flow.text.join(" ").replace('\'', "&#39;"))));
    }
}

#[test]
fn every_step_and_every_drawn_edge_can_be_found_by_its_id() {
    for flow in [examples::flow(STYLES), random(7, 30)] {
        let drawing = lay_out(&flow, Width::Wide);
        let svg = super::flow(std::slice::from_ref(&drawing), Links::NONE);
        for step in &flow.steps {
            assert!(svg.contains(&format!("data-step=\"{}\"", step.step)), "{}", step.step);
            assert!(sequence(&flow, Links::NONE).contains(&format!("data-step=\"{}\"", step.step)), "{}", step.step);
        }
        for line in &drawing.lines {
            assert!(svg.contains(&format!("data-edge=\"{}\"", line.edge)), "{}", line.edge);
        }
    }
}

#[test]
fn the_picture_for_narrow_windows_has_every_step_and_event_once_and_no_word_outside() {
    let number = |tag: &str, name: &str| -> u32 {
        let value = tag.split(&format!(" {name}=\"")).nth(1).unwrap_or_else(|| panic!("{tag}"));
        value.split('"').next().unwrap().parse().unwrap()
    };
    let named = SHAPES.into_iter().chain([STYLES, TICKETS]).map(examples::flow);
    let made = (0..60).flat_map(|seed| [random(seed, 1 + seed * 3), examples::shaped(seed, 1 + seed)]);
    for flow in named.chain(made) {
        let svg = tall(&flow, Links::NONE);
        let height = number(read(&svg).0[0], "height");
        assert_eq!(number(read(&svg).0[0], "width"), TALL_WIDTH);
        for step in &flow.steps {
            let mark = format!("class=\"step\" data-step=\"{}\"", step.step);
            let alternative = format!("class=\"step alternative\" data-step=\"{}\"", step.step);
            assert_eq!(svg.matches(&mark).count() + svg.matches(&alternative).count(), 1, "{}", step.step);
        }
        let events = flow.channels.iter().filter(|channel| channel.kind == ChannelKind::Event);
        for event in events {
            assert_eq!(svg.matches(&format!("data-channel=\"{}\"", event.id)).count(), 1, "{}", event.id);
        }
        let mut below = 0;
        for part in svg.split("<text ").skip(1) {
            let (tag, words) = part.split_once('>').unwrap();
            let words = words.split_once('<').unwrap().0.replace("&#39;", "'");
            let (x, y) = (number(&format!(" {tag}"), "x"), number(&format!(" {tag}"), "y"));
            // Most texts have the size that the drawing has as a whole.
            let size = if tag.contains("font-size") { number(tag, "font-size") } else { 14 };
            let wide = measure::width(&words, size);
            let right = if tag.contains("middle") { x + wide / 2 } else { x + wide };
            assert!(right <= TALL_WIDTH && y <= height, "{words}");
            assert!(y >= below, "{words} stands above what comes before");
            // A step's number stands beside its first words.
            below = if tag.contains("middle") { y.saturating_sub(4) } else { y + 8 };
        }
    }
}

#[test]
fn what_is_not_waited_for_is_told_apart_without_colour() {
    let svg = super::flow(&[lay_out(&examples::flow(TICKETS), Width::Wide)], Links::NONE);
    let (tags, _) = read(&svg);
    for tag in tags.iter().filter(|tag| tag.contains("class=\"")) {
        let class = tag.split("class=\"").nth(1).unwrap().split('"').next().unwrap();
        match class {
            "publish" | "react" => assert!(tag.contains("stroke-dasharray"), "{tag}"),
            "call" | "box" | "commit" => assert!(!tag.contains("stroke-dasharray"), "{tag}"),
            _ => {}
        }
    }
    assert!(svg.contains("class=\"hold\"") && svg.contains("■ strong: reservation"));
}

#[test]
fn several_flows_stand_one_below_the_other() {
    let drawings: Vec<Drawing> = examples::flows(TWO_FLOWS).iter().map(|flow| lay_out(flow, Width::Wide)).collect();
    let svg = super::flow(&drawings, Links::NONE);
    let (tags, texts) = read(&svg);
    let height = drawings.iter().map(|drawing| drawing.height + CAPTION).sum::<u32>();
    assert!(tags[0].contains(&format!("height=\"{height}\"")));
    assert!(tags.iter().any(|tag| tag.contains(&format!("translate(0 {})", drawings[0].height + 2 * CAPTION))));
    assert!(texts.contains(&"first") && texts.contains(&"second"));
}

#[test]
fn anchors_are_plain_and_stay_apart() {
    let ids = ["a b", "a_b", "a-b", "ab", "日", "月", "", "a_20_b"];
    let anchors: BTreeSet<String> = ids.iter().map(|id| anchor(id)).collect();
    assert_eq!(anchors.len(), ids.len());
    assert!(anchors.iter().all(|id| id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')));
}

#[test]
fn nothing_that_can_be_described_fails_to_be_drawn() {
    for seed in 0..80 {
        for svg in pictures(&random(seed, 1 + seed)) {
            assert!(read(&svg).0.len() > 4);
        }
    }
    assert!(read(&super::flow(&[], Links::NONE)).1.contains(&"No flow"));
}

#[test]
fn a_box_leads_to_its_step_where_that_is_wanted() {
    for svg in linked(&examples::flow(TICKETS)) {
        let (tags, _) = read(&svg);
        assert!(tags[0].contains("role=\"group\""), "{}", tags[0]);
        let links: Vec<&&str> = tags.iter().filter(|tag| tag.starts_with("a ")).collect();
        let undone = svg.matches(" undoes ").count();
        assert_eq!(links.len(), 4 + usize::from(undone > 0), "what undoes a step leads to it too");
        let title = "<title>1 Reserve the seat: synchronous, strong: reservation</title>";
        assert!(svg.contains(&format!("<a href=\"#book/reserve-seat\">{title}")), "{}", links[0]);
    }
    assert_eq!(Links::to("/d/7/").address("a b", "ü/?").as_deref(), Some("/d/7/a%20b/%C3%BC%2F%3F"));
    for text in HOSTILE {
        for svg in linked(&hostile(text)) {
            for tag in read(&svg).0.iter().filter(|tag| tag.starts_with("a ")) {
                let address = tag.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
                assert!(address.chars().all(|c| c.is_ascii_alphanumeric() || "#/%-._~".contains(c)), "{address}");
            }
        }
    }
}

#[test]
fn the_names_of_the_lanes_can_stand_alone_and_say_nothing_twice() {
    let drawing = lay_out(&examples::flow(TICKETS), Width::Wide);
    let names = lane_names(&drawing);
    let (tags, texts) = read(&names);
    assert!(tags[0].contains("aria-hidden=\"true\"") && tags[0].contains(&format!("height=\"{}\"", drawing.height)));
    assert!(texts.contains(&"Seat inventory") && !texts.contains(&"Reserve the seat"));
}
