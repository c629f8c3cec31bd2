//! Remarks and ballots in memory.

use app::{
    links::{Claim, Right},
    report::ReportId,
    review::{Ballot, Fate, Kept, MOST_BALLOTS, MOST_REMARKS, NewRemark},
    store::{Refused, ReviewStore},
};

use super::Memory;

/// What reviewers left on a report.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Reviews {
    remarks: Vec<Kept>,
    ballots: Vec<Ballot>,
}

fn next(kept: usize, most: u32) -> Result<u32, Refused> {
    let number = u32::try_from(kept).unwrap() + 1;
    if number <= most { Ok(number) } else { Err(Refused::Full) }
}

fn at(number: u32) -> usize {
    usize::try_from(number).unwrap().wrapping_sub(1)
}

impl Memory {
    /// What reviewers left on a report that may be read.
    fn read_reviews<T>(&self, id: &ReportId, read: impl FnOnce(&Reviews) -> T) -> Result<T, Refused> {
        let mut kept = self.kept()?;
        kept.report(id)?;
        Ok(read(kept.reviews.entry(id.as_str().to_owned()).or_default()))
    }

    /// Changes what reviewers left on a report, for somebody who may.
    fn write_reviews<T>(
        &self,
        id: &ReportId,
        by: &Claim,
        right: Right,
        write: impl FnOnce(&mut Reviews) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        let mut kept = self.to_write()?;
        if kept.report(id)?.right(by)? < right {
            return Err(Refused::WrongToken);
        }
        write(kept.reviews.entry(id.as_str().to_owned()).or_default())
    }
}

#[async_trait::async_trait]
impl ReviewStore for Memory {
    async fn remark(&self, id: &ReportId, by: &Claim, remark: NewRemark) -> Result<u32, Refused> {
        self.write_reviews(id, by, Right::Review, |reviews| {
            let NewRemark { made_at, revision, stood, remark } = remark;
            let is_same = |kept: &&Kept| !kept.is_hidden && kept.revision == revision && kept.remark == remark;
            if let Some(same) = reviews.remarks.iter().find(is_same) {
                return Ok(same.number);
            }
            let number = next(reviews.remarks.len(), MOST_REMARKS)?;
            let (is_hidden, is_settled) = (false, false);
            reviews.remarks.push(Kept { number, made_at, revision, stood, remark, is_hidden, is_settled });
            Ok(number)
        })
    }

    async fn remarks(&self, id: &ReportId) -> Result<Vec<Kept>, Refused> {
        self.read_reviews(id, |reviews| reviews.remarks.clone())
    }

    async fn decide_remark(&self, id: &ReportId, by: &Claim, number: u32, fate: Fate) -> Result<(), Refused> {
        self.write_reviews(id, by, fate.takes(), |reviews| {
            let kept = reviews.remarks.get_mut(at(number)).ok_or(Refused::Unknown)?;
            match fate {
                Fate::Hidden(is_hidden) => kept.is_hidden = is_hidden,
                Fate::Settled(is_settled) => kept.is_settled = is_settled,
            }
            Ok(())
        })
    }

    async fn cast(&self, id: &ReportId, by: &Claim, ballot: Ballot) -> Result<u32, Refused> {
        self.write_reviews(id, by, Right::Review, |reviews| {
            let newest = reviews.ballots.iter().rfind(|kept| kept.by == ballot.by);
            let is_same =
                |kept: &&Ballot| !kept.is_hidden && kept.revision == ballot.revision && kept.answers == ballot.answers;
            if let Some(same) = newest.filter(is_same) {
                return Ok(same.number);
            }
            let number = next(reviews.ballots.len(), MOST_BALLOTS)?;
            reviews.ballots.push(Ballot { number, is_hidden: false, ..ballot });
            Ok(number)
        })
    }

    async fn ballots(&self, id: &ReportId) -> Result<Vec<Ballot>, Refused> {
        self.read_reviews(id, |reviews| reviews.ballots.clone())
    }

    async fn hide_ballot(&self, id: &ReportId, by: &Claim, number: u32, hidden: bool) -> Result<(), Refused> {
        self.write_reviews(id, by, Right::Edit, |reviews| {
            reviews.ballots.get_mut(at(number)).ok_or(Refused::Unknown)?.is_hidden = hidden;
            Ok(())
        })
    }
}
