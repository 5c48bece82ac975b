//! Topic patterns of consumer groups: a check at once, matching on a thread of Node's pool.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use napi::bindgen_prelude::AsyncTask;
use napi::{Env, Error, Result, Task};
use napi_derive::napi;
use topic_patterns::{TopicPattern, matches};

/// All patterns of one call together.
const MATCH_TIME_MAX: Duration = Duration::from_secs(5);

/// What is wrong with the pattern; null: nothing.
#[napi(catch_unwind)]
pub fn topic_pattern_problem(pattern: String) -> Option<String> {
    TopicPattern::new(&pattern).err().map(|error| error.to_string())
}

/// Resolves with the indexes of the names that each pattern matches as a whole; a malformed one matches nothing.
#[napi(catch_unwind)]
pub fn match_topics(patterns: Vec<String>, names: Vec<String>) -> AsyncTask<TopicMatching> {
    AsyncTask::new(TopicMatching { patterns, names })
}

pub struct TopicMatching {
    patterns: Vec<String>,
    names: Vec<String>,
}

impl TopicMatching {
    fn run(&self) -> Result<Vec<Vec<u32>>> {
        let deadline = Instant::now() + MATCH_TIME_MAX;
        let mut found = Vec::with_capacity(self.patterns.len());
        for pattern in &self.patterns {
            let pattern = TopicPattern::new(pattern).ok();
            let indexes = matches(pattern.as_slice(), &self.names, deadline)
                .map_err(|error| Error::from_reason(error.to_string()))?;
            found.push(indexes.into_iter().next().unwrap_or_default());
        }
        Ok(found)
    }
}

impl Task for TopicMatching {
    type Output = Vec<Vec<u32>>;
    type JsValue = Vec<Vec<u32>>;

    fn compute(&mut self) -> Result<Self::Output> {
        catch_unwind(AssertUnwindSafe(|| self.run()))
            .unwrap_or_else(|_| Err(Error::from_reason("matching topic patterns panicked")))
    }

    fn resolve(&mut self, _env: Env, output: Self::Output) -> Result<Self::JsValue> {
        Ok(output)
    }
}
