//! `eda-advisor backup`, `restore` and `export-all`.

use app::{
    draft::{Draft, DraftId, history::History},
    links::Claim,
    report::{EditToken, ReportId},
    store::{Expected, NewReport},
};
use expect_test::expect_file;
use server::store;

use super::Folder;
use crate::kept::content;

/// Fills a store that is served meanwhile.
async fn fill(folder: &Folder) {
    let store = store::open(&format!("sqlite:{}", folder.path().join("eda-advisor.db").display())).await.unwrap();
    for number in [1, 2, 3] {
        let token = EditToken::of([number; 32]).hash();
        let by = Claim { token: token.clone(), at: "2027-05-01T12:00:00Z".to_owned() };
        let id = ReportId::of([number; 16]);
        let new = NewReport { id: id.clone(), token, content: content("First"), draft: None, origin: None };
        store.publish(new, None).await.unwrap();
        if number == 2 {
            store.revise(&id, &by, &Expected::Any, content("Second"), None).await.unwrap();
        }
        if number == 3 {
            store.delete(&id, &by, &Expected::Any).await.unwrap();
        }
    }
    let draft = Draft {
        id: DraftId::of([1; 16]),
        version: 1,
        text: "text".to_owned(),
        words: None,
        history: History::default(),
        origin: None,
        changed_at: "2027-05-01T12:00:00Z".to_owned(),
    };
    store.start(&draft).await.unwrap();
}

#[tokio::test]
async fn a_store_is_kept_put_back_and_written_as_files() {
    let folder = Folder::with(&[]);
    fill(&folder).await;
    folder.write("notes.txt", "no backup\n").write("full/file", "");
    let shown = folder.transcript(&[
        "eda-advisor backup monday.db",
        "eda-advisor backup monday.db",
        "eda-advisor backup no/folder/monday.db",
        "eda-advisor backup other.db --database-url sqlite:missing.db",
        "eda-advisor restore monday.db",
        "eda-advisor restore monday.db --replace",
        "eda-advisor restore monday.db --database-url sqlite:moved.db",
        "eda-advisor restore notes.txt",
        "eda-advisor restore missing.db",
        "eda-advisor restore monday.db --database-url mysql://root:secret@localhost/reports",
        "EDA_ADVISOR_DATABASE_URL=sqlite:moved.db eda-advisor export-all reports",
        "find reports -type f | sort",
        "cat reports/*/2.json",
        "eda-advisor export-all reports",
        "eda-advisor export-all full",
        "eda-advisor export-all elsewhere --database-url sqlite:missing.db",
        "ls",
    ]);
    expect_file!["golden/store.txt"].assert_eq(&shown);
}
