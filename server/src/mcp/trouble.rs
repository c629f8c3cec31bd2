//! Turns a [`Problem`] into an answer that tells an assistant what to mend.
//!
//! The words are those of the problem. Added is only what to do next with tools, where the problem speaks of headers
//! and addresses.

use advice::Fault;
use app::problem::Problem;
use serde::Serialize;

/// Maximum number of faults in an answer; an assistant mends them in turns.
const FAULTS: usize = 40;

/// A problem as an assistant reads it.
#[derive(Serialize)]
struct Trouble<'a> {
    problem: &'a str,
    title: &'a str,
    detail: String,
    #[serde(skip_serializing_if = "<[Fault]>::is_empty")]
    faults: &'a [Fault],
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<String>,
    /// What to do now.
    next: String,
}

/// The problem as JSON. `request` is the id of the request in the log, or empty.
pub fn tell(problem: &Problem, request: &str) -> String {
    let shown = problem.faults.get(..FAULTS).unwrap_or(&problem.faults);
    let hidden = problem.faults.len() - shown.len();
    let left_out = (hidden > 0).then(|| format!("{hidden} more faults are not listed. Mend these first."));
    let (detail, next) = match problem.kind.code {
        "internal" => (Problem::internal(request).detail, "It is not your fault. Try something else.".to_owned()),
        "too_many" => {
            let wait = problem.retry_after.unwrap_or(60);
            (format!("Wait {wait} s."), "Then call the tool again with the same arguments.".to_owned())
        }
        "overloaded" => (
            "Too much is being done here at once.".to_owned(),
            "Wait some seconds, and call the tool again with the same arguments.".to_owned(),
        ),
        code => (problem.detail.clone(), next(code).to_owned()),
    };
    let code = problem.kind.code;
    let (title, detail) = match code {
        // What is a body over HTTP are the arguments of a tool.
        "wrong_body" => ("The arguments have faults", detail.replace("body", "call")),
        _ => (problem.kind.title, detail),
    };
    let trouble = Trouble { problem: code, title, detail, faults: shown, left_out, next };
    // Texts and lists of texts can always be written.
    serde_json::to_string(&trouble).unwrap_or_default()
}

/// What to do after a kind of problem.
fn next(code: &str) -> &'static str {
    match code {
        "faulty" => {
            "Mend every fault, and call the tool again with the whole description. `at` is a JSON Pointer into the \
             description. The resource eda://schema/description has all fields, questions and answers."
        }
        "wrong_body" => "Mend every fault, and call the tool again. `at` is a JSON Pointer into the arguments.",
        "not_json" | "not_yaml" => {
            "Mend the document at this place, or give it as a JSON object, and call the tool again."
        }
        "no_steps" => {
            "Write the description yourself, as the resource eda://instruction says, and give it to this tool as \
             `proposal`; or ask the person what happens, step by step, and who waits for what."
        }
        "unknown" => "Check the id that you gave. Nothing else has this id.",
        "key_reused" => "Give another `idempotency_key`, or leave it out.",
        "deleted" => "Tell the person that the report was deleted. It cannot come back.",
        "too_large" => "Send less at once.",
        "store_unavailable" | "store_unreadable" => {
            "Tell the person; nothing that you can do helps. Tools that store nothing still work."
        }
        _ => "Mend what the detail says, and call the tool again.",
    }
}

#[cfg(test)]
mod tests {
    use advice::fault::Code;
    use app::problem;
    use serde_json::Value;

    use super::*;

    fn told(problem: &Problem) -> Value {
        serde_json::from_str(&tell(problem, "abc")).unwrap()
    }

    #[test]
    fn of_many_faults_the_first_are_listed_and_the_rest_is_counted() {
        let faults = (0..FAULTS + 2).map(|index| Fault::new(format!("/{index}"), Code::Empty, "Empty.")).collect();
        let told = told(&Problem::faulty(faults));
        assert_eq!(told["faults"].as_array().unwrap().len(), FAULTS);
        assert_eq!(told["left_out"], "2 more faults are not listed. Mend these first.");
        assert_eq!(told["faults"][0]["at"], "/0");
    }

    #[test]
    fn no_trouble_speaks_of_headers_that_a_tool_has_not() {
        let troubles = [Problem::overloaded(), Problem::too_many(7), Problem::key_reused(), Problem::deleted()];
        for told in troubles.iter().map(told) {
            assert!(!told["detail"].as_str().unwrap().contains("Retry-After"), "{told}");
            assert!(told["next"].as_str().unwrap().ends_with('.'), "{told}");
        }
        assert_eq!(told(&Problem::too_many(7))["detail"], "Wait 7 s.");
    }

    #[test]
    fn a_fault_of_ours_names_the_request_in_the_log_and_nothing_else() {
        assert_eq!(told(&Problem::internal(""))["detail"], "It is written down as request abc.");
        assert!(problem::ALL.iter().all(|kind| !next(kind.code).is_empty()));
    }
}
