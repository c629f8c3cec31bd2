//! Two instances on one PostgreSQL database answer as one store would.
//!
//! Random operations go to both, a few at the same time. For each such group there must be an order in which the store
//! in memory gives the same answers.

use std::{fmt::Debug, sync::Arc};

use app::{
    draft::{
        Draft, DraftId, DraftVersion, Origin,
        history::{History, Replacement, Turn},
    },
    links::{Claim, Decision, FixedLink, Grant, Right},
    report::{Content, EditToken, FixedId, ReportId},
    review::{Ballot, Fate, NewRemark, Remark, RemarkKind},
    standing::Status,
    store::{DraftStore, Expected, Expired, ForkOf, Idempotency, NewReport, Refused, ReportStore, Store, Which},
};
use proptest::{prelude::*, test_runner::Config};
use server::store::postgres::PostgresStore;

use crate::{kept, memory::Memory, postgres};

/// An operation as it is drawn: which report and draft it means is told once it is known which there are.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    kind: Kind,
    report: prop::sample::Index,
    draft: prop::sample::Index,
    /// Whether it is what somebody with the right and the newest state asks for.
    is_right: bool,
    /// A further choice: of a key, a draft's version, or a time.
    choice: u8,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Publish,
    PublishDraft,
    Revise,
    ReviseFromDraft,
    Read,
    Allows,
    Delete,
    Start,
    StartOf,
    Draft,
    Save,
    Change,
    Forget,
    Expire,
    Ids,
    Grant,
    Status,
    KeepUntil,
    Fix,
    Unfix,
    Links,
    Fixed,
    Remark,
    Settle,
    Remarks,
    Cast,
    Ballots,
    Revisions,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let kind = prop_oneof![
        3 => Just(Kind::Publish),
        3 => Just(Kind::PublishDraft),
        4 => Just(Kind::Revise),
        4 => Just(Kind::ReviseFromDraft),
        3 => Just(Kind::Read),
        1 => Just(Kind::Allows),
        1 => Just(Kind::Delete),
        2 => Just(Kind::Start),
        2 => Just(Kind::StartOf),
        2 => Just(Kind::Draft),
        5 => Just(Kind::Save),
        1 => Just(Kind::Change),
        1 => Just(Kind::Forget),
        1 => Just(Kind::Expire),
        1 => prop::sample::select(vec![Kind::Ids, Kind::Revisions, Kind::Links]),
        1 => prop::sample::select(vec![Kind::Grant, Kind::Status, Kind::KeepUntil]),
        1 => prop::sample::select(vec![Kind::Fix, Kind::Unfix, Kind::Fixed]),
        2 => prop::sample::select(vec![Kind::Remark, Kind::Settle, Kind::Remarks, Kind::Cast, Kind::Ballots]),
    ];
    let parts =
        (kind, any::<prop::sample::Index>(), any::<prop::sample::Index>(), prop::bool::weighted(0.8), any::<u8>());
    parts.prop_map(|(kind, report, draft, is_right, choice)| Drawn { kind, report, draft, is_right, choice })
}

/// An operation of the store.
#[derive(Clone, Debug)]
enum Operation {
    Publish(NewReport, Option<Idempotency>),
    Revise(ReportId, Claim, Expected, Content, Option<DraftVersion>),
    Read(ReportId, Which),
    Ids,
    Allows(ReportId, Claim),
    Delete(ReportId, Claim, Expected),
    Start(Draft),
    Draft(DraftId),
    Save(Draft, Turn, Replacement),
    Change(DraftId, u32),
    Forget(DraftId),
    Expire(Expired),
    Decide(ReportId, Claim, Decision),
    Links(ReportId, Claim),
    Fixed(FixedId, String),
    Remark(ReportId, Claim, NewRemark),
    Settle(ReportId, Claim, u32, Fate),
    Remarks(ReportId),
    Cast(ReportId, Claim, Ballot),
    Ballots(ReportId),
    Revisions(ReportId),
}

impl Operation {
    /// What the store answers, as a text.
    async fn ask(&self, store: &dyn Store) -> String {
        match self {
            Self::Publish(new, mark) => text(&store.publish(new.clone(), mark.clone()).await),
            Self::Revise(id, by, expected, content, draft) => {
                text(&store.revise(id, by, expected, content.clone(), draft.clone()).await)
            }
            Self::Read(id, which) => text(&store.read(id, *which).await),
            Self::Allows(id, by) => text(&store.allows(id, by).await),
            Self::Delete(id, by, expected) => text(&store.delete(id, by, expected).await),
            Self::Ids => text(&store.ids(None, 1_000).await),
            Self::Decide(id, by, decision) => text(&store.decide(id, by, decision.clone()).await),
            Self::Links(id, by) => text(&store.links(id, by).await),
            Self::Fixed(link, at) => text(&store.fixed(link, at).await),
            Self::Remark(id, by, remark) => text(&store.remark(id, by, remark.clone()).await),
            Self::Settle(id, by, number, fate) => text(&store.decide_remark(id, by, *number, *fate).await),
            Self::Remarks(id) => text(&store.remarks(id).await),
            Self::Cast(id, by, ballot) => text(&store.cast(id, by, ballot.clone()).await),
            Self::Revisions(id) => text(&store.revisions(id, None, 100).await),
            Self::Ballots(id) => text(&store.ballots(id).await),
            Self::Start(draft) => text(&store.start(draft).await),
            Self::Draft(id) => text(&store.draft(id).await),
            Self::Save(draft, turn, back) => text(&store.save(draft, *turn, back).await),
            Self::Change(id, number) => text(&store.change(id, *number).await),
            Self::Forget(id) => text(&store.forget(id).await),
            Self::Expire(expired) => text(&store.expire(expired, 1_000).await),
        }
    }
}

fn text<T: Debug>(answer: &Result<T, Refused>) -> String {
    format!("{answer:?}")
}

fn token(number: u16) -> EditToken {
    let mut random = [0; 32];
    random[..2].copy_from_slice(&number.to_be_bytes());
    EditToken::of(random)
}

fn bytes(number: u16) -> [u8; 16] {
    let mut random = [0; 16];
    random[..2].copy_from_slice(&number.to_be_bytes());
    random
}

fn content(note: &str, at: &str) -> Content {
    let (made_at, description) = (at.to_owned(), format!("{note} \u{0}"));
    Content { made_at, description, assessment: note.to_owned(), ..kept::content(note) }
}

/// Makes operations of what is drawn, for a store that holds what the model does.
struct Plan {
    /// The single stores that answer as the instances did: one, or several that no answer has told apart yet.
    models: Vec<Memory>,
    /// How many reports, drafts and fixed links were made, and operations.
    reports: u16,
    drafts: u16,
    links: u16,
    count: u32,
}

impl Plan {
    #[expect(clippy::too_many_lines, reason = "it is one arm for each kind of operation")]
    async fn operation(&mut self, drawn: Drawn) -> Operation {
        let Drawn { kind, report, draft, is_right, choice } = drawn;
        self.count += 1;
        let at = time(self.count);
        // The newest reports and drafts are meant most often.
        let recent = |made: u16, index: prop::sample::Index| {
            made - u16::try_from(index.index(usize::from(made.clamp(1, 6)))).unwrap()
        };
        let (report, draft) = (recent(self.reports.max(1), report), recent(self.drafts.max(1), draft));
        let (id, draft_id) = (ReportId::of(bytes(report)), DraftId::of(bytes(draft)));
        let by = Claim { token: token(if is_right { report } else { report + 1 }).hash(), at: at.clone() };
        let latest = self.models[0].read(&id, Which::Latest).await.map_or(1, |report| report.revision);
        let kept = self.models[0].draft(&draft_id).await.ok();
        let version = kept.as_ref().map_or(1, |draft| draft.version);
        let expected = match choice % 4 {
            0 => Expected::Any,
            1 => Expected::OneOf(vec![latest.saturating_sub(1).max(1)]),
            _ => Expected::OneOf(vec![latest]),
        };
        let draft_version =
            DraftVersion { id: draft_id.clone(), version: if is_right { version } else { version + 1 } };
        // Notes repeat, so that publishing the same again is seen as such.
        let content = content(&format!("note {}", choice % 3), &at);
        match kind {
            Kind::Publish | Kind::PublishDraft => {
                self.reports += 1;
                let mark = Idempotency {
                    key: [choice % 5; 32],
                    request: [u8::from(is_right); 32],
                    since: time(self.count.saturating_sub(40)),
                };
                let draft = matches!(kind, Kind::PublishDraft).then_some(draft_version);
                self.links += 1;
                let origin = ForkOf::Revision { report: id, revision: latest, link: FixedId::of(bytes(self.links)) };
                let new = NewReport {
                    id: ReportId::of(bytes(self.reports)),
                    token: token(self.reports).hash(),
                    content,
                    draft,
                    origin: (choice % 3 == 0).then_some(origin),
                };
                Operation::Publish(new, (choice % 2 == 0).then_some(mark))
            }
            Kind::Revise => Operation::Revise(id, by, expected, content, None),
            Kind::ReviseFromDraft => Operation::Revise(id, by, expected, content, Some(draft_version)),
            Kind::Read if is_right => Operation::Read(id, Which::Latest),
            Kind::Read => Operation::Read(id, Which::Number(u32::from(choice % 4))),
            Kind::Allows => Operation::Allows(id, by),
            Kind::Delete => Operation::Delete(id, by, expected),
            Kind::Start | Kind::StartOf => {
                self.drafts += 1;
                let origin = Origin { report: id, revision: latest, published: None };
                Operation::Start(Draft {
                    id: DraftId::of(bytes(self.drafts)),
                    version: 1,
                    text: format!("text {choice} \u{0}"),
                    words: None,
                    history: History::default(),
                    origin: matches!(kind, Kind::StartOf).then_some(origin),
                    changed_at: at,
                })
            }
            Kind::Draft => Operation::Draft(draft_id),
            Kind::Save => {
                let done = kept.as_ref().map_or(0, |draft| draft.history.done);
                let (turn, done) = match choice % 4 {
                    0 if done > 0 => (Turn::Undo, done - 1),
                    1 if kept.as_ref().is_some_and(|draft| draft.history.can_redo) => (Turn::Redo, done + 1),
                    _ => (Turn::New, done + 1),
                };
                let draft = Draft {
                    id: draft_id,
                    version: if is_right { version + 1 } else { version },
                    text: format!("text {choice}"),
                    words: (choice % 2 == 0).then(|| "words \u{0}".to_owned()),
                    history: History { done, ..History::default() },
                    origin: None,
                    changed_at: at,
                };
                Operation::Save(draft, turn, Replacement { at: 0, length: 1, text: format!("back {choice}") })
            }
            Kind::Change => Operation::Change(draft_id, u32::from(choice % 4)),
            Kind::Forget => Operation::Forget(draft_id),
            Kind::Expire => {
                let before = time(self.count.saturating_sub(30 + u32::from(choice % 60)));
                Operation::Expire(Expired {
                    drafts: is_right.then(|| before.clone()),
                    marks: before.clone(),
                    now: before,
                })
            }
            Kind::Ids => Operation::Ids,
            Kind::Grant => {
                let grant = Grant { token: token(report + 1).hash(), expires_at: None };
                Operation::Decide(id, by, Decision::Grant(Right::Review, grant))
            }
            Kind::Status => Operation::Decide(id, by, Decision::Status(Status::Accepted)),
            Kind::KeepUntil => {
                let until = time(self.count + u32::from(choice % 60));
                Operation::Decide(id, by, Decision::KeepUntil(is_right.then_some(until)))
            }
            Kind::Fix => {
                self.links += 1;
                let id_of_link = FixedId::of(bytes(self.links));
                let (revision, expires_at) = (u32::from(choice % 3), None);
                let link = FixedLink { id: id_of_link, revision, made_at: at, expires_at, for_forks: false };
                Operation::Decide(id, by, Decision::Fix(link))
            }
            Kind::Unfix => Operation::Decide(id, by, Decision::Unfix(FixedId::of(bytes(self.links)))),
            Kind::Links => Operation::Links(id, by),
            Kind::Fixed => Operation::Fixed(FixedId::of(bytes(self.links)), at),
            Kind::Remark => {
                let (kind, asked) = (RemarkKind::Comment, None);
                let (by_name, text) = ("Ann".to_owned(), format!("words {}", choice % 4));
                let remark = Remark { kind, at: String::new(), by: by_name, text, asked };
                let new = NewRemark { made_at: at, revision: 1, stood: "0123456789abcdef".to_owned(), remark };
                Operation::Remark(id, by, new)
            }
            Kind::Settle => {
                let fate = if is_right { Fate::Settled(choice % 2 == 0) } else { Fate::Hidden(true) };
                Operation::Settle(id, by, u32::from(choice % 4), fate)
            }
            Kind::Remarks => Operation::Remarks(id),
            Kind::Cast => {
                let answers = [(String::new(), [("reply".to_owned(), format!("{}", choice % 3))].into())].into();
                let by_name = format!("Ann {}", choice % 2);
                let ballot = Ballot { number: 0, made_at: at, revision: 1, by: by_name, answers, is_hidden: false };
                Operation::Cast(id, by, ballot)
            }
            Kind::Ballots => Operation::Ballots(id),
            Kind::Revisions => Operation::Revisions(id),
        }
    }

    /// Lets the models follow in every order in which they give these answers. Two orders may give the same answers and
    /// leave different things behind, which only a later answer tells apart: so each that may be is followed on.
    /// Returns whether there is one.
    async fn follow(&mut self, asked: &[(Operation, String)]) -> bool {
        let mut possible: Vec<Memory> = Vec::new();
        for model in &self.models {
            for order in orders(asked.len()) {
                let model = model.copy();
                let mut is_so = true;
                for at in order {
                    let (operation, answer) = &asked[at];
                    is_so = is_so && operation.ask(&model).await == *answer;
                }
                if is_so && !possible.iter().any(|known| known.keeps_the_same(&model)) {
                    possible.push(model);
                }
            }
        }
        if possible.is_empty() {
            return false;
        }
        self.models = possible;
        true
    }

    /// What the models answer instead, one operation after the other.
    async fn instead(&self, asked: &[(Operation, String)]) -> Vec<String> {
        let mut answers = Vec::new();
        for model in &self.models {
            let model = model.copy();
            for (operation, _) in asked {
                answers.push(operation.ask(&model).await);
            }
        }
        answers
    }
}

/// A time later than those before.
fn time(count: u32) -> String {
    format!("2027-05-01T12:{:02}:{:02}Z", count / 60, count % 60)
}

/// All orders of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(count - 1);
    let insert = |order: &Vec<usize>, at| {
        let mut order = order.clone();
        order.insert(at, count - 1);
        order
    };
    shorter.iter().flat_map(|order| (0..count).map(move |at| insert(order, at))).collect()
}

async fn every_group_has_an_order(groups: Vec<Vec<Drawn>>) {
    let url = postgres::database().await;
    // Both find an empty database at the same time.
    let (one, other) = tokio::join!(PostgresStore::open(&url), PostgresStore::open(&url));
    let instances: [Arc<dyn Store>; 2] = [Arc::new(one.unwrap()), Arc::new(other.unwrap())];
    let mut plan = Plan { models: vec![Memory::default()], reports: 0, drafts: 0, links: 0, count: 0 };
    for group in groups {
        let mut asking = Vec::new();
        for (at, drawn) in group.into_iter().enumerate() {
            let operation = plan.operation(drawn).await;
            let instance = Arc::clone(&instances[(at + usize::from(drawn.choice)) % 2]);
            asking.push(tokio::spawn(async move {
                let answer = operation.ask(&*instance).await;
                (operation, answer)
            }));
        }
        let mut asked = Vec::new();
        for asking in asking {
            asked.push(asking.await.unwrap());
        }
        let is_so = plan.follow(&asked).await;
        let instead = if is_so { Vec::new() } else { plan.instead(&asked).await };
        assert!(is_so, "no single store answers so: {asked:#?}, but so: {instead:#?}");
    }
    for instance in &instances {
        instance.close().await;
    }
}

proptest! {
    // A thousand operations in all.
    #![proptest_config(Config { cases: 5, max_shrink_iters: 20, ..Config::default() })]

    #[test]
    fn two_instances_answer_as_one_store(groups in prop::collection::vec(prop::collection::vec(drawn(), 1..4), 100)) {
        let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        threads.block_on(every_group_has_an_order(groups));
    }
}
