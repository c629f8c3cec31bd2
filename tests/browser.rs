//! Tests of what only a browser shows. Chromium plays each scenario in `browser/scenarios/` against the
//! complete service, over a real connection and with a real database file.

use std::{
    path::Path,
    process::{Command, Output},
};

use server::{config::Flags, store};

use crate::{packs, site::Site};

/// The folder in which `cargo xtask` installs the scenarios' packages.
const TOOLS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/../npm");

/// Starts the service on the database file in `folder`, which is created if it is missing.
async fn start(folder: &Path) -> Site {
    let store = store::open(&format!("sqlite:{}", folder.join("advisor.db").display())).await.unwrap();
    let flags = Flags { new_per_minute: Some("0".to_owned()), ..Flags::default() };
    Site::complete(packs::rulesets(&["team.yaml"]), store, flags).await
}

impl Site {
    /// Plays a scenario and returns its result. If the scenario fails, the test fails with the scenario's output.
    async fn play(&self, scenario: &str, argument: &str) -> String {
        let mut node = Command::new("node");
        node.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/browser/run.mjs"))
            .args([self.url().as_str(), scenario, argument])
            .env("NODE_TOOLS", TOOLS);
        let playing = tokio::task::spawn_blocking(move || node.output().expect("node is installed: cargo xtask test"));
        let Output { status, stdout, stderr } = playing.await.unwrap();
        let (told, complaint) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success(), "{scenario} {argument}:\n{told}\n{complaint}");
        told.trim().to_owned()
    }
}

/// Plays one scenario against its own service.
async fn play(scenario: &str, argument: &str) {
    let folder = tempfile::tempdir().unwrap();
    let site = start(folder.path()).await;
    site.play(scenario, argument).await;
    site.stop().await;
}

/// Declares a test for each scenario, and the list of all scenarios.
macro_rules! scenarios {
    ($($test:ident: $scenario:literal $($argument:literal)?;)*) => {
        const PLAYED: &[&str] = &[$($scenario),*];

        $(
            #[tokio::test]
            async fn $test() {
                play($scenario, concat!($($argument)?)).await;
            }
        )*
    };
}

scenarios! {
    from_start_to_shared_report: "main-path";
    from_start_to_shared_report_without_script: "main-path-without-script";
    from_start_to_shared_report_by_keyboard: "main-path-by-keyboard";
    from_start_to_shared_report_at_320_pixels: "main-path-at-320px";
    the_start_page_opens_with_one_field: "start";
    the_start_page_works_without_script: "start-without-script";
    rules_and_words_are_found: "search";
    what_is_tried_on_a_learning_page_is_answered: "learn";
    a_browser_knows_what_it_made: "my-work";
    the_matrix_is_answered_and_shared: "matrix";
    the_latest_answer_wins: "latest-answer-wins";
    an_answer_that_is_not_saved_is_not_lost: "answer-not-saved";
    two_people_lose_nothing_and_choose_between_two_answers: "questionnaire-together";
    nothing_moves_and_keys_undo_fifty_changes: "questionnaire-keys";
    steps_are_changed_where_they_stand: "steps-in-place";
    all_answers_are_given_in_a_table: "grid";
    questions_are_asked_one_at_a_time: "one-question";
    the_edit_right_is_kept_and_refused: "edit-right";
    a_step_in_the_picture_leads_to_its_reasons: "picture-leads-to-reasons";
    a_picture_is_zoomed_and_moved: "canvas";
    a_picture_stays_where_it_is_after_an_answer: "canvas-stays";
    a_flip_is_tried_and_shared_and_nothing_is_saved: "what-if";
    a_report_says_what_is_undone_if_a_step_fails: "saga";
    what_is_built_today_is_told_with_the_moves: "today";
    a_disagreement_of_sources_is_unfolded: "disagreement";
    a_report_is_read_at_a_glance: "report-at-a-glance";
    a_report_prints_as_a_document: "report-prints-clean";
    revisions_are_compared: "revisions";
    two_editors_lose_nothing: "two-editors";
    a_report_is_forked: "fork";
    the_address_is_copied: "copy-link";
    a_report_is_shared_fixed_withdrawn_and_framed: "sharing";
    people_say_what_they_think_of_a_report: "review";
    what_people_have_is_read_like_words: "imports";
    what_was_read_is_mended_on_the_bench: "bench";
    what_was_read_is_mended_on_the_bench_without_script: "bench-without-script";
    the_bench_keeps_what_is_typed_and_goes_back_and_forth: "bench-keeps";
    public_pages_pass_axe: "pages-pass-axe" "PUBLIC";
    drafts_pass_axe: "pages-pass-axe" "DRAFTS";
    reports_pass_axe: "pages-pass-axe" "REPORTS";
}

/// The scenario that the restart test plays twice.
const DRAFT: &str = "draft";

#[tokio::test]
async fn a_draft_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let site = start(folder.path()).await;
    let path = site.play(DRAFT, "write").await;
    site.stop().await;

    let site = start(folder.path()).await;
    site.play(DRAFT, &path).await;
    site.stop().await;
}

#[test]
fn no_scenario_is_forgotten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser/scenarios");
    for file in folder.read_dir().unwrap() {
        let file = file.unwrap().path();
        let name = file.file_stem().unwrap().to_str().unwrap();
        assert!(PLAYED.contains(&name) || name == DRAFT, "no test plays {name}");
    }
}
