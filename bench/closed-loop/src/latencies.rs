//! From sending a request to having its answer, for every acknowledged request.

use std::time::Duration;

#[derive(Default)]
pub struct Latencies {
    all: Vec<Duration>,
}

impl Latencies {
    pub fn add(&mut self, more: Vec<Duration>) {
        self.all.extend(more);
    }

    /// As JSON; a percentile of nothing is null.
    pub fn summary(mut self, seconds: f64) -> String {
        self.all.sort_unstable();
        let per_second = self.all.len() as f64 / seconds;
        let (p50, p99) = (self.percentile_ms(50), self.percentile_ms(99));
        format!(r#"{{"recordsPerSecond":{per_second},"p50Ms":{p50},"p99Ms":{p99}}}"#)
    }

    fn percentile_ms(&self, percent: usize) -> String {
        let latency = self.all.get(self.all.len() * percent / 100);
        latency.map_or("null".to_owned(), |latency| (latency.as_secs_f64() * 1e3).to_string())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Latencies;

    #[test]
    fn percentiles_are_of_all_producers_together() {
        let mut latencies = Latencies::default();
        latencies.add((1..=150).rev().map(Duration::from_millis).collect());
        latencies.add((151..=200).map(Duration::from_millis).collect());
        assert_eq!(latencies.summary(4.0), r#"{"recordsPerSecond":50,"p50Ms":101,"p99Ms":199}"#);
        assert_eq!(Latencies::default().summary(4.0), r#"{"recordsPerSecond":0,"p50Ms":null,"p99Ms":null}"#);
    }
}
