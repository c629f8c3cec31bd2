//! `eda-advisor diff`.

use expect_test::expect_file;

use super::Folder;

#[test]
fn what_changed_is_told() {
    let folder = Folder::with(&["advice.yaml", "faulty.yaml", "orders.asyncapi.yaml"]);
    let advice = folder.read("advice.yaml");
    let step =
        "      - {id: thank, action: Thank the fan, from: booking, to: [notifications], answers: {reply: none}}\n";
    let changed = advice
        .replace("invariant: exclusive_booking", "invariant: limited_stock")
        .replace(", waits: true", "")
        .replace("Book a ticket", "Book tickets");
    folder.write(
        "moved.yaml",
        &format!("# The same.\n{}", advice.replace("[order_id, email_template]", "[order_id,  email_template]")),
    );
    folder.write("new.yaml", &format!("{}{step}", changed.trim_end().to_owned() + "\n"));
    let shown = folder.transcript(&[
        "eda-advisor diff advice.yaml moved.yaml --format text",
        "eda-advisor diff advice.yaml new.yaml --format text",
        "eda-advisor diff new.yaml advice.yaml --format text",
        "eda-advisor diff advice.yaml new.yaml",
        "eda-advisor diff advice.yaml moved.yaml",
        "eda-advisor diff - orders.asyncapi.yaml --format text < orders.asyncapi.yaml",
        "eda-advisor diff faulty.yaml faulty.yaml --format text",
        "eda-advisor diff advice.yaml faulty.yaml --format json 2> told.txt; cat told.txt | tail -n 5",
        "eda-advisor diff advice.yaml missing.yaml",
    ]);
    expect_file!["golden/diff.txt"].assert_eq(&shown);
}
