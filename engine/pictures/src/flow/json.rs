//! Writes flows as JSON: the wire type [`Flow`], unchanged.
//!
//! Both views are written alike, because they show the same facts.

use serde::Serialize;

use super::Flow;
use super::writer::Writer;

/// The writer for JSON.
pub(super) const WRITER: Writer =
    Writer { media_type: "application/json", flow: |shown| write(shown.flows), sequence: |shown| write(shown.flows) };

/// The JSON document: all flows under the key `flows`.
#[derive(Serialize)]
struct Flows<'f> {
    flows: &'f [Flow],
}

fn write(flows: &[Flow]) -> String {
    // Serialising strings, numbers and lists cannot fail.
    serde_json::to_string(&Flows { flows }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::examples;

    #[test]
    fn flows_are_written_with_the_names_of_the_wire() {
        let flows = examples::flows(examples::TICKETS);
        let json: serde_json::Value = serde_json::from_str(&super::write(&flows)).unwrap();
        assert_eq!(json["flows"][0]["commit_point"], "step:charge-card");
        assert_eq!(json["flows"][0]["edges"][0]["mode"], "synchronous");
        assert_eq!(json["flows"][0]["steps"][0]["consistency"]["mechanism"], "reservation");
    }
}
