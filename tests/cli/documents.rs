//! What files may be: descriptions and documents of other tools, assessed and exported.

use expect_test::expect_file;

use super::Folder;

/// Documents of other tools.
const DOCUMENTS: &[&str] = &["orders.asyncapi.yaml", "pets.openapi.yaml", "checkout.mmd", "compose.yaml"];

#[test]
fn a_description_is_assessed() {
    let shown = Folder::with(&["advice.yaml", "faulty.yaml"]).transcript(&[
        "eda-advisor assess advice.yaml --format text",
        "eda-advisor assess advice.yaml",
        "eda-advisor assess faulty.yaml --format text",
        "eda-advisor assess faulty.yaml",
        "eda-advisor assess missing.yaml",
    ]);
    expect_file!["golden/assess.txt"].assert_eq(&shown);
}

#[test]
fn documents_of_other_tools_are_assessed() {
    let folder = Folder::with(DOCUMENTS);
    let commands: Vec<String> =
        DOCUMENTS.iter().map(|document| format!("eda-advisor assess {document} --format text")).collect();
    let shown = folder.transcript(&commands.iter().map(String::as_str).collect::<Vec<_>>());
    expect_file!["golden/imports.txt"].assert_eq(&shown);
}

#[test]
fn an_archive_is_assessed_and_checked() {
    let folder = Folder::with(&["advice.yaml"]);
    folder.write("broken.zip", "PK\u{3}\u{4}").write("catalog.md", "# Nothing\n");
    let shown = folder.transcript(&[
        "eda-advisor export advice.yaml --as eventcatalog --output catalog.zip",
        "eda-advisor assess catalog.zip --format text",
        "eda-advisor check catalog.zip",
        "eda-advisor check broken.zip",
    ]);
    expect_file!["golden/archive.txt"].assert_eq(&shown);
}

#[test]
fn documents_with_faults_tell_their_places() {
    let folder = Folder::with(DOCUMENTS);
    let broken = folder
        .read("orders.asyncapi.yaml")
        .replace("action: send", "action: sned")
        .replace("channel: {$ref: '#/channels/orders'}", "channel: {$ref: '#/channels/order'}");
    folder
        .write("broken.asyncapi.yaml", &broken)
        .write("cut.openapi.yaml", "openapi: 3.1.0\npaths: {/a: [\n")
        .write("empty.compose.yaml", "services: {db: {image: postgres}}\n")
        .write("words.txt", "The shop charges the card.\n");
    let shown = folder.transcript(&[
        "eda-advisor assess broken.asyncapi.yaml --format text",
        "eda-advisor check broken.asyncapi.yaml cut.openapi.yaml empty.compose.yaml words.txt",
    ]);
    expect_file!["golden/imports-faults.txt"].assert_eq(&shown);
}

#[test]
fn a_description_is_exported() {
    let folder = Folder::with(&["advice.yaml", "faulty.yaml", "orders.asyncapi.yaml"]);
    let shown = folder.transcript(&[
        "eda-advisor export advice.yaml --as csv",
        "eda-advisor export advice.yaml --as json-schema",
        "eda-advisor export orders.asyncapi.yaml --as asyncapi",
        "eda-advisor export advice.yaml --as markdown --output report.md && head -n 3 report.md",
        "eda-advisor export advice.yaml --as csv --output nowhere/a.csv",
        "eda-advisor export faulty.yaml --as csv",
        "eda-advisor export advice.yaml --as cvs",
        "eda-advisor export advice.yaml",
    ]);
    expect_file!["golden/export.txt"].assert_eq(&shown);
}
