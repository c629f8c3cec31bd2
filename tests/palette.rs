//! The style sheet and the icon have the colours of the palette and no others.

use std::{collections::BTreeSet, fs, path::Path};

use pictures::palette::{self, Colour};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

/// Every `#rrggbb` of a text.
fn colours(text: &str) -> Vec<&str> {
    let starts = text.match_indices('#').map(|(start, _)| start);
    let words = starts.filter_map(|start| text.get(start..start + 7));
    words.filter(|word| word.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit())).collect()
}

#[test]
fn the_style_sheet_declares_the_colours_of_the_palette_and_no_others() {
    let tokens = read("style/tokens.css");
    for Colour { name, light, dark } in palette::ALL {
        let declared = format!("--{name}: light-dark({light}, {dark});");
        assert!(tokens.contains(&declared), "style/tokens.css does not declare `{declared}`");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
    let sheets = fs::read_dir(folder).unwrap().map(|sheet| fs::read_to_string(sheet.unwrap().path()).unwrap());
    let named: usize = sheets.map(|sheet| colours(&sheet).len()).sum();
    assert_eq!(named, 2 * palette::ALL.len(), "a style sheet names a colour beside the palette's");
}

#[test]
fn the_icon_has_the_colours_of_calls_and_events() {
    let icon = read("public/favicon.svg");
    let (light, dark) = icon.split_once("prefers-color-scheme: dark").unwrap();
    let set = |text| colours(text).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(set(light), BTreeSet::from([palette::SYNC.light, palette::EVENT.light]));
    assert_eq!(set(dark), BTreeSet::from([palette::SYNC.dark, palette::EVENT.dark]));
}

#[test]
fn no_writer_of_pictures_names_a_colour_itself() {
    let sources = ["mermaid", "plantuml", "d2", "dot", "structurizr"].map(|form| format!("flow/{form}.rs"));
    let pictures = ["flow/svg.rs", "flow/svg/sequence.rs", "flow/svg/sequence/stage.rs"].map(str::to_owned);
    for path in sources.iter().chain(&pictures) {
        assert_eq!(colours(&read(&format!("engine/pictures/src/{path}"))), [""; 0], "{path}");
    }
}
