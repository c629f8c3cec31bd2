//! Forbids cycles of files: within each crate, no file depends on itself through the files that it uses.
//!
//! A file may use its parent module, and a module its parts. Between crates, the compiler prevents cycles.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The path of a module in its crate, such as `["assess", "saga"]`; empty for the crate root.
type Module = Vec<String>;

/// For each module, the modules of the same crate that it uses.
type Uses = BTreeMap<Module, BTreeSet<Module>>;

const CRATES: [&str; 7] =
    ["engine/language", "engine/advice", "engine/reader", "engine/pictures", "engine/exchange", "app", "server"];

#[test]
fn no_file_leads_back_to_itself() {
    let top = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let circles: Vec<String> = CRATES
        .iter()
        .map(|name| (name, circle(&uses(&top.join(name).join("src")))))
        .filter(|(_, circle)| !circle.is_empty())
        .map(|(name, circle)| format!("{name}:\n{}", circle.join("\n")))
        .collect();
    assert!(circles.is_empty(), "these files use each other in a circle\n{}", circles.join("\n"));
}

#[test]
fn a_circle_is_seen() {
    let uses = |of: &[(&str, &[&str])]| -> Uses {
        let module = |name: &str| vec![name.to_owned()];
        of.iter().map(|(from, to)| (module(from), to.iter().map(|to| module(to)).collect())).collect()
    };
    assert!(circle(&uses(&[("a", &["b"]), ("b", &["c"]), ("c", &[])])).is_empty());
    assert_eq!(circle(&uses(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"]), ("d", &["a"])])), ["b -> c", "c -> b"]);
}

#[test]
fn every_way_to_name_a_module_counts() {
    let known: BTreeSet<Module> = [&[][..], &["a"], &["a", "b"], &["c"], &["d"]].map(module).into();
    let text = "use crate::{a::{b::X, Y}, d};\nuse super::c::Z;\n// use crate::nothing;\nfn f() { crate::a::b::g() }";
    let found = named(text, &module(&["c"]), &known);
    assert_eq!(found, [module(&["a"]), module(&["a", "b"]), module(&["d"])].into());
    assert_eq!(named("use self::b::X;\nb::g();", &module(&["a"]), &known), [module(&["a", "b"])].into());
}

fn module(parts: &[&str]) -> Module {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

/// The modules that every module of a crate uses, without its parent modules.
fn uses(source: &Path) -> Uses {
    let mut files = BTreeMap::new();
    collect(source, &mut Vec::new(), &mut files);
    let known: BTreeSet<Module> = files.keys().cloned().collect();
    let above = |module: &Module, other: &Module| module.starts_with(other);
    let used = |(module, text): (&Module, &String)| {
        let found = named(text, module, &known).into_iter().filter(|other| !above(module, other));
        (module.clone(), found.collect())
    };
    files.iter().map(used).collect()
}

/// Reads the files of a folder by module, without tests.
fn collect(folder: &Path, within: &mut Module, files: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            within.push(name);
            collect(&path, within, files);
            within.pop();
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let mut module = within.clone();
            if !matches!(name.as_str(), "lib" | "main" | "mod") {
                module.push(name);
            }
            let text = fs::read_to_string(&path).unwrap();
            files.insert(module, text);
        }
    }
    if within.is_empty() {
        let tests: Vec<Module> = files.keys().filter(|module| is_for_tests(module, files)).cloned().collect();
        files.retain(|module, _| !tests.contains(module));
    }
}

/// Whether the parent module declares this module for tests only.
fn is_for_tests(module: &Module, files: &BTreeMap<Module, String>) -> bool {
    let Some((name, above)) = module.split_last() else { return false };
    files.get(above).is_some_and(|text| text.contains(&format!("#[cfg(test)]\nmod {name};")))
}

/// The modules that a module's text names.
fn named(text: &str, module: &Module, known: &BTreeSet<Module>) -> BTreeSet<Module> {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let text: String = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .fold(String::new(), |text, line| text + line + "\n");
    let mut paths: Vec<Vec<String>> = Vec::new();
    let mut rest = String::new();
    for (index, part) in text.split("use ").enumerate() {
        let (tree, after) = part.split_once(';').filter(|_| index > 0).unwrap_or(("", part));
        spread(&mut Vec::new(), tree, &mut paths);
        rest.push_str(after);
    }
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let words = rest.split(|c| !is_path(c)).filter(|word| word.contains("::"));
    paths.extend(words.map(|word| word.split("::").map(str::to_owned).collect()));
    paths.iter().filter_map(|path| resolve(path, module, known)).filter(|found| found != module).collect()
}

/// Splits a tree of `use`: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn spread(before: &mut Vec<String>, tree: &str, paths: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let length = before.len();
    match tree.split_once('{') {
        Some((head, inner)) => {
            before.extend(head.split("::").filter(|part| !part.trim().is_empty()).map(|part| part.trim().to_owned()));
            let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
            let mut depth = 0;
            let is_end = |c: char| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                c == ',' && depth == 0
            };
            inner.split(is_end).for_each(|part| spread(before, part, paths));
        }
        None if tree.is_empty() => {}
        None => {
            let name = tree.split(" as ").next().unwrap_or_default();
            before.extend(name.split("::").map(|part| part.trim().to_owned()));
            paths.push(before.clone());
        }
    }
    before.truncate(length);
}

/// The module of a path: its longest known prefix; `None` for a path outside the crate.
fn resolve(path: &[String], module: &Module, known: &BTreeSet<Module>) -> Option<Module> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let (base, rest) = match path.first()?.as_str() {
        "crate" => (Vec::new(), &path[1..]),
        "self" => (module.clone(), &path[1..]),
        "super" => (module[..module.len().checked_sub(ups)?].to_vec(), &path[ups..]),
        _ => (module.clone(), path),
    };
    let mut found = base.clone();
    for part in rest {
        found.push(part.clone());
        if !known.contains(&found) {
            found.pop();
            break;
        }
    }
    (found.len() > base.len() || matches!(path[0].as_str(), "crate" | "super")).then_some(found)
}

/// The cycles, one line per module, found by removing every module that is in no cycle.
fn circle(uses: &Uses) -> Vec<String> {
    let mut left: BTreeSet<&Module> = uses.keys().collect();
    let leads = |from: &Module, to: &Module| uses.get(from).is_some_and(|used| used.contains(to));
    loop {
        let ends: Vec<&Module> = left
            .iter()
            .copied()
            .filter(|module| {
                !left.iter().any(|other| leads(module, other)) || !left.iter().any(|other| leads(other, module))
            })
            .collect();
        if ends.is_empty() {
            break;
        }
        left.retain(|module| !ends.contains(module));
    }
    let shown = |module: &Module| module.join("::");
    let to = |module: &Module| {
        left.iter().filter(|other| leads(module, other)).map(|other| shown(other)).collect::<Vec<_>>()
    };
    left.iter().map(|module| format!("{} -> {}", shown(module), to(module).join(", "))).collect()
}
