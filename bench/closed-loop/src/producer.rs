//! One producer: one connection with one request under way at a time.

use std::future::poll_fn;
use std::io::{Error, ErrorKind};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::answer::{Verdict, frame_length, judge};
use crate::requests::{Request, Requests};

/// An answer is a topic's name, of at most 249 bytes, and some numbers.
const ANSWER_BYTES_MAX: usize = 1024;
const PAUSE_UNTIL_THERE: Duration = Duration::from_millis(20);

/// Gives the latency of every acknowledged request; begins with request `turn` and goes round all of them.
pub async fn produce_until(
    end: Instant,
    port: u16,
    requests: Arc<Requests>,
    mut turn: usize,
) -> Result<Vec<Duration>, Error> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let mut latencies = Vec::new();
    let mut sent_at = Instant::now();
    while sent_at < end
        && let Some(request) = requests.at(turn)
    {
        turn += 1;
        match ask(&mut stream, &request).await? {
            Verdict::Acknowledged => {
                let now = Instant::now();
                latencies.push(now - sent_at);
                sent_at = now;
            }
            Verdict::NotThereYet => {
                tokio::time::sleep(PAUSE_UNTIL_THERE).await;
                sent_at = Instant::now();
            }
            Verdict::Refused(why) => return Err(Error::other(why)),
        }
    }
    Ok(latencies)
}

async fn ask(stream: &mut TcpStream, request: &Request<'_>) -> Result<Verdict, Error> {
    write_all(stream, request.frame).await?;
    let mut memory = [0; ANSWER_BYTES_MAX];
    let mut answer = ReadBuf::new(&mut memory);
    while frame_length(answer.filled()).is_none_or(|length| answer.filled().len() < length) {
        let before = answer.filled().len();
        // Unlike `try_read`, it knows after a short read that no more is there, which spares a system call.
        poll_fn(|context| Pin::new(&mut *stream).poll_read(context, &mut answer)).await?;
        match answer.filled().len() {
            ANSWER_BYTES_MAX => return Err(Error::other("an answer is too long to be one to a produce request")),
            after if after == before => return Err(closed()),
            _ => {}
        }
    }
    Ok(judge(answer.filled(), request.correlation_id))
}

async fn write_all(stream: &mut TcpStream, mut bytes: &[u8]) -> Result<(), Error> {
    while !bytes.is_empty() {
        let written = poll_fn(|context| Pin::new(&mut *stream).poll_write(context, bytes)).await?;
        bytes = bytes.get(written..).unwrap_or_default();
    }
    Ok(())
}

fn closed() -> Error {
    Error::new(ErrorKind::UnexpectedEof, "the broker closed the connection")
}
