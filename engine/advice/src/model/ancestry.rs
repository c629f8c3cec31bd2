//! Which step of a flow comes before which, directly or through others.

use super::FlowModel;

/// Bits in a word of the table.
const WORD: usize = u64::BITS as usize;

/// For each step of a flow, the set of all steps before it, as one bit each.
#[derive(Debug)]
pub(crate) struct Ancestry {
    /// The number of words for one step.
    width: usize,
    words: Vec<u64>,
}

impl Ancestry {
    /// Computes the sets in one pass over the flow.
    pub(crate) fn of(flow: &FlowModel) -> Self {
        let width = flow.steps.len().div_ceil(WORD);
        let mut words = vec![0_u64; width * flow.steps.len()];
        for &step in &flow.order {
            for &before in &flow.steps[step].after {
                for word in 0..width {
                    words[step * width + word] |= words[before * width + word];
                }
                words[step * width + before / WORD] |= 1 << (before % WORD);
            }
        }
        Self { width, words }
    }

    /// Whether one step comes before another, directly or through others.
    pub(crate) fn is_before(&self, earlier: usize, later: usize) -> bool {
        self.words[later * self.width + earlier / WORD] & (1 << (earlier % WORD)) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;
    use crate::tree::Tree;

    #[test]
    fn what_stands_before_is_found_however_far_and_across_words() {
        let steps: Vec<String> = (0..130).map(|step| format!(r#"{{"action": "Do {step}"}}"#)).collect();
        let alone = r#"{"action": "Alone", "after": []}"#;
        let json = format!(r#"{{"name": "Long", "flows": [{{"steps": [{}, {alone}]}}]}}"#, steps.join(","));
        let tree = Tree::from_json(&json).unwrap();
        let model = crate::model::read(&json, &tree, rules::shipped()).unwrap();
        let ancestry = Ancestry::of(&model.flows()[0]);
        assert!(ancestry.is_before(0, 129) && ancestry.is_before(64, 65) && ancestry.is_before(63, 128));
        assert!(!ancestry.is_before(129, 0) && !ancestry.is_before(5, 5) && !ancestry.is_before(0, 130));
    }
}
