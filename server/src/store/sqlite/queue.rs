//! Changes wait in one queue. Those that wait together are committed together, which the disk does in the time of one.
//!
//! Each change stands in a savepoint, so that one that is refused leaves nothing to its neighbours. It is answered
//! after the commit, because what it found may have been made by a neighbour. If anything fails, nothing of this
//! transaction is kept, and each of its changes is made again, alone: so none fails because of another one. A change
//! that comes alone waits for nobody.

use std::time::Instant;

use app::store::{Outage, Refused};
use async_trait::async_trait;
use sqlx::SqliteConnection;
use tokio::sync::{mpsc, oneshot};

use super::sql::Change;
use super::write::{Write, Writer};
use super::{SqliteStore, failed};

/// Maximum number of changes that wait, and of those that are committed together.
const WAITING: usize = 1024;
const TOGETHER: usize = 128;

/// The changes that wait for the writer.
pub(super) type Queue = mpsc::Sender<Box<dyn Turn>>;

/// Starts a task that makes the changes of a queue. It ends with the queue.
pub(super) fn start(writer: Writer) -> Queue {
    let (queue, mut waiting) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        while let Some(first) = waiting.recv().await {
            for change in make(&writer, first, Some(&mut waiting)).await {
                make(&writer, change, None).await;
            }
        }
    });
    queue
}

impl SqliteStore {
    /// Makes a change, together with others that wait.
    pub(super) async fn make<C: Change>(&self, change: C) -> Result<C::Done, Refused> {
        let (_, queue) = self.writing()?;
        let (asked, answer) = oneshot::channel();
        let waiting = Waiting { change, made: None, asked, end: Instant::now() + self.patience };
        let sent = queue.send_timeout(Box::new(waiting), self.patience).await;
        sent.map_err(|error| Refused::Out(Outage::Busy, error.to_string().into()))?;
        answer.await.map_err(|error| Refused::Failed(error.into()))?
    }
}

/// A change of any kind in the queue.
#[async_trait]
pub(super) trait Turn: Send {
    /// Until when it waits for another program to unlock the file.
    fn end(&self) -> Instant;

    /// Whether somebody still waits for its answer.
    fn is_awaited(&self) -> bool;

    /// Makes the change and keeps its answer.
    async fn make(&mut self, write: &mut SqliteConnection) -> Made;

    /// Keeps another answer: the change is not kept.
    fn refuse(&mut self, why: Refused);

    /// Gives the answer.
    fn answer(self: Box<Self>);
}

/// How a change went.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// It is complete.
    Whole,
    /// It was refused, and what it wrote must go.
    Refused,
    /// The store failed. The transaction can hardly be used any more.
    Failed,
}

struct Waiting<C: Change> {
    change: C,
    made: Option<Result<C::Done, Refused>>,
    asked: oneshot::Sender<Result<C::Done, Refused>>,
    end: Instant,
}

#[async_trait]
impl<C: Change> Turn for Waiting<C> {
    fn end(&self) -> Instant {
        self.end
    }

    fn is_awaited(&self) -> bool {
        !self.asked.is_closed()
    }

    async fn make(&mut self, write: &mut SqliteConnection) -> Made {
        let made = self.made.insert(self.change.make(write).await);
        match made {
            Ok(_) => Made::Whole,
            Err(Refused::Failed(_) | Refused::Out(..)) => Made::Failed,
            Err(_) => Made::Refused,
        }
    }

    fn refuse(&mut self, why: Refused) {
        self.made = Some(Err(why));
    }

    fn answer(self: Box<Self>) {
        if let Some(made) = self.made {
            self.asked.send(made).ok();
        }
    }
}

/// Makes a change and those that wait with it in one transaction, and answers them. Returns those that are to be made
/// again, each alone, because the transaction failed.
async fn make(
    writer: &Writer,
    mut first: Box<dyn Turn>,
    waiting: Option<&mut mpsc::Receiver<Box<dyn Turn>>>,
) -> Vec<Box<dyn Turn>> {
    let mut write = match writer.begin(first.end()).await {
        Ok(write) => write,
        Err(why) => {
            first.refuse(why);
            first.answer();
            return Vec::new();
        }
    };
    let mut is_sound = make_one(&mut write, &mut *first).await;
    let mut made = vec![first];
    if let Some(waiting) = waiting {
        while is_sound
            && made.len() < TOGETHER
            && let Ok(mut next) = waiting.try_recv()
        {
            is_sound = make_one(&mut write, &mut *next).await;
            made.push(next);
        }
    }
    if is_sound {
        match write.commit().await {
            Ok(()) => {}
            Err(why) if made.len() == 1 => made[0].refuse(why),
            Err(_) => return made,
        }
    } else {
        // The connection is closed, and the transaction with it.
        drop(write);
        if made.len() > 1 {
            return made;
        }
    }
    for change in made {
        change.answer();
    }
    Vec::new()
}

/// Makes a change in a savepoint of its own. Returns whether the transaction can go on.
async fn make_one(write: &mut Write<'_>, change: &mut dyn Turn) -> bool {
    if !change.is_awaited() {
        return true;
    }
    let made = async {
        sqlx::query("SAVEPOINT change").execute(&mut **write).await?;
        match change.make(write).await {
            Made::Whole => {}
            Made::Refused => {
                sqlx::query("ROLLBACK TO change").execute(&mut **write).await?;
            }
            Made::Failed => return Ok(false),
        }
        sqlx::query("RELEASE change").execute(&mut **write).await.map(|_| true)
    };
    made.await.unwrap_or_else(|error| {
        change.refuse(failed(error));
        false
    })
}
