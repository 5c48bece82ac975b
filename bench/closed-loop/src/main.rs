//! The load of `bench/support/closed-loop.ts`: producers that send one request, wait for its answer and send the next.
//! A program of its own, on one thread, because it shares its machine with the broker that it measures: what it takes
//! of the processor, the broker does not have.
//!
//! `closed-loop PORT PRODUCERS SECONDS` reads Produce requests from standard input, one for each partition and each
//! with its size in front, and prints one line of JSON.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

mod answer;
mod latencies;
mod producer;
mod requests;

use std::error::Error;
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use latencies::Latencies;
use requests::Requests;

struct Load {
    port: u16,
    producer_count: usize,
    duration: Duration,
    requests: Arc<Requests>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let load = load(std::env::args().skip(1), std::io::stdin())?;
    let seconds = load.duration.as_secs_f64();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let latencies = runtime.block_on(run(load))?;
    println!("{}", latencies.summary(seconds));
    Ok(())
}

fn load(mut arguments: impl Iterator<Item = String>, mut input: impl Read) -> Result<Load, Box<dyn Error>> {
    let mut argument = |name: &str| arguments.next().ok_or(format!("{name} is missing"));
    let (port, producer_count) = (argument("PORT")?.parse()?, argument("PRODUCERS")?.parse()?);
    let duration = Duration::try_from_secs_f64(argument("SECONDS")?.parse()?)?;
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let requests = Arc::new(Requests::split(bytes)?);
    Ok(Load { port, producer_count, duration, requests })
}

/// Every producer begins at another request, so that together they are spread over all of them.
async fn run(load: Load) -> Result<Latencies, Box<dyn Error>> {
    let end = Instant::now() + load.duration;
    let producers: Vec<_> = (0..load.producer_count)
        .map(|index| {
            let first = index * load.requests.count() / load.producer_count;
            tokio::spawn(producer::produce_until(end, load.port, load.requests.clone(), first))
        })
        .collect();
    let mut latencies = Latencies::default();
    for producer in producers {
        latencies.add(producer.await??);
    }
    Ok(latencies)
}
