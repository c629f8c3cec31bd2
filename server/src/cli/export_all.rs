//! `eda-advisor export-all`.

use std::{
    fs::{self, DirBuilder},
    io::{self, Write},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Context, anyhow, bail};
use app::{
    advisor::report_json,
    report::ReportId,
    store::{Refused, Which},
};

use crate::{
    cli::{
        backup::{StoreFlags, count, run},
        terminal::plain,
    },
    store,
};

/// Number of reports that are asked for at a time.
const PAGE: u32 = 500;

/// Time between two notices of progress.
const NOTICE: Duration = Duration::from_secs(1);

/// Write every revision of every report as the JSON that the API gives, also while the store is served.
///
/// Each report gets a folder named by its id, with a file for each revision: `ID/1.json`. Whoever has an id can read
/// the report on the server, so keep the folder as you keep the store.
#[derive(clap::Args)]
pub struct ExportAll {
    /// The folder to write into; it must be empty, or not be there yet
    folder: PathBuf,
    #[command(flatten)]
    store: StoreFlags,
}

impl ExportAll {
    /// Runs the subcommand.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let Self { folder, store } = self;
        let url = store.url()?;
        let name = plain(&folder.display().to_string());
        if fs::read_dir(&folder).is_ok_and(|mut kept| kept.next().is_some()) {
            bail!("{name} is not empty; name an empty folder, or one that is not there yet");
        }
        let (reports, revisions) = run(export(&url, &folder))??;
        writeln!(io::stdout(), "{} with {} in {name}", count(reports, "report"), count(revisions, "revision"))?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn export(url: &str, folder: &Path) -> anyhow::Result<(u32, u32)> {
    let store = store::open_existing(url).await?;
    let made = private().recursive(true).create(folder);
    made.with_context(|| format!("cannot make {}", plain(&folder.display().to_string())))?;
    let (mut reports, mut revisions, mut told) = (0, 0, Instant::now());
    let mut after = None;
    loop {
        let ids = store.ids(after.as_ref(), PAGE).await.map_err(cannot_read)?;
        for id in &ids {
            // Whoever deletes a report meanwhile finds nothing of it here either.
            if let Some(written) = write(&*store, id, &folder.join(id.as_str())).await? {
                reports += 1;
                revisions += written;
            }
            if told.elapsed() >= NOTICE {
                anstream::eprintln!("{} written …", count(reports, "report"));
                told = Instant::now();
            }
        }
        match ids.into_iter().next_back() {
            Some(last) => after = Some(last),
            None => break,
        }
    }
    store.close().await;
    Ok((reports, revisions))
}

/// Makes folders that only their owner may read.
fn private() -> DirBuilder {
    let mut folders = DirBuilder::new();
    folders.mode(0o700);
    folders
}

/// Writes a report and returns the number of its revisions; `None` if it was deleted meanwhile.
async fn write(store: &dyn app::store::Store, id: &ReportId, folder: &Path) -> anyhow::Result<Option<u32>> {
    let cannot = || format!("cannot write {}", plain(&folder.display().to_string()));
    private().create(folder).with_context(cannot)?;
    let mut number = 0;
    loop {
        let report = match store.read(id, Which::Number(number + 1)).await {
            Ok(report) => report,
            Err(Refused::Unknown) => return Ok(Some(number)),
            Err(Refused::Deleted) => {
                fs::remove_dir_all(folder).with_context(cannot)?;
                return Ok(None);
            }
            Err(why) => return Err(cannot_read(why)),
        };
        number = report.revision;
        let json = report_json(&report).map_err(|problem| anyhow!("{}", problem.kind.title)).with_context(cannot)?;
        fs::write(folder.join(format!("{number}.json")), json).with_context(cannot)?;
    }
}

fn cannot_read(why: Refused) -> anyhow::Error {
    match why {
        Refused::Out(_, error) | Refused::Failed(error) => anyhow!("cannot read the store: {error}"),
        other => anyhow!("cannot read the store: {other:?}"),
    }
}
