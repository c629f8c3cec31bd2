//! `eda-advisor schema diff`.

use expect_test::expect_file;

use super::Folder;

const FILES: &[&str] = &["order-1.avsc", "order-2.avsc", "order-broken.avsc"];

#[test]
fn versions_of_a_schema_are_compared() {
    let shown = Folder::with(FILES).transcript(&[
        "eda-advisor schema diff order-1.avsc order-1.avsc --format text",
        "eda-advisor schema diff order-2.avsc order-1.avsc --format text",
        "eda-advisor schema diff order-1.avsc order-2.avsc --format text",
        "eda-advisor schema diff order-1.avsc order-2.avsc --format text --require forward",
        "eda-advisor schema diff order-2.avsc order-1.avsc --format text --require full",
        "eda-advisor schema diff order-1.avsc order-2.avsc",
        "eda-advisor schema diff - order-1.avsc --format text < order-1.avsc",
    ]);
    expect_file!["golden/schema-diff.txt"].assert_eq(&shown);
}

#[test]
fn what_is_no_schema_is_told_with_its_place() {
    let folder = Folder::with(FILES);
    folder.write("cut.avsc", "{\"type\": \"record\",\n").write("latin.avsc", "x").write("list.json", "[1]");
    std::fs::write(folder.path().join("latin.avsc"), b"{\n\"\xe9\": 1}").unwrap();
    let shown = folder.transcript(&[
        "eda-advisor schema diff order-1.avsc order-broken.avsc --format text",
        "eda-advisor schema diff order-broken.avsc order-broken.avsc --format json",
        "eda-advisor schema diff order-1.avsc cut.avsc --format text",
        "eda-advisor schema diff latin.avsc order-1.avsc --format text",
        "eda-advisor schema diff list.json order-1.avsc --format text",
        "eda-advisor schema diff missing.avsc order-1.avsc",
        "eda-advisor schema diff order-1.avsc",
    ]);
    expect_file!["golden/schema-diff-faults.txt"].assert_eq(&shown);
}
