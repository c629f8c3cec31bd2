//! The hook and the CI jobs of `docs/ci`, tried as their readers try them: in a repository with a description and an
//! AsyncAPI document. They fail for an event that somebody waits for, and pass when nobody does.

use advice::tree::{Tree, Value};
use exchange::yaml;

use super::Folder;

const PLANTED: &str = "today: {style: event, waits: true}";
const REPAIRED: &str = "today: {style: event, waits: false}";

/// A file of `docs/ci`, or of the top of the repository.
fn shipped(path: &str) -> String {
    std::fs::read_to_string(format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A folder with the description of the page, in which somebody waits for an event, and an AsyncAPI document.
fn planted() -> Folder {
    let folder = Folder::with(&["orders.asyncapi.yaml"]);
    let sound = folder.read("orders.asyncapi.yaml").replace("email_template", "schema_version");
    std::fs::remove_file(folder.path().join("orders.asyncapi.yaml")).unwrap();
    folder.write("apis/orders.asyncapi.yaml", &sound);
    let page = shipped("docs/ci/README.md");
    let (_, description) = page.split_once("```yaml\n").unwrap();
    let (description, _) = description.split_once("```").unwrap();
    assert!(description.contains(PLANTED));
    folder.write("advice.yaml", description);
    folder
}

fn repair(folder: &Folder) {
    folder.write("advice.yaml", &folder.read("advice.yaml").replace(PLANTED, REPAIRED));
}

/// The texts of a job's steps: what each runs, and whether it runs after a failure too.
fn steps(workflow: &Tree<'_>) -> Vec<(String, bool)> {
    let Value::List(steps) = &workflow.nearest("/jobs/check/steps").value else { panic!("a list of steps") };
    let text = |step: &Tree<'_>, field: &str| match &step.nearest(field).value {
        Value::Text(text) => text.to_string(),
        _ => String::new(),
    };
    steps
        .iter()
        .filter(|step| step.has("/run"))
        .map(|step| (text(step, "/run"), text(step, "/if") == "${{ !cancelled() }}"))
        .collect()
}

/// Runs the steps of the workflow as GitHub does: with bash, and after a failed one only those that say so. Returns
/// whether the job passes.
fn run_workflow(folder: &Folder) -> bool {
    let text = shipped("docs/ci/github-actions.yaml");
    let workflow = yaml::parse(&text).unwrap();
    let Value::Map(variables) = &workflow.nearest("/env").value else { panic!("variables") };
    let mut passes = true;
    let steps = steps(&workflow);
    assert_eq!(steps.len(), 4);
    for (run, always) in steps {
        if !passes && !always {
            continue;
        }
        folder.write("step.sh", &run);
        let mut shell = folder.shell("bash --noprofile --norc -eo pipefail step.sh");
        for (name, value) in variables {
            let Value::Text(value) = &value.value else { panic!("a text") };
            shell.env(name.as_ref(), value.as_ref());
        }
        let output = shell.env("GITHUB_STEP_SUMMARY", folder.path().join("summary.md")).output().unwrap();
        assert!(output.status.success() || !always, "a step that reports failed: {output:?}");
        passes &= output.status.success();
    }
    passes
}

#[test]
fn the_workflow_fails_for_an_awaited_event_and_passes_when_it_is_repaired() {
    let folder = planted();
    assert!(!run_workflow(&folder));
    assert!(
        folder
            .read("summary.md")
            .contains("`advice.yaml:8` | \u{201c}Send the ticket\u{201d} is an event, but somebody waits")
    );
    assert!(folder.read("eda-advisor.sarif").contains("\"ruleId\": \"awaited_event\""));
    repair(&folder);
    assert!(run_workflow(&folder));
    assert!(!folder.read("eda-advisor.sarif").contains("awaited_event"));
}

#[test]
fn the_script_fails_for_an_awaited_event_and_passes_when_it_is_repaired() {
    let folder = planted();
    folder.write("check.sh", &shipped("docs/ci/check.sh"));
    let ran = folder.run("sh check.sh");
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("warning[awaited_event]") && ran.out.contains("--> advice.yaml:8:9"), "{}", ran.out);
    repair(&folder);
    assert_eq!(folder.run("sh check.sh").code, 0);
    // What is known does not fail.
    folder.write("advice.yaml", &folder.read("advice.yaml").replace(REPAIRED, PLANTED));
    folder.run("eda-advisor check advice.yaml --write-baseline eda-advisor-baseline.json");
    assert_eq!(folder.run("sh check.sh").code, 0);
}

/// Commits everything with the hook in place. Returns whether that worked, and what was shown.
#[cfg(feature = "browser")]
fn commit(folder: &Folder) -> (bool, String) {
    let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/..");
    let mut shell = folder.shell("git add --all && git commit --message Change 2>&1");
    shell
        .env("PYTHONPATH", format!("{target}/tools-python"))
        .env("PRE_COMMIT_HOME", folder.path().join(".git/hooks-cache"));
    let output = shell.output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

#[cfg(feature = "browser")]
#[test]
fn the_hooks_fail_for_an_awaited_event_and_pass_when_it_is_repaired() {
    let git =
        "git init --quiet --initial-branch main && git config user.name A && git config user.email a@advisor.example";
    let advisor = Folder::with(&[]);
    advisor.write(".pre-commit-hooks.yaml", &shipped(".pre-commit-hooks.yaml"));
    let ran =
        advisor.run(&format!("{git} && git add --all && git commit --quiet --message Hooks && git rev-parse HEAD"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (repository, revision) = (advisor.path().display(), ran.out.trim().to_owned());
    let published = format!("repos: [{{repo: {repository}, rev: {revision}, hooks: [{{id: eda-advisor}}]}}]\n");
    for configuration in [shipped("docs/ci/pre-commit-config.yaml"), published] {
        let folder = planted();
        folder.write(".pre-commit-config.yaml", &configuration);
        let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/..");
        let ran = folder.run(&format!("{git} && PYTHONPATH={target}/tools-python python3 -m pre_commit install"));
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        let (passed, shown) = commit(&folder);
        assert!(!passed && shown.contains("warning[awaited_event]"), "{shown}");
        // The two files are checked, and the configuration of the hook is no description.
        assert!(shown.contains("in 2 files"), "{shown}");
        repair(&folder);
        let (passed, shown) = commit(&folder);
        assert!(passed, "{shown}");
    }
}
