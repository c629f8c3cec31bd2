//! Documents in JSON, YAML and TOML.

use super::{
    any_of,
    descriptions::{SHOP, built},
    many,
};
use crate::generate::{self, Chance};

pub(crate) fn json(chance: &mut Chance) -> String {
    any_of(chance, &[good_json, built])
}

pub(super) fn good_json(chance: &mut Chance) -> String {
    let seed = u64::try_from(chance.below(1_000)).unwrap();
    generate::description(seed).to_string()
}

pub(crate) fn yaml(chance: &mut Chance) -> String {
    let good: fn(&mut Chance) -> String = |_| include_str!("../../data/contract/description.yaml").to_owned();
    any_of(chance, &[good, bomb, built, |_| SHOP.to_owned()])
}

/// Anchors and aliases that refer to each other.
pub(super) fn bomb(chance: &mut Chance) -> String {
    let lines = (0..many(chance)).map(|line| format!("a{line}: &a{line} [*a{0}, *a{0}, x]\n", line.saturating_sub(1)));
    lines.collect()
}

pub(crate) fn toml(chance: &mut Chance) -> String {
    any_of(chance, &[|_| include_str!("../../packs/round.toml").to_owned(), dotted])
}

/// Names with many dots, in tables with many dots.
pub(super) fn dotted(chance: &mut Chance) -> String {
    let name = |chance: &mut Chance| vec!["a"; 1 + many(chance).min(100)].join(".");
    let (header, depth) = (name(chance), many(chance).min(100));
    let names: Vec<String> = (0..=depth).map(|_| name(chance)).collect();
    let open: Vec<String> = names.iter().map(|name| format!("{name} = {{ ")).collect();
    format!("[{header}]\n{}b = 1{}\n", open.concat(), " }".repeat(names.len()))
}
