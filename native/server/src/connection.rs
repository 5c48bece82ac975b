//! One client connection: frames in, replies out in the order of the requests. Runs as one task on one I/O thread.
//!
//! A request is performed when its frame is whole. One that must wait (a parked fetch, a frame at the control plane)
//! holds back the next, as Apache Kafka mutes the channel; produce requests behind each other share one write.
//!
//! Invariant: while replies wait for the socket no further request is taken, so a slow reader bounds itself.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::broker::Broker;
use crate::buffer_budget::Grant;
use crate::disconnect::Disconnect;
use crate::dispatch::{Dispatched, dispatch};
use crate::fetch::PendingFetch;
use crate::frame_buffer::FrameBuffer;
use crate::mailbox::{MailboxReply, ReplySlot};
use crate::outgoing::{Outgoing, Written};
use crate::produce::{self, PendingProduce, PendingVerification, Progress};
use crate::signal::Signal;
use crate::timer::Timer;

enum Pending {
    Nothing,
    Mailbox(Arc<ReplySlot>),
    /// The mailbox was full: the frame stays in the buffer until the next drain.
    MailboxRoom(Range<usize>),
    /// A transactional produce stays in the buffer until its coordinator has answered.
    Verification(Range<usize>, Box<PendingVerification>),
    Produce(Box<PendingProduce>),
    Fetch(Box<PendingFetch>),
}

enum Wake {
    Signal,
    Read(usize),
    Writable,
    Deadline,
    Check,
}

pub struct Connection {
    pub broker: Arc<Broker>,
    pub signal: Arc<Signal>,
    pub id: u64,
    pub host: String,
    stream: TcpStream,
    input: FrameBuffer,
    grant: Grant,
    grant_since: Instant,
    outgoing: Outgoing,
    pending: Pending,
    /// Why the connection ends once the replies before it have left.
    ending: Option<Disconnect>,
    /// When the pending request must be answered.
    deadline: Timer,
    /// When to see whether the connection is idle or holds the overdraft for too long.
    check: Timer,
    last_active: Instant,
}

impl Connection {
    pub fn new(broker: Arc<Broker>, signal: Arc<Signal>, id: u64, stream: TcpStream, peer: SocketAddr) -> Connection {
        let now = Instant::now();
        let mut connection = Connection {
            broker,
            signal,
            id,
            host: peer.ip().to_canonical().to_string(),
            stream,
            input: FrameBuffer::default(),
            grant: Grant::default(),
            grant_since: now,
            outgoing: Outgoing::default(),
            pending: Pending::Nothing,
            ending: None,
            deadline: Timer::default(),
            check: Timer::default(),
            last_active: now,
        };
        connection.set_check();
        connection
    }

    /// Serves until the connection ends; the error says why.
    pub async fn run(&mut self) -> Disconnect {
        loop {
            if let Err(disconnect) = self.turn().await {
                return disconnect;
            }
        }
    }

    async fn turn(&mut self) -> Result<(), Disconnect> {
        let advances = self.outgoing.is_empty();
        if advances && let Err(disconnect) = self.advance() {
            if self.outgoing.is_empty() {
                return Err(disconnect);
            }
            self.ending = Some(disconnect);
        }
        if self.broker.has_failed() {
            return Err(Disconnect::Stopping);
        }
        match self.outgoing.write(&self.stream)? {
            Written::All => match self.ending.take() {
                Some(disconnect) => Err(disconnect),
                // While replies waited nothing was looked at, and a signal may have come and gone: look now.
                None if !advances || self.can_advance() => Ok(()),
                None => self.wait(false).await,
            },
            Written::Blocked => self.wait(true).await,
            Written::TurnOver => {
                tokio::task::yield_now().await;
                Ok(())
            }
        }
    }

    /// Performs what can be performed now: the pending request, then the frames that arrived, until the replies are
    /// enough to write.
    fn advance(&mut self) -> Result<(), Disconnect> {
        let request_bytes_max = self.broker.limits.request_bytes_max;
        while self.settle_pending()? {
            if self.outgoing.is_large() && self.has_frame() {
                return Ok(());
            }
            let Some(frame) = self.input.next_frame(request_bytes_max)? else {
                self.give_back_memory();
                return Ok(());
            };
            self.perform(frame)?;
        }
        Ok(())
    }

    /// A connection that holds nothing of a frame holds no buffer and no grant.
    fn give_back_memory(&mut self) {
        self.input.release_if_empty();
        if self.input.capacity_bytes() == 0 {
            self.broker.buffer_budget.release(&mut self.grant);
        }
    }

    /// True when a further request can be performed once the replies are written.
    fn can_advance(&self) -> bool {
        matches!(self.pending, Pending::Nothing) && self.has_frame()
    }

    fn has_frame(&self) -> bool {
        self.input.has_frame(self.broker.limits.request_bytes_max)
    }

    /// True when nothing is pending any more.
    fn settle_pending(&mut self) -> Result<bool, Disconnect> {
        match &mut self.pending {
            Pending::Nothing => return Ok(true),
            Pending::Mailbox(slot) => match slot.take() {
                None => return Ok(false),
                Some(MailboxReply::Close) => return Err(Disconnect::ByControlPlane),
                Some(MailboxReply::Bytes(reply)) => {
                    let mut bytes = self.outgoing.take_bytes();
                    bytes.extend_from_slice(&u32::try_from(reply.len()).unwrap_or(u32::MAX).to_be_bytes());
                    bytes.extend_from_slice(&reply);
                    self.outgoing.put_bytes(bytes);
                }
            },
            Pending::MailboxRoom(frame) => {
                let frame = frame.clone();
                self.pending = Pending::Nothing;
                self.perform(frame)?;
                return Ok(matches!(self.pending, Pending::Nothing));
            }
            Pending::Verification(_, verification) => {
                let expired = !self.deadline.is_set();
                match verification.settle(&self.broker, &self.signal, expired) {
                    Progress::Waits => return Ok(false),
                    Progress::LooksAgain(within_ms) => {
                        self.deadline.set(Instant::now() + Duration::from_millis(within_ms));
                        return Ok(false);
                    }
                    Progress::Answered => return self.resume_produce(),
                }
            }
            Pending::Produce(produce) => {
                let expired = !self.deadline.is_set();
                if !produce.settle(&self.signal, expired, &mut self.outgoing)? {
                    return Ok(false);
                }
            }
            Pending::Fetch(fetch) => {
                let expired = !self.deadline.is_set();
                if !fetch.settle(&self.broker, &self.signal, expired, &mut self.outgoing)? {
                    return Ok(false);
                }
            }
        }
        self.pending = Pending::Nothing;
        self.deadline.clear();
        self.last_active = Instant::now();
        Ok(true)
    }

    /// Appends what waited for its coordinator. True when nothing is pending any more.
    fn resume_produce(&mut self) -> Result<bool, Disconnect> {
        self.deadline.clear();
        let Pending::Verification(frame, verified) = std::mem::replace(&mut self.pending, Pending::Nothing) else {
            return Ok(true);
        };
        let bytes = self.input.frame_mut(frame.clone());
        let dispatched = produce::resume(&self.broker, *verified, bytes, &self.signal, &mut self.outgoing)?;
        self.dispatched(dispatched, frame);
        self.last_active = Instant::now();
        Ok(matches!(self.pending, Pending::Nothing))
    }

    fn perform(&mut self, frame: Range<usize>) -> Result<(), Disconnect> {
        let bytes = self.input.frame_mut(frame.clone());
        let origin = crate::dispatch::Origin { connection: self.id, host: &self.host, signal: &self.signal };
        let dispatched = dispatch(&self.broker, &origin, bytes, &mut self.outgoing)?;
        self.dispatched(dispatched, frame);
        Ok(())
    }

    fn dispatched(&mut self, dispatched: Dispatched, frame: Range<usize>) {
        match dispatched {
            Dispatched::Done => {}
            Dispatched::AtControlPlane(slot) => self.pending = Pending::Mailbox(slot),
            Dispatched::MailboxFull => self.pending = Pending::MailboxRoom(frame),
            Dispatched::Verifying(verification, wait_ms) => {
                self.pend(Pending::Verification(frame, verification), wait_ms);
            }
            Dispatched::Produced(produce, wait_ms) => self.pend(Pending::Produce(produce), wait_ms),
            Dispatched::Parked(fetch, wait_ms) => self.pend(Pending::Fetch(fetch), wait_ms),
        }
    }

    fn pend(&mut self, pending: Pending, wait_ms: u64) {
        self.deadline.set(Instant::now() + Duration::from_millis(wait_ms));
        self.pending = pending;
    }

    async fn wait(&mut self, write_blocked: bool) -> Result<(), Disconnect> {
        // A frame that is not performed yet lies in the buffer, where reading could overwrite it.
        let holds_frame = matches!(self.pending, Pending::MailboxRoom(_) | Pending::Verification(..));
        let may_read = !write_blocked && !holds_frame && !self.has_frame() && self.take_growth();
        match poll_fn(|context| self.poll_wake(context, write_blocked, may_read)).await? {
            Wake::Read(0) => Err(Disconnect::ByClient),
            Wake::Read(count) => {
                self.input.filled(count);
                self.last_active = Instant::now();
                Ok(())
            }
            Wake::Writable => {
                self.last_active = Instant::now();
                Ok(())
            }
            Wake::Signal if self.signal.is_closing() => Err(Disconnect::Stopping),
            Wake::Check => self.check(),
            Wake::Signal | Wake::Deadline => Ok(()),
        }
    }

    /// Asks the budget for the room that the frame under way needs next.
    fn take_growth(&mut self) -> bool {
        let growth = self.input.growth_bytes(self.broker.limits.request_bytes_max);
        if growth == 0 {
            return true;
        }
        let had_overdraft = self.grant.is_overdraft();
        let granted = self.broker.buffer_budget.grow(&mut self.grant, growth, &self.signal);
        if !had_overdraft && self.grant.is_overdraft() {
            self.grant_since = Instant::now();
            self.set_check();
        }
        granted
    }

    /// As in Apache Kafka, a connection whose request takes longer than the limit is idle, too.
    fn check(&mut self) -> Result<(), Disconnect> {
        let now = Instant::now();
        if self.overdraft_ends().is_some_and(|end| now >= end) {
            return Err(Disconnect::TooSlow);
        }
        if self.idle_ends().is_some_and(|end| now >= end) {
            return Err(Disconnect::Idle);
        }
        self.set_check();
        Ok(())
    }

    fn set_check(&mut self) {
        if let Some(next) = self.overdraft_ends().into_iter().chain(self.idle_ends()).min() {
            self.check.set(next);
        }
    }

    fn overdraft_ends(&self) -> Option<Instant> {
        let held_max = Duration::from_millis(self.broker.limits.overdraft_ms_max);
        self.grant.is_overdraft().then(|| self.grant_since + held_max)
    }

    fn idle_ends(&self) -> Option<Instant> {
        let idle_ms_max = self.broker.limits.connection_idle_ms_max?;
        Some(self.last_active + Duration::from_millis(idle_ms_max))
    }

    fn poll_wake(
        &mut self,
        context: &mut Context<'_>,
        write_blocked: bool,
        may_read: bool,
    ) -> Poll<Result<Wake, io::Error>> {
        if self.signal.poll_take(context) {
            return Poll::Ready(Ok(Wake::Signal));
        }
        if may_read && let Poll::Ready(count) = self.poll_read(context) {
            return Poll::Ready(count.map(Wake::Read));
        }
        if write_blocked && self.stream.poll_write_ready(context)?.is_ready() {
            return Poll::Ready(Ok(Wake::Writable));
        }
        if self.deadline.poll_passed(context) {
            return Poll::Ready(Ok(Wake::Deadline));
        }
        if self.check.poll_passed(context) {
            return Poll::Ready(Ok(Wake::Check));
        }
        Poll::Pending
    }

    fn poll_read(&mut self, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let room = self.input.room(self.broker.limits.request_bytes_max);
        let mut buffer = ReadBuf::new(room);
        let outcome = Pin::new(&mut self.stream).poll_read(context, &mut buffer);
        let count = buffer.filled().len();
        if outcome.is_pending() {
            self.give_back_memory();
        }
        outcome.map_ok(|()| count)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.broker.buffer_budget.release(&mut self.grant);
        match &self.pending {
            Pending::Mailbox(slot) => self.broker.mailbox.forget(slot),
            Pending::Verification(_, verification) => verification.forget(&self.broker.mailbox),
            _ => {}
        }
        if std::thread::panicking() {
            self.broker.fail("a request was not performed because of a bug; see the panic message on standard error");
        }
    }
}
