//! What only a browser shows.

use std::{env, process::Command};

use server::listen::{Limits, serve};
use tokio::net::TcpListener;

use crate::house::odd_service;

#[tokio::test]
async fn an_island_wakes_under_the_policy_without_a_complaint() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/island", listener.local_addr().unwrap());
    tokio::spawn(serve(listener, odd_service(), Limits::default(), std::future::pending()));
    let (page, log) = tokio::task::spawn_blocking(move || load(&url)).await.unwrap();
    assert!(page.contains("<button type=\"button\" class=\"quiet\">"), "the button is still hidden:\n{page}\n{log}");
    assert!(!log.contains("CONSOLE"), "{log}");
}

/// The document at `url` after its scripts have run, and the browser's log.
fn load(url: &str) -> (String, String) {
    let profile = env::temp_dir().join(format!("eda-advisor-browser-{}", std::process::id()));
    let output = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"])
        .args(["--disable-background-networking", "--disable-component-update", "--enable-logging=stderr"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(["--virtual-time-budget=10000", "--dump-dom", url])
        .output()
        .expect("chromium is installed: cargo xtask test");
    _ = std::fs::remove_dir_all(profile);
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
}
