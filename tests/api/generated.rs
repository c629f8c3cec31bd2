//! schemathesis makes calls of the OpenAPI document, right ones and wrong ones, and compares the answers with it.
//! `cargo xtask test` installs it.

use std::{process::Command, sync::Arc};

use app::pack::Rulesets;
use server::config::Flags;

use crate::{memory::Memory, site::Site};

/// For how long calls are made, in seconds.
const SECONDS: u32 = 30;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_sent_is_answered_as_the_document_says() {
    let flags = Flags { new_per_minute: Some("0".to_owned()), ..Flags::default() };
    let site = Site::complete(Rulesets::default(), Arc::new(Memory::default()), flags).await;
    let url = site.url();

    let tested = tokio::task::spawn_blocking(move || {
        // It keeps what it found in the folder where it runs, which is none of the repository.
        let folder = tempfile::tempdir().unwrap();
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/schemathesis");
        Command::new("python3")
            .args(["-m", "schemathesis.cli", "--config-file"])
            .arg(format!("{own}/schemathesis.toml"))
            .arg("run")
            .arg(format!("{url}/api/v1/openapi.json"))
            // A valid description may have faults that no schema tells, such as a step that waits for itself.
            .args(["--checks", "all", "--exclude-checks", "positive_data_acceptance"])
            .args(["--phases", "examples,coverage,fuzzing", "--max-examples", "30", "--continue-on-failure"])
            .args(["--max-time", &SECONDS.to_string(), "--no-color", "--warnings", "off"])
            // The same calls each time, and nothing kept between two runs.
            .args(["--seed", "1", "--generation-database", "none"])
            .current_dir(folder.path())
            .env("PYTHONPATH", format!("{}/../tools-python:{own}", env!("CARGO_TARGET_TMPDIR")))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("NO_PROXY", "127.0.0.1")
            .output()
            .expect("python3 is installed, and schemathesis: cargo xtask test")
    });
    let tested = tested.await.unwrap();
    let told = String::from_utf8_lossy(&tested.stdout);
    assert!(tested.status.success(), "{told}\n{}", String::from_utf8_lossy(&tested.stderr));
    assert!(told.contains("Tested: "), "{told}");
    site.stop().await;
}
