//! What a report's page shows beside the revision.

use app::{
    advisor::watching::{LOOKED_THROUGH, Untouched},
    report::Report,
    review::{Beside, ToCheck},
    store::Which,
};

use crate::{api::reports::weight, refusal::Refusal, state::AppState};

/// What people said of the report that a page shows, and which of its assumptions are to be looked at again. A fixed
/// link leads to nothing else of its report.
pub(super) async fn of(state: &AppState, report: &Report) -> Result<Beside, Refusal> {
    let mut beside = Beside::default();
    let Some(id) = report.at.report() else { return Ok(beside) };
    beside.remarks = state.advisor.remarks(id.as_str()).await?;
    beside.remarks.retain(|kept| !kept.is_hidden);
    let ballots = state.advisor.ballots(id.as_str()).await?;
    beside.people = app::ballots::names(&ballots).len();
    beside.assumptions_to_check = to_check(state, id.as_str(), report).await?;
    Ok(beside)
}

/// The assumptions of a revision at whose places something changed since they were written.
async fn to_check(state: &AppState, id: &str, report: &Report) -> Result<Vec<ToCheck>, Refusal> {
    let now = report.clone();
    let mut untouched = state.work(weight(report), move |_| Ok::<_, Refusal>(Untouched::of(&now))).await?;
    let oldest = report.revision.saturating_sub(LOOKED_THROUGH).max(1);
    for number in (oldest..report.revision).rev() {
        if untouched.is_done() {
            break;
        }
        let before = state.report(id, Which::Number(number)).await?;
        untouched = state
            .work(weight(&before), move |_| {
                untouched.look(&before);
                Ok::<_, Refusal>(untouched)
            })
            .await?;
    }
    let mut found = Vec::new();
    for (number, indices) in untouched.since(report.revision) {
        let (now, since) = (report.clone(), state.report(id, Which::Number(number)).await?);
        let to_check = move |state: &AppState| Ok::<_, Refusal>(state.advisor.to_check(&now, &since, &indices)?);
        found.extend(state.work(weight(report), to_check).await?);
    }
    Ok(found)
}
