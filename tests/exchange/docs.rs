//! The examples on the pages of `docs/formats` are what the code writes.
//!
//! A page has a description in a block behind the line `<!-- in -->`, and what becomes of it in a block behind a line such
//! as `<!-- out: as=asyncapi -->`: the query of the call that writes it. Of an archive, `file=…` names the file that is
//! shown, and `list` stands for the paths of all. `UPDATE_EXPECT=1 cargo test -p tests formats` rewrites these
//! blocks. Read the differences before you commit them.

use std::{collections::BTreeMap, fs, path::PathBuf};

use advice::{assess, model, rules, tree::Value};
use app::{
    advisor::Source,
    document::{self, Format},
    exports,
};
use pictures::flow::view::{self, Form, View};
use serde_json::json;

use super::unpacked;
use crate::house;

/// The folder of the pages.
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/formats");

fn pages() -> BTreeMap<String, (PathBuf, String)> {
    let pages = fs::read_dir(PAGES).unwrap().map(|entry| entry.unwrap().path());
    pages
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            (name, (path, text))
        })
        .collect()
}

/// A block of a page behind a line that says what it is.
struct Block<'p> {
    /// `in`, or the query behind `out: `.
    says: &'p str,
    content: &'p str,
    /// Where the content stands on the page.
    at: std::ops::Range<usize>,
}

/// The blocks of a page that tests read, in order.
fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = page[from..].find("<!-- ").map(|at| from + at) {
        let end = start + page[start..].find(" -->").expect("a comment ends");
        let says = &page[start + 5..end];
        from = end;
        if says != "in" && !says.starts_with("out: ") {
            continue;
        }
        let fence = end + page[end..].find("```").expect("a block follows");
        let begin = fence + page[fence..].find('\n').unwrap() + 1;
        // The text in a block may have fences of its own, which are longer or shorter than the block's.
        let mark = page[fence..].chars().take_while(|letter| *letter == '`').count();
        let close = format!("\n{}\n", "`".repeat(mark));
        let close = begin - 1 + page[begin - 1..].find(&close).expect("the block ends") + 1;
        found.push(Block { says: says.trim_start_matches("out: "), content: &page[begin..close], at: begin..close });
        from = close;
    }
    found
}

/// What becomes of an input by a call with this query.
fn written(input: &str, query: &str) -> String {
    let asked: BTreeMap<&str, &str> = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    if let Some(from) = asked.get("from") {
        let body = json!({"from": from, "content": input}).to_string();
        let state = house::state("http://advisor.example");
        let described = state.advisor.describe(Source { text: &body, format: Format::Json }).unwrap();
        let answer = document::parse(&described, Format::Json).unwrap();
        let Value::Map(fields) = &answer.value else { panic!("the answer is an object") };
        let (_, description) = fields.iter().find(|(name, _)| name == "description").unwrap();
        return document::write_yaml(description);
    }
    let tree = document::parse(input, Format::Yaml).unwrap();
    let model = model::read(input, &tree, rules::shipped()).unwrap();
    let assessment = assess(&model);
    let form = asked["as"];
    if let Some(view) = asked.get("view") {
        let (view, form) = (View::named(view).unwrap(), Form::named(form).unwrap());
        return view::render(&model, &assessment, view, form, None).unwrap().content;
    }
    let content = exports::write(&model, &assessment, exports::choose(Some(form)).unwrap()).content;
    if asked.contains_key("list") {
        return unpacked(&content).into_keys().map(|path| path + "\n").collect();
    }
    match asked.get("file") {
        Some(file) => unpacked(&content)[*file].clone(),
        None => String::from_utf8(content).unwrap(),
    }
}

#[test]
fn examples_of_formats_are_what_is_written() {
    let mut wrong = Vec::new();
    for (name, (path, page)) in pages() {
        let mut now = page.clone();
        let blocks = blocks(&page);
        // From the last to the first, so that the places of the others stay.
        for (index, block) in blocks.iter().enumerate().rev().filter(|(_, block)| block.says != "in") {
            let input = blocks[..index].iter().rev().find(|block| block.says == "in").expect("an input stands before");
            let mut written = written(input.content, block.says).replace("\r\n", "\n");
            if !written.ends_with('\n') {
                written.push('\n');
            }
            now.replace_range(block.at.clone(), &written);
        }
        if now == page {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(path, now).unwrap();
        } else {
            let line = now.lines().zip(page.lines()).position(|(now, page)| now != page);
            wrong.push(format!("docs/formats/{name}.md, from line {}", line.map_or(0, |line| line + 1)));
        }
    }
    assert!(wrong.is_empty(), "these examples are not what is written (UPDATE_EXPECT=1 rewrites them): {wrong:#?}");
}

#[test]
fn every_format_has_a_page_with_an_example() {
    let pages = pages();
    let (_, list) = &pages["README"];
    for export in exports::all() {
        let (_, page) = pages.get(export.id).unwrap_or_else(|| panic!("docs/formats/{}.md is missing", export.id));
        let is_shown = |block: &Block<'_>| block.says.split('&').any(|pair| pair == format!("as={}", export.id));
        assert!(blocks(page).iter().any(is_shown), "docs/formats/{}.md has no example", export.id);
    }
    for name in pages.keys().filter(|name| *name != "README") {
        assert!(list.contains(&format!("({name}.md)")), "docs/formats/README.md does not name {name}");
    }
}
