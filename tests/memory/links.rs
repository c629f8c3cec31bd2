//! Links, statuses and lists in memory.

use app::{
    limit::FIXED_LINKS,
    links::{Claim, Decision, FixedLink, Links, Listed, Listing, Right, Term, is_past},
    report::{FixedId, ReportId},
    store::{ForkOf, LinkStore, Refused, Search},
};

use super::{Kept, Memory};

impl Kept {
    /// The fixed links of a report that show something now.
    fn fixed_of<'a>(&'a self, id: &'a ReportId, now: &'a str) -> impl Iterator<Item = &'a FixedLink> {
        let links = self.fixed.values().flatten().filter(move |(report, _)| report == id).map(|(_, link)| link);
        links.filter(move |link| !is_past(link.expires_at.as_deref(), now))
    }

    /// The fixed link by which a fork that is made now names its origin.
    pub(super) fn link_to(&mut self, origin: ForkOf, at: &str) -> Result<FixedId, Refused> {
        let (id, revision, new) = match origin {
            ForkOf::Fixed(link) => return Ok(link),
            ForkOf::Revision { report, revision, link } => (report, revision, link),
        };
        let report = self.report(&id)?;
        if is_past(report.expires_at.as_deref(), at) {
            return Err(Refused::Deleted);
        }
        if !(1..=report.latest()).contains(&revision) {
            return Err(Refused::Unknown);
        }
        if let Some(link) = self.fixed_of(&id, at).find(|link| link.for_forks && link.revision == revision) {
            return Ok(link.id.clone());
        }
        let link = FixedLink { id: new.clone(), revision, made_at: at.to_owned(), expires_at: None, for_forks: true };
        self.fixed.insert(new.as_str().to_owned(), Some((id, link)));
        Ok(new)
    }
}

#[async_trait::async_trait]
impl LinkStore for Memory {
    async fn decide(&self, id: &ReportId, by: &Claim, decision: Decision) -> Result<(), Refused> {
        let mut kept = self.to_write()?;
        let report = kept.edited(id, by)?;
        match decision {
            Decision::Grant(Right::Edit, grant) => report.edit = grant,
            Decision::Grant(Right::Review, grant) => report.review = Some(grant),
            Decision::KeepUntil(expires_at) => report.expires_at = expires_at,
            Decision::Status(status) => report.status = status,
            Decision::List(Some(listing))
                if report.listing.as_ref().is_some_and(|its| its.revision > listing.revision) => {}
            Decision::List(listing) => report.listing = listing,
            Decision::Fix(link) => {
                if !(1..=report.latest()).contains(&link.revision) {
                    return Err(Refused::Unknown);
                }
                let others = kept.fixed_of(id, &by.at).filter(|other| !other.for_forks).count();
                if others >= usize::try_from(FIXED_LINKS).unwrap() {
                    return Err(Refused::Full);
                }
                kept.fixed.insert(link.id.as_str().to_owned(), Some((id.clone(), link)));
            }
            Decision::Unfix(link) => {
                if !kept.fixed_of(id, &by.at).any(|other| other.id == link) {
                    return Err(Refused::Unknown);
                }
                kept.fixed.insert(link.as_str().to_owned(), None);
            }
        }
        Ok(())
    }

    async fn links(&self, id: &ReportId, by: &Claim) -> Result<Links, Refused> {
        let mut kept = self.kept()?;
        let report = kept.edited(id, by)?;
        let edit = Term { expires_at: report.edit.expires_at.clone() };
        let review = report.review.as_ref().map(|grant| Term { expires_at: grant.expires_at.clone() });
        let review = review.filter(|term| !is_past(term.expires_at.as_deref(), &by.at));
        let mut fixed: Vec<FixedLink> = kept.fixed_of(id, &by.at).cloned().collect();
        fixed.sort_by(|one, other| other.made_at.cmp(&one.made_at).then(one.id.as_str().cmp(other.id.as_str())));
        Ok(Links { edit, review, fixed })
    }

    async fn fixed(&self, link: &FixedId, at: &str) -> Result<(ReportId, u32), Refused> {
        let kept = self.kept()?;
        let (report, link) = kept.fixed.get(link.as_str()).ok_or(Refused::Unknown)?.as_ref().ok_or(Refused::Deleted)?;
        if is_past(link.expires_at.as_deref(), at) {
            return Err(Refused::Deleted);
        }
        Ok((report.clone(), link.revision))
    }

    async fn listed(&self, search: &Search) -> Result<Vec<Listed>, Refused> {
        let kept = self.kept()?;
        let has_words = |Listing { name, summary, flows, .. }: &Listing| {
            let words = format!("{name}\n{summary}\n{}", flows.join("\n")).to_lowercase();
            search.words.iter().all(|word| words.contains(word))
        };
        let mut found: Vec<Listed> = kept
            .reports
            .iter()
            .filter_map(|(id, report)| Some((id, report.as_ref()?)))
            .filter(|(_, report)| !is_past(report.expires_at.as_deref(), &search.at))
            .filter_map(|(id, report)| {
                let (report_id, listing) = (ReportId::parse(id)?, report.listing.clone()?);
                Some(Listed { report: report_id, listing, status: report.status.clone() })
            })
            .filter(|listed| has_words(&listed.listing))
            .collect();
        found.sort_by(|one, other| other.listing.made_at.cmp(&one.listing.made_at));
        let (after, most) = (usize::try_from(search.after).unwrap(), usize::try_from(search.most).unwrap());
        Ok(found.into_iter().skip(after).take(most).collect())
    }
}
