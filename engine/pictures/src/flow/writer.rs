//! The interface that every form of a picture implements.

use std::fmt::{self, Write as _};

use super::Flow;

/// What is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'f> {
    /// The name of the system.
    pub(super) system: &'f str,
    /// Its flows, or the one that is asked for.
    pub(super) flows: &'f [Flow],
}

/// The functions of one form.
pub(super) struct Writer {
    /// The media type of the documents.
    pub(super) media_type: &'static str,
    /// Writes all flows, one below the other.
    pub(super) flow: fn(&Subject<'_>) -> String,
    /// Writes the first flow as a sequence diagram.
    pub(super) sequence: fn(&Subject<'_>) -> String,
}

/// Writes one line of a source, indented by four spaces for each level.
pub(super) fn line(out: &mut String, depth: usize, content: fmt::Arguments<'_>) {
    (0..depth).for_each(|_| out.push_str("    "));
    // Writing to a string does not fail.
    let _ = out.write_fmt(content);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::super::Form;
    use super::super::examples::{self, HOSTILE, UNSEEN, chained, hostile, hostile_shape, joined};
    use super::*;

    /// The languages of diagrams.
    const LANGUAGES: [Form; 5] = [Form::Mermaid, Form::Plantuml, Form::D2, Form::Dot, Form::Structurizr];

    /// Both views of a flow in every language.
    fn sources(flow: &Flow) -> Vec<(Form, String)> {
        let subject = Subject { system: &flow.name, flows: std::slice::from_ref(flow) };
        let both = |form: Form| [form.writer().flow, form.writer().sequence].map(|write| (form, write(&subject)));
        LANGUAGES.into_iter().flat_map(both).collect()
    }

    #[test]
    fn no_name_changes_what_a_source_consists_of() {
        for shape in [hostile, hostile_shape] {
            let plain = sources(&shape("plain"));
            for text in HOSTILE.iter().chain(UNSEEN) {
                for ((form, source), (_, plain)) in sources(&shape(text)).iter().zip(&plain) {
                    assert_eq!(source.lines().count(), plain.lines().count(), "{form:?} {text:?}\n{source}");
                    let is_shown = |c: char| c == '\n' || !super::super::text::is_steering(c);
                    assert!(source.chars().all(is_shown), "{form:?} {text:?}");
                }
            }
        }
    }

    #[test]
    fn several_flows_stand_in_one_source() {
        let flows = examples::flows(examples::TWO_FLOWS);
        let subject = Subject { system: "Two", flows: &flows };
        for form in LANGUAGES {
            let source = (form.writer().flow)(&subject);
            assert!(source.contains("1 Pack") && source.contains("1 Ship"), "{form:?}\n{source}");
        }
    }

    /// A source grows as the flow's own data does, even where many events meet many owners.
    #[test]
    fn sources_grow_as_flows_do() {
        let grows = |small: &Flow, large: &Flow| {
            let [before, after] = [small, large].map(|flow| serde_json::to_string(flow).unwrap().len());
            for ((form, small), (_, large)) in sources(small).iter().zip(sources(large)) {
                let (small, large) = (small.len(), large.len());
                assert!(large * before < small * after * 5 / 4, "{form:?}: {before} to {after}, {small} to {large}");
            }
        };
        grows(&chained(500), &chained(1_000));
        grows(&joined(100, 100), &joined(300, 300));
    }
}
